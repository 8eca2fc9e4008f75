//! La place des champs d'une structure : fixée par `repr(C)`, libre sans lui.
//!
//! À lancer par `cargo run -p ch-contrat --example disposition`, et avec `-- --detail` pour
//! voir ce que votre compilateur a choisi.

use std::env;
use std::mem::offset_of;

// ANCHOR: structures
/// Sans attribut : le compilateur place les champs comme il veut.
#[allow(dead_code)]
struct Free {
    kind: u8,
    length: u32,
    flag: u8,
}

/// Avec `repr(C)` : l'ordre de la déclaration, et les règles du C.
#[repr(C)]
#[allow(dead_code)]
struct Fixed {
    kind: u8,
    length: u32,
    flag: u8,
}
// ANCHOR_END: structures

/// Une disposition : la place de chaque champ, et la taille de l'ensemble.
struct Layout {
    offsets: [usize; 3],
    size: usize,
}

fn main() {
    // ANCHOR: mesures
    let fixed = Layout {
        offsets: [
            offset_of!(Fixed, kind),
            offset_of!(Fixed, length),
            offset_of!(Fixed, flag),
        ],
        size: size_of::<Fixed>(),
    };
    // ANCHOR_END: mesures
    let free = Layout {
        offsets: [
            offset_of!(Free, kind),
            offset_of!(Free, length),
            offset_of!(Free, flag),
        ],
        size: size_of::<Free>(),
    };

    println!("les deux structures déclarent : kind: u8, length: u32, flag: u8");
    println!();
    println!("repr(C)");
    println!(
        "  kind à {}, length à {}, flag à {}",
        fixed.offsets[0], fixed.offsets[1], fixed.offsets[2]
    );
    println!("  {} octets pour 6 octets de champs", fixed.size);
    println!("sans repr");
    println!(
        "  même ordre que repr(C) : {}",
        oui(free.offsets.is_sorted())
    );
    println!(
        "  plus petite que repr(C) : {}",
        oui(free.size < fixed.size)
    );

    if env::args().any(|argument| argument == "--detail") {
        println!(
            "  sur ce compilateur : kind à {}, length à {}, flag à {}, {} octets",
            free.offsets[0], free.offsets[1], free.offsets[2], free.size
        );
    }
    println!();
    println!("ranger None sans un octet de plus");
    println!(
        "  Option<Box<u8>> a la taille de Box<u8> : {}",
        oui(size_of::<Option<Box<u8>>>() == size_of::<Box<u8>>())
    );
    println!(
        "  Option<u32> a la taille de u32         : {}",
        oui(size_of::<Option<u32>>() == size_of::<u32>())
    );
}

fn oui(fact: bool) -> &'static str {
    if fact { "oui" } else { "non" }
}
