//! Le bloc d'une page où le lecteur essaie un invité WebAssembly dans son navigateur.
//!
//! Tout est dans la page, octets compris : elle marche aussi sans serveur, et les `.wasm` ne
//! sont versionnés qu'une fois, avec leurs sources.

use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use crate::{Erreur, Projet, Resultat, fichiers};

const INVITES: &str = "chapters/06-wasm/invites";

/// Le bloc de `{{#invites majuscules typographie}}`, en HTML : `page.html`, où l'on met les
/// octets de ces invités et le code de `navigateur.mjs`.
///
/// # Errors
///
/// Si un invité, la page ou le code manquent.
pub fn bloc(projet: &Projet, noms: &str) -> Resultat<String> {
    let dossier = projet.chemin(INVITES);
    let mut invites = Vec::new();
    for nom in noms.split_whitespace() {
        let chemin = dossier.join("precompiles").join(format!("{nom}.wasm"));
        let octets = lire(projet, &chemin)?;
        // Ce que `atob` relit dans tout navigateur.
        invites.push(format!("{nom}: \"{}\",", BASE64_STANDARD.encode(&octets)));
    }
    let page = fichiers::lire(&dossier.join("page.html"))?;
    let module = fichiers::lire(&dossier.join("navigateur.mjs"))?;
    let appel = module
        .split_once("// ANCHOR: appel\n")
        .and_then(|(_, suite)| suite.split_once("// ANCHOR_END: appel"));
    let (appel, _) = appel.ok_or_else(|| {
        Erreur::nouvelle("navigateur.mjs : l'ancre « appel », que la page reprend, manque")
    })?;
    Ok(page
        .replace("/* invités */", &invites.join("\n  "))
        .replace("/* module */", appel.trim()))
}

fn lire(projet: &Projet, chemin: &Path) -> Resultat<Vec<u8>> {
    std::fs::read(chemin).map_err(|source| {
        Erreur::fichier("lire", chemin, &source)
            .depuis(projet.racine())
            .avec_remede("recompilez l'invité : cargo atelier invites")
    })
}
