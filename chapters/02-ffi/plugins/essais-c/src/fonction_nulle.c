/* Un greffon défectueux : la fonction execute de sa table est nulle. */
#include "refus.h"

static const PluginApi API = {
    .abi_version = PLUGIN_ABI_VERSION,
    .struct_size = sizeof(PluginApi),
    .name = "fonction-nulle",
    .version = "0.1.0",
    .create = create,
    .init = init,
    .execute = NULL,
    .free_buffer = free_buffer,
    .destroy = destroy,
};

EXPORT const PluginApi *plugin_entry(void) {
    return &API;
}
