//! Le temps et la mémoire, des deux côtés de chaque limite.

use super::super::sujet::{Budget, INSTRUCTIONS};
use super::{LuaPlugin, arrete, essayer, module};

/// Une boucle sans fin s'arrête, au chargement comme à l'appel.
#[test]
fn une_boucle_sans_fin_s_arrete() {
    for corps in ["while true do end", "repeat until false", "::a:: goto a"] {
        arrete(
            corps,
            "toutes les mille instructions, le budget doit être débité",
        );
    }
    let script = b"while true do end return { name = 'x', execute = function() end }";
    assert!(
        LuaPlugin::load(script).is_err(),
        "le chargement exécute le script : la limite vaut pour lui aussi"
    );
}

/// Un million d'instructions passent, et guère davantage.
#[test]
fn un_million_d_instructions_passent_et_guere_davantage() {
    // Un tour d'une boucle vide compte une instruction ; le budget se débite mille par mille.
    let tourner = |tours: u32| format!("for i = 1, {tours} do end return 'passé'");
    for permis in [10_000, 990_000] {
        assert_eq!(
            essayer(&tourner(permis)).as_deref(),
            Ok("passé"),
            "{permis} instructions, c'est permis : spend(1_000) toutes les mille"
        );
    }
    for interdit in [1_005_000, 1_500_000] {
        arrete(
            &tourner(interdit),
            &format!("{interdit} instructions, c'est trop : spend(1_000) toutes les mille"),
        );
    }
}

/// Le budget permet exactement ce qu'il contient.
#[test]
fn le_budget_permet_exactement_ce_qu_il_contient() {
    let budget = Budget::default();
    budget.refill();
    assert!(budget.spend(INSTRUCTIONS - 1).is_ok());
    assert!(
        budget.spend(1).is_ok(),
        "la dernière instruction est permise"
    );
    assert!(
        budget.check().is_ok(),
        "tout est dépensé, et rien n'est dépassé"
    );
    assert!(budget.spend(1).is_err(), "une de plus est refusée");
    budget.refill();
    assert!(
        budget.spend(INSTRUCTIONS + 1).is_err(),
        "plus que le budget, d'un seul coup"
    );
    assert!(budget.check().is_err(), "le dépassement se retient");
    budget.refill();
    assert!(
        budget.spend(INSTRUCTIONS).is_ok(),
        "un budget rempli a tout oublié"
    );
}

/// Sept mébioctets tiennent dans l'interprète, et non neuf.
#[test]
fn la_memoire_est_bornee() {
    // Des chaînes toutes différentes d'un quart de mébioctet, gardées dans une table.
    let garder = |quarts: u32| {
        format!(
            "local s = 'x' for _ = 1, 18 do s = s .. s end
            local t = {{}} for i = 1, {quarts} do t[i] = s .. i end
            return #t .. ''"
        )
    };
    assert_eq!(
        essayer(&garder(28)).as_deref(),
        Ok("28"),
        "sept mébioctets tiennent dans MEMORY, qui en vaut huit"
    );
    arrete(
        &garder(33),
        "plus de huit mébioctets : set_memory_limit(MEMORY)",
    );
    // 64 Mio au plus, pour ne pas épuiser la machine si la limite manque.
    arrete(
        "local s = 'x' for _ = 1, 26 do s = s .. s end return 'passé'",
        "la chaîne a atteint 64 Mio : set_memory_limit",
    );
}

/// Un module qui sert encore après une attaque, cinquante fois.
#[test]
fn le_module_sert_encore_apres_une_attaque() {
    let corps = "if text == 'boucle' then while true do end end
        if text == 'bombe' then local s = 'x' for _ = 1, 26 do s = s .. s end end
        local n = 0 for i = 1, 100000 do n = n + i end
        return text";
    let module = LuaPlugin::load(&module(corps)).expect("ce module tient le contrat");
    for attaque in ["boucle", "bombe", "boucle"] {
        assert!(
            module.execute(attaque).is_err(),
            "{attaque} doit être arrêtée"
        );
        for _ in 0..50 {
            assert_eq!(
                module.execute("encore").ok().as_deref(),
                Some("encore"),
                "chaque appel a son propre budget, et une attaque ne gêne pas les appels suivants"
            );
        }
    }
}

/// Deux modules ont chacun leur budget et leurs variables.
#[test]
fn deux_modules_ne_partagent_rien() {
    let charger = |nom: &str| {
        let script = format!(
            "compte = 0
            return {{ name = '{nom}', execute = function(text)
                if text == 'boucle' then while true do end end
                for i = 1, 900000 do end
                compte = compte + 1 return '{nom} ' .. compte end }}"
        );
        LuaPlugin::load(script.as_bytes()).expect("ce module tient le contrat")
    };
    let (un, deux) = (charger("un"), charger("deux"));
    for tour in 1..=3 {
        assert!(un.execute("boucle").is_err());
        assert_eq!(deux.execute("").ok(), Some(format!("deux {tour}")));
        assert!(deux.execute("boucle").is_err());
        assert_eq!(un.execute("").ok(), Some(format!("un {tour}")));
    }
}
