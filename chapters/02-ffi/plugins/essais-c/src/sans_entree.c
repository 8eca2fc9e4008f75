/* Un greffon défectueux : une vraie bibliothèque, mais sans plugin_entry. */
#include "greffon.h"

/* Une fonction exportée, mais pas celle que l'hôte cherche. */
EXPORT size_t plugin_entrance(void) {
    return 0;
}
