//! « Vouliez-vous dire… ? »

// ANCHOR: proche
/// Le mot de `known` le plus proche de `found`, s'il l'est assez pour être une faute de frappe.
///
/// La distance compte les lettres ajoutées, ôtées, changées ou interverties. On en permet
/// une pour trois lettres : au-delà, une suggestion égare plus qu'elle n'aide.
pub(crate) fn closest<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // Une faute de frappe n'allonge pas un mot de mille lettres.
    if found.len() > 100 {
        return None;
    }
    let found = found.to_lowercase();
    let allowed = found.chars().count().div_ceil(3);
    known
        .into_iter()
        .map(|word| {
            (
                strsim::damerau_levenshtein(&found, &word.to_lowercase()),
                word,
            )
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}
// ANCHOR_END: proche

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_faute_de_frappe_trouve_son_mot_et_un_mot_sans_rapport_n_en_trouve_pas() {
        let known = ["actif", "apres", "nom", "options", "type"];
        assert_eq!(closest("actfi", known), Some("actif"));
        assert_eq!(closest("Actif", known), Some("actif"));
        assert_eq!(closest("option", known), Some("options"));
        assert_eq!(closest("couleur", known), None);
        assert_eq!(closest("", known), None);
    }
}
