/* Le contrat du livre pour les greffons écrits en C.
 *
 * Ce fichier dit la même chose que src/lib.rs ; le test `disposition` de ch-ffi compare les
 * deux, champ par champ. Les règles (qui libère, qui appelle d'où) sont dans src/lib.rs.
 */
#ifndef GREFFON_H
#define GREFFON_H

#include <stddef.h>
#include <stdint.h>

/* Seules les fonctions marquées EXPORT sont visibles hors de la bibliothèque. */
#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* Un compilateur de C++ change les noms des fonctions, sauf de celles-ci. */
#ifdef __cplusplus
extern "C" {
#endif

#define PLUGIN_ABI_VERSION 1u

typedef uint32_t PluginStatus;
#define PLUGIN_OK 0u
#define PLUGIN_ERROR 1u
#define PLUGIN_INVALID_ARGUMENT 2u
#define PLUGIN_PANIC 3u

/* Une instance : à chaque greffon de définir ce qu'elle contient. */
typedef struct PluginInstance PluginInstance;

/* Un texte prêté par l'hôte : UTF-8, sans octet nul final. */
typedef struct {
    const uint8_t *ptr;
    size_t len;
} PluginStr;

/* Un tampon alloué par le greffon ; l'hôte le rend à free_buffer, sauf si ptr est nul. */
typedef struct {
    uint8_t *ptr;
    size_t len;
    size_t capacity;
} PluginBuffer;

/* ANCHOR: table */
typedef struct {
    uint32_t abi_version;
    uint32_t struct_size;
    const char *name;
    const char *version;
    PluginStatus (*create)(PluginInstance **instance);
    PluginStatus (*init)(PluginInstance *instance, PluginBuffer *error);
    PluginStatus (*execute)(PluginInstance *instance, PluginStr text, PluginBuffer *output);
    void (*free_buffer)(PluginBuffer buffer);
    void (*destroy)(PluginInstance *instance);
} PluginApi;
/* ANCHOR_END: table */

/* La seule fonction que la bibliothèque doit exporter. */
EXPORT const PluginApi *plugin_entry(void);

#ifdef __cplusplus
}
#endif

#endif
