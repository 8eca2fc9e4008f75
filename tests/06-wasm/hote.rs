//! Ce que l'exercice `wasm/hote` doit garantir.

use super::sujet::{Guest, LoadError, Trap, load};

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

#[test]
fn un_invite_conforme_repond() {
    let mut invite = charger(INVITE).unwrap_or_else(|e| panic!("l'invité est conforme : {e:?}"));
    assert_eq!(invite.execute(2), Ok(42));
}

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

#[test]
fn des_octets_quelconques_ne_sont_pas_un_module() {
    for octets in [&b""[..], b"bonjour", b"\0asm", b"\0asm\x01\0\0\0\xff"] {
        assert_eq!(load(octets).err(), Some(LoadError::Compile), "{octets:?}");
    }
}

#[test]
fn le_format_texte_n_est_pas_accepte() {
    assert_eq!(
        load(INVITE.as_bytes()).err(),
        Some(LoadError::Compile),
        "Module::new accepte aussi le WAT ; pour un fichier venu d'ailleurs, c'est from_binary"
    );
}

#[test]
fn un_import_sans_reponse_est_refuse() {
    let avec = "(module (import \"env\" \"system\" (func))";
    assert_eq!(refus("(module", avec), LoadError::Instantiate);
}

#[test]
fn un_depart_qui_echoue_est_refuse() {
    let avec = "(module (start $s) (func $s unreachable)";
    assert_eq!(refus("(module", avec), LoadError::Instantiate);
}

#[test]
fn un_export_absent_est_nomme() {
    assert_eq!(
        refus("\"execute\"", "\"x\""),
        LoadError::MissingExport("execute")
    );
    let attendu = LoadError::MissingExport("abi_version");
    assert_eq!(refus("\"abi_version\"", "\"x\""), attendu);
}

#[test]
fn un_export_d_un_autre_type_est_nomme() {
    let attendu = LoadError::WrongType("execute");
    assert_eq!(
        refus(
            "(param i32) (result i32) (i32.div_s (i32.const 84) (local.get 0))",
            "(param i64)"
        ),
        attendu,
        "l'export existe : dire qu'il manque égarerait l'auteur de l'invité"
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

#[test]
fn une_autre_version_est_refusee_avant_de_regarder_le_reste() {
    let futur = INVITE
        .replace("(i32.const 1)", "(i32.const 2)")
        .replace("\"execute\"", "\"execute_v2\"");
    assert_eq!(
        charger(&futur).err(),
        Some(LoadError::AbiVersion(2)),
        "un invité de la version 2 n'a pas à avoir les exports de la version 1"
    );
}

#[test]
fn une_version_qui_commet_une_faute_est_refusee() {
    assert_eq!(refus("(i32.const 1)", "(unreachable)"), LoadError::Trap);
}
