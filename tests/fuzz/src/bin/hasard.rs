//! Un tirage simple, sans outil : `hasard <cible> <secondes> [graine]`.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, Instant};

use fuzz::TARGETS;

/// Un générateur xorshift : assez de hasard pour abîmer des octets.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Des morceaux qui gênent volontiers.
const PIECES: [&[u8]; 24] = [
    b"\"", b"'", b"`", b"```\n", b"~~~\n", b"\n", b"\n\n", b"    ", b"\t", b"[", b"](", b"]:", b"<",
    b"-->", b":a:", b"&nbsp;", b"\xc2\xa0", b"\xef\xbf\xbc", b"=", b"[[", b"\x1b[31m", b"\xff\xff\xff\xff\x0f",
    b"\0", b"---\n",
];

/// Un bon exemple, abîmé une à huit fois.
fn spoil(dice: &mut Dice, seeds: &[&[u8]]) -> Vec<u8> {
    let mut data = seeds[dice.below(seeds.len())].to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.below(data.len() + 1);
        let end = (at + dice.below(32)).min(data.len());
        match dice.below(6) {
            0 if at < data.len() => data[at] ^= 1 << dice.below(8),
            1 if at < data.len() => data[at] = dice.below(256) as u8,
            2 => drop(data.drain(at..end)),
            3 => {
                let copy = data[at..end].to_vec();
                data.splice(at..at, copy);
            }
            4 => data.truncate(at),
            _ => drop(data.splice(at..at, PIECES[dice.below(PIECES.len())].iter().copied())),
        }
    }
    data
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, seconds, seed @ ..] = &arguments[..] else {
        eprintln!("usage : hasard <cible> <secondes> [graine]");
        std::process::exit(2);
    };
    let target = TARGETS.iter().find(|(known, ..)| known == name);
    let (_, target, seeds) = target.expect("une cible : toml, typographie, wasm ou ffi");
    let seconds = Duration::from_secs(seconds.parse().expect("un nombre de secondes"));
    let seed = seed.first().map(|seed| seed.parse().expect("une graine"));
    let seed = seed.unwrap_or_else(|| RandomState::new().build_hasher().finish() | 1);
    let mut dice = Dice(seed);
    let (start, mut count) = (Instant::now(), 0_u64);
    while start.elapsed() < seconds {
        let data = spoil(&mut dice, seeds);
        if let Err(panic) = std::panic::catch_unwind(|| target(&data)) {
            let path = format!("{name}-{seed}-{count}.bin");
            std::fs::write(&path, &data).expect("garder l'essai fautif");
            eprintln!("graine {seed}, essai {count}, gardé dans {path}");
            std::panic::resume_unwind(panic);
        }
        count += 1;
    }
    println!("{name} : {count} essais, graine {seed}, rien à signaler");
}
