//! Un greffon qui tient les comptes de ce qu'il prête : tampons et instances.
//!
//! Un tampon rendu n'est pas libéré, il est mis de côté et ses octets sont écrasés. Son
//! adresse ne ressert donc jamais, un second retour se reconnaît à coup sûr, et qui lit un
//! tampon après l'avoir rendu n'y trouve plus de texte.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ch_ffi_abi::{ABI_VERSION, PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};

/// L'état des comptes.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balance {
    /// Les tampons prêtés et pas encore rendus.
    pub lent_buffers: usize,
    /// Les instances créées et pas encore détruites.
    pub live_instances: usize,
    /// Les retours de trop : ce tampon ou cette instance était déjà rendu.
    pub double_returns: usize,
    /// Les retours de ce que ce greffon n'a jamais prêté, ou pas sous cette forme.
    pub unknown_returns: usize,
}

/// La fonction [`plugin_balance`], telle que l'hôte la trouve.
pub type PluginBalance = unsafe extern "C" fn() -> Balance;

/// Rend l'état des comptes.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_balance() -> Balance {
    ledger().balance
}

/// La fonction [`plugin_settle`], telle que l'hôte la trouve.
pub type PluginSettle = unsafe extern "C" fn();

/// Libère enfin tout ce qui a été rendu et ferme le registre, avant que la bibliothèque ne se
/// ferme. Un tampon encore prêté est perdu pour de bon.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_settle() {
    let mut ledger = ledger();
    ledger.returned.clear();
    ledger.lent.clear();
    ledger.instances.clear();
}

/// Le registre. Les adresses y sont des entiers : elles ne servent qu'à reconnaître.
#[derive(Debug)]
struct Ledger {
    /// Les tampons prêtés : adresse, longueur, capacité.
    lent: BTreeMap<usize, (usize, usize)>,
    /// Les instances vivantes.
    instances: BTreeMap<usize, Box<u8>>,
    /// Tout ce qui a été rendu, à l'abri : tant que c'est là, l'adresse ne ressert pas.
    returned: BTreeMap<usize, Returned>,
    balance: Balance,
}

/// Un bien rendu, que le registre garde.
#[derive(Debug)]
enum Returned {
    Buffer { _bytes: Vec<u8> },
    Instance { _instance: Box<u8> },
}

fn ledger() -> MutexGuard<'static, Ledger> {
    static LEDGER: Mutex<Ledger> = Mutex::new(Ledger {
        lent: BTreeMap::new(),
        instances: BTreeMap::new(),
        returned: BTreeMap::new(),
        balance: Balance {
            lent_buffers: 0,
            live_instances: 0,
            double_returns: 0,
            unknown_returns: 0,
        },
    });
    LEDGER.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ledger {
    /// Prête un texte.
    fn lend(&mut self, bytes: Vec<u8>) -> PluginBuffer {
        let mut bytes = ManuallyDrop::new(bytes);
        let buffer = PluginBuffer {
            ptr: bytes.as_mut_ptr(),
            len: bytes.len(),
            capacity: bytes.capacity(),
        };
        self.lent
            .insert(buffer.ptr.addr(), (buffer.len, buffer.capacity));
        self.balance.lent_buffers += 1;
        buffer
    }

    /// Reprend un tampon, s'il était bien prêté sous cette forme.
    fn take_back(&mut self, buffer: PluginBuffer) {
        let address = buffer.ptr.addr();
        if self.lent.get(&address) != Some(&(buffer.len, buffer.capacity)) {
            return self.count_bad_return(address);
        }
        self.lent.remove(&address);
        self.balance.lent_buffers -= 1;
        // SÛRETÉ : le registre vient de confirmer que ces trois champs sont ceux du `Vec`
        // décomposé par `lend`, et il ne le confirmera plus.
        let mut bytes = unsafe { Vec::from_raw_parts(buffer.ptr, buffer.len, buffer.capacity) };
        // FF n'est jamais de l'UTF-8 : qui lit encore ce tampon n'y trouve plus de texte.
        bytes.fill(0xFF);
        self.returned
            .insert(address, Returned::Buffer { _bytes: bytes });
    }

    fn count_bad_return(&mut self, address: usize) {
        if self.returned.contains_key(&address) {
            self.balance.double_returns += 1;
        } else {
            self.balance.unknown_returns += 1;
        }
    }
}

/// Rend la table.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const PluginApi {
    static API: PluginApi = PluginApi {
        abi_version: ABI_VERSION,
        struct_size: size_of::<PluginApi>() as u32,
        name: c"comptable".as_ptr(),
        version: c"1.0.0".as_ptr(),
        create: Some(create),
        init: Some(init),
        execute: Some(execute),
        free_buffer: Some(free_buffer),
        destroy: Some(destroy),
    };
    &API
}

unsafe extern "C" fn create(instance: *mut *mut PluginInstance) -> PluginStatus {
    // Une instance n'est qu'une adresse.
    let mut owned = Box::new(0);
    let address: *mut u8 = &raw mut *owned;
    let mut ledger = ledger();
    ledger.instances.insert(address.addr(), owned);
    ledger.balance.live_instances += 1;
    // SÛRETÉ : le contrat donne un emplacement où écrire.
    unsafe { instance.write(address.cast()) };
    PluginStatus::OK
}

unsafe extern "C" fn init(_: *mut PluginInstance, _: *mut PluginBuffer) -> PluginStatus {
    PluginStatus::OK
}

/// Ce que le greffon répond à un texte : un statut et des octets. Sans capacité, rien n'est prêté.
fn answer(text: &str) -> (PluginStatus, Vec<u8>) {
    let latin1 = b"d\xE9j\xE0".to_vec();
    match text {
        "" => (PluginStatus::ERROR, b"le texte est vide".to_vec()),
        "silence" => (PluginStatus::OK, Vec::new()),
        "blanc" => (PluginStatus::OK, Vec::with_capacity(16)),
        "latin1" => (PluginStatus::OK, latin1),
        "refus muet" => (PluginStatus::ERROR, Vec::new()),
        "refus blanc" => (PluginStatus::ERROR, Vec::with_capacity(16)),
        "refus latin1" => (PluginStatus::ERROR, latin1),
        "panique" => (PluginStatus::PANIC, "le module a trébuché".into()),
        "demain" => (PluginStatus(77), b"un statut de demain".to_vec()),
        other => (PluginStatus::OK, other.to_uppercase().into_bytes()),
    }
}

/// Rend le texte en capitales, sauf ceux qu'[`answer`] connaît.
unsafe extern "C" fn execute(
    instance: *mut PluginInstance,
    text: PluginStr,
    output: *mut PluginBuffer,
) -> PluginStatus {
    let mut ledger = ledger();
    // SÛRETÉ : le contrat garantit un texte lisible pendant l'appel.
    let text = unsafe { text.as_str() };
    let (Some(text), true) = (text, ledger.instances.contains_key(&instance.addr())) else {
        return PluginStatus::INVALID_ARGUMENT;
    };
    let (status, bytes) = answer(text);
    let buffer = match bytes.capacity() == 0 {
        true => PluginBuffer::EMPTY,
        false => ledger.lend(bytes),
    };
    // SÛRETÉ : le contrat donne un emplacement où écrire.
    unsafe { output.write(buffer) };
    status
}

unsafe extern "C" fn free_buffer(buffer: PluginBuffer) {
    ledger().take_back(buffer);
}

unsafe extern "C" fn destroy(instance: *mut PluginInstance) {
    if instance.is_null() {
        return;
    }
    let mut ledger = ledger();
    let address = instance.addr();
    match ledger.instances.remove(&address) {
        Some(instance) => {
            ledger.balance.live_instances -= 1;
            let returned = Returned::Instance {
                _instance: instance,
            };
            ledger.returned.insert(address, returned);
        }
        None => ledger.count_bad_return(address),
    }
}
