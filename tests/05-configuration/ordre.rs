//! Ce que l'exercice `configuration/ordre` doit garantir.

use verifications::instantane;

use super::sujet::{Module, OrderError, order};

/// Des modules écrits `a`, `b < a c` (b attend a et c) ou `!d` (inactif).
fn modules(textes: &[&str]) -> Vec<Module> {
    let module = |texte: &&str| {
        let (nom, attendus) = texte.split_once('<').unwrap_or((texte, ""));
        Module {
            name: nom.trim().trim_start_matches('!').to_owned(),
            enabled: !nom.starts_with('!'),
            after: attendus.split_whitespace().map(str::to_owned).collect(),
        }
    };
    textes.iter().map(module).collect()
}

/// L'ordre obtenu, ou l'erreur, sur une ligne.
fn dire(textes: &[&str]) -> String {
    match order(&modules(textes)) {
        Ok(ordre) => ordre.join(" "),
        Err(erreur) => format!("{erreur:?}"),
    }
}

fn cycle(textes: &[&str]) -> Vec<String> {
    match order(&modules(textes)) {
        Err(OrderError::Cycle(noms)) => noms,
        autre => panic!("{textes:?} : attendu un cycle, obtenu {autre:?}"),
    }
}

#[test]
fn sans_attente_l_ordre_est_celui_du_fichier() {
    assert_eq!(
        dire(&["zeste", "amande", "miel"]),
        "zeste amande miel",
        "ni alphabétique, ni au hasard"
    );
}

#[test]
fn chacun_passe_apres_ceux_qu_il_attend() {
    assert_eq!(
        dire(&["c < b", "b < a", "a"]),
        "a b c",
        "« c » attend « b », qui attend « a »"
    );
    assert_eq!(
        dire(&["a", "d < b c", "b < a", "c < a a"]),
        "a b c d",
        "« d » attend « b » et « c » ; attendre « a » deux fois n'y change rien"
    );
}

#[test]
fn une_attente_ne_deplace_que_ce_qu_il_faut() {
    assert_eq!(
        dire(&["a < d", "b", "c", "d"]),
        "b c d a",
        "à chaque pas, le premier du fichier qui peut passer : « a » doit attendre « d », mais « d » \
         n'a aucune raison de passer devant « b » et « c »"
    );
    let fichiers: [&[&str]; 3] = [
        &["a < c", "b", "c", "d < a", "e"],
        &["e < d", "d", "c < b", "b", "a"],
        &["a < e", "b < a", "c", "d < c", "e"],
    ];
    instantane!("ordres", fichiers.map(dire).join("\n"));
}

#[test]
fn un_module_inactif_ne_compte_pas() {
    assert_eq!(dire(&["a", "!b < a", "c"]), "a c");
    assert_eq!(
        dire(&["!a < b perdu", "!b < a", "c"]),
        "c",
        "ce qu'attend un module inactif n'est pas examiné, cycle compris"
    );
}

#[test]
fn une_attente_impossible_est_nommee() {
    assert_eq!(
        order(&modules(&["a", "b < perdu"])),
        Err(OrderError::Missing {
            module: "b".into(),
            awaited: "perdu".into()
        })
    );
    assert_eq!(
        order(&modules(&["!a", "b < a"])),
        Err(OrderError::Disabled {
            module: "b".into(),
            awaited: "a".into()
        })
    );
    assert_eq!(
        order(&modules(&["a < b", "b < a eteint", "c < perdu", "!eteint"])),
        Err(OrderError::Disabled {
            module: "b".into(),
            awaited: "eteint".into()
        }),
        "la première faute dans l'ordre du fichier, avant toute recherche de cycle"
    );
}

#[test]
fn un_cycle_est_nomme_dans_l_ordre() {
    assert_eq!(cycle(&["a < a"]), ["a"], "un module qui s'attend lui-même");
    assert_eq!(cycle(&["a < b", "b < a"]), ["a", "b"]);
    assert_eq!(
        cycle(&["a < c", "b < a", "c < b"]),
        ["a", "c", "b"],
        "« a » attend « c », qui attend « b » : la liste suit les attentes, et non le fichier"
    );
    assert_eq!(
        cycle(&["x", "c < b", "b < a", "a < c"]),
        ["c", "b", "a"],
        "chacun attend le suivant, et la liste commence par le premier du fichier"
    );
}

#[test]
fn le_cycle_ne_nomme_que_la_boucle() {
    assert_eq!(
        cycle(&["entree < b", "a", "b < c a", "c < b", "sortie < c"]),
        ["b", "c"],
        "« entree » et « sortie » attendent la boucle sans en faire partie"
    );
    assert_eq!(
        cycle(&["x < y", "y < d", "d < e", "b < d", "e < b"]),
        ["d", "e", "b"],
        "« x » et « y » mènent à la boucle sans en faire partie"
    );
}

#[test]
fn le_cycle_commence_par_le_premier_du_fichier() {
    assert_eq!(
        cycle(&["x < e", "d < e", "e < b", "b < d"]),
        ["d", "e", "b"],
        "« x » mène à la boucle par « e », mais « d » vient avant « e » dans le fichier : l'endroit par \
         où l'on entre ne change pas le début de la liste"
    );
}
