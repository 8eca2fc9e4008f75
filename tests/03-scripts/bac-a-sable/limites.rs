//! Chaque limite, des deux côtés : ce qui est permis jusqu'au bout, ce qui est refusé juste après.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rhai::Engine;

use super::{Stop, essayer};

/// Un script qui compte des tours, puis fait quelques affectations.
fn compter(tours: u64, affectations: usize) -> String {
    let fin = "x = 1; ".repeat(affectations);
    format!("let x = 0; for i in 0..{tours} {{ x += i; }} {fin} \"passé\"")
}

/// Les opérations que Rhai compte pour ce script.
fn operations(script: &str) -> u64 {
    let compte = Arc::new(AtomicU64::new(0));
    let vu = Arc::clone(&compte);
    let mut moteur = Engine::new();
    moteur.on_progress(move |nombre| {
        vu.store(nombre, Ordering::Relaxed);
        None
    });
    moteur.run(script).expect("ce script est bien écrit");
    compte.load(Ordering::Relaxed)
}

/// Un million d'opérations passent, et pas une de plus.
#[test]
fn un_million_d_operations_passent_et_pas_davantage() {
    // Chaque tour compte autant, chaque affectation aussi : trois petites mesures suffisent.
    let zero = operations(&compter(0, 0));
    let tour = (operations(&compter(1_000, 0)) - zero) / 1_000;
    let affectation = operations(&compter(0, 1)) - zero;
    let tours = (1_000_000 - zero) / tour - 10;
    let juste = ((1_000_000 - zero - tours * tour) / affectation) as usize;
    assert_eq!(
        essayer(&compter(tours, juste)).as_deref(),
        Ok("passé"),
        "un million d'opérations, exactement : c'est permis"
    );
    assert_eq!(
        essayer(&compter(tours, juste + 1)),
        Err(Stop::Operations),
        "une opération de plus qu'un million : c'est une de trop"
    );
}

/// Un script qui imbrique ce nombre d'appels.
fn imbriquer(appels: u32) -> String {
    let dernier = appels - 1;
    format!("fn f(n) {{ if n == 0 {{ \"fond\" }} else {{ f(n - 1) }} }} f({dernier})")
}

/// Trente-deux appels imbriqués passent.
#[test]
fn trente_deux_appels_imbriques_passent() {
    assert_eq!(
        essayer(&imbriquer(32)).as_deref(),
        Ok("fond"),
        "32 appels imbriqués sont permis ; la valeur par défaut de Rhai est de 8 sans \
         optimisation : fixez-la vous-même"
    );
}

/// Un trente-troisième appel imbriqué est refusé, comme une récursion sans fin.
#[test]
fn une_recursion_sans_fin_s_arrete() {
    assert_eq!(
        essayer(&imbriquer(33)),
        Err(Stop::Depth),
        "33 appels imbriqués : c'est un de trop, set_max_call_levels"
    );
    assert_eq!(
        essayer("fn f(n) { f(n + 1) } f(0)"),
        Err(Stop::Depth),
        "la profondeur des appels doit être bornée, sans quoi la pile de l'hôte se vide"
    );
}

/// Une chaîne d'un mébioctet passe, et pas un octet de plus.
#[test]
fn un_mebioctet_passe_et_pas_davantage() {
    // Vingt doublements font 1024 × 1024 octets, dix-neuf suffisent à une lettre de deux octets.
    for (lettre, tours) in [("x", 20), ("é", 19), ("🦀", 18)] {
        let pleine = format!("let s = \"{lettre}\"; for i in 0..{tours} {{ s += s; }}");
        assert_eq!(
            essayer(&format!("{pleine} \"passé\"")).as_deref(),
            Ok("passé"),
            "1024 * 1024 octets de « {lettre} », exactement : c'est permis"
        );
        assert_eq!(
            essayer(&format!("{pleine} s += \"x\"; \"passé\"")),
            Err(Stop::Size),
            "un octet de plus qu'un mébioctet de « {lettre} » : la limite compte des octets"
        );
    }
}

/// Un tableau de mille éléments passe, et pas un de plus.
#[test]
fn mille_elements_passent_et_pas_davantage() {
    let remplir = |n: u32| format!("let a = []; for i in 0..{n} {{ a.push(i); }} `${{a.len}}`");
    assert_eq!(
        essayer(&remplir(1_000)).as_deref(),
        Ok("1000"),
        "mille éléments sont permis"
    );
    assert_eq!(
        essayer(&remplir(1_001)),
        Err(Stop::Size),
        "1 001 éléments : c'est un de trop, set_max_array_size"
    );
}

/// Un dictionnaire de mille entrées passe, et pas une de plus.
#[test]
fn mille_entrees_passent_et_pas_davantage() {
    // Rhai ne mesure pas un dictionnaire à chaque affectation, mais quand on s'en sert.
    let remplir = |n: u32| {
        format!("let m = #{{}}; for i in 0..{n} {{ m[`k${{i}}`] = i; }} let n = m.len(); `${{n}}`")
    };
    assert_eq!(
        essayer(&remplir(1_000)).as_deref(),
        Ok("1000"),
        "mille entrées sont permises"
    );
    assert_eq!(
        essayer(&remplir(1_001)),
        Err(Stop::Size),
        "1 001 entrées : c'est une de trop, set_max_map_size"
    );
}
