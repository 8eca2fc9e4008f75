//! Les boucles : ce qui en fait partie, dans quel ordre, à partir d'où.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use super::{OrderError, modules, order};

/// Les noms de la boucle. Une recherche qui tourne en rond est abandonnée.
pub(super) fn cycle(textes: &[&str]) -> Vec<String> {
    let fichier = modules(textes);
    let (envoi, reponse) = channel();
    thread::spawn(move || envoi.send(order(&fichier).map(|ordre| ordre.join(" "))));
    match reponse.recv_timeout(Duration::from_secs(5)) {
        Ok(Err(OrderError::Cycle(noms))) => noms,
        Ok(autre) => panic!("{textes:?} : attendu un cycle, obtenu {autre:?}"),
        Err(_) => panic!("{textes:?} : `order` a paniqué, ou ne finit pas"),
    }
}

/// Un cycle est nommé dans l'ordre des attentes.
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

/// Le cycle ne nomme que la boucle.
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

/// Le cycle commence par son premier module dans le fichier.
#[test]
fn le_cycle_commence_par_le_premier_du_fichier() {
    assert_eq!(
        cycle(&["x < e", "d < e", "e < b", "b < d"]),
        ["d", "e", "b"],
        "« x » mène à la boucle par « e », mais « d » vient avant « e » dans le fichier : l'endroit par \
         où l'on entre ne change pas le début de la liste"
    );
}

/// La recherche de la boucle ne suit pas une attente qui est déjà passée.
#[test]
fn une_attente_deja_passee_ne_mene_pas_a_la_boucle() {
    assert_eq!(
        cycle(&["p", "a < b", "b < p a"]),
        ["a", "b"],
        "« b » attend d'abord « p », qui est passé : ce n'est pas lui qui le retient"
    );
    assert_eq!(
        cycle(&["p", "q < p", "a < p q b", "b < q c", "c < p q a"]),
        ["a", "b", "c"],
        "chaque module de la boucle attend d'abord des modules qui sont passés"
    );
}

/// S'il y a plusieurs boucles, l'une d'elles est nommée, et elle seule.
#[test]
fn plusieurs_boucles_en_donnent_une() {
    let deux_a_part: &[&str] = &["a < b", "b < a", "c < d", "d < c"];
    let qui_se_touchent: &[&str] = &["a < b", "b < c a", "c < b"];
    let l_une_mene_a_l_autre: &[&str] = &["a < b c", "b < a", "c < d", "d < c"];
    for (fichier, boucles) in [
        (deux_a_part, [["a", "b"], ["c", "d"]]),
        (qui_se_touchent, [["a", "b"], ["b", "c"]]),
        (l_une_mene_a_l_autre, [["a", "b"], ["c", "d"]]),
    ] {
        let trouvee = cycle(fichier);
        assert!(
            boucles.iter().any(|boucle| trouvee == boucle),
            "{fichier:?} : attendu l'une des boucles {boucles:?}, obtenu {trouvee:?}"
        );
    }
}
