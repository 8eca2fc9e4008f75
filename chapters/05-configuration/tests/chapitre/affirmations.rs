//! Ce que le chapitre affirme de bibliothèques qu'il n'a pas écrites.

use std::error::Error;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dehors {
    dedans: Dedans,
}

#[derive(Debug, Deserialize)]
struct Dedans {
    #[serde(default)]
    actif: bool,
}

#[test]
fn deny_unknown_fields_ne_descend_pas_dans_les_types_imbriques() -> Result<(), Box<dyn Error>> {
    assert!(toml::from_str::<Dehors>("inconnue = 1\ndedans = {}\n").is_err());
    let lu: Dehors = toml::from_str("dedans = { inconnue = 1 }\n")?;
    assert!(!lu.dedans.actif);
    Ok(())
}

#[test]
fn la_valeur_par_defaut_de_serde_est_celle_du_type() -> Result<(), Box<dyn Error>> {
    let lu: Dehors = toml::from_str("dedans = {}\n")?;
    assert!(!lu.dedans.actif, "un booléen absent est faux");
    Ok(())
}

/// C'est pourquoi un hôte qui relit à chaque événement se réveille lui-même.
#[test]
#[cfg(target_os = "linux")]
fn notify_rapporte_aussi_les_ouvertures() -> Result<(), Box<dyn Error>> {
    use std::fs;
    use std::sync::mpsc;
    use std::time::Duration;

    use notify::event::{AccessKind, EventKind};
    use notify::{RecursiveMode, Watcher};

    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, "module = []\n")?;
    let (emetteur, evenements) = mpsc::channel();
    let mut surveillant = notify::recommended_watcher(emetteur)?;
    surveillant.watch(dossier.path(), RecursiveMode::NonRecursive)?;

    fs::read(&chemin)?;
    let evenement = evenements.recv_timeout(Duration::from_secs(30))??;
    assert!(
        matches!(evenement.kind, EventKind::Access(AccessKind::Open(_))),
        "{evenement:?}"
    );
    Ok(())
}
