//! Ce que le chapitre affirme, en un seul programme de test : un module par sujet.

mod commande;
mod mesures;
mod portes;
mod rechargement;
mod session;
mod sorties;

// Ce que `mesures` vérifie vient de l'exemple : ses tableaux et son graphique, refaits ici.
#[path = "../../examples/mesurer/chart.rs"]
mod chart;
#[path = "../../examples/mesurer/record.rs"]
mod record;
#[path = "../../examples/mesurer/tables.rs"]
mod tables;
