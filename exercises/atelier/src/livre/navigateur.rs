//! Le bloc d'une page où le lecteur essaie un invité WebAssembly dans son navigateur.
//!
//! Tout est dans la page, octets compris : elle marche aussi sans serveur, et les `.wasm` ne
//! sont versionnés qu'une fois, avec leurs sources.

use std::path::Path;

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
        invites.push(format!("{nom}: \"{}\",", base64(&octets)));
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

/// Les octets en base64, que `atob` relit dans tout navigateur.
fn base64(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut texte = String::with_capacity(octets.len().div_ceil(3) * 4);
    for groupe in octets.chunks(3) {
        let octet = |rang: usize| u32::from(groupe.get(rang).copied().unwrap_or(0));
        let bits = octet(0) << 16 | octet(1) << 8 | octet(2);
        for rang in 0..4 {
            // Trois octets font quatre lettres ; à la fin, ce qui manque se dit par « = ».
            let lettre = ALPHABET[(bits >> (18 - 6 * rang)) as usize & 63];
            texte.push(if rang > groupe.len() {
                '='
            } else {
                lettre.into()
            });
        }
    }
    texte
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn le_base64_est_celui_de_la_rfc_4648() {
        let lus = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|t| base64(t.as_bytes()));
        let attendus = [
            "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy",
        ];
        assert_eq!(lus, attendus);
        assert_eq!(base64(&[0xFB, 0xFF]), "+/8=");
    }
}
