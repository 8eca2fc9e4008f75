//! L'instance devant un greffon écrit à la main, sans bibliothèque : chaque réponse permise
//! par le contrat, et quelques autres.

use std::cell::RefCell;
use std::ptr;

use ch_ffi_abi::{PluginBuffer, PluginInstance, PluginStatus, PluginStr};

use super::Instance;
use crate::{CheckedApi, LoadErrorKind};

/// Ce que le prochain `execute` répondra.
type Answer = (PluginStatus, Option<Vec<u8>>);

thread_local! {
    static ANSWER: RefCell<Answer> = const { RefCell::new((PluginStatus::OK, None)) };
    // Le journal des appels : chaque test a son fil, donc le sien.
    static LOG: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

fn log(call: &'static str) {
    LOG.with_borrow_mut(|log| log.push(call));
}

fn journal() -> Vec<&'static str> {
    LOG.take()
}

unsafe extern "C" fn create(instance: *mut *mut PluginInstance) -> PluginStatus {
    log("create");
    // SÛRETÉ : `Instance::create` donne un emplacement où écrire.
    unsafe { instance.write(ptr::without_provenance_mut(1)) };
    PluginStatus::OK
}

unsafe extern "C" fn create_refuses(_: *mut *mut PluginInstance) -> PluginStatus {
    PluginStatus::ERROR
}

unsafe extern "C" fn create_forgets(_: *mut *mut PluginInstance) -> PluginStatus {
    PluginStatus::OK
}

unsafe extern "C" fn init(_: *mut PluginInstance, _: *mut PluginBuffer) -> PluginStatus {
    PluginStatus::OK
}

unsafe extern "C" fn execute(
    _: *mut PluginInstance,
    _: PluginStr,
    output: *mut PluginBuffer,
) -> PluginStatus {
    let (status, bytes) = ANSWER.replace((PluginStatus::OK, None));
    if let Some(mut bytes) = bytes {
        bytes.shrink_to_fit();
        let bytes = bytes.leak();
        let buffer = PluginBuffer {
            ptr: bytes.as_mut_ptr(),
            len: bytes.len(),
            capacity: bytes.len(),
        };
        // SÛRETÉ : `Instance::call` donne un tampon où écrire.
        unsafe { output.write(buffer) };
    }
    status
}

unsafe extern "C" fn free_buffer(buffer: PluginBuffer) {
    log("free_buffer");
    assert!(!buffer.ptr.is_null(), "un tampon nul n'est pas à rendre");
    // SÛRETÉ : `execute` a décomposé ce tampon.
    drop(unsafe { buffer.into_bytes() });
}

unsafe extern "C" fn destroy(_: *mut PluginInstance) {
    log("destroy");
}

fn api() -> CheckedApi {
    CheckedApi {
        name: "essai".to_owned(),
        version: "1.0.0".to_owned(),
        create,
        init,
        execute,
        free_buffer,
        destroy,
    }
}

/// Fait répondre `answer` au greffon, et rend ce que l'hôte en comprend.
fn answer(status: PluginStatus, bytes: Option<&[u8]>) -> Result<String, String> {
    ANSWER.set((status, bytes.map(<[u8]>::to_vec)));
    // SÛRETÉ : les fonctions sont celles de ce fichier.
    let instance = unsafe { Instance::create(api()) }.expect("create réussit");
    instance.call(|pointer, output| {
        // SÛRETÉ : cet `execute` ne lit ni l'instance ni le texte.
        unsafe { execute(pointer, PluginStr::new(""), output) }
    })
}

/// L'erreur de création avec cette fonction `create`.
fn creation(
    create: unsafe extern "C" fn(*mut *mut PluginInstance) -> PluginStatus,
) -> LoadErrorKind {
    // SÛRETÉ : les fonctions sont celles de ce fichier.
    unsafe { Instance::create(CheckedApi { create, ..api() }) }.expect_err("create échoue")
}

#[test]
fn un_texte_est_copie_puis_rendu_au_greffon() {
    assert_eq!(
        answer(PluginStatus::OK, Some(b"bonjour")),
        Ok("bonjour".to_owned())
    );
    assert_eq!(journal(), ["create", "free_buffer", "destroy"]);
}

#[test]
fn un_tampon_nul_n_est_pas_rendu() {
    assert_eq!(answer(PluginStatus::OK, None), Ok(String::new()));
    assert_eq!(journal(), ["create", "destroy"]);
}

#[test]
fn le_message_d_une_erreur_est_rendu_aussi() {
    let refus = answer(PluginStatus::ERROR, Some(b"trop long"));
    assert_eq!(refus, Err("trop long".to_owned()));
    assert_eq!(journal(), ["create", "free_buffer", "destroy"]);
}

#[test]
fn un_statut_sans_message_est_dit_en_francais() {
    let message = |status| answer(status, None).unwrap_err();
    assert_eq!(message(PluginStatus::ERROR), "échec sans message");
    assert_eq!(
        message(PluginStatus::INVALID_ARGUMENT),
        "argument refusé par le greffon"
    );
    assert_eq!(message(PluginStatus::PANIC), "le greffon a paniqué");
    assert_eq!(message(PluginStatus(77)), "statut inconnu : 77");
}

#[test]
fn des_octets_qui_ne_sont_pas_du_texte_sont_refuses_mais_rendus() {
    let refus = answer(PluginStatus::OK, Some(&[0xFF, 0xFE])).unwrap_err();
    assert!(refus.contains("UTF-8"), "{refus}");
    assert_eq!(journal(), ["create", "free_buffer", "destroy"]);
}

#[test]
fn une_instance_refusee_ou_nulle_n_est_jamais_detruite() {
    let raison = creation(create_refuses);
    assert!(matches!(raison, LoadErrorKind::Create(_)), "{raison}");
    let raison = creation(create_forgets);
    assert!(raison.to_string().contains("nulle"), "{raison}");
    assert!(journal().is_empty());
}
