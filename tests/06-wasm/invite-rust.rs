//! Ce que l'exercice `wasm/invite-rust` doit garantir.
//!
//! L'invité est d'abord jugé sur cette machine, où l'on compte ses tampons. Le dernier test le
//! compile pour WebAssembly et le fait tourner dans wasmer. Sans la cible, il est ignoré, et dit
//! comment l'installer : ni réussi, ni échoué.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use super::sujet::{Span, alloc, dealloc, execute, pack};

/// L'allocateur du système, qui compte, fil par fil, ce qui n'est pas rendu.
struct Compteur;

thread_local! {
    static OCTETS: Cell<isize> = const { Cell::new(0) };
}

// SÛRETÉ : tout est confié à l'allocateur du système ; nous ne faisons que compter.
unsafe impl GlobalAlloc for Compteur {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        OCTETS.set(OCTETS.get() + layout.size() as isize);
        // SÛRETÉ : les garanties de l'appelant.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        OCTETS.set(OCTETS.get() - layout.size() as isize);
        // SÛRETÉ : les garanties de l'appelant.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATEUR: Compteur = Compteur;

/// Demande de la place et y écrit `octets`, comme l'hôte.
fn preter(octets: &[u8]) -> Span {
    let ptr = alloc(octets.len());
    assert!(
        !ptr.is_null(),
        "alloc({}) n'a pas donné de place",
        octets.len()
    );
    // SÛRETÉ : alloc vient de donner cette place.
    unsafe { ptr.copy_from_nonoverlapping(octets.as_ptr(), octets.len()) };
    Span {
        ptr,
        len: octets.len(),
    }
}

/// Tout un appel : prêter, exécuter, copier la réponse, rendre les deux tampons.
fn appeler(octets: &[u8]) -> Vec<u8> {
    let entree = preter(octets);
    // SÛRETÉ : l'entrée vient d'alloc, et elle est remplie.
    let sortie = unsafe { execute(entree) };
    assert!(
        sortie.len < 1 << 20,
        "la réponse annonce {} octets : est-elle écrite ?",
        sortie.len
    );
    let copie = match sortie.len {
        0 => Vec::new(),
        // SÛRETÉ : le contrat dit que la réponse est lisible tant qu'elle n'est pas rendue.
        len => unsafe { std::slice::from_raw_parts(sortie.ptr, len) }.to_vec(),
    };
    // SÛRETÉ : chaque tampon est rendu une fois.
    unsafe {
        dealloc(sortie);
        dealloc(entree);
    }
    copie
}

#[test]
fn le_texte_est_traite() {
    for (texte, attendu) in [
        ("bonjour toi", "ruojnob iot"),
        ("été  là", "été  àl"),
        ("a", "a"),
    ] {
        let obtenu = String::from_utf8(appeler(texte.as_bytes())).expect("de l'UTF-8");
        assert_eq!(obtenu, attendu);
    }
}

#[test]
fn alloc_donne_de_la_place_ou_une_adresse_nulle() {
    assert!(alloc(0).is_null(), "aucun octet : aucune adresse");
    assert!(
        alloc(usize::MAX).is_null(),
        "une demande absurde n'est pas une panique"
    );
    let zone = preter(b"des octets");
    // SÛRETÉ : la zone vient d'alloc.
    unsafe { dealloc(zone) };
}

#[test]
fn tout_tampon_est_rendu_en_entier() {
    appeler("un premier appel, pour ce que Rust garde".as_bytes());
    let avant = OCTETS.get();
    for tour in 0..50 {
        appeler("des mots à rendre ".repeat(tour + 1).as_bytes());
    }
    assert_eq!(
        OCTETS.get() - avant,
        0,
        "des octets restent : un tampon oublié, ou rendu avec une autre longueur que la sienne \
         (un String a souvent plus de capacité que de longueur)"
    );
}

#[test]
fn ce_qui_n_est_pas_du_texte_donne_une_zone_vide() {
    let entree = preter(&[b'a', 0xFF, b'b']);
    // SÛRETÉ : l'entrée vient d'alloc, et elle est remplie.
    let sortie = unsafe { execute(entree) };
    assert!(sortie.ptr.is_null() && sortie.len == 0, "reçu {sortie:?}");
    let vide = Span {
        ptr: std::ptr::null_mut(),
        len: 0,
    };
    // SÛRETÉ : une zone vide n'a pas d'octets.
    assert_eq!(
        unsafe { execute(vide) },
        vide,
        "un texte vide donne une zone vide"
    );
    // SÛRETÉ : rendue une fois.
    unsafe { dealloc(entree) };
}

#[test]
fn l_adresse_est_en_haut_et_la_longueur_en_bas() {
    let hexa = |ptr, len| format!("{:#018x}", pack(ptr, len));
    assert_eq!(hexa(1, 2), "0x0000000100000002");
    assert_eq!(
        hexa(0x1000, 0xFFFF_FFFE),
        "0x00001000fffffffe",
        "une grande longueur ne doit pas propager son signe jusque dans l'adresse"
    );
}

#[test]
#[cfg_attr(
    not(cible_wasm),
    ignore = "la cible WebAssembly manque ; pour l'installer : rustup target add wasm32-unknown-unknown"
)]
fn l_invite_tourne_dans_wasmer() {
    use wasmer::{Instance, Module, Store, TypedFunction, imports};

    let wasm = compiler();
    let mut store = Store::default();
    let module = Module::from_binary(&store, &wasm).expect("un module valable");
    let instance = Instance::new(&mut store, &module, &imports! {}).expect("rien à importer");
    let exports = &instance.exports;
    let memory = exports.get_memory("memory").expect("memory");
    let alloc: TypedFunction<u32, u32> =
        exports.get_typed_function(&store, "alloc").expect("alloc");
    let execute: TypedFunction<(u32, u32), i64> = exports
        .get_typed_function(&store, "execute")
        .expect("execute");
    let ptr = alloc
        .call(&mut store, 7)
        .unwrap_or_else(|f| faute("alloc", &f));
    assert!(ptr != 0, "dans wasmer, alloc(7) n'a pas donné de place");
    let view = memory.view(&store);
    view.write(u64::from(ptr), b"bonjour")
        .expect("dans la mémoire");
    let rendu = execute
        .call(&mut store, ptr, 7)
        .unwrap_or_else(|f| faute("execute", &f)) as u64;
    let (adresse, longueur) = (rendu >> 32, rendu & 0xFFFF_FFFF);
    assert_eq!(longueur, 7, "dans wasmer, execute a rendu {rendu:#018x}");
    let mut octets = [0; 7];
    let lu = memory.view(&store).read(adresse, &mut octets);
    lu.expect("l'adresse rendue est dans la mémoire de l'invité");
    assert_eq!(String::from_utf8_lossy(&octets), "ruojnob");
}

fn faute<T>(fonction: &str, faute: &wasmer::RuntimeError) -> T {
    panic!(
        "dans wasmer, {fonction} commet une faute : {}",
        faute.message()
    )
}

/// Compile `src/lib.rs` pour WebAssembly, sans dépendance ni paquet : rustc suffit.
fn compiler() -> Vec<u8> {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let wasm = dossier.path().join("invite.wasm");
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let statut = std::process::Command::new(env!("RUSTC_DE_CARGO"))
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args(["-O", "-C", "panic=abort", "-o"])
        .args([&wasm, &source])
        .status()
        .expect("lancer rustc");
    assert!(
        statut.success(),
        "l'invité ne se compile pas pour WebAssembly"
    );
    std::fs::read(&wasm).expect("le module compilé")
}
