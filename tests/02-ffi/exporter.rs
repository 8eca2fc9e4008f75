//! Ce que l'exercice `ffi/exporter` doit garantir.

use std::ffi::{CStr, c_char};
use std::fs;
use std::path::Path;
use std::ptr;
use std::sync::OnceLock;

use ch_ffi::abi::{
    ENTRY_SYMBOL, PluginApi, PluginBuffer, PluginEntry, PluginInstance, PluginStatus, PluginStr,
};
use libloading::{Library, Symbol};
use verifications::{bibliotheque, instantane};

use super::sujet::Numeroteur;

fn ouvrir(chemin: &Path) -> Library {
    // SÛRETÉ : cargo vient de la compiler ; ses seuls initialiseurs sont ceux de Rust.
    unsafe { Library::new(chemin) }
        .unwrap_or_else(|erreur| panic!("{} ne s'ouvre pas : {erreur}", chemin.display()))
}

/// La bibliothèque du paquet vérifié, ouverte jusqu'à la fin du processus. Le contrôle sert à
/// deux paquets : le nom vient de cargo.
fn bibliotheque_verifiee() -> &'static Library {
    static OUVERTE: OnceLock<Library> = OnceLock::new();
    OUVERTE.get_or_init(|| ouvrir(&bibliotheque(env!("CARGO_PKG_NAME"))))
}

fn chercher_entree(bibliotheque: &Library) -> Option<Symbol<'_, PluginEntry>> {
    // SÛRETÉ : le contrat donne ce type à ce symbole.
    unsafe { bibliotheque.get(ENTRY_SYMBOL) }.ok()
}

/// La table du greffon, qui vit autant que sa bibliothèque.
fn table_de(bibliotheque: &Library) -> &PluginApi {
    let entree = chercher_entree(bibliotheque).expect(
        "la bibliothèque n'exporte pas « plugin_entry » : que lui manque-t-il pour garder son nom ?",
    );
    // SÛRETÉ : la fonction n'attend rien, et la bibliothèque est ouverte.
    unsafe { entree().as_ref() }
        .expect("« plugin_entry » a rendu un pointeur nul : elle doit rendre l'adresse de la table")
}

fn table() -> &'static PluginApi {
    table_de(bibliotheque_verifiee())
}

/// Une fonction de la table, qui ne doit pas y être nulle.
fn fonction<F>(champ: Option<F>, nom: &str) -> F {
    champ.unwrap_or_else(|| panic!("le champ « {nom} » de la table est nul : il faut Some({nom})"))
}

/// Une instance du greffon, détruite à la fin du test.
struct Instance<'a> {
    table: &'a PluginApi,
    adresse: *mut PluginInstance,
}

impl<'a> Instance<'a> {
    fn creer(table: &'a PluginApi) -> Self {
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
    fn executer(&self, texte: PluginStr) -> (PluginStatus, String) {
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

#[test]
fn la_bibliotheque_exporte_son_entree() {
    assert!(
        chercher_entree(bibliotheque_verifiee()).is_some(),
        "la bibliothèque n'exporte pas de symbole « plugin_entry ». Sans attribut, rustc décore le \
         nom des fonctions (mangling) : regardez comment live_instances garde le sien"
    );
}

#[test]
fn la_table_passe_la_poignee_de_main() {
    // SÛRETÉ : la table vient d'un `static` de la bibliothèque, restée ouverte.
    let verdict = unsafe { ch_ffi::check_table(table()) };
    if let Err(raison) = verdict {
        panic!("l'hôte du livre refuse cette table : {raison}");
    }
}

#[test]
fn le_greffon_dit_son_nom_et_sa_version() {
    let table = table();
    let lire = |texte: *const c_char, champ: &str| {
        assert!(!texte.is_null(), "le champ « {champ} » de la table est nul");
        // SÛRETÉ : non nul, vérifié ; le contrat demande un octet nul final.
        unsafe { CStr::from_ptr(texte) }
    };
    assert_eq!(
        (lire(table.name, "name"), lire(table.version, "version")),
        (c"numeroteur", c"1.0.0"),
        "le nom et la version sont ceux de l'énoncé, terminés par un octet nul : c\"…\".as_ptr()"
    );
}

#[test]
fn les_textes_sont_numerotes() {
    let instance = Instance::creer(table());
    let textes = ["bonjour", "où est l'œuf ?", "", "un octet nul \0 au milieu"];
    let reponses = textes.map(|texte| {
        let (statut, reponse) = instance.executer(PluginStr::new(texte));
        format!("{texte:?} -> statut {}, {reponse:?}", statut.0)
    });
    instantane!("reponses", reponses.join("\n"));
}

#[test]
fn chaque_instance_a_ses_numeros() {
    let (une, autre) = (Instance::creer(table()), Instance::creer(table()));
    let executer = |instance: &Instance| instance.executer(PluginStr::new("page")).1;
    let reponses = [
        executer(&une),
        executer(&autre),
        executer(&une),
        executer(&autre),
    ];
    // Le module lui-même dit ce qu'il faut attendre.
    let mut module = Numeroteur::default();
    let (premier, second) = (module.execute("page"), module.execute("page"));
    assert_eq!(
        reponses,
        [premier.clone(), premier, second.clone(), second],
        "deux instances appelées à tour de rôle : chacune compte pour elle-même, sans compter \
         les textes de l'autre"
    );
}

#[test]
fn un_texte_qui_n_est_pas_de_l_utf8_est_refuse() {
    let instance = Instance::creer(table());
    let latin1 = b"d\xE9j\xE0";
    let (statut, reponse) = instance.executer(PluginStr {
        ptr: latin1.as_ptr(),
        len: latin1.len(),
    });
    assert_eq!(
        statut,
        PluginStatus::INVALID_ARGUMENT,
        "ces octets sont du Latin-1, pas de l'UTF-8 : attendu INVALID_ARGUMENT (2), et le texte \
         rendu est {reponse:?}"
    );
}

#[test]
fn un_pointeur_nul_est_refuse() {
    let table = table();
    let instance = Instance::creer(table);
    let execute = fonction(table.execute, "execute");
    let texte = PluginStr::new("bonjour");
    let mut tampon = PluginBuffer::EMPTY;
    // SÛRETÉ : le contrat permet ces pointeurs nuls ; les autres arguments sont valables.
    let statuts = unsafe {
        [
            (
                "create(NULL)",
                fonction(table.create, "create")(ptr::null_mut()),
            ),
            (
                "execute(NULL, texte, tampon)",
                execute(ptr::null_mut(), texte, &mut tampon),
            ),
            (
                "execute(instance, texte, NULL)",
                execute(instance.adresse, texte, ptr::null_mut()),
            ),
        ]
    };
    for (appel, statut) in statuts {
        assert_eq!(
            statut,
            PluginStatus::INVALID_ARGUMENT,
            "{appel} doit rendre INVALID_ARGUMENT (2), sans lire ni écrire à cette adresse"
        );
    }
}

#[test]
fn destroy_detruit_l_instance() {
    // Une copie du fichier a ses propres variables : les autres tests n'y comptent pas.
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let original = bibliotheque(env!("CARGO_PKG_NAME"));
    let copie = dossier.path().join(original.file_name().unwrap());
    fs::copy(original, &copie).expect("copier la bibliothèque");
    let bibliotheque = ouvrir(&copie);
    let table = table_de(&bibliotheque);
    // SÛRETÉ : c'est la signature de cette fonction, donnée avec l'exercice.
    let vivantes: Symbol<extern "C" fn() -> usize> = unsafe { bibliotheque.get(c"live_instances") }
        .expect("« live_instances » est donnée avec l'exercice : elle doit rester exportée");

    let (une, autre) = (Instance::creer(table), Instance::creer(table));
    assert_eq!(
        vivantes(),
        2,
        "deux appels de create : deux modules vivants"
    );
    drop(une);
    assert_eq!(
        vivantes(),
        1,
        "après destroy, il ne doit rester qu'un module : qui possède celui qu'on vient de rendre ?"
    );
    drop(autre);
    assert_eq!(vivantes(), 0, "les deux instances sont rendues");

    // SÛRETÉ : le contrat permet de détruire une instance nulle, comme `free`.
    unsafe { fonction(table.destroy, "destroy")(ptr::null_mut()) };
    assert_eq!(vivantes(), 0, "détruire une instance nulle ne fait rien");
}
