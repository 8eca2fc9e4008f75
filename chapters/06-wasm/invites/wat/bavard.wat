;; Un invité qui demande deux fonctions à l'hôte : le journal et l'horloge.
(module
  ;; ANCHOR: imports
  (import "host" "log" (func $log (param i32 i32)))
  (import "host" "clock" (func $clock (result i64)))
  ;; ANCHOR_END: imports
  (memory (export "memory") 1)
  (data (i32.const 16) "bavard")
  (data (i32.const 32) "1.0.0")
  (data (i32.const 48) "je travaille")
  (data (i32.const 64) "l'heure est connue")
  (func (export "abi_version") (result i32) (i32.const 1))
  (func (export "status") (result i32) (i32.const 0))
  (func (export "name") (result i64) (i64.const 0x0000001000000006))
  (func (export "version") (result i64) (i64.const 0x0000002000000005))
  (func (export "alloc") (param i32) (result i32) (i32.const 1024))
  (func (export "dealloc") (param i32 i32))
  (func (export "execute") (param i32 i32) (result i64)
    (call $log (i32.const 48) (i32.const 12))
    ;; Un instant après 1970 : la réponse ne dépend pas de l'heure qu'il est.
    (if (i64.gt_s (call $clock) (i64.const 0))
      (then (return (i64.const 0x0000004000000012))))
    (i64.const 0))
)
