//! Compile chaque fichier C en une bibliothèque dynamique.

fn main() {
    compilateur_c::compile("src/bavard.c", "ESSAI_BAVARD");
    compilateur_c::compile("src/contrat_2.c", "ESSAI_CONTRAT_2");
    compilateur_c::compile("src/depart.c", "ESSAI_DEPART");
    compilateur_c::compile("src/depart_incomplet.c", "ESSAI_DEPART_INCOMPLET");
    compilateur_c::compile("src/etat.c", "ESSAI_ETAT");
    compilateur_c::compile("src/fonction_nulle.c", "ESSAI_FONCTION_NULLE");
    compilateur_c::compile("src/initialiseur.c", "ESSAI_INITIALISEUR");
    compilateur_c::compile("src/initialiseur_fatal.c", "ESSAI_INITIALISEUR_FATAL");
    compilateur_c::compile("src/initialiseur_sans_fin.c", "ESSAI_INITIALISEUR_SANS_FIN");
    compilateur_c::compile("src/muet.c", "ESSAI_MUET");
    compilateur_c::compile("src/pannes.c", "ESSAI_PANNES");
    compilateur_c::compile("src/sans_entree.c", "ESSAI_SANS_ENTREE");
    compilateur_c::compile("src/table_longue.c", "ESSAI_TABLE_LONGUE");
    compilateur_c::compile("src/table_nulle.c", "ESSAI_TABLE_NULLE");
    // Ailleurs, l'éditeur de liens refuse une bibliothèque à laquelle il manque un symbole.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        compilateur_c::compile("src/symbole_absent.c", "ESSAI_SYMBOLE_ABSENT");
    }
}
