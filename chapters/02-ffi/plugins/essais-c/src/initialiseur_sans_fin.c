/* Une bibliothèque dont l'ouverture ne finit jamais. */
#include "initialiseur.h"

A_L_OUVERTURE(wait_forever) {
    for (volatile int turn = 0;; turn = !turn) {
    }
}
