/* Un greffon conforme et bavard : il écrit sur ses sorties quand on le crée, quand on le détruit
 * et quand le programme finit. Sa version et ses erreurs portent des codes de terminal. */
#include "greffon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct PluginInstance {
    char unused;
};

static PluginStatus create(PluginInstance **instance) {
    puts("bonjour de create");
    *instance = calloc(1, sizeof **instance);
    return *instance == NULL ? PLUGIN_ERROR : PLUGIN_OK;
}

static PluginStatus init(PluginInstance *instance, PluginBuffer *error) {
    (void)instance;
    (void)error;
    return PLUGIN_OK;
}

static PluginStatus execute(PluginInstance *instance, PluginStr text, PluginBuffer *output) {
    static const char MESSAGE[] = "\033[31mrouge\a";
    (void)instance;
    (void)text;
    output->ptr = malloc(sizeof MESSAGE - 1);
    if (output->ptr != NULL) {
        memcpy(output->ptr, MESSAGE, sizeof MESSAGE - 1);
        output->len = output->capacity = sizeof MESSAGE - 1;
    }
    return PLUGIN_ERROR;
}

static void free_buffer(PluginBuffer buffer) {
    free(buffer.ptr);
}

static void goodbye(void) {
    puts("au revoir, sans fin de ligne");
    fputs("de la fin du programme", stdout);
}

static void destroy(PluginInstance *instance) {
    fputs("bonjour de destroy", stdout);
    free(instance);
#if defined(__GNUC__)
    fflush(stdout);
#endif
}

#if defined(__GNUC__)
__attribute__((destructor)) static void at_the_end(void) {
    goodbye();
}
#endif

static const PluginApi API = {
    .abi_version = PLUGIN_ABI_VERSION,
    .struct_size = sizeof(PluginApi),
    .name = "bavard",
    .version = "1.0.0\033[31m",
    .create = create,
    .init = init,
    .execute = execute,
    .free_buffer = free_buffer,
    .destroy = destroy,
};

EXPORT const PluginApi *plugin_entry(void) {
    (void)goodbye;
    return &API;
}
