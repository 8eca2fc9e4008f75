/* Une bibliothèque qui n'exporte pas de greffon, mais dont un bout de code s'exécute dès
 * l'ouverture. Il lit ici une variable d'environnement et écrit ; il pourrait tout faire. */
#include "initialiseur.h"

#include <stdio.h>
#include <stdlib.h>

/* ANCHOR: constructeur */
A_L_OUVERTURE(before_anything) {
    const char *secret = getenv("SECRET_DE_L_HOTE");
    printf("  (bibliothèque) je tourne déjà ; votre secret est « %s »\n", secret ? secret : "");
    fflush(stdout);
}
/* ANCHOR_END: constructeur */
