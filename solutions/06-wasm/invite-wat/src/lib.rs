//! Solution : écrire execute en WebAssembly.

/// L'invité : il met en capitales les lettres de a à z et laisse le reste.
pub const GUEST: &str = r#"(module
  (memory (export "memory") 1)
  (func (export "alloc") (param $len i32) (result i32) (i32.const 1024))
  (func (export "dealloc") (param i32 i32))

  (func (export "execute") (param $ptr i32) (param $len i32) (result i64)
    ;; ANCHOR: variables
    (local $at i32)
    (local $end i32)
    (local $byte i32)
    ;; ANCHOR_END: variables
    (local.set $at (local.get $ptr))
    (local.set $end (i32.add (local.get $ptr) (local.get $len)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        ;; ANCHOR: lettre
        (local.set $byte (i32.load8_u (local.get $at)))
        (if (i32.lt_u (i32.sub (local.get $byte) (i32.const 97)) (i32.const 26))
          (then
            (i32.store8 (local.get $at) (i32.sub (local.get $byte) (i32.const 32)))))
        ;; ANCHOR_END: lettre
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    ;; ANCHOR: rendre
    (i64.or
      (i64.shl (i64.extend_i32_u (local.get $ptr)) (i64.const 32))
      (i64.extend_i32_u (local.get $len)))
    ;; ANCHOR_END: rendre
  )
)"#;
