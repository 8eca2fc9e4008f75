//! L'essai de la RFC 3435 : réservé au compilateur de développement.

/// Une fonction marquée pour l'interface dynamique, selon l'essai de la RFC 3435.
#[export_stable]
pub extern "C" fn answer() -> u32 {
    42
}
