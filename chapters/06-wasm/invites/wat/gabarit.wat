;; Le plus petit invité conforme : il rend une réponse vide. Les exemples et les tests
;; remplacent la ligne CORPS par ce qu'un invité hostile y mettrait.
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "gabarit")
  (data (i32.const 32) "1.0.0")
  (func (export "abi_version") (result i32) (i32.const 1))
  (func (export "status") (result i32) (i32.const 0))
  ;; 16 et 7, puis 32 et 5, empaquetés.
  (func (export "name") (result i64) (i64.const 0x0000001000000007))
  (func (export "version") (result i64) (i64.const 0x0000002000000005))
  (func (export "alloc") (param i32) (result i32) (i32.const 1024))
  (func (export "dealloc") (param i32 i32))
  (func $execute (export "execute") (param i32 i32) (result i64)
    ;; CORPS
    (i64.const 0))
)
