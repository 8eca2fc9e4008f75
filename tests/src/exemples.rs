//! Les exemples d'un chapitre : lancés comme le lecteur les lance, et ce qu'ils écrivent.

use crate::executer_exemple;

/// La sortie de l'exemple `$nom` du paquet testé, qui doit se terminer sans erreur.
///
/// ```ignore
/// instantane!("hote", sortie!("hote_configure"));
/// ```
#[macro_export]
macro_rules! sortie {
    ($nom:expr $(, $argument:expr)* $(,)?) => {
        $crate::sortie_de_l_exemple(::std::env!("CARGO_MANIFEST_DIR"), $nom, &[$($argument),*])
    };
}

/// Un test qui lance un exemple et compare sa sortie à l'instantané du même nom.
///
/// ```ignore
/// exemple!(un_hote_dit_quel_module_a_echoue, "echecs");
/// exemple!(pannes, "pannes", unix);
/// ```
#[macro_export]
macro_rules! exemple {
    ($test:ident, $nom:literal $(, $condition:meta)?) => {
        #[test]
        $(#[cfg($condition)])?
        fn $test() {
            $crate::instantane!($nom, $crate::sortie!($nom));
        }
    };
}

/// Ce que font les macros [`sortie!`] et [`exemple!`].
///
/// # Panics
///
/// Si l'exemple n'est pas compilé, ou s'il se termine mal.
pub fn sortie_de_l_exemple(manifest_dir: &str, nom: &str, arguments: &[&str]) -> String {
    let execution = executer_exemple(manifest_dir, nom, arguments);
    assert!(
        execution.issue.is_success(),
        "l'exemple {nom} est {} :\n{}",
        execution.issue,
        execution.erreur
    );
    execution.sortie
}
