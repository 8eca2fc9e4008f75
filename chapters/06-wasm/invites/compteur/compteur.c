/* Le module « compteur » en C, sans bibliothèque : ni malloc, ni printf, ni WASI.
 *
 * Il rend le même texte que le module Rust du contrat ; un test les compare.
 * Se compile par `cargo atelier invites compteur`.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name)))

/* ANCHOR: memoire */
/* L'éditeur de liens place ce symbole à la fin des données. */
extern uint8_t __heap_base;

static uintptr_t free_at = 0;

EXPORT("alloc") uint8_t *guest_alloc(size_t len) {
    if (free_at == 0) {
        free_at = (uintptr_t)&__heap_base;
    }
    uintptr_t start = free_at;
    if (len > UINTPTR_MAX - start) {
        return NULL;
    }
    uintptr_t size = __builtin_wasm_memory_size(0) << 16;
    if (start + len > size) {
        size_t pages = ((start + len - size) >> 16) + 1;
        if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) {
            return NULL;
        }
    }
    free_at = start + len;
    return (uint8_t *)start;
}

/* Reprend le dernier tampon donné ; l'hôte les rend dans l'ordre inverse. */
EXPORT("dealloc") void guest_dealloc(uint8_t *ptr, size_t len) {
    if ((uintptr_t)ptr + len == free_at) {
        free_at = (uintptr_t)ptr;
    }
}
/* ANCHOR_END: memoire */

/* ANCHOR: texte */
static uint64_t pack(const uint8_t *ptr, size_t len) {
    return ((uint64_t)(uintptr_t)ptr << 32) | (uint64_t)len;
}

/* Les blancs d'Unicode (propriété White_Space), comme char::is_whitespace en Rust. */
static bool is_space(uint32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F
        || c == 0x205F || c == 0x3000;
}

/* Lit le caractère qui commence à text[*at] ; le texte est de l'UTF-8 valable. */
static uint32_t next_char(const uint8_t *text, size_t len, size_t *at) {
    uint8_t first = text[(*at)++];
    if (first < 0x80) {
        return first;
    }
    size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    uint32_t value = first & (0x3Fu >> more);
    while (more-- > 0 && *at < len) {
        value = (value << 6) | (text[(*at)++] & 0x3Fu);
    }
    return value;
}
/* ANCHOR_END: texte */

/* La réponse : trois entiers de 32 bits et leurs mots y tiennent à l'aise. */
static uint8_t answer[128];
static size_t written;

static void put_text(const char *text) {
    while (*text != '\0') {
        answer[written++] = (uint8_t)*text++;
    }
}

static void put_count(uint32_t count, const char *noun) {
    uint8_t digits[10];
    size_t used = 0;
    uint32_t rest = count;
    do {
        digits[used++] = (uint8_t)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    while (used > 0) {
        answer[written++] = digits[--used];
    }
    put_text(noun);
    put_text(count < 2 ? "" : "s");
}

/* ANCHOR: execute */
EXPORT("execute") uint64_t execute(const uint8_t *text, size_t len) {
    uint32_t lines = 0, words = 0, chars = 0;
    bool in_word = false, line_open = false;
    for (size_t at = 0; at < len; chars++) {
        uint32_t c = next_char(text, len, &at);
        bool space = is_space(c);
        words += !space && !in_word;
        in_word = !space;
        lines += c == '\n';
        line_open = c != '\n';
    }
    lines += line_open; /* une dernière ligne sans fin de ligne */

    written = 0;
    put_count(lines, " ligne");
    put_text(", ");
    put_count(words, " mot");
    put_text(", ");
    put_count(chars, " caractère");
    return pack(answer, written);
}
/* ANCHOR_END: execute */

EXPORT("abi_version") int32_t abi_version(void) {
    return 1;
}

EXPORT("status") int32_t status(void) {
    return 0;
}

EXPORT("name") uint64_t name(void) {
    static const uint8_t text[] = "compteur";
    return pack(text, sizeof text - 1);
}

EXPORT("version") uint64_t version(void) {
    static const uint8_t text[] = "1.0.0";
    return pack(text, sizeof text - 1);
}
