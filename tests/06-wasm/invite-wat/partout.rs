//! À toutes les adresses, pour tous les octets.

use super::invite;

/// Le texte est traité à l'adresse reçue, où qu'elle soit, et rien d'autre ne change.
#[test]
fn le_texte_est_traite_a_l_adresse_recue() {
    let mut invite = invite();
    // Une page entière de minuscules : un octet changé ailleurs se verrait.
    let minuscules = vec![b'q'; 65536];
    for (ptr, texte) in [
        (0, "abc"),
        (1, "z"),
        (1023, "abcdef"),
        (2048, "plus long"),
        (65530, "abcdef"),
        (65536, ""),
    ] {
        let view = invite.memory.view(&invite.store);
        view.write(0, &minuscules).expect("dans la page");
        invite.appeler(ptr, texte);
        let mut attendu = minuscules.clone();
        let debut = ptr as usize;
        attendu[debut..debut + texte.len()].copy_from_slice(texte.to_uppercase().as_bytes());
        let obtenu = invite.octets(0, 65536);
        let ecart = (0..65536).find(|rang| obtenu[*rang] != attendu[*rang]);
        assert_eq!(
            ecart.map(|rang| (rang, obtenu[rang] as char, attendu[rang] as char)),
            None,
            "{texte:?} à l'adresse {ptr} : l'octet de cette adresse vaut le premier caractère, et \
             devrait valoir le second"
        );
    }
}

/// Chacun des 256 octets possibles est traité comme il faut.
#[test]
fn chaque_octet_est_traite_comme_il_faut() {
    let tous: Vec<u8> = (0..=255).collect();
    let mut invite = invite();
    invite.appeler(4096, &tous);
    for (avant, apres) in tous.iter().zip(invite.octets(4096, 256)) {
        assert_eq!(apres, avant.to_ascii_uppercase(), "l'octet {avant}");
    }
}
