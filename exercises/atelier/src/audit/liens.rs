//! Point 5, sur le livre construit : chaque lien intérieur et chaque ancre mènent quelque part.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use super::Defaut;
use crate::{Resultat, fichiers};

/// Vérifie les liens intérieurs des pages HTML de `dossier`, pour celles que `choisie` retient.
///
/// # Errors
///
/// Si une page ne peut pas être lue.
pub fn verifier(dossier: &Path, choisie: impl Fn(&str) -> bool) -> Resultat<Vec<Defaut>> {
    let mut pages = HashMap::new();
    for chemin in fichiers::sous(dossier) {
        // print.html rassemble les autres pages ; 404.html est servie de partout.
        let nom = fichiers::nom(&chemin);
        if chemin
            .extension()
            .is_some_and(|extension| extension == "html")
            && nom != "print.html"
            && nom != "404.html"
        {
            pages.insert(chemin.clone(), fichiers::lire(&chemin)?);
        }
    }
    let ancres: HashMap<&PathBuf, HashSet<&str>> = pages
        .iter()
        .map(|(chemin, page)| (chemin, attributs(page, "id").collect()))
        .collect();
    let mut defauts = Vec::new();
    for (chemin, page) in &pages {
        let relatif = chemin.strip_prefix(dossier).unwrap_or(chemin);
        let lieu = relatif.to_string_lossy().replace('\\', "/");
        if !choisie(&lieu) {
            continue;
        }
        for lien in attributs(page, "href").chain(attributs(page, "src")) {
            if let Some(fait) = mort(dossier, chemin, lien, &ancres) {
                defauts.push(Defaut::nouveau(&lieu, fait));
            }
        }
    }
    defauts.sort();
    defauts.dedup();
    Ok(defauts)
}

/// Pourquoi ce lien ne mène nulle part, si c'est le cas.
fn mort(
    dossier: &Path,
    page: &Path,
    lien: &str,
    ancres: &HashMap<&PathBuf, HashSet<&str>>,
) -> Option<String> {
    let exterieur = lien.contains("://")
        || ["mailto:", "data:", "javascript:"]
            .iter()
            .any(|s| lien.starts_with(s));
    if exterieur || lien.is_empty() {
        return None;
    }
    let (chemin, ancre) = lien.split_once('#').unwrap_or((lien, ""));
    let vise = if chemin.is_empty() {
        page.to_owned()
    } else {
        resoudre(page, &decoder(chemin))
    };
    if !vise.starts_with(dossier) || !vise.exists() {
        return Some(format!("le lien « {lien} » ne mène à aucune page"));
    }
    let ancre = decoder(ancre);
    let connues = ancres.get(&vise)?;
    let absente = !ancre.is_empty() && !connues.contains(ancre.as_str());
    absente.then(|| format!("le lien « {lien} » : l'ancre n'est pas dans la page"))
}

fn resoudre(page: &Path, chemin: &str) -> PathBuf {
    let mut vise = page.parent().unwrap_or(page).to_owned();
    for partie in Path::new(chemin).components() {
        match partie {
            Component::ParentDir => {
                vise.pop();
            }
            Component::CurDir => {}
            autre => vise.push(autre),
        }
    }
    vise
}

/// Les valeurs d'un attribut dans une page que mdBook a écrite, entre guillemets droits.
fn attributs<'a>(page: &'a str, nom: &str) -> impl Iterator<Item = &'a str> {
    let debut = format!(" {nom}=\"");
    let mut reste = page;
    std::iter::from_fn(move || {
        let place = reste.find(&debut)? + debut.len();
        let (valeur, suite) = reste[place..].split_once('"')?;
        reste = suite;
        Some(valeur)
    })
}

/// Défait les `%C3%A9` et les `&amp;` d'une adresse.
fn decoder(texte: &str) -> String {
    let mut octets = Vec::with_capacity(texte.len());
    let mut reste = texte.as_bytes();
    while let Some((&premier, suite)) = reste.split_first() {
        let code = suite
            .get(..2)
            .and_then(|deux| std::str::from_utf8(deux).ok());
        match code.and_then(|deux| u8::from_str_radix(deux, 16).ok()) {
            Some(octet) if premier == b'%' => {
                octets.push(octet);
                reste = &suite[2..];
            }
            _ => {
                octets.push(premier);
                reste = suite;
            }
        }
    }
    String::from_utf8_lossy(&octets).replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_attributs_et_les_adresses_se_lisent() {
        let page = r##"<a href="x.html#a"><h1 id="a" class="b"></h1><a  href="#%C3%A9">"##;
        assert_eq!(
            attributs(page, "href").collect::<Vec<_>>(),
            ["x.html#a", "#%C3%A9"]
        );
        assert_eq!(decoder("a%C3%A9&amp;b"), "aé&b");
        assert_eq!(
            resoudre(Path::new("/l/ch/p.html"), "../x/y.html"),
            PathBuf::from("/l/x/y.html")
        );
    }
}
