/* Un greffon qui compte sur une fonction d'une bibliothèque oubliée à l'édition de liens. */
#include "greffon.h"

extern const PluginApi *fonction_oubliee(void);

EXPORT const PluginApi *plugin_entry(void) {
    return fonction_oubliee();
}
