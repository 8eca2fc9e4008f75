//! Ce que l'exercice `choisir/hote-universel` doit garantir, étape par étape.
//!
//! Les tests d'une étape se servent des précédentes, jamais des suivantes.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ch_contrat::{Plugin, PluginError};
use tempfile::TempDir;
use verifications::{bibliotheque, instantane};

use super::sujet::{Config, Door, Module, ModuleConfig, OnFailure, Refusal, Registry};

/// Un module qui fait ce que dit une fonction.
struct Faux<F> {
    initialise: Arc<AtomicUsize>,
    traite: F,
}

impl<F> Plugin for Faux<F>
where
    F: Fn(&str) -> Result<String, String> + Send + Sync,
{
    fn name(&self) -> &str {
        "un nom que la configuration ignore"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        self.initialise.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn execute(&self, texte: &str) -> Result<String, PluginError> {
        (self.traite)(texte).map_err(|message| PluginError::execute(self.name(), message))
    }
}

/// Un module qui refuse de s'initialiser.
struct Paresseux;

impl Plugin for Paresseux {
    fn name(&self) -> &str {
        "paresseux"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        Err(PluginError::init("paresseux", "demain"))
    }

    fn execute(&self, texte: &str) -> Result<String, PluginError> {
        Ok(texte.to_owned())
    }
}

fn faux<F>(traite: F) -> Box<dyn Plugin>
where
    F: Fn(&str) -> Result<String, String> + Send + Sync + 'static,
{
    let initialise = Arc::default();
    Box::new(Faux { initialise, traite })
}

/// Le module d'une chaîne : il ajoute son nom au texte, et il échoue ou panique sur un texte
/// qui le demande.
fn module(nom: &str, on_failure: OnFailure) -> Module {
    let name = nom.to_owned();
    let signature = nom.to_owned();
    let plugin = faux(move |texte| {
        if texte.contains("panique") {
            panic!("au secours");
        }
        match texte.strip_prefix("refuse ") {
            Some(qui) if qui.starts_with(&signature) => Err("pas celui-là".to_owned()),
            _ => Ok(format!("{texte} {signature}")),
        }
    });
    Module {
        name,
        plugin,
        on_failure,
    }
}

/// Une porte qui fait entrer des modules ajoutant `suffixe`.
fn porte(suffixe: &'static str) -> Door {
    Box::new(move |_| Ok(faux(move |texte| Ok(format!("{texte}{suffixe}")))))
}

/// Des portes d'essai : « plus », « moins », « close » et « paresseuse ».
fn registre() -> Registry {
    let mut registre = Registry::new();
    registre.register("plus", porte("+"));
    registre.register("moins", porte("-"));
    registre.register("close", Box::new(|_| Err("pas de clé".to_owned())));
    registre.register("paresseuse", Box::new(|_| Ok(Box::new(Paresseux))));
    registre
}

/// Une configuration : un module par paire (nom, type).
fn texte_de(modules: &[(&str, &str)]) -> String {
    let tables = modules
        .iter()
        .map(|(nom, porte)| format!("[[module]]\nnom = \"{nom}\"\ntype = \"{porte}\"\n"));
    tables.collect()
}

fn configuration(modules: &[(&str, &str)]) -> Config {
    Config::parse(&texte_de(modules), Path::new("")).expect("cette configuration est bonne")
}

fn refus(module: &str, raison: &str) -> Refusal {
    Refusal {
        module: module.to_owned(),
        reason: raison.to_owned(),
    }
}

/// Les refus de `open_all`.
fn refus_de(registre: &Registry, config: &Config) -> Vec<Refusal> {
    match registre.open_all(config) {
        Err(refus) => refus,
        Ok(modules) => panic!(
            "un de ces modules ne peut pas entrer, et open_all a rendu {} modules",
            modules.len()
        ),
    }
}

fn rendu(module: &dyn Plugin, texte: &str) -> String {
    module
        .execute(texte)
        .unwrap_or_else(|erreur| panic!("ce module sait traiter « {texte} » : {erreur}"))
}

/// Un dossier avec un script qui salue.
fn dossier_au_script(salut: &str) -> TempDir {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    ecrire_le_script(dossier.path(), salut);
    dossier
}

fn ecrire_le_script(dossier: &Path, salut: &str) {
    let script = format!(
        "fn name() {{ \"salut\" }}\nfn version() {{ \"1.0.0\" }}\nfn execute(text) {{ `{salut}, ${{text}}` }}\n"
    );
    fs::write(dossier.join("salut.rhai"), script).expect("écrire le script");
}

/// La configuration d'une bibliothèque native.
fn native(fichier: &Path, confiance: bool) -> ModuleConfig {
    ModuleConfig {
        name: "natif".to_owned(),
        kind: "ffi".to_owned(),
        file: fichier.to_owned(),
        trusted: confiance,
        on_failure: OnFailure::Stop,
    }
}

/// La configuration d'un script.
fn script(fichier: &Path) -> ModuleConfig {
    ModuleConfig {
        kind: "rhai".to_owned(),
        ..native(fichier, false)
    }
}

/// Ce que `porte` reproche à ce module.
fn reproche(
    porte: fn(&ModuleConfig) -> Result<Box<dyn Plugin>, String>,
    config: &ModuleConfig,
) -> String {
    match porte(config) {
        Err(raison) => raison,
        Ok(module) => panic!(
            "{} ne devait pas entrer, et il est devenu le module « {} »",
            config.file.display(),
            module.name()
        ),
    }
}

/// Le bilan d'une suite de textes. Ici, et non dans une étape : l'instantané porte ce nom.
fn fixer_le_bilan(bilan: &str) {
    instantane!("bilan", bilan);
}

mod etape_1_registre {
    use super::*;

    #[test]
    fn chaque_module_entre_par_sa_porte_et_dans_l_ordre() {
        let config = configuration(&[("b", "moins"), ("a", "plus"), ("c", "moins")]);
        let modules = registre().open_all(&config).expect("ces portes s'ouvrent");
        let entres: Vec<String> = modules
            .iter()
            .map(|module| format!("{}{}", module.name, rendu(&*module.plugin, "")))
            .collect();
        assert_eq!(
            entres,
            ["b-", "a+", "c-"],
            "chaque module garde le nom et la place que la configuration lui donne"
        );
    }

    #[test]
    fn la_conduite_en_cas_d_echec_suit_le_module() {
        let texte = texte_de(&[("a", "plus")]) + "en_cas_d_echec = \"sauter\"\n";
        let config = Config::parse(&texte, Path::new("")).expect("une bonne configuration");
        let modules = registre().open_all(&config).expect("cette porte s'ouvre");
        assert_eq!(modules[0].on_failure, OnFailure::Skip);
    }

    #[test]
    fn un_type_deja_pris_garde_sa_porte() {
        let mut registre = Registry::new();
        assert!(
            registre.register("plus", porte("+")),
            "la première porte d'un type entre au registre"
        );
        assert!(
            !registre.register("plus", porte("*")),
            "le type « plus » a déjà une porte : `register` le dit en rendant false"
        );
        let modules = registre.open_all(&configuration(&[("a", "plus")]));
        let modules = modules.expect("cette porte s'ouvre");
        assert_eq!(
            rendu(&*modules[0].plugin, "1"),
            "1+",
            "la première porte reste"
        );
    }

    #[test]
    fn tous_les_refus_sont_dits_a_la_fois() {
        let config = configuration(&[
            ("a", "close"),
            ("b", "plus"),
            ("c", "fenetre"),
            ("d", "paresseuse"),
        ]);
        assert_eq!(
            refus_de(&registre(), &config),
            [
                refus("a", "pas de clé"),
                refus(
                    "c",
                    "type « fenetre » inconnu ; connus : close, moins, paresseuse, plus"
                ),
                refus("d", "demain"),
            ],
            "qui corrige un fichier veut voir toutes ses fautes d'un coup, avec leur raison ; celle \
             d'`init` est le `message()` de l'erreur, sans le nom du module, qui est déjà là"
        );
    }

    #[test]
    fn chaque_module_est_initialise_une_fois() {
        let initialise = Arc::new(AtomicUsize::new(0));
        let temoin = Arc::clone(&initialise);
        let mut registre = Registry::new();
        let porte: Door = Box::new(move |_| {
            Ok(Box::new(Faux {
                initialise: Arc::clone(&temoin),
                traite: |texte: &str| Ok(texte.to_owned()),
            }))
        });
        registre.register("plus", porte);
        let config = configuration(&[("a", "plus"), ("b", "plus")]);
        let modules = registre.open_all(&config).expect("cette porte s'ouvre");
        assert_eq!(
            (modules.len(), initialise.load(Ordering::Relaxed)),
            (2, 2),
            "le contrat veut un appel d'`init` par module, avant le premier texte"
        );
    }
}

mod etape_2_portes {
    use super::super::sujet::doors;
    use super::*;

    #[test]
    fn un_greffon_de_confiance_entre_par_ffi() {
        let config = native(&bibliotheque("greffon-majuscules"), true);
        let module = doors::ffi(&config).expect("ce greffon suit le contrat");
        assert_eq!(rendu(&*module, "où est l'œuf ?"), "OÙ EST L'ŒUF ?");
    }

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

    #[test]
    fn une_faute_de_script_est_montree_a_sa_place() {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let fichier = dossier.path().join("faux.rhai");
        fs::write(&fichier, "fn name() { \"faux\" }\nfn execute(text) {{\n").expect("écrire");
        let raison = reproche(doors::rhai, &script(&fichier));
        assert!(
            raison.contains("faux.rhai:"),
            "l'auteur du script a besoin du fichier et de la ligne, que l'erreur de ch-scripts \
             donne ; obtenu : {raison}"
        );
    }

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
}

mod etape_3_politique {
    use super::super::sujet::{Failure, Pipeline, Run};
    use super::*;

    fn echec(texte: usize, module: &str, on_failure: OnFailure) -> Failure {
        Failure {
            text: texte,
            module: module.to_owned(),
            message: "pas celui-là".to_owned(),
            on_failure,
        }
    }

    fn chaine(conduites: [OnFailure; 2]) -> Pipeline {
        let [un, deux] = conduites;
        Pipeline::new(vec![module("un", un), module("deux", deux)])
    }

    #[test]
    fn les_textes_passent_par_tous_les_modules() {
        let run = chaine([OnFailure::Stop; 2]).run(["a", "b"]);
        assert_eq!(
            run,
            Run {
                outputs: vec!["a un deux".to_owned(), "b un deux".to_owned()],
                failures: Vec::new(),
            }
        );
        let run = Pipeline::new(Vec::new()).run(["a"]);
        assert_eq!(
            run.outputs,
            ["a"],
            "sans module, le texte est rendu tel quel"
        );
    }

    #[test]
    fn arreter_garde_ce_qui_est_fait_et_ne_lit_pas_la_suite() {
        let mut lus = 0;
        let textes = ["a", "refuse un", "b", "c"]
            .into_iter()
            .inspect(|_| lus += 1);
        let run = chaine([OnFailure::Stop; 2]).run(textes);
        assert_eq!(
            run,
            Run {
                outputs: vec!["a un deux".to_owned()],
                failures: vec![echec(2, "un", OnFailure::Stop)],
            },
            "le premier texte est fait, le deuxième est perdu, les autres ne sont pas pour cette fois"
        );
        assert_eq!(
            lus, 2,
            "les textes viennent peut-être d'un fichier énorme : après un arrêt, on n'en lit plus"
        );
    }

    #[test]
    fn sauter_n_abandonne_que_ce_texte() {
        let run = chaine([OnFailure::Skip; 2]).run(["a", "refuse un", "b"]);
        assert_eq!(
            run,
            Run {
                outputs: vec!["a un deux".to_owned(), "b un deux".to_owned()],
                failures: vec![echec(2, "un", OnFailure::Skip)],
            }
        );
    }

    #[test]
    fn laisser_passer_donne_au_suivant_le_texte_recu() {
        let chaine = Pipeline::new(vec![
            module("zero", OnFailure::Stop),
            Module {
                name: "deux".to_owned(),
                plugin: faux(|_| Err("pas celui-là".to_owned())),
                on_failure: OnFailure::PassThrough,
            },
            module("trois", OnFailure::Stop),
        ]);
        assert_eq!(
            chaine.run(["a"]),
            Run {
                outputs: vec!["a zero trois".to_owned()],
                failures: vec![echec(1, "deux", OnFailure::PassThrough)],
            },
            "le module suivant reçoit ce que celui-ci a reçu, et non le texte du début"
        );
    }

    #[test]
    fn une_panique_est_un_echec_comme_un_autre() {
        let run = chaine([OnFailure::PassThrough; 2]).run(["panique", "a"]);
        let messages: Vec<&str> = run.failures.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages, ["le module a paniqué"; 2]);
        assert_eq!(
            run.outputs,
            ["panique", "a un deux"],
            "la panique d'un module n'emporte ni l'hôte, ni les autres textes"
        );
    }

    #[test]
    fn le_bilan_dit_chaque_echec_et_sa_suite() {
        let chaine = Pipeline::new(vec![
            module("prudent", OnFailure::PassThrough),
            module("exigeant", OnFailure::Skip),
            module("fatal", OnFailure::Stop),
        ]);
        let run = chaine.run([
            "a",
            "refuse prudent",
            "b",
            "refuse exigeant",
            "refuse fatal",
        ]);
        fixer_le_bilan(&run.to_string());
    }
}

mod etape_4_rechargement {
    use std::sync::{OnceLock, mpsc};
    use std::thread;
    use std::time::Duration;

    use super::super::sujet::{Host, HostError, Pipeline, doors};
    use super::*;

    fn hote(modules: &[(&str, &str)]) -> Host {
        Host::open(registre(), &texte_de(modules), Path::new(""))
            .unwrap_or_else(|erreur| panic!("cette configuration est bonne : {erreur:?}"))
    }

    fn rendus(chaine: &Pipeline, texte: &str) -> Vec<String> {
        chaine.run([texte]).outputs
    }

    #[test]
    fn une_premiere_configuration_mauvaise_est_refusee() {
        let refuse = |texte: &str| Host::open(registre(), texte, Path::new("")).err();
        assert!(
            matches!(refuse("[[module"), Some(HostError::Config(_))),
            "ce texte n'est pas du TOML"
        );
        assert_eq!(
            refuse(&texte_de(&[("a", "close")])),
            Some(HostError::Modules(vec![refus("a", "pas de clé")]))
        );
        assert_eq!(rendus(&hote(&[("a", "plus")]).current(), "1"), ["1+"]);
    }

    #[test]
    fn une_bonne_configuration_remplace_l_ancienne() {
        let hote = hote(&[("a", "plus")]);
        let commence = hote.current();
        assert_eq!(hote.reload(&texte_de(&[("a", "moins")])), Ok(()));
        assert_eq!(rendus(&hote.current(), "1"), ["1-"]);
        assert_eq!(
            rendus(&commence, "1"),
            ["1+"],
            "un travail commencé finit avec les modules du début"
        );
    }

    #[test]
    fn une_mauvaise_configuration_laisse_la_derniere_bonne() {
        let hote = hote(&[("a", "plus")]);
        assert_eq!(hote.reload(&texte_de(&[("a", "moins")])), Ok(()));
        let avant = hote.current();
        let mauvaises = [
            "[[module".to_owned(),
            texte_de(&[("a", "plus"), ("b", "fenetre")]),
            texte_de(&[("a", "plus"), ("b", "paresseuse")]),
        ];
        for texte in mauvaises {
            assert!(
                hote.reload(&texte).is_err(),
                "cette configuration est mauvaise :\n{texte}"
            );
            assert!(
                Arc::ptr_eq(&avant, &hote.current()),
                "après ce refus, la chaîne en service n'est plus la dernière bonne :\n{texte}"
            );
        }
    }

    #[test]
    fn on_se_sert_de_l_hote_pendant_qu_il_recharge() {
        let place: Arc<OnceLock<Arc<Host>>> = Arc::default();
        let vu_de_la_porte = Arc::clone(&place);
        let mut registre = registre();
        let lente: Door = Box::new(move |_| {
            let hote = Arc::clone(vu_de_la_porte.get().expect("l'hôte est en service"));
            let (emetteur, reponse) = mpsc::channel();
            thread::spawn(move || emetteur.send(rendus(&hote.current(), "1")));
            // Une porte peut durer : compiler, copier, interroger un autre programme.
            let vu = reponse.recv_timeout(Duration::from_secs(3)).expect(
                "`current` ne répond pas pendant qu'une porte travaille : un verrou est tenu trop \
                 longtemps",
            );
            assert_eq!(vu, ["1+"], "rien ne change avant que tout soit prêt");
            Ok(faux(|texte| Ok(format!("{texte}~"))))
        });
        registre.register("lente", lente);
        let debut = texte_de(&[("a", "plus")]);
        let hote = Host::open(registre, &debut, Path::new("")).expect("une bonne configuration");
        let hote = Arc::new(hote);
        assert!(place.set(Arc::clone(&hote)).is_ok());
        assert_eq!(hote.reload(&texte_de(&[("a", "lente")])), Ok(()));
        assert_eq!(rendus(&hote.current(), "1"), ["1~"]);
    }

    #[test]
    fn l_hote_entier_avec_ses_deux_portes() {
        let dossier = dossier_au_script("bonjour");
        // En TOML, un chemin entre apostrophes est pris tel quel.
        let texte = format!(
            "[[module]]\nnom = 'salut'\ntype = 'rhai'\nfichier = 'salut.rhai'\n\
             [[module]]\nnom = 'capitales'\ntype = 'ffi'\nfichier = '{}'\nconfiance = true\n",
            bibliotheque("greffon-majuscules").display()
        );
        let hote = Host::open(doors::two_doors(), &texte, dossier.path())
            .unwrap_or_else(|erreur| panic!("ces deux modules sont bons : {erreur:?}"));
        assert_eq!(rendus(&hote.current(), "Zoé"), ["BONJOUR, ZOÉ"]);

        ecrire_le_script(dossier.path(), "bonsoir");
        assert_eq!(hote.reload(&texte), Ok(()));
        assert_eq!(
            rendus(&hote.current(), "Zoé"),
            ["BONSOIR, ZOÉ"],
            "la configuration n'a pas changé d'une lettre, mais le script, si : recharger, c'est \
             faire entrer les modules de nouveau"
        );

        fs::write(dossier.path().join("salut.rhai"), "fn name(").expect("écrire le script");
        assert!(hote.reload(&texte).is_err(), "ce script ne s'analyse plus");
        assert_eq!(rendus(&hote.current(), "Zoé"), ["BONSOIR, ZOÉ"]);
    }
}
