//! Le contrat en C et le contrat en Rust disent la même chose.

use std::mem::offset_of;

use ch_contrat::{Compteur, Plugin};
use ch_ffi::abi::{ExtendedApi, LAYOUT, PluginApi};
use ch_ffi::load_plugin;
use libloading::{Library, Symbol};

#[test]
fn chaque_champ_est_a_la_meme_place_en_c_et_en_rust() {
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let bibliotheque = unsafe { Library::new(greffon_compteur_c::library_path()) }.unwrap();
    // SÛRETÉ : c'est la signature que compteur.c donne à cette fonction.
    let en_c: Symbol<unsafe extern "C" fn(usize) -> usize> =
        unsafe { bibliotheque.get(c"plugin_layout") }.unwrap();

    for (rang, (nom, en_rust)) in LAYOUT.into_iter().enumerate() {
        // SÛRETÉ : la fonction ne lit que son argument.
        let en_c = unsafe { en_c(rang) };
        assert_eq!(en_c, en_rust, "{nom} : {en_c} en C, {en_rust} en Rust");
    }
    // SÛRETÉ : la fonction ne lit que son argument.
    let suivant = unsafe { en_c(LAYOUT.len()) };
    assert_eq!(suivant, usize::MAX, "le C a des champs que Rust ignore");
}

#[test]
fn le_champ_ajoute_commence_ou_l_ancienne_table_finit() {
    assert_eq!(offset_of!(ExtendedApi, base), 0);
    assert_eq!(
        offset_of!(ExtendedApi, describe),
        size_of::<PluginApi>(),
        "un champ logé dans le remplissage final ne changerait pas struct_size"
    );
}

#[test]
fn le_compteur_en_c_repond_comme_le_module_rust() {
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let en_c = unsafe { load_plugin(greffon_compteur_c::library_path()) }.unwrap();
    // Chaque caractère qui peut passer pour un blanc, entre deux mots.
    let blancs = (0..0x3100)
        .filter_map(char::from_u32)
        .map(|c| format!("a{c}b"));
    let choisis = [
        "",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "a\r\nb",
        "a\n",
        "été\nhiver là\n",
        "œuf",
        "日本語 テキスト",
        "🦀 🦀\u{200d}🦀",
        "\0",
        "a\0b",
        "\u{10FFFF}",
        "fin sans retour",
    ];
    for texte in blancs.chain(choisis.map(str::to_owned)) {
        assert_eq!(
            en_c.execute(&texte).unwrap(),
            Compteur.execute(&texte).unwrap(),
            "pour {texte:?}"
        );
    }
}
