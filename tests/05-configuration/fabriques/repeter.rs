//! Les refus, et la fabrique `repeat` : un entier de 1 à 10, rien d'autre.

use super::{BuildError, construire, refus, registre, repeat};

/// Le refus d'une fabrique garde sa raison, et ne change rien au registre.
#[test]
fn le_refus_d_une_fabrique_garde_sa_raison() {
    let mut registre = registre();
    for (kind, raison) in [
        ("capricieux", "pas aujourd'hui"),
        ("muet", ""),
        ("long", "a\nb "),
    ] {
        registre.register(kind, Box::new(move |_| Err(raison.to_owned())));
        for _ in 0..2 {
            assert_eq!(
                refus(&registre, kind, "fois = 1"),
                BuildError::Refused {
                    kind: kind.to_owned(),
                    reason: raison.to_owned(),
                },
                "ni le type ni la raison ne changent, et un refus n'est pas un type inconnu"
            );
        }
        construire(&registre, "repeter", "");
    }
}

/// `fois` va de 1 à 10, et le module répète autant de fois.
#[test]
fn fois_va_de_un_a_dix() {
    let registre = registre();
    for fois in 1..=10 {
        let module = construire(&registre, "repeter", &format!("fois = {fois}"));
        assert_eq!(
            module.execute("ha").unwrap(),
            vec!["ha"; fois].join(" "),
            "fois = {fois}"
        );
        assert_eq!((module.name(), module.version()), ("repeter", "1.0.0"));
    }
    let defaut = repeat(toml::Table::new()).expect("`fois` vaut 2 si rien n'est dit");
    assert_eq!(defaut.execute("ha").unwrap(), "ha ha");
}

/// Des options fausses sont un refus, et non une panique.
#[test]
fn des_options_fausses_sont_un_refus_et_non_une_panique() {
    let registre = registre();
    // Une bonne construction, d'abord : elle ne doit rien permettre aux suivantes.
    construire(&registre, "repeter", "fois = 3");
    for texte in [
        "fois = 0",
        "fois = 11",
        "fois = -1",
        "fois = 100",
        // Ces nombres valent 1 ou 2 une fois tronqués à 8, 16 ou 32 bits.
        "fois = 257",
        "fois = -254",
        "fois = 65537",
        "fois = 4294967298",
        "fois = 9223372036854775807",
        "fois = -9223372036854775808",
        "fois = 2.5",
        "fois = 2.0",
        "fois = inf",
        "fois = true",
        "fois = \"deux\"",
        "fois = \"2\"",
        "fois = [2]",
        "fois = { fois = 2 }",
        "foi = 2",
        "Fois = 2",
        "fois = 2\nvite = true",
    ] {
        let erreur = refus(&registre, "repeter", texte);
        assert!(
            matches!(&erreur, BuildError::Refused { kind, reason } if kind == "repeter" && !reason.is_empty()),
            "options « {texte} » : attendu Refused avec une raison, obtenu {erreur:?}"
        );
    }
}
