//! Ce que chaque règle change, et ce qu'elle laisse.

use super::compose;

/// Écrit `~` pour l'insécable et `^` pour la fine : les tests se lisent.
fn visible(text: &str) -> String {
    compose(text)
        .replace('\u{a0}', "~")
        .replace('\u{202f}', "^")
}

#[test]
fn une_espace_insecable_precede_les_signes_doubles() {
    assert_eq!(
        visible("Oui : non ; vrai ! faux ?"),
        "Oui~: non^; vrai^! faux^?"
    );
    assert_eq!(
        visible("Oui: non; vrai! faux?"),
        "Oui~: non^; vrai^! faux^?"
    );
    assert_eq!(visible("Quoi ?! Ah !!!"), "Quoi^?! Ah^!!!");
    assert_eq!(visible("(vraiment ?)"), "(vraiment^?)");
}

#[test]
fn les_guillemets_gardent_leur_texte_contre_eux() {
    assert_eq!(visible("« mot »"), "«~mot~»");
    assert_eq!(visible("«mot»"), "«~mot~»");
    assert_eq!(
        visible("dit \"mot\" et \"deux mots\"."),
        "dit «~mot~» et «~deux mots~»."
    );
    assert_eq!(visible("« Quoi ? »"), "«~Quoi^?~»");
    assert_eq!(visible("\"bonjour!\""), "«~bonjour^!~»");
    assert_eq!(visible("«»"), "«~»");
    assert_eq!(visible("« ? »"), "«~?~»");
}

#[test]
fn les_guillemets_droits_s_emboitent() {
    assert_eq!(
        visible("\"il dit \"non\" et sort\""),
        "«~il dit «~non~» et sort~»"
    );
    assert_eq!(visible("\"a \"b c\""), "\"a «~b c~»");
}

#[test]
fn un_guillemet_ne_se_ferme_ni_dans_du_code_ni_sur_une_autre_ligne() {
    assert_eq!(
        visible("\"un ` deux\"\n\"trois ` quatre\""),
        "«~un ` deux\"\n\"trois ` quatre~»"
    );
}

#[test]
fn un_guillemet_droit_sans_partenaire_reste() {
    assert_eq!(
        visible("un écran de 15\" ou 17\""),
        "un écran de 15\" ou 17\""
    );
    assert_eq!(visible("ouvert \"jamais fermé"), "ouvert \"jamais fermé");
    assert_eq!(visible("\"`a\"b`"), "\"`a\"b`");
    assert_eq!(visible("\"a\nb\""), "\"a\nb\"");
    assert_eq!(visible("un vide : \"\""), "un vide~: \"\"");
    assert_eq!(visible("id=\"a\""), "id=\"a\"");
}

#[test]
fn l_apostrophe_est_courbe_dans_les_mots_seulement() {
    assert_eq!(visible("l'hôte d'aujourd'hui"), "l’hôte d’aujourd’hui");
    assert_eq!(visible("l'«hôte»"), "l’«~hôte~»");
    assert_eq!(visible("le 'a' et 5' 30"), "le 'a' et 5' 30");
    assert_eq!(visible("le mot 'hôte'"), "le mot 'hôte'");
    assert_eq!(visible("la lettre 'l'"), "la lettre 'l'");
}

#[test]
fn un_mot_elide_attend_sa_suite_dans_le_morceau_d_apres() {
    assert_eq!(visible("l'"), "l’");
    assert_eq!(visible("Jusqu'"), "Jusqu’");
    assert_eq!(visible("c'*est*"), "c’*est*");
}

#[test]
fn un_morceau_de_phrase_garde_ses_insecables_a_ses_bords() {
    // En Markdown, « `Host` : l'hôte » donne du code, puis ce morceau.
    assert_eq!(visible(" : l'hôte"), "~: l’hôte");
    assert_eq!(visible(" ? Non."), "^? Non.");
    assert_eq!(visible(" »."), "~».");
    assert_eq!(visible("le mot « "), "le mot «~");
    assert_eq!(visible("»"), "~»");
}

#[test]
fn le_code_reste_tel_quel() {
    assert_eq!(visible("`let x: u8; l'a!` : vu"), "`let x: u8; l'a!`~: vu");
    assert_eq!(visible("``a ` b: c`` ; d"), "``a ` b: c``^; d");
    assert_eq!(visible("l'`Engine`"), "l’`Engine`");
    assert_eq!(visible("seul ` ici: oui"), "seul ` ici~: oui");
}

#[test]
fn les_adresses_les_heures_et_les_chemins_restent_tels_quels() {
    assert_eq!(visible("à 12:30 précises"), "à 12:30 précises");
    assert_eq!(visible("std::env et C:\\bin"), "std::env et C:\\bin");
    let address = "https://exemple.fr/a?b=c;d!e:f'g";
    assert_eq!(
        visible(&format!("voir {address} !")),
        format!("voir {address}^!")
    );
    assert_eq!(visible("<mailto:a@b.fr?x>"), "<mailto:a@b.fr?x>");
    assert_eq!(visible("ssh://hote/l'un :"), "ssh://hote/l'un~:");
    assert_eq!(visible("«https://a.fr»"), "«~https://a.fr~»");
    assert_eq!(visible("a != b et les *.rs:*.c"), "a != b et les *.rs:*.c");
    assert_eq!(visible("vous &amp; moi ; lui"), "vous &amp; moi^; lui");
}

#[test]
fn l_emphase_d_un_markdown_brut_ne_cache_pas_le_signe() {
    assert_eq!(visible("**Note :** lisez"), "**Note~:** lisez");
    assert_eq!(visible("*Vraiment ?*"), "*Vraiment^?*");
}

#[test]
fn un_signe_en_debut_de_ligne_ne_prend_rien() {
    assert_eq!(visible(": suite"), ": suite");
    assert_eq!(visible("a\n! b"), "a\n! b");
    assert_eq!(visible("«\nmot\n»"), "«\nmot\n»");
}

#[test]
fn ce_qui_n_est_pas_de_la_prose_reste_tel_quel() {
    for text in [
        "```\nlet a = \"x\";\n\nlet b = 'y' ;\n```\n",
        "````md\n```\na : \"b\"\n```\nc !\n````",
        "~~~\na : \"b\" !\n~~~",
        "> ```\n> a ? \"b\"\n> ```",
        "```\nun bloc : \"jamais\" fermé !",
        "texte.\n\n    let a = \"x\" ;\n    a ?\n",
        "[a]: https://x \"t\"",
        "[^1]: n",
        "| a | b |\n| ---: | :---: |\n|--:|:--|",
        "[l](u \"t\")",
        "![l](<u v> \"a (b\")",
        "---\ntitle: \"x\"\n\nb : c\n---\n",
        "+++\ntitle = \"x\" \n+++\n",
        ":tada: et :+1:",
        "<p style=\"color: red;\" title='a : b'>",
        "style=\"color: red;\"",
        "<!-- a :\n b ! -->",
        "<https://x.fr?a>",
        "Nom      : D",
        "a\t?\t«\tb",
        "a\u{a0}\u{a0}: b",
    ] {
        assert_eq!(compose(text), text);
    }
}

#[test]
fn la_prose_autour_est_composee() {
    assert_eq!(visible("```\na : b\n```\nc : d"), "```\na : b\n```\nc~: d");
    assert_eq!(visible("[^1]: l'un : oui"), "[^1]: l’un~: oui");
    assert_eq!(
        visible("| a : b |\n|--:|\n| c ! |"),
        "| a~: b |\n|--:|\n| c^! |"
    );
    assert_eq!(
        visible("---\na: \"b\"\n---\nc : d"),
        "---\na: \"b\"\n---\nc~: d"
    );
    assert_eq!(visible("---\n\na : b\n---"), "---\n\na~: b\n---");
    assert_eq!(visible("<b>Oui : non</b> !"), "<b>Oui~: non</b>^!");
    assert_eq!(
        visible("<a href=\"u\">Oui !</a>"),
        "<a href=\"u\">Oui^!</a>"
    );
    assert_eq!(visible("si a <b : c"), "si a <b~: c");
}

#[test]
fn une_insecable_ecrite_en_html_suffit() {
    for text in [
        "«&nbsp;oui&nbsp;»",
        "«&#160;oui&#xA0;»",
        "Oui&nbsp;! Non&#8239;?",
    ] {
        assert_eq!(compose(text), text);
    }
}

#[test]
fn la_marque_d_ordre_des_octets_ne_compte_pas() {
    assert_eq!(visible("\u{feff}\"Bonjour\""), "\u{feff}«~Bonjour~»");
    assert_eq!(visible("\u{feff}: a"), "\u{feff}: a");
}

#[test]
fn un_signe_colle_a_une_adresse_ponctue_la_phrase() {
    assert_eq!(visible("voir https://x.fr!"), "voir https://x.fr^!");
    assert_eq!(
        visible("https://x.fr/a_(b): oui"),
        "https://x.fr/a_(b)~: oui"
    );
    assert_eq!(visible("(www.x.fr)?"), "(www.x.fr)^?");
    assert_eq!(visible("[a](u): oui"), "[a](u)~: oui");
}
