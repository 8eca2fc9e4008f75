//! Des modules qu'une autre crate inscrit, avec des rangs intercalés, égaux ou extrêmes.

use super::{FEATURES, consommer};

/// Un programme qui inscrit ses propres modules, puis imprime deux fois les noms du registre.
fn avec_inscriptions(modules: &[(&str, u32)]) -> String {
    let inscriptions = modules.iter().map(|(nom, rang)| {
        format!(
            "sujet::inventory::submit! {{ sujet::Entry::new(\"{nom}\", {rang}, str::to_owned) }}\n"
        )
    });
    let inscriptions: String = inscriptions.collect();
    format!(
        "{inscriptions}\nfn main() {{\n    sujet::entries();\n    for entry in sujet::entries() {{\n        \
         println!(\"{{}}\", entry.name);\n    }}\n}}\n"
    )
}

/// Un module inscrit par une autre crate prend sa place.
#[test]
fn un_module_venu_d_ailleurs_prend_sa_place() {
    let programme = avec_inscriptions(&[("tirets", 25), ("fin", 99), ("debut", 1)]);
    assert_eq!(
        consommer("ailleurs", &FEATURES, &programme),
        [
            "debut",
            "espaces",
            "majuscules",
            "tirets",
            "compteur",
            "fin"
        ],
        "une autre crate a inscrit `debut` (rang 1), `tirets` (25) et `fin` (99) : `entries` doit \
         les rendre aussi, chacun à son rang"
    );
}

/// À rang égal, le nom départage.
#[test]
fn a_rang_egal_le_nom_departage() {
    let programme = avec_inscriptions(&[
        ("titres", 20),
        ("alineas", 20),
        ("Zones", 20),
        ("notes", 20),
        ("élisions", 20),
        ("listes", 20),
    ]);
    assert_eq!(
        consommer("egalites", &["majuscules"], &programme),
        [
            "Zones",
            "alineas",
            "listes",
            "majuscules",
            "notes",
            "titres",
            "élisions"
        ],
        "ces modules ont tous le rang 20 : l'ordre doit être celui des noms, comme `str` les \
         compare. Celui d'inventory n'est pas garanti, et un tri stable ne ferait que le garder"
    );
}

/// Les rangs sont des nombres, du plus petit au plus grand qu'un `u32` sait écrire.
#[test]
fn les_rangs_extremes_sont_en_place() {
    let programme = avec_inscriptions(&[
        ("dernier", u32::MAX),
        ("cent", 100),
        ("premier", 0),
        ("trois-cents", 300),
        ("neuf", 9),
        ("moitie", 1 << 31),
    ]);
    assert_eq!(
        consommer("extremes", &["espaces"], &programme),
        [
            "premier",
            "neuf",
            "espaces",
            "cent",
            "trois-cents",
            "moitie",
            "dernier"
        ],
        "9 vient avant 100, et u32::MAX vient en dernier : un rang est un nombre"
    );
}

/// Le registre rend toutes les inscriptions, si nombreuses soient-elles.
#[test]
fn aucune_inscription_n_est_perdue() {
    let noms: Vec<_> = (0..60).map(|rang| format!("module-{rang:02}")).collect();
    let modules: Vec<_> = (0..60)
        .map(|rang| (noms[rang as usize].as_str(), rang))
        .collect();
    assert_eq!(
        consommer("soixante", &[], &avec_inscriptions(&modules)),
        noms,
        "une autre crate a inscrit soixante modules : `entries` les rend tous"
    );
}
