//! Ce que l'exercice `wasm/invite-wat` doit garantir.

use wasmer::{Instance, Memory, Module, Store, TypedFunction, imports};

use super::sujet::GUEST;

#[path = "invite-wat/partout.rs"]
mod partout;

struct Invite {
    store: Store,
    memory: Memory,
    execute: TypedFunction<(u32, u32), i64>,
}

fn invite() -> Invite {
    let mut store = Store::default();
    let module = Module::new(&store, GUEST)
        .unwrap_or_else(|erreur| panic!("le WAT n'est pas valable : {erreur}"));
    let instance = Instance::new(&mut store, &module, &imports! {}).expect("rien à importer");
    let memory = instance.exports.get_memory("memory").expect("memory");
    Invite {
        memory: memory.clone(),
        execute: instance
            .exports
            .get_typed_function(&store, "execute")
            .expect("execute : (i32, i32) -> i64"),
        store,
    }
}

impl Invite {
    /// Écrit `texte` à l'adresse `ptr`, appelle `execute`, rend ce qu'il a empaqueté.
    fn appeler(&mut self, ptr: u32, texte: impl AsRef<[u8]>) -> u64 {
        let texte = texte.as_ref();
        let view = self.memory.view(&self.store);
        view.write(u64::from(ptr), texte).expect("dans la page");
        let rendu = self.execute.call(&mut self.store, ptr, texte.len() as u32);
        let debut: String = String::from_utf8_lossy(texte).chars().take(30).collect();
        let octets = texte.len();
        rendu.unwrap_or_else(|faute| {
            panic!("sur les {octets} octets de {debut:?}, l'invité commet une faute : {faute}")
        }) as u64
    }

    fn octets(&self, ptr: u32, len: usize) -> Vec<u8> {
        let mut octets = vec![0; len];
        let view = self.memory.view(&self.store);
        view.read(u64::from(ptr), &mut octets)
            .expect("dans la page");
        octets
    }
}

/// Le texte qu'on relit là où l'invité l'avait reçu.
fn sur_place(texte: &str) -> String {
    let mut invite = invite();
    invite.appeler(1024, texte);
    String::from_utf8(invite.octets(1024, texte.len())).expect("de l'UTF-8")
}

/// Le module est valable.
#[test]
fn le_module_est_valable() {
    invite();
}

/// Les lettres de a à z passent en capitales.
#[test]
fn les_lettres_de_a_a_z_passent_en_capitales() {
    assert_eq!(sur_place("bonjour"), "BONJOUR");
    assert_eq!(
        sur_place("az"),
        "AZ",
        "a vaut 97, z vaut 122 : les deux comptent"
    );
}

/// Le reste ne change pas.
#[test]
fn le_reste_ne_change_pas() {
    let reste = "AZ [\\]^_`{|}~ @ 0189 é œ";
    assert_eq!(
        sur_place(reste),
        reste,
        "seuls les octets de 97 à 122 changent : ni {{, ni |, ni les octets de é"
    );
}

/// Rien n'est écrit après le texte.
#[test]
fn rien_n_est_ecrit_apres_le_texte() {
    let mut invite = invite();
    let view = invite.memory.view(&invite.store);
    view.write(1030, b"zz").unwrap();
    invite.appeler(1024, "abcdef");
    assert_eq!(
        String::from_utf8_lossy(&invite.octets(1024, 8)),
        "ABCDEFzz",
        "l'octet à l'adresse $ptr + $len n'appartient plus au texte"
    );
}

/// L'adresse est dans les bits hauts, et la longueur dans les bits bas.
#[test]
fn l_adresse_est_dans_les_bits_hauts_et_la_longueur_dans_les_bits_bas() {
    for (ptr, texte) in [(1024, "abc"), (2048, "plus long"), (60_000, "a")] {
        let rendu = invite().appeler(ptr, texte);
        assert_eq!(
            (rendu >> 32, rendu & 0xFFFF_FFFF),
            (u64::from(ptr), texte.len() as u64),
            "reçu {rendu:#018x} : adresse en haut, longueur en bas"
        );
    }
}

/// Un texte vide est permis.
#[test]
fn un_texte_vide_est_permis() {
    assert_eq!(invite().appeler(1024, "") & 0xFFFF_FFFF, 0);
}

/// Un long texte est traité jusqu'au bout.
#[test]
fn un_long_texte_est_traite_jusqu_au_bout() {
    let texte = "abcdefghij".repeat(6000);
    let obtenu = sur_place(&texte);
    if let Some(rang) = obtenu.find(|c: char| !c.is_ascii_uppercase()) {
        panic!(
            "l'octet {rang}, sur {}, n'est pas devenu une capitale",
            texte.len()
        );
    }
    assert!(
        obtenu == texte.to_uppercase(),
        "les lettres ont changé de place"
    );
}
