//! Ce que l'exercice `wasm/memoire` doit garantir.

use wasmer::{Memory, MemoryType, Store};

use super::sujet::{LIMIT, TextError, read_text, write_text};

/// Une page de 64 Kio ; `bytes` y est écrit à l'adresse `at`.
fn memoire(at: u64, bytes: &[u8]) -> (Store, Memory) {
    let mut store = Store::default();
    let memory = Memory::new(&mut store, MemoryType::new(1, Some(64), false)).expect("une page");
    memory.view(&store).write(at, bytes).expect("dans la page");
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

#[test]
fn un_texte_se_lit_a_son_adresse() {
    let texte = "où est l'œuf ?";
    let lu = lire(1000, texte.as_bytes(), 1000, texte.len() as u32);
    assert_eq!(
        lu.as_deref(),
        Ok(texte),
        "l'adresse est dans les 32 bits hauts, la longueur dans les 32 bits bas"
    );
}

#[test]
fn le_dernier_octet_de_la_memoire_est_permis() {
    assert_eq!(
        lire(65534, b"ok", 65534, 2).as_deref(),
        Ok("ok"),
        "le texte finit exactement avec la mémoire : c'est encore dedans"
    );
}

#[test]
fn un_texte_a_cheval_sur_la_fin_est_refuse() {
    assert_eq!(
        lire(0, b"", 65535, 2),
        Err(TextError::OutOfBounds),
        "le second octet est après la fin"
    );
}

#[test]
fn une_somme_qui_deborde_est_refusee() {
    // Sur 32 bits, 0xFFFF_FFF0 + 0x20 vaut 0x10 : une petite adresse, au début de la mémoire.
    assert_eq!(
        lire(0, b"secret", 0xFFFF_FFF0, 0x20),
        Err(TextError::OutOfBounds),
        "adresse + longueur a débordé : sur combien de bits comptez-vous ?"
    );
}

#[test]
fn une_longueur_absurde_est_refusee_avant_toute_allocation() {
    assert_eq!(
        lire(0, b"", 0, u32::MAX),
        Err(TextError::TooLong),
        "4 Gio annoncés : la longueur se compare à LIMIT avant de regarder les bornes, et \
         surtout avant d'allouer"
    );
    assert_eq!(
        lire(0, b"", 0, LIMIT + 1),
        Err(TextError::TooLong),
        "un octet de plus que LIMIT, c'est trop"
    );
}

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
}

#[test]
fn un_texte_s_ecrit_a_l_adresse_donnee() {
    let (store, memory) = memoire(0, b"");
    let view = memory.view(&store);
    assert_eq!(write_text(&view, 65534, "é"), Ok(()));
    let mut lu = [0; 2];
    view.read(65534, &mut lu).unwrap();
    assert_eq!(&lu, "é".as_bytes());
}

#[test]
fn l_adresse_rendue_par_alloc_peut_mentir() {
    let (store, memory) = memoire(0, b"");
    let view = memory.view(&store);
    for ptr in [65535, 65536, u32::MAX] {
        assert_eq!(
            write_text(&view, ptr, "é"),
            Err(TextError::OutOfBounds),
            "alloc a rendu {ptr}, hors de la mémoire"
        );
    }
    let long = "x".repeat(LIMIT as usize + 1);
    assert_eq!(
        write_text(&view, 0, &long),
        Err(TextError::TooLong),
        "la limite vaut dans les deux sens, et se regarde avant les bornes"
    );
}
