//! `invites` : recompiler les invités WebAssembly, et le manifeste qui les lie à leurs sources.
//!
//! Les `.wasm` sont versionnés : personne n'a de cible à installer pour lire le livre. En
//! échange, `manifeste.toml` retient le condensé des sources et des réglages dont chacun est
//! issu, et un test, au bas de ce fichier, échoue quand ils se séparent.

use std::env;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};
use toml::{Table, Value};

use crate::sortie::{BIEN, en};
use crate::{Erreur, Projet, Resultat, cargo, fichiers};

const INVITES: &str = "chapters/06-wasm/invites";
const CIBLE: &str = "wasm32-unknown-unknown";
const ENTETE: &str = "\
# Les invités précompilés, et de quoi chacun est fait. Les condensés et le compilateur sont
# écrits par « cargo atelier invites » ; le reste se modifie à la main.
";

/// Un invité, tel que le manifeste le décrit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Son nom, celui de son `.wasm`.
    pub nom: String,
    langue: String,
    sources: Vec<String>,
    reglages: Vec<String>,
    condense_des_sources: String,
    condense_du_wasm: String,
    compilateur: String,
}

/// Recompile les invités `noms`, ou tous. Avec `vers`, les `.wasm` vont dans ce dossier et le
/// manifeste ne change pas ; sinon, ils remplacent ceux du dépôt.
///
/// # Errors
///
/// Si un nom est inconnu, si un compilateur manque, ou s'il refuse.
pub fn invites(
    projet: &Projet,
    noms: &[String],
    vers: Option<&Path>,
    sortie: &mut dyn Write,
) -> Resultat<bool> {
    let mut manifeste = lire(projet)?;
    if let Some(inconnu) = noms
        .iter()
        .find(|nom| !manifeste.iter().any(|i| i.nom == **nom))
    {
        let connus: Vec<&str> = manifeste.iter().map(|invite| invite.nom.as_str()).collect();
        return Err(
            Erreur::nouvelle(format!("aucun invité ne s'appelle « {inconnu} »"))
                .avec_remede(format!("les invités sont : {}", connus.join(", "))),
        );
    }
    for invite in &mut manifeste {
        if !noms.is_empty() && !noms.contains(&invite.nom) {
            continue;
        }
        let (wasm, compilateur) = match invite.langue.as_str() {
            "c" => compiler_le_c(projet, invite)?,
            _ => compiler_le_rust(projet, invite)?,
        };
        let dossier = vers.map_or_else(
            || projet.chemin(INVITES).join("precompiles"),
            Path::to_owned,
        );
        let chemin = dossier.join(format!("{}.wasm", invite.nom));
        fichiers::ecrire(&chemin, &wasm)?;
        let octets = wasm.len();
        let affiche = projet.affiche(&chemin);
        writeln!(sortie, "{} {affiche}, {octets} octets", en(BIEN, "✔"))?;
        invite.condense_des_sources = condense_des_sources(projet, invite);
        invite.condense_du_wasm = condense(&[&wasm]);
        invite.compilateur = compilateur;
    }
    if vers.is_none() {
        let chemin = projet.chemin(INVITES).join("manifeste.toml");
        fichiers::ecrire(&chemin, ecrire(&manifeste).as_bytes())?;
    }
    Ok(true)
}

/// Ce qui sépare les `.wasm` versionnés de leurs sources ; vide si tout concorde.
///
/// # Errors
///
/// Si le manifeste ne se lit pas.
pub fn ecarts(projet: &Projet) -> Resultat<Vec<String>> {
    let mut ecarts = Vec::new();
    for invite in lire(projet)? {
        let nom = &invite.nom;
        if condense_des_sources(projet, &invite) != invite.condense_des_sources {
            ecarts.push(format!("{nom} : les sources ou les réglages ont changé"));
        }
        let wasm = projet
            .chemin(INVITES)
            .join(format!("precompiles/{nom}.wasm"));
        let octets = std::fs::read(&wasm).unwrap_or_default();
        if condense(&[&octets]) != invite.condense_du_wasm {
            ecarts.push(format!(
                "{nom} : {} a changé, ou manque",
                projet.affiche(&wasm)
            ));
        }
    }
    Ok(ecarts)
}

fn lire(projet: &Projet) -> Resultat<Vec<Invite>> {
    let chemin = projet.chemin(INVITES).join("manifeste.toml");
    let table: Table = fichiers::lire(&chemin)?
        .parse()
        .map_err(|source: toml::de::Error| {
            let affiche = projet.affiche(&chemin);
            Erreur::nouvelle(format!(
                "{affiche} : ce n'est pas du TOML ({})",
                source.message()
            ))
        })?;
    let invites = table.iter().map(|(nom, valeur)| {
        let texte = |cle: &str| {
            valeur
                .get(cle)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let textes = |cle: &str| -> Vec<String> {
            let liste = valeur
                .get(cle)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            liste.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        Invite {
            nom: nom.clone(),
            langue: texte("langue"),
            sources: textes("sources"),
            reglages: textes("reglages"),
            condense_des_sources: texte("condense-des-sources"),
            condense_du_wasm: texte("condense-du-wasm"),
            compilateur: texte("compilateur"),
        }
    });
    Ok(invites.collect())
}

fn ecrire(invites: &[Invite]) -> String {
    let mut texte = ENTETE.to_owned();
    let liste = |textes: &[String]| {
        let entre: Vec<String> = textes.iter().map(|texte| format!("{texte:?}")).collect();
        format!("[{}]", entre.join(", "))
    };
    for invite in invites {
        // Écrire dans une chaîne n'échoue pas.
        let _ = write!(
            texte,
            "\n[{}]\nlangue = {:?}\nsources = {}\nreglages = {}\ncondense-des-sources = {:?}\ncondense-du-wasm = {:?}\ncompilateur = {:?}\n",
            invite.nom,
            invite.langue,
            liste(&invite.sources),
            liste(&invite.reglages),
            invite.condense_des_sources,
            invite.condense_du_wasm,
            invite.compilateur,
        );
    }
    texte
}

/// Le condensé des sources d'un invité : ses réglages, puis chaque fichier, nom et contenu.
fn condense_des_sources(projet: &Projet, invite: &Invite) -> String {
    let racine = projet.chemin(INVITES);
    let mut morceaux: Vec<Vec<u8>> = vec![invite.langue.clone().into_bytes()];
    morceaux.extend(invite.reglages.iter().map(|r| r.clone().into_bytes()));
    for source in &invite.sources {
        let dossier = racine.join(source);
        for fichier in fichiers::sous(&dossier) {
            let nom = fichier.strip_prefix(&dossier).unwrap_or(&fichier);
            morceaux.push(nom.to_string_lossy().replace('\\', "/").into_bytes());
            // Une copie de travail sous Windows peut avoir d'autres fins de ligne.
            let contenu = std::fs::read(&fichier).unwrap_or_default();
            morceaux.push(
                contenu
                    .into_iter()
                    .filter(|&octet| octet != b'\r')
                    .collect(),
            );
        }
    }
    condense(&morceaux.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn condense(morceaux: &[&[u8]]) -> String {
    let mut condense = Sha256::new();
    for morceau in morceaux {
        condense.update((morceau.len() as u64).to_le_bytes());
        condense.update(morceau);
    }
    condense
        .finalize()
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect()
}

fn compiler_le_c(projet: &Projet, invite: &Invite) -> Resultat<(Vec<u8>, String)> {
    let clang = env::var_os("CLANG_WASM").unwrap_or_else(|| "clang".into());
    let dossier = projet.chemin(INVITES).join(&invite.sources[0]);
    let wasm = brouillon(projet, &invite.nom)?;
    let mut commande = Command::new(&clang);
    commande
        .current_dir(&dossier)
        .args(&invite.reglages)
        .arg("-o")
        .arg(&wasm);
    commande.args(
        fichiers::entrees(&dossier)
            .iter()
            .filter(|f| f.extension().is_some_and(|e| e == "c")),
    );
    lancer(
        commande,
        "installez clang et lld, avec la cible wasm32 (Debian : apt-get install clang lld)",
    )?;
    Ok((
        octets(&wasm)?,
        premiere_ligne(Command::new(&clang).arg("--version")),
    ))
}

/// Compile un invité en Rust : avec le compilateur que désigne `RUSTC_WASM`, dont on compile
/// aussi la bibliothèque standard, sinon avec la cible de rustup.
fn compiler_le_rust(projet: &Projet, invite: &Invite) -> Resultat<(Vec<u8>, String)> {
    let dossier = projet.chemin(INVITES).join(&invite.sources[0]);
    let cible = projet.memoire().join("invites");
    let mut commande = cargo::commande(&dossier);
    commande
        .arg("build")
        .args(&invite.reglages)
        .arg("--target-dir")
        .arg(&cible);
    let rustc = if let Some(rustc) = env::var_os("RUSTC_WASM") {
        commande.args(["--locked", "-Zbuild-std=std,panic_abort"]);
        commande.env("RUSTC", &rustc).env("RUSTC_BOOTSTRAP", "1");
        commande.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
            editeur_de_liens(),
        );
        PathBuf::from(rustc)
    } else if cible_presente() {
        PathBuf::from("rustc")
    } else {
        return Err(Erreur::nouvelle(format!("la cible {CIBLE} n'est pas installée"))
            .avec_remede(format!(
                "rustup target add {CIBLE} ; sans rustup, donnez dans RUSTC_WASM un compilateur accompagné des sources de sa bibliothèque standard"
            )));
    };
    let racine_de_rustc = premiere_ligne(Command::new(&rustc).args(["--print", "sysroot"]));
    commande.env("RUSTFLAGS", sans_chemins(projet, &racine_de_rustc));
    lancer(commande, "les erreurs ci-dessus sont celles du compilateur")?;
    let fichier = format!(
        "{CIBLE}/release/invite_{}.wasm",
        invite.nom.replace('-', "_")
    );
    let version = premiere_ligne(Command::new(&rustc).arg("--version"));
    Ok((octets(&cible.join(fichier))?, version))
}

/// La bibliothèque standard de la cible est-elle à côté de celle de la machine ?
fn cible_presente() -> bool {
    let dossier =
        premiere_ligne(Command::new("rustc").args(["--print", "target-libdir", "--target", CIBLE]));
    fichiers::entrees(Path::new(&dossier))
        .iter()
        .any(|fichier| fichiers::nom(fichier).starts_with("libcore-"))
}

/// Le `rust-lld` que rustup installe avec tout compilateur.
fn editeur_de_liens() -> PathBuf {
    let hote = premiere_ligne(Command::new("rustc").args(["--print", "host-tuple"]));
    let racine = premiere_ligne(Command::new("rustc").args(["--print", "sysroot"]));
    let programme = format!("rust-lld{}", env::consts::EXE_SUFFIX);
    [&racine, "lib", "rustlib", &hote, "bin", &programme]
        .iter()
        .collect()
}

/// Les chemins de cette machine n'ont rien à faire dans un fichier versionné.
fn sans_chemins(projet: &Projet, racine_de_rustc: &str) -> String {
    let maison = env::home_dir().unwrap_or_default();
    let cargo = env::var_os("CARGO_HOME").map_or_else(|| maison.join(".cargo"), PathBuf::from);
    let vers = |chemin: &Path, nom: &str| format!("--remap-path-prefix={}={nom}", chemin.display());
    [
        vers(
            &Path::new(racine_de_rustc).join("lib/rustlib/src/rust"),
            "/rust",
        ),
        vers(projet.racine(), "/livre"),
        vers(&cargo, "/cargo"),
    ]
    .join(" ")
}

fn brouillon(projet: &Projet, nom: &str) -> Resultat<PathBuf> {
    let dossier = projet.memoire().join("invites");
    std::fs::create_dir_all(&dossier)
        .map_err(|source| Erreur::fichier("créer", &dossier, &source))?;
    Ok(dossier.join(format!("{nom}.wasm")))
}

fn lancer(mut commande: Command, remede: &str) -> Resultat<()> {
    let nom = commande.get_program().to_string_lossy().into_owned();
    match commande.status() {
        Ok(statut) if statut.success() => Ok(()),
        Ok(_) => Err(Erreur::nouvelle(format!("« {nom} » a échoué")).avec_remede(remede)),
        Err(source) => Err(Erreur::nouvelle(format!(
            "impossible de lancer « {nom} », {}",
            francais::cause(&source)
        ))
        .avec_remede(remede)),
    }
}

fn octets(chemin: &Path) -> Resultat<Vec<u8>> {
    std::fs::read(chemin).map_err(|source| Erreur::fichier("lire", chemin, &source))
}

/// La première ligne qu'écrit une commande ; vide si elle échoue.
fn premiere_ligne(commande: &mut Command) -> String {
    let sortie = commande
        .output()
        .map(|sortie| sortie.stdout)
        .unwrap_or_default();
    String::from_utf8_lossy(&sortie)
        .lines()
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn projet() -> Projet {
        Projet::a(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
    }

    #[test]
    fn les_invites_precompiles_viennent_de_leurs_sources() {
        let ecarts = ecarts(&projet()).unwrap();
        assert!(
            ecarts.is_empty(),
            "{}\n→ cargo atelier invites",
            ecarts.join("\n")
        );
    }

    #[test]
    fn le_manifeste_se_relit_tel_qu_il_est_ecrit() {
        let projet = projet();
        let texte = fichiers::lire(&projet.chemin(INVITES).join("manifeste.toml")).unwrap();
        assert_eq!(ecrire(&lire(&projet).unwrap()), texte.replace("\r\n", "\n"));
    }

    #[test]
    fn aucun_chemin_de_la_machine_n_est_dans_un_invite() {
        for fichier in fichiers::entrees(&projet().chemin(INVITES).join("precompiles")) {
            let octets = std::fs::read(&fichier).unwrap();
            let texte = String::from_utf8_lossy(&octets);
            for trace in ["/home/", "/root/", "/Users/", "C:\\"] {
                assert!(!texte.contains(trace), "{} : {trace}", fichier.display());
            }
        }
    }
}
