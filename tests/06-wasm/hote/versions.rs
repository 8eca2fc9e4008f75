//! La version de l'invité, et ce qui dure d'un appel à l'autre.

use super::super::sujet::LoadError;
use super::{INVITE, charger, refus};

/// Une autre version est refusée avant de regarder le reste.
#[test]
fn une_autre_version_est_refusee_avant_de_regarder_le_reste() {
    for version in [2, 0, -1, i32::MAX, i32::MIN] {
        let autre = INVITE.replace("(i32.const 1)", &format!("(i32.const {version})"));
        let sans_execute = autre.replace("\"execute\"", "\"execute_v2\"");
        for wat in [autre, sans_execute] {
            assert_eq!(
                charger(&wat).err(),
                Some(LoadError::AbiVersion(version)),
                "un invité de la version {version}, plus neuve ou plus ancienne, n'a pas à avoir les \
                 exports de la version 1"
            );
        }
    }
}

/// Une version qui commet une faute est refusée.
#[test]
fn une_version_qui_commet_une_faute_est_refusee() {
    assert_eq!(refus("(i32.const 1)", "(unreachable)"), LoadError::Trap);
}

/// L'invité est le même d'un appel à l'autre, et deux invités sont deux mondes.
#[test]
fn chaque_invite_garde_son_etat() {
    let compteur = r#"(module
      (global $versions (mut i32) (i32.const 0))
      (global $somme (mut i32) (i32.const 0))
      (func (export "abi_version") (result i32)
        (global.set $versions (i32.add (global.get $versions) (i32.const 1)))
        (i32.const 1))
      (func (export "execute") (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (global.get $versions))))
        (global.set $somme (i32.add (global.get $somme) (local.get 0)))
        (global.get $somme)))"#;
    let neuf = || charger(compteur).unwrap_or_else(|e| panic!("l'invité est conforme : {e:?}"));
    let (mut un, mut deux) = (neuf(), neuf());
    for tour in 1..=50 {
        assert_eq!(un.execute(1), Ok(tour), "la mémoire de l'invité dure");
        assert_eq!(deux.execute(2), Ok(2 * tour), "et chacun a la sienne");
    }
    assert_eq!(
        un.execute(0),
        Ok(1),
        "la version se demande une fois, au chargement, et non à chaque appel"
    );
}
