//! Le relevé : tout ce qu'une mesure a donné, tel qu'il est écrit en JSON.
//!
//! Ses champs portent les noms du fichier, en français. Rien d'autre n'est gardé : les tableaux
//! et le graphique sont refaits à partir de lui, et un test vérifie que ce sont bien eux.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Tout ce qu'une mesure a donné.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    pub(crate) date: String,
    pub(crate) machine: Machine,
    pub(crate) versions: BTreeMap<String, String>,
    pub(crate) parametres: Settings,
    pub(crate) appels: Vec<Call>,
    pub(crate) chaine: Chain,
    pub(crate) chargements: Vec<Load>,
    pub(crate) memoire: Vec<Memory>,
    pub(crate) programmes: Vec<Program>,
    pub(crate) hostiles: Vec<Ending>,
}

/// Où la mesure a été faite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Machine {
    pub(crate) processeur: String,
    pub(crate) coeurs: usize,
    pub(crate) memoire_octets: Option<u64>,
    pub(crate) systeme: String,
    /// Combien de fils d'exécution voulaient un cœur, en moyenne, au début et à la fin : plus
    /// que de cœurs, d'autres travaillaient aussi.
    pub(crate) charge: Option<(f64, f64)>,
}

/// Comment la mesure a été faite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) horloge_des_appels: String,
    pub(crate) tours: usize,
    pub(crate) tours_d_un_appel_lent: usize,
    pub(crate) lot_microsecondes: u64,
    pub(crate) processus_par_porte: usize,
    pub(crate) chargements_a_chaud: usize,
    pub(crate) modules_de_plus: usize,
    pub(crate) texte_de_la_chaine_octets: usize,
    pub(crate) limite_hostile_secondes: u64,
    pub(crate) limite_hostile_octets: u64,
}

/// Une médiane, et l'intervalle où tombe la moitié des mesures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spread {
    pub(crate) quart_bas: f64,
    pub(crate) mediane: f64,
    pub(crate) quart_haut: f64,
}

/// Un module, une taille de texte, une porte.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    pub(crate) module: String,
    pub(crate) octets: usize,
    pub(crate) porte: String,
    /// Le temps de la porte divisé par celui de l'appel direct du même tour.
    pub(crate) rapport: Spread,
    pub(crate) nanosecondes: Spread,
}

/// La chaîne de l'hôte, face aux mêmes fonctions appelées nues sur les mêmes morceaux.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chain {
    /// Le débit de la chaîne divisé par celui des fonctions nues du même tour.
    pub(crate) rapport: Spread,
    pub(crate) chaine_octets_par_seconde: Spread,
    pub(crate) nu_octets_par_seconde: Spread,
}

/// Ouvrir une porte sur un module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Load {
    pub(crate) module: String,
    pub(crate) porte: String,
    /// Dans un processus neuf.
    pub(crate) froid_nanosecondes: Spread,
    /// Dans le même processus, ensuite.
    pub(crate) chaud_nanosecondes: Spread,
    /// Le premier appel après le chargement à froid.
    pub(crate) premier_appel_nanosecondes: Spread,
}

/// La mémoire physique qu'un module chargé ajoute à l'hôte.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Memory {
    pub(crate) module: String,
    pub(crate) porte: String,
    /// Le premier module, et avec lui ce que la porte installe.
    pub(crate) premier_octets: Spread,
    /// Chacun des suivants.
    pub(crate) suivant_octets: Spread,
}

/// Un petit programme, compilé depuis rien.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Program {
    pub(crate) nom: String,
    pub(crate) taille_octets: u64,
    /// Le temps à la pendule ; absent si ses crates venaient d'être compilés pour un autre.
    pub(crate) compilation_secondes: Option<f64>,
    /// Le temps de calcul, tous cœurs confondus ; connu sous Unix seulement.
    pub(crate) calcul_secondes: Option<f64>,
    pub(crate) crates: usize,
}

/// Comment un module hostile a fini.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ending {
    pub(crate) porte: String,
    pub(crate) faute: String,
    pub(crate) fin: Verdict,
    /// Ce qui a été observé, en mots.
    pub(crate) constat: String,
}

/// Ce que devient l'hôte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    /// Le module échoue, l'hôte continue.
    Contenu,
    /// Le module n'a pas pu être chargé, l'hôte continue.
    Refuse,
    /// Le module a fait ce qu'il voulait.
    Reussi,
    /// L'hôte n'a pas repris la main.
    Bloque,
    /// L'hôte prenait toute la mémoire.
    Gonfle,
    /// L'hôte est mort.
    Mort,
    /// Cette porte ne permet pas d'écrire cette faute.
    Impossible,
}

impl Record {
    /// L'appel de ce module, à cette taille, par cette porte.
    pub(crate) fn call(&self, module: &str, bytes: usize, door: &str) -> Option<&Call> {
        let wanted =
            |call: &&Call| call.module == module && call.octets == bytes && call.porte == door;
        self.appels.iter().find(wanted)
    }

    /// Le programme de ce nom.
    pub(crate) fn program(&self, name: &str) -> Option<&Program> {
        self.programmes.iter().find(|program| program.nom == name)
    }

    /// Les valeurs que `key` prend dans les appels, dans l'ordre où elles apparaissent.
    pub(crate) fn distinct<'a, T: PartialEq>(&'a self, key: impl Fn(&'a Call) -> T) -> Vec<T> {
        let mut values = Vec::new();
        for value in self.appels.iter().map(key) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }
}
