//! Une adresse et une longueur dans un seul nombre.

use super::super::sujet::pack;

/// L'adresse est en haut, et la longueur en bas.
#[test]
fn l_adresse_est_en_haut_et_la_longueur_en_bas() {
    let hexa = |ptr, len| format!("{:#018x}", pack(ptr, len));
    assert_eq!(hexa(1, 2), "0x0000000100000002");
    assert_eq!(
        hexa(0x1000, 0xFFFF_FFFE),
        "0x00001000fffffffe",
        "une grande longueur ne doit pas propager son signe jusque dans l'adresse"
    );
    assert_eq!(hexa(0x8000_0000, 0), "0x8000000000000000");
    assert_eq!(hexa(u32::MAX, u32::MAX), "0xffffffffffffffff");
}
