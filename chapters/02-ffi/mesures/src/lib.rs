//! Ce que coûte un appel à travers la porte du C ; le banc est dans `benches/execute.rs`.
//!
//! `cargo bench -p ch-ffi-mesures` mesure, et imprime les tableaux de `execute.md`.
