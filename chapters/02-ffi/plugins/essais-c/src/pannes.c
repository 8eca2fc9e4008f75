/* Un greffon conforme, qui tombe en panne à la demande : le texte dit comment. */
#include "greffon.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct PluginInstance {
    char unused;
};

static PluginStatus create(PluginInstance **instance) {
    if (instance == NULL) {
        return PLUGIN_INVALID_ARGUMENT;
    }
    *instance = calloc(1, sizeof **instance);
    return *instance == NULL ? PLUGIN_ERROR : PLUGIN_OK;
}

static PluginStatus init(PluginInstance *instance, PluginBuffer *error) {
    (void)error;
    return instance == NULL ? PLUGIN_INVALID_ARGUMENT : PLUGIN_OK;
}

static void destroy(PluginInstance *instance) {
    free(instance);
}

static bool is(PluginStr text, const char *word) {
    return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

/* ANCHOR: pannes */
static PluginStatus execute(PluginInstance *instance, PluginStr text, PluginBuffer *output) {
    if (instance == NULL || output == NULL) {
        return PLUGIN_INVALID_ARGUMENT;
    }
    if (is(text, "adresse")) {
        *(volatile char *)NULL = 1;
    } else if (is(text, "exit")) {
        exit(0);
    } else if (is(text, "abort")) {
        abort();
    }
    return PLUGIN_ERROR;
}
/* ANCHOR_END: pannes */

static void free_buffer(PluginBuffer buffer) {
    free(buffer.ptr);
}

static const PluginApi API = {
    .abi_version = PLUGIN_ABI_VERSION,
    .struct_size = sizeof(PluginApi),
    .name = "pannes",
    .version = "1.0.0",
    .create = create,
    .init = init,
    .execute = execute,
    .free_buffer = free_buffer,
    .destroy = destroy,
};

EXPORT const PluginApi *plugin_entry(void) {
    return &API;
}
