/* Un greffon défectueux : son entrée rend un pointeur nul, là où l'hôte attend une table. */
#include "greffon.h"

EXPORT const PluginApi *plugin_entry(void) {
    return NULL;
}
