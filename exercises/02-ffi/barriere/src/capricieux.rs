//! Donné avec l'exercice : le module à publier, et tout ce qu'il sait faire de travers.

use std::panic::panic_any;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Le module à publier : selon le texte, il répond, refuse ou panique.
#[derive(Debug, Default)]
pub struct Capricieux {
    farewell: Farewell,
}

/// Comment il partira.
#[derive(Debug, Default)]
enum Farewell {
    #[default]
    Quiet,
    Panic,
    Grenade,
}

/// Ce qu'une panique peut transporter de pire : le détruire panique aussi, autant de fois.
#[derive(Debug)]
pub struct Grenade(pub u32);

impl Capricieux {
    /// Crée un module, et le compte.
    pub fn new() -> Self {
        LIVE.fetch_add(1, Ordering::SeqCst);
        Self::default()
    }

    /// Traite un texte, selon l'humeur.
    ///
    /// # Errors
    ///
    /// Pour un texte vide.
    ///
    /// # Panics
    ///
    /// Pour les textes « panique » et « grenade ».
    pub fn execute(&mut self, text: &str) -> Result<String, String> {
        match text {
            "" => Err("je ne traite pas le vide".to_owned()),
            "panique" => panic!("le module a trébuché"),
            "grenade" => panic_any(Grenade(2)),
            "je reste" => {
                self.farewell = Farewell::Panic;
                Ok("ma destruction paniquera".to_owned())
            }
            "je reste avec une grenade" => {
                self.farewell = Farewell::Grenade;
                Ok("ma destruction paniquera, et sa panique aussi".to_owned())
            }
            other => Ok(format!("{other}, si vous voulez")),
        }
    }
}

impl Drop for Capricieux {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::SeqCst);
        match self.farewell {
            Farewell::Quiet => {}
            Farewell::Panic => panic!("le module ne veut pas partir"),
            Farewell::Grenade => panic_any(Grenade(2)),
        }
    }
}

impl Drop for Grenade {
    fn drop(&mut self) {
        if self.0 > 0 {
            panic_any(Self(self.0 - 1));
        }
    }
}

static LIVE: AtomicUsize = AtomicUsize::new(0);

/// Pour le contrôle : combien de modules vivent dans cette bibliothèque.
#[unsafe(no_mangle)]
pub extern "C" fn live_instances() -> usize {
    LIVE.load(Ordering::SeqCst)
}
