//! Ce que celui qui lit peut faire : paniquer, appeler encore le greffon.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::comptable::Comptable;

/// Une panique du lecteur rend le tampon, et ressort de `execute`.
#[test]
fn une_panique_du_lecteur_rend_le_tampon() {
    let comptable = Comptable::charger();
    let session = comptable.session();
    let panique = catch_unwind(AssertUnwindSafe(|| {
        session.execute("bonjour", |_| panic!("celui qui lit a paniqué"))
    }));
    let charge = panique.expect_err("`read` a paniqué : sa panique doit ressortir de `execute`");
    assert_eq!(
        charge.downcast_ref(),
        Some(&"celui qui lit a paniqué"),
        "c'est la panique de `read` qui doit ressortir, pas une autre"
    );
    comptable.verifier_les_tampons("après une panique de `read`");
    assert_eq!(
        session.execute("été", str::len),
        Ok(5),
        "après la panique, la session travaille encore"
    );
}

/// Une panique qui emporte la session rend aussi l'instance.
#[test]
fn une_panique_qui_emporte_la_session_rend_l_instance() {
    let comptable = Comptable::charger();
    let session = comptable.session();
    let panique = catch_unwind(AssertUnwindSafe(|| {
        let session = session;
        session.execute("bonjour", |_| panic!("celui qui lit a paniqué"))
    }));
    assert!(
        panique.is_err(),
        "la panique de `read` ressort de `execute`"
    );
    comptable.verifier_les_tampons("après une panique de `read`");
    assert_eq!(
        comptable.bilan().live_instances,
        0,
        "la panique a emporté la session : son instance doit retourner à destroy"
    );
}

/// Celui qui lit peut rappeler le greffon : chaque réponse garde son tampon.
#[test]
fn deux_lectures_s_emboitent() {
    let comptable = Comptable::charger();
    let (une, autre) = (comptable.session(), comptable.session());
    let lues = une.execute("dehors", |dehors| {
        let dedans = autre.execute("milieu", |milieu| {
            let dedans = une.execute("dedans", |dedans| {
                (dedans.to_owned(), comptable.bilan().lent_buffers)
            });
            (milieu.to_owned(), dedans)
        });
        (dehors.as_bytes().to_vec(), dedans)
    });
    let dedans = Ok(("DEDANS".to_owned(), 3));
    assert_eq!(
        lues,
        Ok((b"DEHORS".to_vec(), Ok(("MILIEU".to_owned(), dedans)))),
        "trois lectures l'une dans l'autre : trois tampons prêtés en même temps, tous intacts"
    );
    comptable.verifier_les_tampons("après trois lectures emboîtées");
}
