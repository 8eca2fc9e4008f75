//! Étape 2 : deux vraies portes.

use ch_scripts::{Limits, ScriptOptions, ScriptPlugin};

use super::super::sujet::doors;
use super::*;

/// Un greffon de confiance entre par `ffi`.
#[test]
fn un_greffon_de_confiance_entre_par_ffi() {
    let config = native(&bibliotheque("greffon-majuscules"), true);
    let module = doors::ffi(&config).expect("ce greffon suit le contrat");
    assert_eq!(rendu(&*module, "où est l'œuf ?"), "OÙ EST L'ŒUF ?");
}

/// Un greffon dont personne ne répond n'est pas ouvert.
#[test]
fn un_greffon_sans_confiance_n_est_pas_ouvert() {
    for fichier in [
        bibliotheque("greffon-majuscules"),
        Path::new("absent").into(),
    ] {
        let raison = reproche(doors::ffi, &native(&fichier, false));
        assert!(
            raison.contains("confiance = true"),
            "ouvrir une bibliothèque, c'est déjà exécuter son code : la confiance se vérifie \
             d'abord, et le refus dit d'écrire « confiance = true » ; obtenu : {raison}"
        );
    }
}

/// Un refus de `ffi` dit sa cause.
#[test]
fn un_refus_de_ffi_dit_sa_cause() {
    let absent = Path::new("ce-fichier-n-existe-pas");
    let raison = reproche(doors::ffi, &native(absent, true));
    // SÛRETÉ : ce fichier n'existe pas, rien n'est chargé.
    let erreur = unsafe { ch_ffi::load_plugin(absent) }.expect_err("un fichier absent");
    assert_eq!(
        raison,
        ch_ffi::chain(&erreur),
        "« ne peut pas être lu » ne dit pas pourquoi : la cause est dans `source()`, et \
         `ch_ffi::chain` réunit les deux"
    );
}

/// Un script entre par `rhai`, sans confiance.
#[test]
fn un_script_entre_par_rhai() {
    let dossier = dossier_au_script("bonjour");
    let config = script(&dossier.path().join("salut.rhai"));
    let module = doors::rhai(&config).expect("ce script tient le contrat");
    assert_eq!(
        rendu(&*module, "vous"),
        "bonjour, vous",
        "un script est dans son bac à sable : il n'a pas besoin de confiance"
    );
}

/// Une faute de script est montrée à sa place.
#[test]
fn une_faute_de_script_est_montree_a_sa_place() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let fichier = dossier.path().join("faux.rhai");
    fs::write(&fichier, "fn name() { \"faux\" }\nfn execute(text) {{\n").expect("écrire");
    for fichier in [fichier.as_path(), Path::new("absent.rhai")] {
        let raison = reproche(doors::rhai, &script(fichier));
        let erreur = ScriptPlugin::load(fichier, &ScriptOptions::default())
            .map(drop)
            .expect_err("ce script n'est pas bon");
        assert_eq!(
            raison,
            ch_ffi::chain(&erreur),
            "l'auteur du script a besoin du fichier et de la ligne, que l'erreur de ch-scripts \
             donne ; et si le fichier manque, de la cause"
        );
    }
}

/// Le registre connaît les deux portes.
#[test]
fn le_registre_connait_les_deux_portes() {
    let dossier = dossier_au_script("bonjour");
    let config = Config {
        modules: vec![
            native(&bibliotheque("greffon-majuscules"), true),
            ModuleConfig {
                name: "salut".to_owned(),
                ..script(&dossier.path().join("salut.rhai"))
            },
            native(&bibliotheque("temoin-init-refuse"), true),
        ],
    };
    assert_eq!(
        refus_de(&doors::two_doors(), &config),
        [refus("natif", "le dictionnaire est introuvable")],
        "les deux premiers modules entrent ; le troisième est un vrai greffon, qui ne veut \
         pas travailler"
    );
}

/// Ce qu'un script rend par la porte, et ce qu'il rend avec les options par défaut.
fn comparer(corps: &str) {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let fichier = dossier.path().join("gourmand.rhai");
    let source = format!("fn name() {{ \"gourmand\" }}\nfn version() {{ \"1.0.0\" }}\n{corps}\n");
    fs::write(&fichier, source).expect("écrire le script");
    let module = doors::rhai(&script(&fichier)).expect("ce script tient le contrat");
    let temoin = ScriptPlugin::load(&fichier, &ScriptOptions::default()).expect("de même ici");
    let dit = |module: &dyn Plugin| module.execute("a").map_err(|e| e.message().to_owned());
    assert_eq!(
        dit(&*module),
        dit(&temoin),
        "les limites d'un script sont celles de `ScriptOptions::default()`, ni plus larges ni plus \
         étroites. Le script :\n{corps}"
    );
}

/// Un script a les limites par défaut, et pas d'autres.
#[test]
fn un_script_a_les_limites_par_defaut() {
    comparer("fn execute(text) { loop { } }");
    let limites = Limits::default();
    for taille in [limites.string_bytes, limites.string_bytes + 1] {
        comparer(&format!(
            "fn execute(text) {{ text.pad({taille}, \"a\"); `${{text.len()}}` }}"
        ));
    }
    for taille in [limites.array_items, limites.array_items + 1] {
        comparer(&format!(
            "fn execute(text) {{ let t = []; t.pad({taille}, 0); `${{t.len()}}` }}"
        ));
    }
    for appels in [limites.call_depth - 1, limites.call_depth] {
        comparer(&format!(
            "fn descendre(n) {{ if n > 1 {{ descendre(n - 1) }} else {{ \"fond\" }} }}\n\
             fn execute(text) {{ descendre({appels}) }}"
        ));
    }
}
