//! La table d'après : les champs de [`PluginApi`], et un de plus au bout.
//!
//! Le contrat garde sa version 1. Seule `struct_size` dit si le champ est là : un vieil hôte
//! l'ignore, un hôte neuf s'en passe devant un vieux greffon.

use std::mem::offset_of;

use crate::{PluginApi, PluginBuffer, PluginInstance, PluginStatus};

// ANCHOR: table
/// Décrit le module en une phrase, déposée dans `output`. Mêmes règles que `execute`.
pub type DescribeFn =
    unsafe extern "C" fn(instance: *mut PluginInstance, output: *mut PluginBuffer) -> PluginStatus;

/// La table étendue. `base` d'abord : les champs connus ne bougent pas.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct ExtendedApi {
    /// La table que tout hôte de version 1 sait lire ; `struct_size` y dit la taille entière.
    pub base: PluginApi,
    /// Le champ ajouté. Facultatif.
    pub describe: Option<DescribeFn>,
}
// ANCHOR_END: table

// SÛRETÉ : comme `PluginApi`, la table est en lecture seule une fois publiée.
unsafe impl Sync for ExtendedApi {}
// SÛRETÉ : pour la même raison.
unsafe impl Send for ExtendedApi {}

// ANCHOR: lire
/// La fonction `describe` de la table, si la table va jusque-là.
///
/// # Safety
///
/// `table` est celle d'un greffon de version 1 : elle vise au moins `struct_size` octets
/// lisibles.
pub unsafe fn describe_in(table: *const PluginApi) -> Option<DescribeFn> {
    const END: usize = offset_of!(ExtendedApi, describe) + size_of::<Option<DescribeFn>>();
    // SÛRETÉ : `struct_size` est dans toute table de version 1.
    let size = unsafe { (&raw const (*table).struct_size).read() } as usize;
    if size < END {
        return None;
    }
    // SÛRETÉ : la table annonce des octets jusqu'à la fin de `describe` au moins.
    unsafe { (&raw const (*table.cast::<ExtendedApi>()).describe).read() }
}
// ANCHOR_END: lire
