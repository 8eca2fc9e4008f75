//! Le greffon vérifié, vu comme l'hôte le voit : une bibliothèque, une table, des instances.

use std::path::Path;
use std::ptr;
use std::sync::OnceLock;

use ch_ffi::abi::{
    ENTRY_SYMBOL, PluginApi, PluginBuffer, PluginEntry, PluginInstance, PluginStatus, PluginStr,
};
use libloading::{Library, Symbol};
use verifications::bibliotheque;

pub(super) fn ouvrir(chemin: &Path) -> Library {
    // SÛRETÉ : cargo vient de la compiler ; ses seuls initialiseurs sont ceux de Rust.
    unsafe { Library::new(chemin) }
        .unwrap_or_else(|erreur| panic!("{} ne s'ouvre pas : {erreur}", chemin.display()))
}

/// La bibliothèque du paquet vérifié, ouverte jusqu'à la fin du processus. Le contrôle sert à
/// deux paquets : le nom vient de cargo.
pub(super) fn bibliotheque_verifiee() -> &'static Library {
    static OUVERTE: OnceLock<Library> = OnceLock::new();
    OUVERTE.get_or_init(|| ouvrir(&bibliotheque(env!("CARGO_PKG_NAME"))))
}

pub(super) fn chercher_entree(bibliotheque: &Library) -> Option<Symbol<'_, PluginEntry>> {
    // SÛRETÉ : le contrat donne ce type à ce symbole.
    unsafe { bibliotheque.get(ENTRY_SYMBOL) }.ok()
}

/// La table du greffon, qui vit autant que sa bibliothèque.
pub(super) fn table_de(bibliotheque: &Library) -> &PluginApi {
    let entree = chercher_entree(bibliotheque).expect(
        "la bibliothèque n'exporte pas « plugin_entry » : que lui manque-t-il pour garder son nom ?",
    );
    // SÛRETÉ : la fonction n'attend rien, et la bibliothèque est ouverte.
    unsafe { entree().as_ref() }
        .expect("« plugin_entry » a rendu un pointeur nul : elle doit rendre l'adresse de la table")
}

pub(super) fn table() -> &'static PluginApi {
    table_de(bibliotheque_verifiee())
}

/// Une fonction de la table, qui ne doit pas y être nulle.
pub(super) fn fonction<F>(champ: Option<F>, nom: &str) -> F {
    champ.unwrap_or_else(|| panic!("le champ « {nom} » de la table est nul : il faut Some({nom})"))
}

/// Une instance du greffon, détruite à la fin du test.
pub(super) struct Instance<'a> {
    table: &'a PluginApi,
    pub(super) adresse: *mut PluginInstance,
}

impl<'a> Instance<'a> {
    pub(super) fn creer(table: &'a PluginApi) -> Self {
        let mut adresse = ptr::null_mut();
        // SÛRETÉ : `adresse` est un emplacement valable.
        let statut = unsafe { fonction(table.create, "create")(&mut adresse) };
        assert_eq!(
            statut,
            PluginStatus::OK,
            "create doit réussir et rendre PluginStatus::OK (0)"
        );
        assert!(
            !adresse.is_null(),
            "create a rendu OK, mais n'a pas écrit d'adresse dans *instance"
        );
        Self { table, adresse }
    }

    /// Le statut et le texte rendus par `execute`.
    pub(super) fn executer(&self, texte: PluginStr) -> (PluginStatus, String) {
        let mut tampon = PluginBuffer::EMPTY;
        // SÛRETÉ : l'instance est vivante, le texte et le tampon aussi.
        let statut =
            unsafe { fonction(self.table.execute, "execute")(self.adresse, texte, &mut tampon) };
        let rendu = PluginStr {
            ptr: tampon.ptr,
            len: tampon.len,
        };
        // SÛRETÉ : le greffon a rempli ce tampon ou l'a laissé vide.
        let texte = unsafe { rendu.as_str() }
            .unwrap_or("(des octets qui ne sont pas de l'UTF-8)")
            .to_owned();
        if !tampon.ptr.is_null() {
            // SÛRETÉ : le tampon vient de ce greffon et n'est rendu qu'ici.
            unsafe { fonction(self.table.free_buffer, "free_buffer")(tampon) };
        }
        (statut, texte)
    }
}

impl Drop for Instance<'_> {
    fn drop(&mut self) {
        if let Some(destroy) = self.table.destroy {
            // SÛRETÉ : l'instance vient de `create` et n'est détruite qu'ici.
            unsafe { destroy(self.adresse) };
        }
    }
}
