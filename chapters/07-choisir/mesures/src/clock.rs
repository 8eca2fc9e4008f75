//! L'horloge des appels : le temps de calcul de ce fil, là où le système le compte.
//!
//! Sur une machine occupée, le système reprend le cœur au milieu d'un lot et le rend plus tard :
//! la pendule compte cette attente, le temps de calcul non. Un appel de module ne quitte pas son
//! fil : rien de son travail n'échappe à cette horloge.

use std::time::Duration;

/// Le nom de l'horloge, pour le relevé.
pub(crate) const NAME: &str = if cfg!(unix) {
    "temps de calcul"
} else {
    "pendule"
};

/// Le temps de calcul de ce fil depuis son départ.
#[cfg(unix)]
pub(crate) fn now() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SÛRETÉ : `time` est un emplacement valable, que l'appel remplit.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Windows compte ce temps par pas trop grands pour un appel : la pendule, donc.
#[cfg(not(unix))]
pub(crate) fn now() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}
