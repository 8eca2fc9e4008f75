/* Un greffon plus récent que l'hôte : même version du contrat, et un champ de plus au bout de la
 * table. Un hôte qui ne connaît pas ce champ doit l'accepter.
 */
#include "refus.h"

typedef struct {
    PluginApi known;
    uint64_t features;
} LongApi;

static const LongApi API = {
    .known =
        {
            .abi_version = PLUGIN_ABI_VERSION,
            .struct_size = sizeof(LongApi),
            .name = "table-longue",
            .version = "1.1.0",
            .create = create,
            .init = init,
            .execute = execute,
            .free_buffer = free_buffer,
            .destroy = destroy,
        },
    .features = 1,
};

EXPORT const PluginApi *plugin_entry(void) {
    return &API.known;
}
