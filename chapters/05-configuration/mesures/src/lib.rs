//! Les mesures du chapitre de la configuration ; le banc est dans `benches/lecture.rs`.
