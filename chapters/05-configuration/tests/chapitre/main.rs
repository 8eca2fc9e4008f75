//! Ce que le chapitre affirme, en un seul programme de test : un module par sujet.

mod affirmations;
mod charge;
mod corpus;
mod exemples;
mod proprietes;
mod registre;
mod surveillance;
