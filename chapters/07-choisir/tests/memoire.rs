//! Un texte de n'importe quelle longueur passe en mémoire constante.
//!
//! Un programme à part, d'un seul test : son allocateur compte les octets vivants de tout le
//! processus, et retient le maximum.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ch_choisir::{Cut, Doors, Pipeline};
use ch_configuration::{Config, Environment, Live, Source};

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SÛRETÉ : chaque demande est transmise telle quelle à l'allocateur du système ; nous ne
// faisons que compter. `realloc` et `alloc_zeroed` passent par ces deux fonctions.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(live, Ordering::Relaxed);
        // SÛRETÉ : l'appelant tient le contrat d'`alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SÛRETÉ : l'appelant tient le contrat de `dealloc`, et le bloc vient de `System`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// `left` octets de texte, fabriqués à mesure qu'on les lit.
struct Endless {
    sentence: &'static [u8],
    at: usize,
    left: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(self.left);
        for byte in &mut buffer[..length] {
            *byte = self.sentence[self.at];
            self.at = (self.at + 1) % self.sentence.len();
        }
        self.left -= length;
        Ok(length)
    }
}

/// Compte ce qu'on lui écrit, et l'oublie.
struct Sink(u64);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Le surcroît de mémoire pendant le passage de `length` octets.
fn peak_of(pipeline: &Pipeline, sentence: &'static [u8], length: usize) -> usize {
    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let text = Endless {
        sentence,
        at: 0,
        left: length,
    };
    let mut sink = Sink(0);
    let summary = pipeline.run(text, &mut sink, |_| {}).unwrap();
    assert_eq!(summary.read, length as u64);
    assert_eq!(summary.written, sink.0);
    PEAK.load(Ordering::Relaxed) - before
}

#[test]
fn la_memoire_ne_depend_pas_de_la_longueur_du_texte() {
    let probe = ch_ffi::Probe::with_program(env!("CARGO_BIN_EXE_hote-universel"));
    let registry = Doors::with_probe(probe).registry().unwrap();
    let text = "[[module]]\ntype = \"integre\"\noptions = { module = \"majuscules\" }\n";
    let config = Config::parse(Source::new("hote.toml", text), &Environment::empty());
    let workshop = registry.build(config.unwrap()).unwrap();
    let pipeline = Pipeline::new(Arc::new(Live::new(workshop)), Cut::Block);

    const MIB: usize = 1 << 20;
    // Avec des lignes, puis d'un seul tenant : le pire des textes n'a nulle part où être coupé.
    for sentence in [&b"Une ligne de texte.\n"[..], b"sansfin"] {
        let short = peak_of(&pipeline, sentence, MIB / 4);
        let long = peak_of(&pipeline, sentence, 2 * MIB);
        assert!(long < MIB, "{long} octets pour 2 Mio de texte");
        assert!(
            long <= short + short / 10,
            "8 fois plus de texte, et {long} octets au lieu de {short}"
        );
    }
}
