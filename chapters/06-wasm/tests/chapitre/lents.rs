//! Des modules courts à écrire et longs à compiler : chacun est refusé avant la compilation, ou
//! reste dans des bornes comptées. Aucune durée n'est mesurée ici.

use ch_wasm::{LoadErrorKind, Loader};

/// Un nombre au format LEB128, celui de WebAssembly.
fn number(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// `content`, précédé de sa longueur.
fn sized(content: &[u8]) -> Vec<u8> {
    [number(content.len() as u64), content.to_vec()].concat()
}

/// `count` fois `item`, précédées de leur nombre.
fn many(count: u64, item: &[u8]) -> Vec<u8> {
    [number(count), item.repeat(count as usize)].concat()
}

fn section(id: u8, content: &[u8]) -> Vec<u8> {
    [vec![id], sized(content)].concat()
}

fn module(sections: &[Vec<u8>]) -> Vec<u8> {
    [b"\0asm\x01\0\0\0".to_vec(), sections.concat()].concat()
}

/// Le type `() -> ()`.
const NOTHING: &[u8] = b"\x60\0\0";
const BLOCK: &[u8] = b"\x02\x40";
const END: &[u8] = b"\x0b";

/// Une fonction : ses variables locales, toutes des i64, et ses instructions.
fn body(locals: u64, code: &[u8]) -> Vec<u8> {
    let locals = match locals {
        0 => vec![0],
        count => [vec![1], number(count), vec![0x7e]].concat(),
    };
    sized(&[&locals, code, END].concat())
}

/// `count` fonctions pareilles.
fn functions(count: u64, locals: u64, code: &[u8]) -> Vec<u8> {
    module(&[
        section(1, &many(1, NOTHING)),
        section(3, &many(count, &[0])),
        section(10, &many(count, &body(locals, code))),
    ])
}

fn one(locals: u64, code: &[u8]) -> Vec<u8> {
    functions(1, locals, code)
}

fn nested(opening: &[u8], depth: usize) -> Vec<u8> {
    [opening.repeat(depth), END.repeat(depth)].concat()
}

/// Un module d'une seule section.
fn only(id: u8, count: u64, item: &[u8]) -> Vec<u8> {
    module(&[section(id, &many(count, item))])
}

fn after_type(id: u8, content: &[u8]) -> Vec<u8> {
    module(&[section(1, &many(1, NOTHING)), section(id, content)])
}

const COMPLEX: &str = "module trop complexe : plus de ";

/// Ce qui dépasse une borne, et ce que l'hôte en dit.
fn too_much() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let values = [b"\x42\0".repeat(100_000), nested(BLOCK, 1).repeat(1_000)].concat();
    vec![
        ("fonctions", functions(6_000, 0, b""), "5000 fonctions"),
        ("locales d'une fonction", one(50_000, b""), "1000 variables"),
        (
            "quatre milliards de locales",
            one(u64::from(u32::MAX), b""),
            "1000 variables",
        ),
        (
            "locales de toutes",
            functions(2_000, 900, b""),
            "100000 variables",
        ),
        (
            "le cas publié : 2 000 fonctions de 49 000 locales",
            functions(2_000, 49_000, b""),
            "1000 variables",
        ),
        ("blocs", one(0, &nested(BLOCK, 1_000_000)), "200 blocs"),
        ("boucles", one(0, &nested(b"\x03\x40", 10_000)), "200 blocs"),
        (
            "conditions",
            one(0, &nested(b"\x41\0\x04\x40", 10_000)),
            "200 blocs",
        ),
        (
            "blocs dans du code mort",
            one(0, &[b"\0".to_vec(), nested(BLOCK, 300)].concat()),
            "200 blocs",
        ),
        ("types", only(1, 60_000, NOTHING), "50000 éléments"),
        (
            "paramètres",
            only(1, 1, &[vec![0x60], many(1_000, &[0x7f]), vec![0]].concat()),
            "32 valeurs",
        ),
        (
            "résultats",
            only(1, 1, &[vec![0x60, 0], many(1_000, &[0x7f])].concat()),
            "32 valeurs",
        ),
        (
            "variables globales",
            only(6, 60_000, b"\x7f\0\x41\0\x0b"),
            "50000 éléments",
        ),
        ("tables", only(4, 60_000, b"\x70\0\0"), "50000 éléments"),
        ("mémoires", only(5, 60_000, b"\0\0"), "50000 éléments"),
        ("exports", only(7, 60_000, b"\x01a\0\0"), "50000 éléments"),
        ("données", only(11, 60_000, b"\x01\0"), "50000 éléments"),
        (
            "sections d'éléments",
            only(9, 60_000, b"\x01\0\0"),
            "50000 éléments",
        ),
        (
            "éléments",
            only(9, 1, &[b"\x01\0".to_vec(), many(60_000, &[0])].concat()),
            "50000 éléments",
        ),
        (
            "sections sans nom",
            module(&vec![section(0, b"\0"); 60_000]),
            "50000 éléments",
        ),
        (
            "instructions vides",
            one(0, &b"\x01".repeat(600_000)),
            "500000 instructions",
        ),
        (
            "constantes",
            one(0, &b"\x41\0\x1a".repeat(300_000)),
            "500000 instructions",
        ),
        (
            "code mort",
            one(0, &[b"\0".to_vec(), b"\x01".repeat(600_000)].concat()),
            "500000 instructions",
        ),
        (
            "instructions de toutes",
            functions(1_000, 0, &b"\x01".repeat(600)),
            "500000 instructions",
        ),
        (
            "divisions",
            one(0, &b"\x41\x01\x41\x01\x6d\x1a".repeat(150_000)),
            "500000 instructions",
        ),
        (
            "appels",
            one(0, &b"\x10\0".repeat(110_000)),
            "10000000 points",
        ),
        (
            "appels sur mille locales",
            one(1_000, &b"\x10\0".repeat(20_000)),
            "10000000 points",
        ),
        (
            "blocs sur mille locales",
            one(1_000, &nested(BLOCK, 1).repeat(10_000)),
            "10000000 points",
        ),
        (
            "conditions sur mille locales",
            one(1_000, &b"\x41\0\x04\x40\x05\x0b".repeat(5_000)),
            "10000000 points",
        ),
        (
            "sauts sur mille locales",
            one(1_000, &b"\x41\0\x0d\0".repeat(20_000)),
            "10000000 points",
        ),
        (
            "retours sur mille locales",
            one(1_000, &[&b"\x41\0\x04\x40\x0f\x0b"[..]; 5_000].concat()),
            "10000000 points",
        ),
        (
            "pile de cent mille valeurs",
            one(0, &values),
            "10000000 points",
        ),
    ]
}

/// Ce qui n'est pas un module acceptable, sans compter.
fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let import = |kind: &[u8]| [b"\0\x01f".to_vec(), kind.to_vec()].concat();
    let two_results = module(&[
        section(1, &many(1, b"\x60\0\x02\x7f\x7f")),
        section(2, &many(1, &import(b"\0\0"))),
    ]);
    vec![
        (
            "le cas publié : un import à deux résultats",
            two_results,
            "imports refusés : .f (inconnu)",
        ),
        (
            "mille imports",
            after_type(2, &many(1_000, &import(b"\0\0"))),
            "imports refusés",
        ),
        (
            "une mémoire importée",
            after_type(2, &many(1, &import(b"\x02\0\x01"))),
            "imports refusés",
        ),
        (
            "une table importée",
            after_type(2, &many(1, &import(b"\x01\x70\0\x01"))),
            "imports refusés",
        ),
        (
            "une variable importée",
            after_type(2, &many(1, &import(b"\x03\x7f\0"))),
            "imports refusés",
        ),
        (
            "deux sections d'imports",
            module(&[section(2, b"\0"), section(2, b"\0")]),
            "pas un module valable",
        ),
        (
            "un composant",
            b"\0asm\x0d\0\x01\0".to_vec(),
            "pas un module valable",
        ),
        (
            "deux mémoires",
            only(5, 2, b"\0\0"),
            "pas un module valable",
        ),
        (
            "des exceptions",
            after_type(13, b"\x01\0\0"),
            "pas un module valable",
        ),
        (
            "du SIMD",
            one(0, b"\xfd\x0c\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x1a"),
            "pas un module valable",
        ),
        (
            "une mémoire partagée",
            only(5, 1, b"\x03\0\x01"),
            "pas un module valable",
        ),
        (
            "un appel terminal",
            one(0, b"\x12\0"),
            "pas un module valable",
        ),
        (
            "une section sans fin",
            b"\0asm\x01\0\0\0\x0a\xff\xff\xff\xff\x0f".to_vec(),
            "pas un module valable",
        ),
        (
            "un saut à 600 000 cibles",
            one(
                0,
                &[b"\x41\0\x0e".to_vec(), many(600_000, &[0]), vec![0]].concat(),
            ),
            "pas un module valable",
        ),
        (
            "une fonction sans corps",
            after_type(3, &many(1, &[0])),
            "pas un module valable",
        ),
    ]
}

/// Ce qui est juste à une borne : le compilateur le reçoit, et c'est le contrat qui manque.
fn at_the_limit() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("cinq mille fonctions", functions(5_000, 0, b"")),
        ("mille locales", one(1_000, b"")),
        ("cent mille locales", functions(100, 1_000, b"")),
        ("blocs emboîtés", one(0, &nested(BLOCK, 198))),
        ("instructions", one(0, &b"\x41\0\x1a".repeat(166_000))),
        (
            "divisions",
            one(0, &b"\x41\x01\x41\x01\x6d\x1a".repeat(120_000)),
        ),
        ("appels", one(0, &b"\x10\0".repeat(90_000))),
        ("travail", one(1_000, &nested(BLOCK, 1).repeat(4_900))),
        (
            "cible multiple",
            one(
                0,
                &[b"\x41\0\x0e".to_vec(), many(100_000, &[0]), vec![0]].concat(),
            ),
        ),
        ("types", only(1, 50_000, NOTHING)),
        ("variables globales", only(6, 50_000, b"\x7f\0\x41\0\x0b")),
        (
            "sections sans nom",
            module(&vec![section(0, b"\0"); 50_000]),
        ),
    ]
}

fn reason(bytes: &[u8]) -> LoadErrorKind {
    Loader::new().load_bytes("lent", bytes).unwrap_err().reason
}

#[test]
fn ce_qui_serait_long_a_compiler_est_refuse_avant() {
    let cases = too_much();
    for (name, bytes, expected) in &cases {
        let reason = reason(bytes);
        let text = reason.to_string();
        assert!(
            matches!(reason, LoadErrorKind::TooComplex { .. }),
            "{name} : {text}"
        );
        assert!(
            text.starts_with(&format!("{COMPLEX}{expected}")),
            "{name} : {text}"
        );
    }
    assert!(cases.len() + refused().len() >= 40, "{} cas", cases.len());
}

#[test]
fn un_module_inacceptable_n_est_pas_compile() {
    for (name, bytes, expected) in refused() {
        let text = reason(&bytes).to_string();
        assert!(text.contains(expected), "{name} : {text}");
    }
}

#[test]
fn un_module_a_la_limite_est_compile() {
    for (name, bytes) in at_the_limit() {
        let reason = reason(&bytes);
        assert!(
            matches!(reason, LoadErrorKind::MissingExport(_)),
            "{name} : {reason}"
        );
    }
}

/// Les invités du livre sont loin des limites.
#[test]
fn les_invites_du_livre_sont_loin_des_limites() {
    for name in ["compteur", "majuscules", "typographie"] {
        let mut limits = ch_wasm::Limits::default();
        let shape = &mut limits.shape;
        for bound in [
            &mut shape.functions,
            &mut shape.items,
            &mut shape.operators,
            &mut shape.work,
        ] {
            *bound /= 5;
        }
        let loaded = Loader::new()
            .limits(limits)
            .load(&ch_wasm::guest_path(name));
        assert!(loaded.is_ok(), "{name} : {}", loaded.unwrap_err());
    }
}
