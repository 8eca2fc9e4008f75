//! Ce que l'exercice `contrat/compatible-c` doit garantir.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::slice;

use verifications::instantane;

use super::sujet::{CNote, Note, Status, UnknownStatus, from_c, into_c};

/// L'en-tête de l'énoncé, vu d'ici comme le C le voit.
#[repr(C)]
struct VueNote {
    title: Vue<u8>,
    pages: Vue<u32>,
    status: VueEtat,
    reply_to: *mut VueNote,
}

#[repr(C)]
struct Vue<T> {
    ptr: *const T,
    len: usize,
}

#[repr(C)]
struct VueEtat {
    tag: u32,
    payload: VueCharge,
}

#[repr(C)]
union VueCharge {
    copies: u32,
    hours: f64,
}

impl<T> Vue<T> {
    /// Lit les éléments, si leur nombre est celui qu'on attend : sinon, l'adresse ne serait
    /// peut-être pas une adresse.
    fn lire(&self, champ: &str, attendus: usize) -> &[T] {
        assert_eq!(
            self.len, attendus,
            "« {champ} » : le C lit ici la longueur ; dans l'en-tête, elle suit l'adresse"
        );
        if attendus == 0 {
            return &[];
        }
        assert!(
            !self.ptr.is_null() && self.ptr.is_aligned(),
            "« {champ} » : le C lit ici une adresse qui ne convient pas, {:p}",
            self.ptr
        );
        // SÛRETÉ : la longueur est la bonne et l'adresse plausible : `into_c` les a écrites.
        unsafe { slice::from_raw_parts(self.ptr, self.len) }
    }
}

/// Montre une note au C.
fn vue<'a>(note: *mut CNote) -> &'a mut VueNote {
    la_taille_convient();
    assert!(!note.is_null(), "into_c a rendu une adresse nulle");
    // SÛRETÉ : `CNote` a la taille et l'alignement de `VueNote`, et `into_c` vient de la créer.
    unsafe { &mut *note.cast::<VueNote>() }
}

fn la_taille_convient() {
    assert_eq!(
        (size_of::<CNote>(), align_of::<CNote>()),
        (size_of::<VueNote>(), align_of::<VueNote>()),
        "CNote n'a pas la taille et l'alignement de la structure `note` de l'en-tête : \
         y a-t-il tous les champs, et `#[repr(C)]` sur chaque type ?"
    );
}

/// Reprend une note.
fn reprendre(note: *mut CNote) -> Result<Note, UnknownStatus> {
    // SÛRETÉ : les notes de ce contrôle viennent de `into_c`, ne sont reprises qu'une fois, et
    // seul leur état change en chemin.
    unsafe { from_c(note) }
}

fn note(title: &str, status: Status) -> Note {
    Note {
        title: title.to_owned(),
        pages: vec![3, 14, 15],
        status,
        reply_to: None,
    }
}

fn reponse_a(reply_to: Note, title: &str) -> Note {
    Note {
        reply_to: Some(Box::new(reply_to)),
        ..note(title, Status::Sent { copies: 2 })
    }
}

#[test]
fn la_structure_a_la_taille_de_l_en_tete() {
    la_taille_convient();
}

#[test]
fn le_c_lit_le_titre_et_les_pages() {
    let cedee = into_c(note("Été", Status::Draft));
    let lue = vue(cedee);
    assert_eq!(
        lue.title.lire("title", 5),
        "Été".as_bytes(),
        "les octets que le C lit à l'adresse du titre : ceux de « Été » en UTF-8"
    );
    assert_eq!(
        lue.pages.lire("pages", 3),
        [3, 14, 15],
        "les pages que le C lit à leur adresse"
    );
    let _ = reprendre(cedee);
}

#[test]
fn le_c_lit_l_etat() {
    let lire = |status| {
        let cedee = into_c(note("état", status));
        let VueEtat { tag, payload } = &vue(cedee).status;
        // SÛRETÉ : les deux champs sont des nombres ; le `tag` dit lequel a été écrit.
        let lu = unsafe {
            match tag {
                0 => "0, brouillon".to_owned(),
                1 => format!("1, {} exemplaires", payload.copies),
                2 => format!("2, {} heures", payload.hours),
                autre => format!("{autre}, inconnu"),
            }
        };
        let _ = reprendre(cedee);
        lu
    };
    let etats = [
        Status::Draft,
        Status::Sent { copies: 12 },
        Status::Postponed { hours: 1.5 },
    ];
    instantane!("etats", etats.map(lire).join("\n"));
}

#[test]
fn le_c_suit_l_adresse_de_la_reponse() {
    let seule = into_c(note("seule", Status::Draft));
    assert!(
        vue(seule).reply_to.is_null(),
        "une note qui ne répond à rien a un `reply_to` nul"
    );
    let _ = reprendre(seule);

    let question = note("question", Status::Draft);
    let cedee = into_c(reponse_a(question, "réponse"));
    let suivante = vue(cedee).reply_to;
    assert!(
        !suivante.is_null() && suivante.is_aligned(),
        "une note qui répond à une autre en donne l'adresse"
    );
    // SÛRETÉ : l'adresse n'est pas nulle, et `into_c` y a mis une note.
    let suivante = unsafe { &*suivante };
    assert_eq!(
        suivante.title.lire("title", 8),
        b"question",
        "à l'adresse `reply_to`, le C trouve la note à laquelle celle-ci répond"
    );
    let _ = reprendre(cedee);
}

#[test]
fn une_note_revient_entiere() {
    let notes = [
        note("bonjour", Status::Draft),
        note("", Status::Sent { copies: 0 }),
        note("où est l'œuf ?", Status::Sent { copies: u32::MAX }),
        note("sans fin", Status::Postponed { hours: -0.25 }),
        Note {
            pages: Vec::new(),
            ..note("sans page", Status::Draft)
        },
        reponse_a(reponse_a(note("a", Status::Draft), "b"), "c"),
    ];
    for note in notes {
        let revenue = reprendre(into_c(note.clone()));
        assert_eq!(
            revenue,
            Ok(note),
            "à gauche, ce qui revient ; à droite, la note de départ"
        );
    }
}

#[test]
fn un_titre_garde_ses_octets_nuls() {
    let piegee = note("avant\0après", Status::Draft);
    assert_eq!(
        reprendre(into_c(piegee.clone())),
        Ok(piegee),
        "une String peut contenir des octets nuls : l'en-tête donne une longueur, et ne s'arrête pas au premier"
    );
}

#[test]
fn un_etat_inconnu_est_refuse() {
    let cedee = into_c(note("à jour", Status::Sent { copies: 1 }));
    vue(cedee).status.tag = 7;
    assert_eq!(
        reprendre(cedee),
        Err(UnknownStatus(7)),
        "le C a mis 7 dans `tag` : ce n'est aucun des états de Status"
    );

    let question = note("question", Status::Draft);
    let cedee = into_c(reponse_a(question, "réponse"));
    // SÛRETÉ : cette note répond à une autre ; l'adresse est celle d'une note.
    unsafe { (*vue(cedee).reply_to).status.tag = u32::MAX };
    assert_eq!(
        reprendre(cedee),
        Err(UnknownStatus(u32::MAX)),
        "l'état inconnu est celui de la note à laquelle celle-ci répond"
    );
}

#[test]
fn un_etat_change_par_le_c_revient_change() {
    let cedee = into_c(note("à jour", Status::Draft));
    vue(cedee).status = VueEtat {
        tag: 2,
        payload: VueCharge { hours: 48.0 },
    };
    assert_eq!(
        reprendre(cedee).map(|note| note.status),
        Ok(Status::Postponed { hours: 48.0 }),
        "le C a remis la note à plus tard"
    );
}

#[test]
fn reprendre_une_note_rend_tous_ses_octets() {
    let avant = octets_vivants();
    let mut title = String::with_capacity(200);
    title.push_str("court");
    let mut pages = Vec::with_capacity(50);
    pages.push(1);
    let question = Note {
        title,
        pages,
        ..note("", Status::Draft)
    };
    drop(reprendre(into_c(reponse_a(question, "réponse"))));
    assert_eq!(
        octets_vivants() - avant,
        0,
        "octets alloués moins octets libérés : un compte positif est une fuite, ou une capacité \
         oubliée en chemin"
    );
}

#[test]
fn un_refus_rend_aussi_tous_les_octets() {
    let avant = octets_vivants();
    let question = note("question", Status::Draft);
    let cedee = into_c(reponse_a(question, "réponse"));
    vue(cedee).status.tag = 7;
    let refusee = reprendre(cedee).is_err();
    assert!(refusee, "le C a mis 7 dans `tag` : from_c doit refuser");
    assert_eq!(
        octets_vivants() - avant,
        0,
        "octets alloués moins octets libérés : après un refus, le titre, les pages et la réponse \
         doivent être libérés aussi"
    );
}

/// L'allocateur du système, qui compte les octets vivants de chaque fil d'exécution.
struct Compteur;

thread_local! {
    static VIVANTS: Cell<isize> = const { Cell::new(0) };
}

fn octets_vivants() -> isize {
    VIVANTS.get()
}

// SÛRETÉ : tout le travail est celui de l'allocateur du système ; compter n'alloue rien.
unsafe impl GlobalAlloc for Compteur {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        VIVANTS.set(VIVANTS.get() + layout.size() as isize);
        // SÛRETÉ : l'appelant donne à `alloc` ce qu'elle demande.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        VIVANTS.set(VIVANTS.get() - layout.size() as isize);
        // SÛRETÉ : l'adresse vient de `alloc`, qui l'a demandée au même allocateur.
        unsafe { System.dealloc(address, layout) }
    }
}

#[global_allocator]
static COMPTEUR: Compteur = Compteur;
