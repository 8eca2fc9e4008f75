//! Le fichier d'un instantané d'insta : un en-tête entre deux lignes `---`, puis le texte.
//!
//! L'atelier lit les mêmes fichiers. Il reprend ce module par son chemin, comme les
//! vérifications reprennent un contrôle : dépendre de tout le paquet lui ferait compiler insta.

/// Le texte d'un fichier `.snap`, sans son en-tête. Un texte sans en-tête est rendu entier.
pub(crate) fn sans_en_tete(instantane: &str) -> &str {
    let Some(suite) = instantane.strip_prefix("---") else {
        return instantane;
    };
    let mut debut = 0;
    for (rang, ligne) in suite.split_inclusive('\n').enumerate() {
        debut += ligne.len();
        // La première ligne finit celle du premier `---`.
        if rang > 0 && ligne.trim_end() == "---" {
            return &suite[debut..];
        }
    }
    instantane
}

#[cfg(test)]
mod tests {
    use super::sans_en_tete;

    #[test]
    fn l_en_tete_d_un_instantane_n_est_pas_son_texte() {
        assert_eq!(
            sans_en_tete("---\nsource: a.rs\n---\nun\n---\ndeux\n"),
            "un\n---\ndeux\n"
        );
    }

    #[test]
    fn les_fins_de_ligne_de_windows_conviennent() {
        assert_eq!(sans_en_tete("---\r\nsource: a\r\n---\r\nun\r\n"), "un\r\n");
    }

    #[test]
    fn un_texte_sans_en_tete_est_rendu_entier() {
        for texte in ["un\n---\ndeux\n", "", "---\nsource: a.rs\n"] {
            assert_eq!(sans_en_tete(texte), texte);
        }
    }
}
