/* Les cinq fonctions du contrat, qui refusent tout : elles n'appellent rien et ne lisent rien. */
#ifndef REFUS_H
#define REFUS_H

#include "greffon.h"

static inline PluginStatus create(PluginInstance **instance) {
    (void)instance;
    return PLUGIN_ERROR;
}

static inline PluginStatus init(PluginInstance *instance, PluginBuffer *error) {
    (void)instance;
    (void)error;
    return PLUGIN_ERROR;
}

static inline PluginStatus execute(PluginInstance *instance, PluginStr text, PluginBuffer *output) {
    (void)instance;
    (void)text;
    (void)output;
    return PLUGIN_ERROR;
}

static inline void free_buffer(PluginBuffer buffer) {
    (void)buffer;
}

static inline void destroy(PluginInstance *instance) {
    (void)instance;
}

#endif
