//! Les ancres d'une source : `ANCHOR: nom` et `ANCHOR_END: nom`, dans un commentaire, bornent
//! un extrait que la prose inclut. Celui qui lit l'extrait, ou le fichier, ne voit pas ces lignes.

/// Le nom de l'ancre que cette ligne ouvre ou ferme.
fn marque<'a>(ligne: &'a str, mot: &str) -> Option<&'a str> {
    let (_, suite) = ligne.split_once(mot)?;
    suite.split_whitespace().next()
}

fn ouvre(ligne: &str) -> Option<&str> {
    marque(ligne, "ANCHOR:")
}

fn ferme(ligne: &str) -> Option<&str> {
    marque(ligne, "ANCHOR_END:")
}

/// Le texte sans ses lignes d'ancres.
pub fn sans_marques(source: &str) -> String {
    let lignes = source.split_inclusive('\n');
    lignes
        .filter(|ligne| ouvre(ligne).is_none() && ferme(ligne).is_none())
        .collect()
}

/// Les lignes de l'ancre `nom`, sans les marques d'autres ancres ; `None` si elle n'est pas
/// ouverte puis fermée.
pub fn extrait<'a>(source: &'a str, nom: &str) -> Option<Vec<&'a str>> {
    let mut lignes = source.lines();
    lignes.find(|ligne| ouvre(ligne) == Some(nom))?;
    let mut extrait = Vec::new();
    for ligne in lignes {
        if ferme(ligne) == Some(nom) {
            return Some(extrait);
        }
        if ouvre(ligne).is_none() && ferme(ligne).is_none() {
            extrait.push(ligne);
        }
    }
    None
}

/// Les ancres qu'une source ouvre, dans l'ordre.
pub fn noms(source: &str) -> Vec<&str> {
    source.lines().filter_map(ouvre).collect()
}

/// Un texte ramené au bord : le retrait que toutes ses lignes ont en commun est ôté.
pub fn au_bord(lignes: &[&str]) -> String {
    let retrait = |ligne: &&str| ligne.len() - ligne.trim_start().len();
    let pleines = lignes.iter().filter(|ligne| !ligne.trim().is_empty());
    let commun = pleines.map(retrait).min().unwrap_or(0);
    let texte: Vec<&str> = lignes
        .iter()
        .map(|ligne| ligne.get(commun..).unwrap_or_default().trim_end())
        .collect();
    texte.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str =
        "a\n// ANCHOR: un\n  b\n# ANCHOR: deux\n    c\n# ANCHOR_END: deux\n// ANCHOR_END: un\nd\n";

    #[test]
    fn un_extrait_ne_montre_aucune_marque() {
        assert_eq!(extrait(SOURCE, "un"), Some(vec!["  b", "    c"]));
        assert_eq!(extrait(SOURCE, "deux"), Some(vec!["    c"]));
        assert_eq!(extrait(SOURCE, "trois"), None);
        assert_eq!(extrait("// ANCHOR: un\nb\n", "un"), None, "jamais fermée");
        assert_eq!(sans_marques(SOURCE), "a\n  b\n    c\nd\n");
        assert_eq!(noms(SOURCE), ["un", "deux"]);
    }

    #[test]
    fn le_retrait_commun_est_ote_et_lui_seul() {
        assert_eq!(au_bord(&["", "    a", "", "      b  "]), "a\n\n  b");
    }
}
