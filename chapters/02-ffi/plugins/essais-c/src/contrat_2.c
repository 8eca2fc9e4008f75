/* Un greffon écrit pour une version 2 du contrat : la table y est tout autre. */
#include <stdint.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* ANCHOR: table */
/* Les deux premiers champs ne changent jamais : ils disent s'il faut lire la suite. */
typedef struct {
    uint32_t abi_version;
    uint32_t struct_size;
    uint64_t capabilities;
    const char *description;
} PluginApi2;

static const PluginApi2 API = {2, sizeof(PluginApi2), 1, "un greffon de demain"};
/* ANCHOR_END: table */

EXPORT const PluginApi2 *plugin_entry(void) {
    return &API;
}
