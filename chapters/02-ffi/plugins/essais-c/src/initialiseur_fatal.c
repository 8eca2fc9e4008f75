/* Une bibliothèque qui tue le programme dès l'ouverture. */
#include "initialiseur.h"

#include <stdlib.h>

A_L_OUVERTURE(give_up) {
    abort();
}
