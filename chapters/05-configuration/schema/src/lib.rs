//! Le schéma de la configuration, jugé par un vérificateur indépendant : voir `tests/schema.rs`.
