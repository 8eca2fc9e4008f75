//! Le greffon du contrôle, qui tient les comptes de ce qu'il prête.

use std::fs;

use ch_ffi_abi::{ENTRY_SYMBOL, PluginEntry};
use libloading::{Library, Symbol};
use temoin_comptable::{Balance, PluginBalance, PluginSettle};
use tempfile::TempDir;
use verifications::bibliotheque;

use super::super::sujet::{Functions, Session};

/// Le greffon `comptable`, dans une copie qui n'est qu'à ce test : ses comptes aussi.
pub(super) struct Comptable {
    // Dans cet ordre : sous Windows, un fichier ouvert ne s'efface pas.
    bibliotheque: Library,
    _dossier: TempDir,
}

impl Comptable {
    pub(super) fn charger() -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let original = bibliotheque("temoin-comptable");
        let copie = dossier.path().join(original.file_name().unwrap());
        fs::copy(original, &copie).expect("copier le greffon");
        // SÛRETÉ : c'est un témoin de ce dépôt.
        let bibliotheque = unsafe { Library::new(&copie) }.expect("la copie s'ouvre");
        Self {
            bibliotheque,
            _dossier: dossier,
        }
    }

    pub(super) fn session(&self) -> Session {
        // SÛRETÉ : le contrat donne ce type à ce symbole, et le témoin respecte le contrat.
        let table = unsafe {
            let entree: Symbol<PluginEntry> = self.bibliotheque.get(ENTRY_SYMBOL).unwrap();
            entree().read()
        };
        let fonctions = Functions {
            create: table.create.unwrap(),
            execute: table.execute.unwrap(),
            free_buffer: table.free_buffer.unwrap(),
            destroy: table.destroy.unwrap(),
        };
        // SÛRETÉ : comme ci-dessus ; la bibliothèque reste ouverte jusqu'à la fin du test.
        unsafe { Session::open(fonctions) }.expect("le greffon donne une instance")
    }

    /// Les comptes, tels que le greffon les tient.
    pub(super) fn bilan(&self) -> Balance {
        // SÛRETÉ : c'est le type de cette fonction du témoin.
        unsafe {
            let bilan: Symbol<PluginBalance> = self.bibliotheque.get(c"plugin_balance").unwrap();
            bilan()
        }
    }

    /// Tout ce qui a été prêté est revenu, une fois.
    #[track_caller]
    pub(super) fn verifier_les_tampons(&self, apres: &str) {
        let Balance {
            lent_buffers,
            double_returns,
            unknown_returns,
            ..
        } = self.bilan();
        assert_eq!(
            lent_buffers, 0,
            "{apres}, le greffon compte encore {lent_buffers} tampon(s) prêté(s) : tout tampon \
             reçu retourne à son free_buffer"
        );
        assert_eq!(
            (double_returns, unknown_returns),
            (0, 0),
            "{apres} : retours d'un bien déjà rendu, et retours d'un bien que le greffon n'a \
             jamais prêté, ou pas sous cette forme"
        );
    }
}

impl Drop for Comptable {
    fn drop(&mut self) {
        // SÛRETÉ : c'est le type de cette fonction du témoin, et plus personne ne s'en sert.
        unsafe {
            let solder: Symbol<PluginSettle> = self.bibliotheque.get(c"plugin_settle").unwrap();
            solder();
        }
    }
}
