//! Chaque texte : `load` le reçoit une fois, même si elle panique.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use super::{Live, Reload, charger, jamais, ouvrir};

/// `load` est appelée une fois par texte, avec ce texte.
#[test]
fn load_recoit_chaque_texte_une_fois() {
    let recus = RefCell::new(Vec::new());
    let noter = |texte: &str| {
        recus.borrow_mut().push(texte.to_owned());
        Ok::<_, String>(texte.len())
    };
    let long = "x".repeat(100_000);
    let textes = [
        "",
        " ",
        "\n",
        "a",
        "a\n",
        " a",
        "A",
        "é",
        &long,
        &(long.clone() + "y"),
    ];
    let live = Live::open("début", noter).expect("ce texte est accepté");
    assert_eq!(
        live.reload("début", noter),
        Reload::Unchanged,
        "c'est le texte d'`open`"
    );
    for texte in textes {
        assert_eq!(
            live.reload(texte, noter),
            Reload::Replaced,
            "un espace de plus est un autre texte"
        );
        assert_eq!(live.reload(texte, noter), Reload::Unchanged);
        assert_eq!(*live.current(), texte.len());
    }
    assert_eq!(recus.borrow()[0], "début");
    assert_eq!(
        recus.borrow()[1..],
        textes,
        "`load` reçoit le texte tel quel, une seule fois"
    );
}

/// Une panique de `load` n'arrête pas la suite.
#[test]
fn une_panique_de_load_n_arrete_pas_la_suite() {
    let live = ouvrir("1");
    let essai = panic::catch_unwind(AssertUnwindSafe(|| {
        live.reload("2", |_| panic!("au secours"))
    }));
    assert!(
        essai.is_err(),
        "la panique remonte à celui qui a appelé `reload`"
    );
    let suite = panic::catch_unwind(AssertUnwindSafe(|| {
        let avant = live.current().gauche;
        (avant, live.reload("3", charger), live.current().gauche)
    }));
    assert_eq!(
        suite.ok(),
        Some((1, Reload::Replaced, 3)),
        "après la panique, l'ancienne configuration sert encore et une autre peut la remplacer : \
         un verrou empoisonné n'est pas un verrou cassé"
    );
    let seconde = panic::catch_unwind(AssertUnwindSafe(|| live.reload("4", |_| panic!("encore"))));
    assert!(
        seconde.is_err(),
        "une seconde panique remonte comme la première"
    );
    assert_eq!(
        live.reload("4", jamais),
        Reload::Unchanged,
        "le texte qui a fait paniquer est le dernier reçu : il n'est pas essayé de nouveau"
    );
    assert_eq!(live.current().gauche, 3);
}
