//! Citer ce que le fichier contient, dans une phrase.

/// Un texte cité dans un message ne le noie pas.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// « a », « b » et « c ».
pub(crate) fn quoted_list<S: AsRef<str>>(words: &[S], last_link: &str) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("« {} »", short(word.as_ref())))
        .collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [start @ .., last] => format!("{} {last_link} {last}", start.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_long_texte_est_abrege() {
        assert_eq!(short("a"), "a");
        assert_eq!(short(&"é".repeat(50)), "é".repeat(40) + "…");
    }

    #[test]
    fn une_liste_se_lit_comme_une_phrase() {
        assert_eq!(quoted_list(&["a"], "et"), "« a »");
        assert_eq!(quoted_list(&["a", "b", "c"], "ou"), "« a », « b » ou « c »");
    }
}
