//! Ce que le chapitre affirme, en un seul programme de test : un module par sujet.

mod combinaisons;
mod documentation;
mod exemples;
