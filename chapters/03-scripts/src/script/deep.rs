//! Écrire et comparer des données imbriquées sans vider la pile.
//!
//! Les fonctions de Rhai pour cela s'appellent elles-mêmes à chaque niveau, à travers
//! l'interprète : quelques centaines de tableaux emboîtés suffisent à vider la pile, et le
//! processus meurt. Celles-ci s'arrêtent à [`MAX_DEPTH`].

use rhai::{Array, Dynamic, EvalAltResult, Map, Module, Position};

/// Le nombre de niveaux qu'on écrit ou compare.
const MAX_DEPTH: usize = 32;
/// La taille au-delà de laquelle l'écriture d'une donnée est coupée, en octets.
const MAX_BYTES: usize = 4096;

type Outcome<T> = Result<T, Box<EvalAltResult>>;

// ANCHOR: remplacer
/// Remplace les fonctions récursives des paquets de Rhai.
pub(super) fn replace_recursive_functions(lib: &mut Module) {
    for name in ["print", "to_string", "debug", "to_debug"] {
        lib.set_native_fn(name, |array: &mut Array| Ok(show(&array.clone().into())));
        lib.set_native_fn(name, |map: &mut Map| Ok(show(&map.clone().into())));
    }
    lib.set_native_fn("to_json", |_: &mut Map| -> Outcome<String> {
        Err("to_json n'est pas disponible dans ce bac à sable".into())
    });
    lib.set_native_fn("==", |a: &mut Array, b: Array| same_arrays(a, &b, 0));
    lib.set_native_fn("!=", |a: &mut Array, b: Array| Ok(!same_arrays(a, &b, 0)?));
    lib.set_native_fn("==", |a: &mut Map, b: Map| same_maps(a, &b, 0));
    lib.set_native_fn("!=", |a: &mut Map, b: Map| Ok(!same_maps(a, &b, 0)?));
}
// ANCHOR_END: remplacer

/// Une donnée telle qu'on l'écrirait dans un script, coupée si elle est longue ou profonde.
fn show(value: &Dynamic) -> String {
    let mut output = String::new();
    write(&mut output, value, 0);
    output
}

fn write(output: &mut String, value: &Dynamic, depth: usize) {
    if depth > MAX_DEPTH || output.len() > MAX_BYTES {
        output.push('…');
        return;
    }
    if let Ok(array) = value.as_array_ref() {
        output.push('[');
        for (index, item) in array.iter().enumerate() {
            if index > 0 {
                output.push_str(", ");
            }
            write(output, item, depth + 1);
            if output.len() > MAX_BYTES {
                break;
            }
        }
        output.push(']');
    } else if let Ok(map) = value.as_map_ref() {
        output.push_str("#{");
        for (index, (key, item)) in map.iter().enumerate() {
            if index > 0 {
                output.push_str(", ");
            }
            output.push_str(&format!("{key:?}: "));
            write(output, item, depth + 1);
            if output.len() > MAX_BYTES {
                break;
            }
        }
        output.push('}');
    } else if let Ok(text) = value.as_immutable_string_ref() {
        let end = text.floor_char_boundary(MAX_BYTES);
        output.push_str(&format!("{:?}", &text[..end]));
    } else {
        output.push_str(&value.to_string());
    }
}

fn same_arrays(left: &Array, right: &Array, depth: usize) -> Outcome<bool> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (left, right) in left.iter().zip(right) {
        if !same(left, right, depth)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn same_maps(left: &Map, right: &Map, depth: usize) -> Outcome<bool> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (key, left) in left {
        let Some(right) = right.get(key) else {
            return Ok(false);
        };
        if !same(left, right, depth)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn same(left: &Dynamic, right: &Dynamic, depth: usize) -> Outcome<bool> {
    if depth > MAX_DEPTH {
        return Err(EvalAltResult::ErrorStackOverflow(Position::NONE).into());
    }
    if let (Ok(left), Ok(right)) = (left.as_array_ref(), right.as_array_ref()) {
        return same_arrays(&left, &right, depth + 1);
    }
    if let (Ok(left), Ok(right)) = (left.as_map_ref(), right.as_map_ref()) {
        return same_maps(&left, &right, depth + 1);
    }
    if let (Ok(left), Ok(right)) = (
        left.as_immutable_string_ref(),
        right.as_immutable_string_ref(),
    ) {
        return Ok(*left == *right);
    }
    Ok(same_scalars(left, right))
}

/// Deux valeurs simples sont égales si elles ont le même type et la même valeur, un entier
/// pouvant valoir un nombre à virgule.
fn same_scalars(left: &Dynamic, right: &Dynamic) -> bool {
    let number = |value: &Dynamic| {
        value
            .as_float()
            .ok()
            .or_else(|| value.as_int().ok().map(|integer| integer as f64))
    };
    if let (Ok(left), Ok(right)) = (left.as_int(), right.as_int()) {
        return left == right;
    }
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return left == right;
    }
    if let (Ok(left), Ok(right)) = (left.as_bool(), right.as_bool()) {
        return left == right;
    }
    if let (Ok(left), Ok(right)) = (left.as_char(), right.as_char()) {
        return left == right;
    }
    left.is_unit() && right.is_unit()
}
