//! Ce que la surveillance voit, et ce qu'elle tait.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;
use std::{fs, thread};

use ch_configuration::{
    Delays, Environment, Live, Reload, Reloader, Watch, Workshop, book_registry, watch,
};

const MAJUSCULES: &str = "[[module]]\ntype = \"majuscules\"\n";
const COMPTEUR: &str = "[[module]]\ntype = \"compteur\"\n";
const DELAIS: Delays = Delays {
    quiet: Duration::from_millis(20),
    at_most: Duration::from_secs(1),
};
/// Bien plus qu'il n'en faut ; n'est attendu en entier que si le test échoue.
const PATIENCE: Duration = Duration::from_secs(30);
/// Le temps après lequel un silence est pris pour un silence.
const SILENCE: Duration = Duration::from_millis(300);

type Surveillance = (Watch, Arc<Live<Workshop>>, Receiver<Reload>);

fn surveiller(chemin: &Path) -> Result<Surveillance, Box<dyn Error>> {
    let relecteur = Reloader::open(chemin, book_registry()?, Environment::empty())?;
    let hote = Arc::clone(relecteur.live());
    let (emetteur, nouvelles) = mpsc::channel();
    let surveillance = watch(Arc::new(relecteur), DELAIS, move |nouvelle| {
        let _ = emetteur.send(nouvelle);
    })?;
    Ok((surveillance, hote, nouvelles))
}

#[test]
fn ce_qui_change_avant_la_surveillance_est_vu_aussi() -> Result<(), Box<dyn Error>> {
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, MAJUSCULES)?;
    let relecteur = Reloader::open(&chemin, book_registry()?, Environment::empty())?;
    fs::write(&chemin, COMPTEUR)?;
    let (emetteur, nouvelles) = mpsc::channel();
    let _surveillance = watch(Arc::new(relecteur), DELAIS, move |nouvelle| {
        let _ = emetteur.send(nouvelle);
    })?;
    assert!(matches!(
        nouvelles.recv_timeout(PATIENCE)?,
        Reload::Replaced(_)
    ));
    Ok(())
}

#[test]
fn un_fichier_efface_est_dit_une_fois_et_la_derniere_bonne_configuration_reste()
-> Result<(), Box<dyn Error>> {
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, MAJUSCULES)?;
    let (_surveillance, hote, nouvelles) = surveiller(&chemin)?;

    fs::remove_file(&chemin)?;
    let Reload::Rejected(rapport) = nouvelles.recv_timeout(PATIENCE)? else {
        panic!("un fichier absent est un refus");
    };
    assert!(
        rapport.to_string().contains("ce fichier n'existe pas"),
        "{rapport}"
    );
    assert_eq!(hote.current().run("a")?.output(), "A");

    fs::write(dossier.path().join("voisin.txt"), "sans rapport")?;
    assert_eq!(
        nouvelles.recv_timeout(SILENCE).err(),
        Some(RecvTimeoutError::Timeout)
    );

    fs::write(&chemin, COMPTEUR)?;
    assert!(matches!(
        nouvelles.recv_timeout(PATIENCE)?,
        Reload::Replaced(_)
    ));
    Ok(())
}

#[test]
fn reecrire_la_meme_chose_ne_dit_rien() -> Result<(), Box<dyn Error>> {
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, MAJUSCULES)?;
    let (_surveillance, hote, nouvelles) = surveiller(&chemin)?;
    let avant = hote.current();
    fs::write(&chemin, MAJUSCULES)?;
    assert_eq!(
        nouvelles.recv_timeout(SILENCE).err(),
        Some(RecvTimeoutError::Timeout)
    );
    assert!(
        Arc::ptr_eq(&avant, &hote.current()),
        "les modules n'ont pas été reconstruits"
    );
    Ok(())
}

#[test]
fn une_surveillance_detruite_ne_relit_plus() -> Result<(), Box<dyn Error>> {
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, MAJUSCULES)?;
    let (surveillance, hote, nouvelles) = surveiller(&chemin)?;
    drop(surveillance);
    fs::write(&chemin, COMPTEUR)?;
    // Le fil d'exécution est terminé : l'émetteur n'existe plus.
    assert_eq!(
        nouvelles.recv_timeout(PATIENCE).err(),
        Some(RecvTimeoutError::Disconnected)
    );
    assert_eq!(hote.current().run("a")?.output(), "A");
    Ok(())
}

#[test]
fn un_dossier_absent_ne_se_surveille_pas() -> Result<(), Box<dyn Error>> {
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("sous-dossier").join("hote.toml");
    fs::create_dir(chemin.parent().expect("un dossier"))?;
    fs::write(&chemin, MAJUSCULES)?;
    let relecteur = Reloader::open(&chemin, book_registry()?, Environment::empty())?;
    fs::remove_dir_all(chemin.parent().expect("un dossier"))?;
    assert!(watch(Arc::new(relecteur), DELAIS, |_| {}).is_err());
    Ok(())
}

#[test]
fn un_travail_commence_garde_sa_configuration() -> Result<(), Box<dyn Error>> {
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, MAJUSCULES)?;
    let relecteur = Reloader::open(&chemin, book_registry()?, Environment::empty())?;
    let commence = relecteur.live().current();
    fs::write(&chemin, COMPTEUR)?;
    thread::scope(|portee| {
        let relecture = portee.spawn(|| relecteur.reload());
        assert!(matches!(relecture.join(), Ok(Reload::Replaced(_))));
    });
    assert_eq!(commence.run("a")?.output(), "A");
    assert_ne!(relecteur.live().current().run("a")?.output(), "A");
    Ok(())
}

/// Un lien vers un autre dossier : ce qui s'y écrit n'est pas vu, le changement du lien l'est.
#[test]
#[cfg(unix)]
fn un_lien_symbolique_est_suivi_quand_il_change_et_non_quand_sa_cible_change()
-> Result<(), Box<dyn Error>> {
    use std::os::unix::fs::symlink;

    let (dossier, ailleurs) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let (ancienne, nouvelle) = (ailleurs.path().join("1"), ailleurs.path().join("2"));
    fs::write(&ancienne, MAJUSCULES)?;
    fs::write(&nouvelle, COMPTEUR)?;
    let chemin = dossier.path().join("hote.toml");
    symlink(&ancienne, &chemin)?;
    let (_surveillance, hote, nouvelles) = surveiller(&chemin)?;
    let silence = || nouvelles.recv_timeout(SILENCE).err() == Some(RecvTimeoutError::Timeout);

    // La surveillance commence par une relecture, qui verrait tout : on la laisse finir.
    assert!(silence());
    fs::write(&ancienne, format!("# changé\n{COMPTEUR}"))?;
    assert!(silence());
    assert_eq!(hote.current().run("a")?.output(), "A");

    let provisoire = dossier.path().join("provisoire");
    symlink(&nouvelle, &provisoire)?;
    fs::rename(&provisoire, &chemin)?;
    assert!(matches!(
        nouvelles.recv_timeout(PATIENCE)?,
        Reload::Replaced(_)
    ));
    Ok(())
}
