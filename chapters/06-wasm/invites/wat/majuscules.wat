;; Le module « majuscules », écrit à la main en WebAssembly texte (WAT).
;;
;; Il connaît l'alphabet latin et les accents du français ; pour tout Unicode, voir l'invité
;; en Rust. Les adresses 0 à 1023 portent les textes constants ; au-delà, la place d'`alloc`.
(module
  ;; ANCHOR: memoire
  (memory (export "memory") 1)
  (data (i32.const 16) "majuscules")
  (data (i32.const 32) "1.0.0")

  ;; Le premier octet libre. `alloc` ne fait qu'avancer ; `dealloc` recule si l'on rend le
  ;; dernier tampon donné, ce que l'hôte fait toujours.
  (global $free (mut i32) (i32.const 1024))
  ;; ANCHOR_END: memoire

  ;; ANCHOR: presentation
  (func (export "abi_version") (result i32) (i32.const 1))
  (func (export "status") (result i32) (i32.const 0))
  (func (export "name") (result i64)
    (call $pack (i32.const 16) (i32.const 10)))
  (func (export "version") (result i64)
    (call $pack (i32.const 32) (i32.const 5)))

  ;; L'adresse dans les 32 bits hauts, la longueur dans les 32 bits bas.
  (func $pack (param $ptr i32) (param $len i32) (result i64)
    (i64.or
      (i64.shl (i64.extend_i32_u (local.get $ptr)) (i64.const 32))
      (i64.extend_i32_u (local.get $len))))
  ;; ANCHOR_END: presentation

  ;; ANCHOR: alloc
  (func (export "alloc") (param $len i32) (result i32)
    (local $ptr i32)
    (local.set $ptr (global.get $free))
    ;; Pas de place, ou un débordement : 0.
    (if (i32.gt_u (local.get $len)
                  (i32.sub (i32.mul (memory.size) (i32.const 65536)) (local.get $ptr)))
      (then (return (call $grow (local.get $len)))))
    (global.set $free (i32.add (local.get $ptr) (local.get $len)))
    (local.get $ptr))

  (func $grow (param $len i32) (result i32)
    (local $ptr i32)
    (local.set $ptr (global.get $free))
    (if (i32.eq (i32.const -1)
                (memory.grow (i32.add (i32.shr_u (local.get $len) (i32.const 16))
                                      (i32.const 1))))
      (then (return (i32.const 0))))
    (global.set $free (i32.add (local.get $ptr) (local.get $len)))
    (local.get $ptr))

  (func (export "dealloc") (param $ptr i32) (param $len i32)
    (if (i32.eq (global.get $free) (i32.add (local.get $ptr) (local.get $len)))
      (then (global.set $free (local.get $ptr)))))
  ;; ANCHOR_END: alloc

  ;; ANCHOR: execute
  ;; Transforme le texte sur place et rend la même adresse : ces majuscules tiennent dans
  ;; autant d'octets que leurs minuscules.
  (func (export "execute") (param $ptr i32) (param $len i32) (result i64)
    (local $at i32)
    (local $end i32)
    (local $before i32)
    (local $byte i32)
    (local.set $at (local.get $ptr))
    (local.set $end (i32.add (local.get $ptr) (local.get $len)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $byte (i32.load8_u (local.get $at)))
        (i32.store8 (local.get $at)
          (i32.sub (local.get $byte)
                   (call $distance (local.get $before) (local.get $byte))))
        (local.set $before (local.get $byte))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (call $pack (local.get $ptr) (local.get $len)))
  ;; ANCHOR_END: execute

  ;; Ce qui sépare un octet de sa majuscule ; 0 si ce n'est pas une minuscule connue.
  (func $distance (param $before i32) (param $byte i32) (result i32)
    ;; a … z
    (if (i32.lt_u (i32.sub (local.get $byte) (i32.const 97)) (i32.const 26))
      (then (return (i32.const 32))))
    ;; C3 A0 … C3 BE : à … þ, sauf C3 B7, le signe ÷
    (if (i32.and
          (i32.and (i32.eq (local.get $before) (i32.const 0xC3))
                   (i32.ne (local.get $byte) (i32.const 0xB7)))
          (i32.lt_u (i32.sub (local.get $byte) (i32.const 0xA0)) (i32.const 31)))
      (then (return (i32.const 32))))
    ;; C5 93 : œ
    (i32.and (i32.eq (local.get $before) (i32.const 0xC5))
             (i32.eq (local.get $byte) (i32.const 0x93))))
)
