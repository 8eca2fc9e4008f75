//! Le contrat du registre avec les fabriques d'un hôte.

use std::error::Error;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, ThreadId};

use ch_configuration::modules::NoOptions;
use ch_configuration::{
    Config, Environment, FactoryError, Kind, Registry, Reload, Reloader, Report, RunError, Source,
    Workshop,
};
use ch_contrat::{Majuscules, Plugin, PluginError};

/// Un module qui échoue où on lui dit.
struct Fragile {
    a_l_initialisation: bool,
}

impl Plugin for Fragile {
    fn name(&self) -> &str {
        "fragile"
    }

    fn version(&self) -> &str {
        "0.1.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        if self.a_l_initialisation {
            return Err(PluginError::init("fragile", "pas de réseau").with_source("port 80 occupé"));
        }
        Ok(())
    }

    fn execute(&self, _: &str) -> Result<String, PluginError> {
        Err(PluginError::execute("fragile", "cassé"))
    }
}

fn registre() -> Result<(Registry, Arc<AtomicUsize>), Box<dyn Error>> {
    let mut registre = Registry::new();
    let constructions = Arc::new(AtomicUsize::new(0));
    let compte = Arc::clone(&constructions);
    registre.register("majuscules", move |_, NoOptions {}| {
        compte.fetch_add(1, Ordering::Relaxed);
        Ok(Box::new(Majuscules))
    })?;
    registre.register("fragile", |_, NoOptions {}| {
        Ok(Box::new(Fragile {
            a_l_initialisation: false,
        }))
    })?;
    registre.register("sans-reseau", |_, NoOptions {}| {
        Ok(Box::new(Fragile {
            a_l_initialisation: true,
        }))
    })?;
    registre.register("refus", |contexte, NoOptions {}| {
        let cause = FactoryError::new("le dossier est plein");
        Err(
            FactoryError::new(format!("pas de place pour « {} »", contexte.name))
                .with_source(cause),
        )
    })?;
    registre.register("panique", |_, NoOptions {}| panic!("aïe"))?;
    Ok((registre, constructions))
}

fn lire(registre: &Registry, texte: &str) -> Result<Workshop, Report> {
    registre.build(Config::parse(
        Source::new("hote.toml", texte),
        &Environment::empty(),
    )?)
}

fn modules(types: &[&str]) -> String {
    types
        .iter()
        .map(|kind| format!("[[module]]\ntype = \"{kind}\"\n"))
        .collect()
}

#[test]
fn chaque_echec_d_une_fabrique_est_un_diagnostic() -> Result<(), Box<dyn Error>> {
    let (registre, _) = registre()?;
    let refus = lire(&registre, &modules(&["majuscules", "refus", "panique"])).unwrap_err();
    verifications::instantane!("fabriques", refus);
    let refus = lire(&registre, &modules(&["majuscules", "sans-reseau"])).unwrap_err();
    assert_eq!(refus.diagnostics()[0].kind, Kind::Init);
    verifications::instantane!("initialisation", refus);
    Ok(())
}

#[test]
fn une_fabrique_n_est_appelee_que_si_toutes_les_options_sont_bonnes() -> Result<(), Box<dyn Error>>
{
    let (registre, constructions) = registre()?;
    let texte = format!(
        "{}[module.options]\nsurprise = 1\n",
        modules(&["majuscules", "fragile"])
    );
    assert!(lire(&registre, &texte).is_err());
    assert_eq!(constructions.load(Ordering::Relaxed), 0);
    Ok(())
}

#[test]
fn un_module_inactif_est_verifie_mais_pas_construit() -> Result<(), Box<dyn Error>> {
    let (registre, constructions) = registre()?;
    let hote = lire(
        &registre,
        &format!("{}actif = false\n", modules(&["majuscules"])),
    )?;
    assert_eq!(constructions.load(Ordering::Relaxed), 0);
    assert_eq!(hote.modules().count(), 0);
    assert_eq!(hote.run("tel quel")?.output(), "tel quel");
    Ok(())
}

#[test]
fn le_registre_et_l_hote_passent_d_un_fil_a_l_autre() {
    fn partageable<T: Send + Sync>() {}
    partageable::<Registry>();
    partageable::<Reloader>();
    partageable::<Workshop>();
    partageable::<Report>();
}

#[test]
fn un_type_n_a_qu_une_fabrique() -> Result<(), Box<dyn Error>> {
    let (mut registre, _) = registre()?;
    let refus = registre.register("majuscules", |_, NoOptions {}| Ok(Box::new(Majuscules)));
    assert_eq!(
        refus.unwrap_err().to_string(),
        "une fabrique est déjà enregistrée pour « majuscules »"
    );
    Ok(())
}

#[test]
fn l_echec_d_un_module_porte_le_nom_du_fichier() -> Result<(), Box<dyn Error>> {
    let (registre, _) = registre()?;
    let texte = "longueur_max = 5\n[[module]]\ntype = \"fragile\"\nnom = \"premier\"\n";
    let hote = lire(&registre, texte)?;
    let echec = hote.run("court").unwrap_err();
    assert_eq!(
        echec.to_string(),
        "module « premier » : échec à l'exécution : cassé"
    );
    let echec = hote.run("éééééé").unwrap_err();
    assert!(
        matches!(
            echec,
            RunError::TooLong {
                length: 6,
                longest: 5
            }
        ),
        "{echec}"
    );
    Ok(())
}

#[test]
fn relire_quand_meme_reconstruit_les_modules() -> Result<(), Box<dyn Error>> {
    let (registre, constructions) = registre()?;
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, modules(&["majuscules"]))?;
    let relecteur = Reloader::open(&chemin, registre, Environment::empty())?;
    assert!(matches!(relecteur.reload(), Reload::Unchanged));
    assert_eq!(constructions.load(Ordering::Relaxed), 1);
    assert!(matches!(relecteur.reload_anyway(), Reload::Replaced(_)));
    assert_eq!(constructions.load(Ordering::Relaxed), 2);
    Ok(())
}

/// Un module qui dit sur quel fil d'exécution il est détruit.
struct Temoin(mpsc::Sender<ThreadId>);

impl Plugin for Temoin {
    fn name(&self) -> &str {
        "temoin"
    }

    fn version(&self) -> &str {
        "0.1.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(text.to_owned())
    }
}

impl Drop for Temoin {
    fn drop(&mut self) {
        let _ = self.0.send(thread::current().id());
    }
}

#[test]
fn les_anciens_modules_sont_detruits_par_leur_dernier_lecteur() -> Result<(), Box<dyn Error>> {
    let (emetteur, destructions) = mpsc::channel();
    let (mut registre, _) = registre()?;
    registre.register("temoin", move |_, NoOptions {}| {
        Ok(Box::new(Temoin(emetteur.clone())))
    })?;
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, modules(&["temoin"]))?;
    let relecteur = Reloader::open(&chemin, registre, Environment::empty())?;
    let lecteur = relecteur.live().current();

    fs::write(&chemin, modules(&["majuscules"]))?;
    assert!(matches!(relecteur.reload(), Reload::Replaced(_)));
    assert!(
        destructions.try_recv().is_err(),
        "un lecteur s'en sert encore"
    );
    let fil = thread::spawn(move || drop(lecteur));
    let attendu = fil.thread().id();
    fil.join().expect("un destructeur ne panique pas");
    assert_eq!(destructions.recv()?, attendu);
    Ok(())
}
