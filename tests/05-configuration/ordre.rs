//! Ce que l'exercice `configuration/ordre` doit garantir.

use verifications::instantane;

use super::sujet::{Module, OrderError, order};

#[path = "ordre/cycles.rs"]
mod cycles;
#[path = "ordre/hasard.rs"]
mod hasard;

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

/// Sans attente, l'ordre est celui du fichier.
#[test]
fn sans_attente_l_ordre_est_celui_du_fichier() {
    assert_eq!(
        dire(&["zeste", "amande", "miel"]),
        "zeste amande miel",
        "ni alphabétique, ni au hasard"
    );
}

/// Chacun passe après ceux qu'il attend.
#[test]
fn chacun_passe_apres_ceux_qu_il_attend() {
    assert_eq!(
        dire(&["c < b", "b < a", "a"]),
        "a b c",
        "« c » attend « b », qui attend « a »"
    );
    assert_eq!(
        dire(&["e < d", "d < c", "c < b", "b < a", "a"]),
        "a b c d e"
    );
    assert_eq!(dire(&[]), "", "un fichier sans module a un ordre : rien");
    assert_eq!(
        dire(&["a", "d < b c", "b < a", "c < a a"]),
        "a b c d",
        "« d » attend « b » et « c » ; attendre « a » deux fois n'y change rien"
    );
}

/// Une attente ne déplace que ce qu'il faut.
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

/// Un module inactif ne compte pas.
#[test]
fn un_module_inactif_ne_compte_pas() {
    assert_eq!(dire(&["a", "!b < a", "c"]), "a c");
    assert_eq!(
        dire(&["!a < b perdu", "!b < a", "c"]),
        "c",
        "ce qu'attend un module inactif n'est pas examiné, cycle compris"
    );
}

/// Une attente impossible est nommée.
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
    for (fichier, module, awaited) in [
        (["a < perdu eteint", "b < autre", "!eteint"], "a", "perdu"),
        (["a < b perdu autre", "b < c", "!c < rien"], "a", "perdu"),
        (["!a < rien", "b < zeste abricot", "!zeste"], "b", "zeste"),
    ] {
        let dit = dire(&fichier);
        assert!(
            dit.contains(&format!("module: \"{module}\", awaited: \"{awaited}\"")),
            "{fichier:?} : la première faute de « {module} » est « {awaited} », dans l'ordre où il les \
             attend ; obtenu {dit}"
        );
    }
}
