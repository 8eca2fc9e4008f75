//! La même fonction écrite avec un paramètre de type, puis avec `dyn`.
#![crate_type = "lib"]

// ANCHOR: source
pub trait Plugin {
    fn execute(&self, text: &str) -> String;
}

pub fn run_static<P: Plugin>(plugin: &P, text: &str) -> String {
    plugin.execute(text)
}

pub fn run_dyn(plugin: &dyn Plugin, text: &str) -> String {
    plugin.execute(text)
}

pub fn never_called<P: Plugin>(plugin: &P) -> String {
    plugin.execute("")
}
// ANCHOR_END: source

struct Upper;
struct Lower;

impl Plugin for Upper {
    fn execute(&self, text: &str) -> String {
        text.to_uppercase()
    }
}

impl Plugin for Lower {
    fn execute(&self, text: &str) -> String {
        text.to_lowercase()
    }
}

// ANCHOR: appels
pub fn calls(text: &str) -> [String; 4] {
    [
        run_static(&Upper, text),
        run_static(&Lower, text),
        run_dyn(&Upper, text),
        run_dyn(&Lower, text),
    ]
}
// ANCHOR_END: appels
