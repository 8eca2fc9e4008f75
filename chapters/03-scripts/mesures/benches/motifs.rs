//! Combien de temps `string.find` cherche un motif de Lua bien choisi.
//!
//! À lancer par
//! `cargo bench -q -p ch-scripts-mesures --bench motifs > chapters/03-scripts/mesures/motifs.md`.

use std::time::Instant;

use ch_scripts_mesures::time;
use mlua::Lua;

fn main() {
    let lua = Lua::new();
    println!("| lettres du texte | durée de `find` |");
    println!("|--:|--:|");
    for letters in [12, 14, 16, 18] {
        let code = format!(
            "local n = {letters}
             return (('a'):rep(n)):find('^' .. ('a?'):rep(n) .. ('a'):rep(n) .. 'b')"
        );
        let search = lua
            .load(code)
            .into_function()
            .expect("un script bien écrit");
        let shortest = (0..60)
            .map(|_| {
                let start = Instant::now();
                search.call::<()>(()).expect("une recherche");
                start.elapsed().as_nanos() as f64
            })
            .fold(f64::INFINITY, f64::min);
        println!("| {letters} | {} |", time(shortest));
    }
}
