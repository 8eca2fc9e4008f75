//! Le bac à sable : ce qu'un script peut atteindre, et rien d'autre.

use std::sync::{Arc, LazyLock};

use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicIteratorPackage, BasicMapPackage,
    BasicStringPackage, LogicPackage, MoreStringPackage, Package,
};
use rhai::{Engine, EvalAltResult, ImmutableString, Module, Position, Shared, def_package};

use super::deep;
use crate::{Characters, Journal, Limit, Limits, call};

// ANCHOR: paquet
def_package! {
    /// Ce que nos scripts ont en propre : le calcul, le texte, les tableaux, les dictionnaires.
    ///
    /// Pas d'horloge, pas de `sleep`, pas de `exit`, pas de fichiers.
    SandboxPackage(lib):
        ArithmeticPackage,
        LogicPackage,
        BasicIteratorPackage,
        BasicStringPackage,
        MoreStringPackage,
        BasicArrayPackage,
        BasicMapPackage
    {
        // Les fonctions de Rhai dont le coût échappe aux limites, remplacées par les nôtres.
        deep::replace_recursive_functions(lib);
        replace_string_replace(lib);
        lend_characters(lib);
    }
}
// ANCHOR_END: paquet

/// Construits une fois, partagés par tous les moteurs.
static SANDBOX: LazyLock<Shared<Module>> =
    LazyLock::new(|| SandboxPackage::new().as_shared_module());
static UNICODE: LazyLock<Shared<Module>> = LazyLock::new(|| unicode_module().into());

// ANCHOR: moteur
/// Un moteur Rhai où rien n'est permis que ce que cette fonction accorde.
///
/// `plugin` est le nom sous lequel les notes du script arrivent au journal.
pub fn sandboxed_engine(limits: &Limits, plugin: &str, journal: Arc<dyn Journal>) -> Engine {
    // `new_raw` : ni paquets, ni lecture de fichiers par `import`.
    let mut engine = Engine::new_raw();
    engine.register_static_module("unicode", Shared::clone(&UNICODE));
    forbid_symbols(&mut engine);
    set_limits(&mut engine, limits);
    connect_journal(&mut engine, plugin, journal);
    // Le dernier module enregistré est le premier consulté : celui où presque tout se trouve.
    engine.register_global_module(Shared::clone(&SANDBOX));
    engine
}
// ANCHOR_END: moteur

// ANCHOR: interdits
/// Retire du langage ce dont un module de texte n'a pas besoin.
fn forbid_symbols(engine: &mut Engine) {
    // `eval` analyse du code venu d'ailleurs ; `import` et `export` vont avec les modules.
    for symbol in ["eval", "import", "export"] {
        engine.disable_symbol(symbol);
    }
    // Un pointeur de fonction qui se capture lui-même double à chaque tour, et aucune
    // limite de Rhai ne le mesure. Les fermetures capturent de la même façon.
    engine.disable_symbol("curry");
    engine.set_allow_anonymous_fn(false);
    engine.set_strict_variables(true);
}

/// Donne à Rhai ses limites. Zéro y voudrait dire « sans limite » : nous n'en voulons pas.
fn set_limits(engine: &mut Engine, limits: &Limits) {
    // Un de plus que la limite, que `on_progress` surveille : elle, elle s'en souvient.
    engine.set_max_operations(limits.operations.saturating_add(1).max(1));
    engine.set_max_call_levels(limits.call_depth);
    engine.set_max_expr_depths(
        limits.expression_depth.max(1),
        limits.expression_depth.max(1),
    );
    engine.set_max_variables(limits.variables);
    engine.set_max_functions(256);
    engine.set_max_modules(0);
    engine.set_max_string_size(limits.string_bytes.max(1));
    engine.set_max_array_size(limits.array_items.max(1));
    engine.set_max_map_size(limits.map_items.max(1));
    let max = limits.operations;
    engine.on_progress(move |operations| {
        let limit = if operations > max {
            Limit::Operations
        } else if operations % 64 == 0 && call::is_late() {
            // Lire l'heure à chaque opération coûterait plus que l'opération.
            Limit::Time
        } else {
            return None;
        };
        call::stop(limit, None);
        Some(limit.message().into())
    });
}
// ANCHOR_END: interdits

// ANCHOR: journal
/// Branche `log`, `print` et `debug` sur le journal.
fn connect_journal(engine: &mut Engine, plugin: &str, journal: Arc<dyn Journal>) {
    let plugin: Arc<str> = plugin.into();
    let note = move |message: &str| {
        let accepted = call::take_note();
        if accepted {
            journal.note(&plugin, &call::clip(message));
        }
        accepted
    };
    let note = Arc::new(note);

    let (print, debug) = (Arc::clone(&note), Arc::clone(&note));
    // `print` et `debug` ne peuvent pas échouer : au-delà de la limite, leurs notes se perdent.
    engine.on_print(move |message| {
        print(message);
    });
    engine.on_debug(move |message, _, _| {
        debug(message);
    });
    let mut lib = Module::new();
    lib.set_native_fn(
        "log",
        move |message: &str| -> Result<(), Box<EvalAltResult>> {
            if note(message) {
                return Ok(());
            }
            // Une interruption, et non une erreur ordinaire : `try` ne la rattrape pas.
            let token = call::stop(Limit::Notes, None).message().into();
            Err(EvalAltResult::ErrorTerminated(token, Position::NONE).into())
        },
    );
    engine.register_global_module(lib.into());
}
// ANCHOR_END: journal

// ANCHOR: unicode
/// Le module `unicode` : ce que Rhai ne sait pas des caractères, l'hôte le lui prête.
fn unicode_module() -> Module {
    let mut module = Module::new();
    module.set_native_fn("is_whitespace", |c: char| Ok(c.is_whitespace()));
    module.set_native_fn("is_alphabetic", |c: char| Ok(c.is_alphabetic()));
    module.set_native_fn("is_alphanumeric", |c: char| Ok(c.is_alphanumeric()));
    module.set_native_fn("characters", |text: &str| Ok(Characters::of(text)));

    module.set_id("unicode");
    module.build_index();
    module
}

/// Le type que rend `unicode::characters` : sa longueur, un élément, un parcours.
fn lend_characters(lib: &mut Module) {
    lib.set_custom_type::<Characters>("Characters");
    lib.set_iterable::<Characters>();
    lib.set_getter_fn("len", |characters: &mut Characters| Ok(characters.len()));
    lib.set_indexer_get_fn(|characters: &mut Characters, index: i64| {
        characters
            .get(index)
            .ok_or_else(|| format!("pas de caractère numéro {index}").into())
    });
}
// ANCHOR_END: unicode

// ANCHOR: replace
/// Remplace `replace`, qui construit son résultat en entier avant toute vérification : deux
/// chaînes de 64 Kio en donnent une de 4 Gio.
fn replace_string_replace(lib: &mut Module) {
    fn bounded(
        context: &rhai::NativeCallContext,
        text: &mut ImmutableString,
        from: &str,
        to: &str,
    ) -> Result<(), Box<EvalAltResult>> {
        let found = text.matches(from).count();
        let max = context.engine().max_string_size();
        let size = (text.len() - found * from.len()).saturating_add(found.saturating_mul(to.len()));
        if size > max {
            let what = "Length of string".to_owned();
            return Err(EvalAltResult::ErrorDataTooLarge(what, Position::NONE).into());
        }
        *text = text.replace(from, to).into();
        Ok(())
    }

    type Context<'a> = rhai::NativeCallContext<'a>;
    type Text = ImmutableString;
    lib.set_native_fn(
        "replace",
        |c: Context, text: &mut Text, from: &str, to: &str| bounded(&c, text, from, to),
    );
    lib.set_native_fn(
        "replace",
        |c: Context, text: &mut Text, from: &str, to: char| {
            bounded(&c, text, from, to.encode_utf8(&mut [0; 4]))
        },
    );
    lib.set_native_fn(
        "replace",
        |c: Context, text: &mut Text, from: char, to: &str| {
            bounded(&c, text, from.encode_utf8(&mut [0; 4]), to)
        },
    );
    lib.set_native_fn(
        "replace",
        |c: Context, text: &mut Text, from: char, to: char| {
            bounded(
                &c,
                text,
                from.encode_utf8(&mut [0; 4]),
                to.encode_utf8(&mut [0; 4]),
            )
        },
    );
}
// ANCHOR_END: replace
