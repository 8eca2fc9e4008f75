/* Un greffon qui compte ses appels : une fois par instance, une fois pour la bibliothèque.
 *
 * Les compteurs sont des entiers ordinaires. Celui de l'instance suffit, puisque l'hôte ne
 * l'appelle jamais deux fois à la fois ; celui de la bibliothèque n'est juste que si une
 * seule instance travaille.
 */
#include "greffon.h"

#include <stdio.h>
#include <stdlib.h>

/* ANCHOR: etat */
struct PluginInstance {
    unsigned calls;
};

static unsigned library_calls;
/* ANCHOR_END: etat */

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

/* ANCHOR: execute */
static PluginStatus execute(PluginInstance *instance, PluginStr text, PluginBuffer *output) {
    (void)text;
    if (instance == NULL || output == NULL) {
        return PLUGIN_INVALID_ARGUMENT;
    }
    const size_t capacity = 64;
    char *answer = malloc(capacity);
    if (answer == NULL) {
        return PLUGIN_ERROR;
    }
    instance->calls++;
    library_calls++;
    int length = snprintf(answer, capacity, "instance : %u, bibliothèque : %u", instance->calls,
                          library_calls);
    *output = (PluginBuffer){(uint8_t *)answer, (size_t)length, capacity};
    return PLUGIN_OK;
}
/* ANCHOR_END: execute */

static void free_buffer(PluginBuffer buffer) {
    free(buffer.ptr);
}

static const PluginApi API = {
    .abi_version = PLUGIN_ABI_VERSION,
    .struct_size = sizeof(PluginApi),
    .name = "etat",
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
