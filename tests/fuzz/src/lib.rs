//! Les cibles : chacune reçoit des octets quelconques, et panique si une promesse n'est pas tenue.

use std::ffi::c_char;

use ch_configuration::{Config, Environment, Source};
use ch_contrat::Plugin;
use ch_contrat::modules::typographie::compose;
use ch_ffi::abi::{PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};
use ch_wasm::{Limits, Loader};
use prose::Prose;

/// Les cibles, par leur nom.
pub const TARGETS: [(&str, fn(&[u8]), &[&[u8]]); 4] = [
    ("toml", toml, &TOML),
    ("typographie", typographie, &TEXTS),
    ("wasm", wasm, &GUESTS),
    ("ffi", ffi, &TABLES),
];

/// De bons exemples, que le hasard abîme.
const TOML: [&[u8]; 2] = [
    include_bytes!("../../../chapters/07-choisir/donnees/hote.toml"),
    include_bytes!("../../../chapters/07-choisir/donnees/fautes.toml"),
];
const TEXTS: [&[u8]; 3] = [
    include_bytes!("../../../README.md"),
    include_bytes!("../../../chapters/07-choisir/README.md"),
    "L'un : « a » ; \"b\" ! `c : d` [e](f \"g\")\n\n[^1]: h\n\n| i |\n|--:|\n".as_bytes(),
];
const GUESTS: [&[u8]; 3] = [
    include_bytes!("../../../chapters/06-wasm/invites/precompiles/compteur.wasm"),
    include_bytes!("../../../chapters/06-wasm/invites/precompiles/majuscules.wasm"),
    b"\0asm\x01\0\0\0\x01\x06\x01\x60\0\x02\x7f\x7f\x02\x06\x01\0\x01f\0\0",
];
const TABLES: [&[u8]; 1] = [b"\x01\0\0\0\x48\0\0\0\xff\x01nom\x001.0.0\0"];

/// Le lecteur de configuration refuse ou accepte, et son rapport ne commande pas le terminal.
pub fn toml(data: &[u8]) {
    let config = Source::from_bytes("essai.toml", data)
        .and_then(|source| Config::parse(source, &Environment::empty()));
    if let Err(report) = config {
        let text = report.to_string();
        let raw = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(raw, None, "{text:?}");
    }
}

/// Composer deux fois revient à composer une fois, et la prose remise en place est le texte.
pub fn typographie(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let once = compose(&text);
    assert_eq!(compose(&once), once);
    let prose = Prose::of(&text);
    assert_eq!(prose.put_back(prose.text()).as_deref(), Ok(&*text));
    prose.put_back(&compose(prose.text())).expect("la typographie garde lignes et objets");
}

/// Un invité quelconque est refusé, ou répond dans ses limites.
pub fn wasm(data: &[u8]) {
    let limits = Limits {
        fuel: 100_000,
        ..Limits::default()
    };
    match Loader::new().limits(limits).load_bytes("essai", data) {
        Ok(plugin) => drop(plugin.execute("où est l'œuf ?")),
        Err(error) => assert!(
            !matches!(error.reason, ch_wasm::LoadErrorKind::Panicked(_)),
            "{error}"
        ),
    }
}

extern "C" fn create(_: *mut *mut PluginInstance) -> PluginStatus {
    PluginStatus::ERROR
}
extern "C" fn init(_: *mut PluginInstance, _: *mut PluginBuffer) -> PluginStatus {
    PluginStatus::ERROR
}
extern "C" fn execute(_: *mut PluginInstance, _: PluginStr, _: *mut PluginBuffer) -> PluginStatus {
    PluginStatus::ERROR
}
extern "C" fn free_buffer(_: PluginBuffer) {}
extern "C" fn destroy(_: *mut PluginInstance) {}

/// Une table de greffon quelconque est refusée, ou rendue telle quelle. Les octets disent la
/// version, la taille, quels champs sont nuls, et les deux textes.
pub fn ffi(data: &[u8]) {
    let Some((head, rest)) = data.split_first_chunk::<10>() else {
        return;
    };
    let present = |bit: u8| head[8] & (1 << bit) != 0;
    let mut texts = rest.split(|&byte| byte == 0).map(|text| [text, b"\0"].concat());
    let (name, version) = (texts.next().unwrap_or_default(), texts.next().unwrap_or_default());
    let text = |bytes: &[u8], bit: u8| match bytes.last() {
        Some(0) if present(bit) => bytes.as_ptr().cast::<c_char>(),
        _ => std::ptr::null(),
    };
    let table = PluginApi {
        abi_version: u32::from_le_bytes([head[0], head[1], head[2], head[3]]),
        struct_size: u32::from_le_bytes([head[4], head[5], head[6], head[7]]),
        name: text(&name, 0),
        version: text(&version, 1),
        create: present(2).then_some(create),
        init: present(3).then_some(init),
        execute: present(4).then_some(execute),
        free_buffer: present(5).then_some(free_buffer),
        destroy: present(6).then_some(destroy),
    };
    let shift = usize::from(head[9] & 1);
    let address = (&raw const table).cast::<u8>().wrapping_add(shift).cast();
    // SÛRETÉ : décalée, l'adresse n'est pas alignée, et rien n'en est lu ; sinon la table est
    // entière, quelle que soit la taille qu'elle annonce, et ses textes finissent par un octet nul.
    match unsafe { ch_ffi::check_table(address) } {
        Ok(checked) => {
            assert_eq!(shift, 0);
            assert_eq!(checked.name.as_bytes(), &name[..name.len() - 1]);
            assert_eq!(checked.version.as_bytes(), &version[..version.len() - 1]);
        }
        Err(error) => drop(error.to_string()),
    }
}
