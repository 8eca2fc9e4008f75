/* Un greffon selon le contrat du texte de départ. */
#include "depart.h"

static void init(void) {
}

static const char *execute(const char *text) {
    return text;
}

EXPORT const PluginApi plugin_api = {
    .name = "recopie",
    .version = "1.0.0",
    .init = init,
    .execute = execute,
};
