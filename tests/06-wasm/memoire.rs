//! Ce que l'exercice `wasm/memoire` doit garantir.

use wasmer::{Memory, MemoryType, Store};

use super::sujet::{TextError, read_text};

#[path = "memoire/allocateur.rs"]
mod allocateur;
#[path = "memoire/ecriture.rs"]
mod ecriture;
#[path = "memoire/limite.rs"]
mod limite;

/// Une page de 64 Kio ; `bytes` y est écrit à l'adresse `at`.
fn memoire(at: u64, bytes: &[u8]) -> (Store, Memory) {
    memoire_de(1, at, bytes)
}

/// Une mémoire de `pages` pages ; `bytes` y est écrit à l'adresse `at`.
fn memoire_de(pages: u32, at: u64, bytes: &[u8]) -> (Store, Memory) {
    let mut store = Store::default();
    let memory = Memory::new(&mut store, MemoryType::new(pages, Some(64), false));
    let memory = memory.expect("cette mémoire est petite");
    memory.view(&store).write(at, bytes).expect("dedans");
    (store, memory)
}

fn paquet(ptr: u32, len: u32) -> i64 {
    (u64::from(ptr) << 32 | u64::from(len)) as i64
}

fn lire(at: u64, bytes: &[u8], ptr: u32, len: u32) -> Result<String, TextError> {
    let (store, memory) = memoire(at, bytes);
    let lu = read_text(&memory.view(&store), paquet(ptr, len));
    // Un texte immense, lu au mauvais endroit, noierait le message.
    lu.map(|texte| match texte.len() {
        0..100 => texte,
        octets => format!("{octets} octets"),
    })
}

/// Un texte se lit à son adresse.
#[test]
fn un_texte_se_lit_a_son_adresse() {
    let texte = "où est l'œuf ?";
    for (ptr, texte) in [
        (1000, texte),
        (0, "a\0b\u{1f600}"),
        (60_000, ""),
        (3, " x "),
    ] {
        let lu = lire(u64::from(ptr), texte.as_bytes(), ptr, texte.len() as u32);
        assert_eq!(
            lu.as_deref(),
            Ok(texte),
            "l'adresse est dans les 32 bits hauts, la longueur dans les 32 bits bas, et le texte \
             ressort tel quel"
        );
    }
}

/// Le dernier octet de la mémoire est permis.
#[test]
fn le_dernier_octet_de_la_memoire_est_permis() {
    assert_eq!(
        lire(65534, b"ok", 65534, 2).as_deref(),
        Ok("ok"),
        "le texte finit exactement avec la mémoire : c'est encore dedans"
    );
    assert_eq!(
        lire(0, b"", 65536, 0).as_deref(),
        Ok(""),
        "une zone vide peut commencer à la fin de la mémoire"
    );
}

/// Un texte à cheval sur la fin est refusé.
#[test]
fn un_texte_a_cheval_sur_la_fin_est_refuse() {
    for (ptr, len) in [(65535, 2), (65536, 1), (0, 65537), (65537, 0), (1 << 31, 4)] {
        assert_eq!(
            lire(0, b"", ptr, len),
            Err(TextError::OutOfBounds),
            "{len} octets à l'adresse {ptr} : tout n'est pas dans une mémoire de 65536 octets"
        );
    }
}

/// Une somme qui déborde est refusée.
#[test]
fn une_somme_qui_deborde_est_refusee() {
    // Sur 32 bits, 0xFFFF_FFF0 + 0x20 vaut 0x10 : une petite adresse, au début de la mémoire.
    assert_eq!(
        lire(0, b"secret", 0xFFFF_FFF0, 0x20),
        Err(TextError::OutOfBounds),
        "adresse + longueur a débordé : sur combien de bits comptez-vous ?"
    );
}

/// Des octets qui ne sont pas du texte sont refusés.
#[test]
fn des_octets_qui_ne_sont_pas_du_texte_sont_refuses() {
    assert_eq!(
        lire(8, &[b'a', 0xFF, b'b'], 8, 3),
        Err(TextError::NotUtf8),
        "un String dont les octets ne sont pas de l'UTF-8 est interdit, et remplacer des \
         octets changerait la réponse sans le dire"
    );
    assert_eq!(
        lire(8, "é".as_bytes(), 8, 1),
        Err(TextError::NotUtf8),
        "la moitié d'un é n'est pas du texte"
    );
    assert_eq!(
        lire(65534, &[0xFF, 0xFF], 65534, 3),
        Err(TextError::OutOfBounds),
        "les bornes se regardent avant les octets"
    );
}
