//! Un cache de code compilé, qui ne croit le disque qu'après vérification.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use sha2::{Digest, Sha256};
use wasmer::{Engine, Module};

use crate::engine::{COST_VERSION, compile};
use crate::{Limits, LoadErrorKind};

/// Ce que le cache a fait d'une demande.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheOutcome {
    /// Le code compilé était là, intact.
    Hit,
    /// Il n'y était pas : compilé, puis rangé.
    Miss,
    /// Il était abîmé : jeté, compilé de nouveau, puis rangé.
    Rebuilt,
}

// ANCHOR: cache
/// Du code machine rangé dans un dossier.
///
/// Relire un module compilé, c'est exécuter ce que le fichier contient : wasmer ne vérifie
/// rien. Chaque entrée commence donc par l'empreinte de la suite. Elle attrape les accidents,
/// un disque plein ou une écriture coupée. Elle n'arrête pas un attaquant, qui la referait :
/// contre lui, il n'y a que les droits du dossier.
#[derive(Debug, Clone)]
pub struct ModuleCache {
    folder: PathBuf,
}

impl ModuleCache {
    /// Ouvre le cache du dossier `folder`, et crée celui-ci, fermé aux autres, s'il manque.
    ///
    /// # Errors
    ///
    /// Si le dossier ne peut pas être créé, ou si d'autres utilisateurs peuvent y écrire.
    ///
    /// # Safety
    ///
    /// Les fichiers de ce dossier deviendront du code exécuté. L'appelant garantit que
    /// personne d'autre que ce programme n'y écrit.
    pub unsafe fn open(folder: &Path) -> io::Result<Self> {
        create_private(folder)?;
        refuse_shared(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Rend le module compilé, depuis le cache si possible.
    pub(crate) fn load_or_compile(
        &self,
        engine: &Engine,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<(Module, CacheOutcome), LoadErrorKind> {
        let entry = self.folder.join(key(engine, bytes, limits));
        let mut outcome = CacheOutcome::Miss;
        if let Ok(stored) = francais::read_at_most(&entry, MAX_ENTRY) {
            if let Some(module) = decode(engine, &stored) {
                return Ok((module, CacheOutcome::Hit));
            }
            outcome = CacheOutcome::Rebuilt;
            let _ = fs::remove_file(&entry);
        }
        let module = compile(engine, bytes)?;
        // Un cache qui n'écrit pas (disque plein) coûte du temps, pas une erreur.
        let _ = store(&entry, &module);
        Ok((module, outcome))
    }
}
// ANCHOR_END: cache

/// La version de wasmer, qui ne la donne pas lui-même ; un test la compare à Cargo.lock.
const WASMER_VERSION: &str = "6.1.0";

// ANCHOR: cle
/// Le nom d'une entrée : tout ce dont dépend le code compilé.
fn key(engine: &Engine, bytes: &[u8], limits: &Limits) -> String {
    let mut hash = Sha256::new();
    for part in [
        bytes,
        WASMER_VERSION.as_bytes(),
        engine.deterministic_id().as_bytes(),
        std::env::consts::ARCH.as_bytes(),
        std::env::consts::OS.as_bytes(),
        &COST_VERSION.to_le_bytes(),
        &limits.fuel.to_le_bytes(),
    ] {
        // La longueur d'abord : deux découpages différents ne se confondent pas.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let name: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    format!("{name}.module")
}
// ANCHOR_END: cle

// ANCHOR: relire
/// Relit une entrée : `None` si elle est abîmée, ou d'un autre wasmer.
fn decode(engine: &Engine, stored: &[u8]) -> Option<Module> {
    let (digest, code) = stored.split_at_checked(DIGEST_BYTES)?;
    if digest != Sha256::digest(code).as_slice() {
        return None;
    }
    // SÛRETÉ : `open` a exigé un dossier où nous seuls écrivons ; l'empreinte dit que cette
    // entrée est entière, et la clé qu'elle vient de ce moteur et de cette version.
    unsafe { Module::deserialize(engine, code.to_vec()) }.ok()
}
// ANCHOR_END: relire

const DIGEST_BYTES: usize = 32;

/// La plus grosse entrée que l'on relit ; plus longue, elle est tronquée, donc refusée.
const MAX_ENTRY: u64 = 256 << 20;

/// Écrit à côté, puis renomme : un lecteur voit l'entrée entière ou ne la voit pas.
fn store(entry: &Path, module: &Module) -> io::Result<()> {
    let code = module.serialize().map_err(io::Error::other)?;
    let mut stored = Sha256::digest(&code).to_vec();
    stored.extend_from_slice(&code);
    let draft = entry.with_extension(format!("{}.tmp", process::id()));
    fs::write(&draft, stored)?;
    fs::rename(&draft, entry)
}

#[cfg(unix)]
fn create_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn create_private(folder: &Path) -> io::Result<()> {
    // Sous Windows, un dossier du profil de l'utilisateur n'est déjà qu'à lui.
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn refuse_shared(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & 0o022 != 0 {
        let fact = format!(
            "{} : d'autres utilisateurs peuvent y écrire (droits {:o})",
            folder.display(),
            mode & 0o777
        );
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, fact));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_shared(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn la_cle_porte_la_version_de_wasmer_qui_est_dans_cargo_lock() {
        let lock = ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        let lock = fs::read_to_string(lock).unwrap().replace("\r\n", "\n");
        let expected = format!("name = \"wasmer\"\nversion = \"{WASMER_VERSION}\"\n");
        assert!(
            lock.contains(&expected),
            "WASMER_VERSION ({WASMER_VERSION}) n'est plus la version de Cargo.lock"
        );
    }
}
