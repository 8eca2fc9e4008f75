//! Un hôte correct, qui ne demande pas `sync` : il garde ce qui s'écrit dans un `Rc`.
//!
//! À lancer par `cargo run -p hote`. Il ne compile plus par `cargo check --workspace`.

use std::cell::RefCell;
use std::rc::Rc;

use moteur::Engine;

// ANCHOR: main
fn main() {
    let lines = Rc::new(RefCell::new(Vec::new()));
    let mut engine = Engine::default();
    engine.on_print({
        let lines = Rc::clone(&lines);
        move |text| lines.borrow_mut().push(text)
    });
    engine.print("bonjour");
    println!("{:?}", lines.borrow());
}
// ANCHOR_END: main
