//! Exercice : écrire execute en WebAssembly. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-wasm-invite-wat`

/// L'invité : il met en capitales les lettres de a à z et laisse le reste.
pub const GUEST: &str = r#"(module
  (memory (export "memory") 1)
  (func (export "alloc") (param $len i32) (result i32) (i32.const 1024))
  (func (export "dealloc") (param i32 i32))

  (func (export "execute") (param $ptr i32) (param $len i32) (result i64)
    ;; À vous : parcourir les octets de $ptr à $ptr + $len, changer les minuscules sur place,
    ;; et rendre l'adresse et la longueur dans un seul i64.
    unreachable)
)"#;
