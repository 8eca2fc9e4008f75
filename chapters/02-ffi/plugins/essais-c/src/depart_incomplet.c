/* Le même greffon ; son auteur a oublié un champ. Le C n'y voit rien à redire : un champ
 * qu'on ne nomme pas vaut zéro. */
#include "depart.h"

static void init(void) {
}

/* ANCHOR: table */
EXPORT const PluginApi plugin_api = {
    .name = "incomplet",
    .version = "1.0.0",
    .init = init,
};
/* ANCHOR_END: table */
