/* Le module « compteur » en C : lignes, mots et caractères d'un texte UTF-8.
 *
 * Il rend, au caractère près, le même texte que le module Rust de ch-contrat ; un test
 * les compare. Il est compilé par build.rs, avec le paquet `cc`.
 */
#include "greffon.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ANCHOR: instance */
/* Ce greffon n'a pas d'état : une instance ne contient qu'un octet, pour avoir une adresse. */
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
/* ANCHOR_END: instance */

/* ANCHOR: texte */
/* Lit le caractère qui commence à text[*at] et avance *at ; le texte est de l'UTF-8 valide. */
static uint32_t next_char(PluginStr text, size_t *at) {
    uint8_t first = text.ptr[(*at)++];
    if (first < 0x80) {
        return first;
    }
    size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    uint32_t value = first & (0x3Fu >> more);
    while (more-- > 0 && *at < text.len) {
        value = (value << 6) | (text.ptr[(*at)++] & 0x3Fu);
    }
    return value;
}

/* Les blancs d'Unicode (propriété White_Space), comme char::is_whitespace en Rust. */
static bool is_space(uint32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F
        || c == 0x205F || c == 0x3000;
}
/* ANCHOR_END: texte */

static const char *plural(size_t count) {
    return count < 2 ? "" : "s";
}

/* ANCHOR: execute */
static PluginStatus execute(PluginInstance *instance, PluginStr text, PluginBuffer *output) {
    if (instance == NULL || output == NULL || (text.ptr == NULL && text.len > 0)) {
        return PLUGIN_INVALID_ARGUMENT;
    }
    size_t lines = 0, words = 0, chars = 0;
    bool in_word = false, line_open = false;
    for (size_t at = 0; at < text.len; chars++) {
        uint32_t c = next_char(text, &at);
        bool space = is_space(c);
        words += !space && !in_word;
        in_word = !space;
        lines += c == '\n';
        line_open = c != '\n';
    }
    lines += line_open; /* une dernière ligne sans fin de ligne */

    const size_t capacity = 128; /* trois entiers de 64 bits et leurs mots tiennent à l'aise */
    char *answer = malloc(capacity);
    if (answer == NULL) {
        return PLUGIN_ERROR;
    }
    int length = snprintf(answer, capacity, "%zu ligne%s, %zu mot%s, %zu caractère%s", lines,
                          plural(lines), words, plural(words), chars, plural(chars));
    *output = (PluginBuffer){(uint8_t *)answer, (size_t)length, capacity};
    return PLUGIN_OK;
}

/* Ce que malloc a donné ici, free le reprend ici : l'hôte ne libère jamais lui-même. */
static void free_buffer(PluginBuffer buffer) {
    free(buffer.ptr);
}
/* ANCHOR_END: execute */

/* ANCHOR: entree */
static const PluginApi API = {
    .abi_version = PLUGIN_ABI_VERSION,
    .struct_size = sizeof(PluginApi),
    .name = "compteur",
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
/* ANCHOR_END: entree */

/* Pour le test `disposition` de ch-ffi : la table telle que le compilateur C la dispose. */
EXPORT size_t plugin_layout(size_t index) {
    const size_t layout[] = {
        sizeof(PluginStr),
        offsetof(PluginStr, ptr),
        offsetof(PluginStr, len),
        sizeof(PluginBuffer),
        offsetof(PluginBuffer, ptr),
        offsetof(PluginBuffer, len),
        offsetof(PluginBuffer, capacity),
        sizeof(PluginStatus),
        sizeof(PluginApi),
        offsetof(PluginApi, abi_version),
        offsetof(PluginApi, struct_size),
        offsetof(PluginApi, name),
        offsetof(PluginApi, version),
        offsetof(PluginApi, create),
        offsetof(PluginApi, init),
        offsetof(PluginApi, execute),
        offsetof(PluginApi, free_buffer),
        offsetof(PluginApi, destroy),
    };
    const size_t count = sizeof layout / sizeof layout[0];
    return index < count ? layout[index] : (size_t)-1;
}
