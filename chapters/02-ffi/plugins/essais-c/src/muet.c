/* Le plus petit greffon possible : une vraie table, dont les fonctions refusent tout.
 *
 * Il n'a aucune variable locale à un fil d'exécution (thread-local), et aucun système n'a donc de
 * raison de le garder en mémoire : macOS ne ferme jamais une bibliothèque qui en contient.
 */
#include "refus.h"

static const PluginApi API = {
    .abi_version = PLUGIN_ABI_VERSION,
    .struct_size = sizeof(PluginApi),
    .name = "muet",
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
