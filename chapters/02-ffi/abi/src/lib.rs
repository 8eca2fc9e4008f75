//! Le contrat du livre, traduit en C.
//!
//! Ce paquet est tout ce qu'un hôte et ses greffons ont en commun : la disposition en
//! mémoire d'une table de fonctions, et les règles d'appel. `include/greffon.h` dit la même
//! chose aux greffons écrits en C ; un test compare les deux.
//!
//! # Les règles
//!
//! - **Entrée.** La bibliothèque exporte une fonction, [`ENTRY_SYMBOL`], qui rend l'adresse
//!   d'une [`PluginApi`] valable tant que la bibliothèque est chargée.
//! - **Propriété.** Qui alloue libère : un [`PluginBuffer`] rempli par le greffon retourne à
//!   son `free_buffer`, une instance à son `destroy`. L'hôte garde ce qu'il prête. Il rend
//!   chaque tampon une fois, quel que soit le statut, sauf celui dont l'adresse est nulle :
//!   il n'y a rien à rendre.
//! - **Erreurs.** Une fonction rend un [`PluginStatus`]. S'il n'est pas `OK`, le tampon de
//!   sortie porte un message UTF-8, ou il est vide.
//! - **Fils d'exécution.** Une instance peut passer d'un fil à un autre, mais l'hôte ne
//!   l'appelle jamais deux fois à la fois. Deux instances peuvent travailler en même temps :
//!   `plugin_entry`, `create` et `free_buffer` supportent les appels simultanés.
//! - **Paniques.** Aucune ne franchit la frontière : le greffon les attrape et rend `PANIC`.

pub mod export;
mod extended;
mod layout;

pub use extended::{DescribeFn, ExtendedApi, describe_in};
pub use layout::LAYOUT;

use std::ffi::{CStr, c_char};
use std::marker::{PhantomData, PhantomPinned};
use std::{ptr, slice, str};

/// La version du contrat. Un changement qui casse les greffons existants l'augmente ; un
/// champ ajouté au bout de la table ne fait que grandir `struct_size`.
pub const ABI_VERSION: u32 = 1;

/// Le nom de la fonction que tout greffon exporte. Sa signature est [`PluginEntry`].
pub const ENTRY_SYMBOL: &CStr = c"plugin_entry";

// ANCHOR: entree
/// La fonction d'entrée d'un greffon : elle rend l'adresse de sa table.
pub type PluginEntry = unsafe extern "C" fn() -> *const PluginApi;
// ANCHOR_END: entree

// ANCHOR: table
/// La table d'un greffon, version 1 du contrat.
///
/// Les pointeurs de fonctions sont des `Option` : un `NULL` venu du C est un `None`, alors
/// qu'un pointeur de fonction Rust nul serait un comportement indéfini.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct PluginApi {
    /// La version du contrat que suit le greffon : [`ABI_VERSION`] à sa compilation.
    pub abi_version: u32,
    /// La taille de la table en octets, telle que le greffon l'a compilée.
    pub struct_size: u32,
    /// Le nom du module : UTF-8, terminé par un octet nul, vivant autant que la bibliothèque.
    pub name: *const c_char,
    /// La version du module, dans les mêmes conditions.
    pub version: *const c_char,
    /// Crée une instance dans `*instance`.
    pub create: Option<unsafe extern "C" fn(instance: *mut *mut PluginInstance) -> PluginStatus>,
    /// Prépare une instance. En cas d'échec, `error` reçoit le message.
    pub init: Option<
        unsafe extern "C" fn(
            instance: *mut PluginInstance,
            error: *mut PluginBuffer,
        ) -> PluginStatus,
    >,
    /// Traite `text` ; `output` reçoit le résultat, ou le message d'erreur.
    pub execute: Option<
        unsafe extern "C" fn(
            instance: *mut PluginInstance,
            text: PluginStr,
            output: *mut PluginBuffer,
        ) -> PluginStatus,
    >,
    /// Rend au greffon un tampon qu'il a rempli.
    pub free_buffer: Option<unsafe extern "C" fn(buffer: PluginBuffer)>,
    /// Détruit une instance.
    pub destroy: Option<unsafe extern "C" fn(instance: *mut PluginInstance)>,
}
// ANCHOR_END: table

// SÛRETÉ : la table est en lecture seule une fois publiée. Ses deux pointeurs de texte
// visent des constantes du greffon et ses fonctions sont du code : rien n'y est modifiable.
unsafe impl Sync for PluginApi {}
// SÛRETÉ : pour la même raison, une copie peut changer de fil d'exécution.
unsafe impl Send for PluginApi {}

// ANCHOR: types
/// Une instance du greffon, opaque pour l'hôte : il n'en connaît que l'adresse.
#[repr(C)]
#[derive(Debug)]
pub struct PluginInstance {
    _private: [u8; 0],
    // Ni Send, ni Sync, ni Unpin : c'est au greffon d'en décider, pas à ce type.
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}

/// Un texte prêté : une adresse et une longueur en octets, sans octet nul final.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct PluginStr {
    /// Le premier octet ; peut être nul si `len` vaut 0.
    pub ptr: *const u8,
    /// Le nombre d'octets.
    pub len: usize,
}

/// Un tampon alloué par le greffon et rendu par `free_buffer`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct PluginBuffer {
    /// Le premier octet ; nul si le greffon n'a rien alloué.
    pub ptr: *mut u8,
    /// Le nombre d'octets écrits.
    pub len: usize,
    /// Le nombre d'octets alloués, à l'usage du seul greffon.
    pub capacity: usize,
}

/// Le résultat d'un appel. Un entier, pas une énumération Rust : un greffon peut rendre
/// une valeur que l'hôte ne connaît pas, et ce ne doit pas être un comportement indéfini.
#[repr(transparent)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PluginStatus(pub u32);
// ANCHOR_END: types

impl PluginStatus {
    /// L'appel a réussi.
    pub const OK: Self = Self(0);
    /// Le module a refusé ; le tampon dit pourquoi.
    pub const ERROR: Self = Self(1);
    /// Un argument viole le contrat : pointeur nul, texte qui n'est pas de l'UTF-8.
    pub const INVALID_ARGUMENT: Self = Self(2);
    /// Le greffon a paniqué ; la panique est restée chez lui.
    pub const PANIC: Self = Self(3);
}

impl PluginStr {
    /// Prête `text` : le résultat ne vit pas plus longtemps que lui.
    pub fn new(text: &str) -> Self {
        Self {
            ptr: text.as_ptr(),
            len: text.len(),
        }
    }

    /// Relit le texte prêté. Rend `None` si le pointeur est nul avec une longueur non
    /// nulle, si la longueur dépasse `isize::MAX`, ou si les octets ne sont pas de l'UTF-8.
    ///
    /// # Safety
    ///
    /// S'il n'est pas nul, `ptr` vise `len` octets lisibles, que personne ne modifie
    /// pendant `'a`.
    pub unsafe fn as_str<'a>(self) -> Option<&'a str> {
        if self.len == 0 {
            return Some("");
        }
        if self.ptr.is_null() || isize::try_from(self.len).is_err() {
            return None;
        }
        // SÛRETÉ : pointeur non nul et longueur raisonnable, vérifiés ; l'appelant garantit
        // que les octets sont lisibles et stables.
        let bytes = unsafe { slice::from_raw_parts(self.ptr, self.len) };
        str::from_utf8(bytes).ok()
    }
}

impl PluginBuffer {
    /// Un tampon vide, qui n'a rien à libérer.
    pub const EMPTY: Self = Self {
        ptr: ptr::null_mut(),
        len: 0,
        capacity: 0,
    };

    /// Confie à la table un texte alloué par ce greffon. Un texte qui n'a rien alloué donne
    /// [`EMPTY`](Self::EMPTY).
    pub fn from_string(text: String) -> Self {
        if text.capacity() == 0 {
            return Self::EMPTY;
        }
        let mut bytes = std::mem::ManuallyDrop::new(text.into_bytes());
        Self {
            ptr: bytes.as_mut_ptr(),
            len: bytes.len(),
            capacity: bytes.capacity(),
        }
    }

    /// Reprend la propriété d'un tampon créé par [`from_string`](Self::from_string).
    ///
    /// # Safety
    ///
    /// Le tampon vient de `from_string`, appelé dans **ce** greffon, et n'a pas encore été
    /// repris : un autre greffon peut avoir un autre allocateur.
    pub unsafe fn into_bytes(self) -> Vec<u8> {
        if self.ptr.is_null() {
            return Vec::new();
        }
        // SÛRETÉ : l'appelant garantit que ces trois champs viennent du `Vec` décomposé par
        // `from_string`, avec le même allocateur, et qu'on ne le reconstruit qu'une fois.
        unsafe { Vec::from_raw_parts(self.ptr, self.len, self.capacity) }
    }
}
