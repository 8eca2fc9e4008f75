//! Ce que l'exercice `wasm/hote` doit garantir.

use super::sujet::{Guest, LoadError, Trap, load};

#[path = "hote/versions.rs"]
mod versions;

/// Un invité conforme, sauf ce que le test remplace.
const INVITE: &str = r#"(module
  (func (export "abi_version") (result i32) (i32.const 1))
  (func (export "execute") (param i32) (result i32) (i32.div_s (i32.const 84) (local.get 0))))"#;

fn charger(wat: &str) -> Result<Guest, LoadError> {
    load(&wasmer::wat2wasm(wat.as_bytes()).expect("le WAT du contrôle est juste"))
}

fn refus(de: &str, a: &str) -> LoadError {
    match charger(&INVITE.replace(de, a)) {
        Ok(_) => panic!("l'invité où « {a} » remplace « {de} » a été chargé"),
        Err(erreur) => erreur,
    }
}

/// Un invité conforme répond.
#[test]
fn un_invite_conforme_repond() {
    let mut invite = charger(INVITE).unwrap_or_else(|e| panic!("l'invité est conforme : {e:?}"));
    for (valeur, attendu) in [(2, 42), (84, 1), (-1, -84), (i32::MIN, 0)] {
        assert_eq!(invite.execute(valeur), Ok(attendu), "84 / {valeur}");
    }
}

/// Une faute est une erreur, et l'hôte continue.
#[test]
fn une_faute_est_une_erreur_et_l_hote_continue() {
    let mut invite = charger(INVITE).unwrap_or_else(|e| panic!("l'invité est conforme : {e:?}"));
    assert_eq!(invite.execute(0), Err(Trap), "84 / 0 est une faute (trap)");
    assert_eq!(
        invite.execute(4),
        Ok(21),
        "cet invité n'a pas d'état : il peut continuer"
    );
}

/// Des octets quelconques ne sont pas un module.
#[test]
fn des_octets_quelconques_ne_sont_pas_un_module() {
    for octets in [&b""[..], b"bonjour", b"\0asm", b"\0asm\x01\0\0\0\xff"] {
        assert_eq!(load(octets).err(), Some(LoadError::Compile), "{octets:?}");
    }
}

/// Le format texte n'est pas accepté.
#[test]
fn le_format_texte_n_est_pas_accepte() {
    assert_eq!(
        load(INVITE.as_bytes()).err(),
        Some(LoadError::Compile),
        "Module::new accepte aussi le WAT ; pour un fichier venu d'ailleurs, c'est from_binary"
    );
}

/// Un import sans réponse est refusé.
#[test]
fn un_import_sans_reponse_est_refuse() {
    for import in ["(func)", "(memory 1)", "(global i32)", "(table 1 funcref)"] {
        let avec = format!("(module (import \"env\" \"system\" {import})");
        assert_eq!(refus("(module", &avec), LoadError::Instantiate, "{import}");
    }
}

/// Un départ qui échoue est refusé.
#[test]
fn un_depart_qui_echoue_est_refuse() {
    let avec = "(module (start $s) (func $s unreachable)";
    assert_eq!(refus("(module", avec), LoadError::Instantiate);
}

/// Un export absent est nommé.
#[test]
fn un_export_absent_est_nomme() {
    assert_eq!(
        refus("\"execute\"", "\"x\""),
        LoadError::MissingExport("execute")
    );
    let attendu = LoadError::MissingExport("abi_version");
    assert_eq!(refus("\"abi_version\"", "\"x\""), attendu);
}

/// Un export d'un autre type est nommé.
#[test]
fn un_export_d_un_autre_type_est_nomme() {
    let corps = "(param i32) (result i32) (i32.div_s (i32.const 84) (local.get 0))";
    for autre in [
        "(param i64)",
        "(param i32)",
        "(result i32) (i32.const 1)",
        "(param i32) (result i64) (i64.const 1)",
        "(param i32 i32) (result i32) (i32.const 1)",
    ] {
        assert_eq!(
            refus(corps, autre),
            LoadError::WrongType("execute"),
            "{autre} : l'export existe ; dire qu'il manque égarerait l'auteur de l'invité"
        );
    }
    assert_eq!(
        refus("(result i32) (i32.const 1)", "(result i64) (i64.const 1)"),
        LoadError::WrongType("abi_version")
    );
    let globale = INVITE.replace(
        "(func (export \"abi_version\") (result i32) (i32.const 1))",
        "(global (export \"abi_version\") i32 (i32.const 1))",
    );
    assert_eq!(
        charger(&globale).err(),
        Some(LoadError::WrongType("abi_version"))
    );
}
