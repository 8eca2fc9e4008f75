//! Ce que l'exercice `scripts/lua` doit garantir.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use verifications::instantane;

use super::sujet::LuaPlugin;

/// Un module dont `corps` est le corps de la fonction `execute`.
fn module(corps: &str) -> Vec<u8> {
    format!("return {{ name = 'essai', execute = function(text) {corps} end }}").into_bytes()
}

/// Charge le module et lui donne un texte, dans un fil à part : un script qui ne s'arrête pas
/// est abandonné au bout de dix secondes.
fn essayer(corps: &str) -> Result<String, String> {
    let script = module(corps);
    let (envoi, reception) = channel();
    thread::spawn(move || {
        let issue = LuaPlugin::load(&script).and_then(|module| module.execute("texte"));
        envoi.send(issue.map_err(|erreur| erreur.to_string()))
    });
    match reception.recv_timeout(Duration::from_secs(10)) {
        Ok(issue) => issue,
        Err(_) => panic!("rien n'a arrêté ce script (ou sandbox a paniqué) : {corps}"),
    }
}

/// Le script doit échouer.
fn arrete(corps: &str, pourquoi: &str) {
    if let Ok(reponse) = essayer(corps) {
        panic!("{pourquoi}\nle script « {corps} » a rendu {reponse:?}");
    }
}

#[test]
fn un_module_honnete_travaille() {
    let script =
        b"return { name = 'cri', execute = function(text) return text:upper() .. '!' end }";
    let module = LuaPlugin::load(script).expect("ce module tient le contrat");
    assert_eq!(module.name(), "cri");
    assert_eq!(module.execute("bonjour").ok().as_deref(), Some("BONJOUR!"));
}

#[test]
fn il_ne_reste_que_ce_qui_est_permis() {
    let corps = "local names = {}
        for name in pairs(_ENV) do table.insert(names, name) end
        for _, library in ipairs({ 'string', 'table' }) do
            for name in pairs(_ENV[library]) do table.insert(names, library .. '.' .. name) end
        end
        return table.concat(names, ' ')";
    let trouve = essayer(corps).expect("ce script n'emploie que des fonctions permises");
    let mut noms: Vec<_> = trouve.split(' ').collect();
    noms.sort_unstable();
    instantane!("atteignable", noms.join("\n"));
}

#[test]
fn les_methodes_de_chaine_sont_restreintes() {
    for methode in ["rep", "find", "match", "gmatch", "gsub", "dump", "pack"] {
        let corps = format!("return tostring(('x').{methode})");
        assert_eq!(
            essayer(&corps).as_deref(),
            Ok("nil"),
            "string.{methode} se retrouve par une méthode de chaîne : les chaînes ont leur \
             propre lien vers la table `string` d'origine, c'est elle qu'il faut vider"
        );
    }
}

#[test]
fn le_code_compile_est_refuse() {
    let complet = mlua::Lua::new();
    let compile = complet
        .load("return { name = 'x', execute = function(text) return text end }")
        .into_function()
        .expect("ce script est bien écrit")
        .dump(true)
        .to_vec();
    assert!(
        LuaPlugin::load(&compile).is_err(),
        "load n'accepte que du texte : le code compilé échappe à toute vérification"
    );
}

#[test]
fn une_boucle_sans_fin_s_arrete() {
    arrete(
        "while true do end",
        "toutes les mille instructions, le budget doit être débité",
    );
}

#[test]
fn pcall_rend_toujours_les_erreurs_ordinaires() {
    let corps = "local ok, message = pcall(error, 'raté', 0) return tostring(ok) .. ' ' .. message";
    assert_eq!(
        essayer(corps).as_deref(),
        Ok("false raté"),
        "tant que le budget n'est pas épuisé, pcall doit rattraper les erreurs comme d'habitude"
    );
    assert_eq!(
        essayer("return select(2, pcall(function(a) return a .. '?' end, text))").as_deref(),
        Ok("texte?"),
        "pcall donne ses arguments à la fonction et rend ce qu'elle rend"
    );
}

#[test]
fn pcall_n_etouffe_pas_l_arret() {
    arrete(
        "while true do pcall(function() while true do end end) end",
        "pcall a rattrapé l'arrêt : quand le budget est épuisé, il doit relancer l'erreur",
    );
}

#[test]
fn pcall_imbrique_n_etouffe_pas_l_arret() {
    arrete(
        "while true do pcall(pcall, function() while true do end end) end",
        "un pcall dans un pcall : chacun doit relancer l'arrêt",
    );
}

#[test]
fn la_memoire_est_bornee() {
    // 64 Mio au plus, pour ne pas épuiser la machine si la limite manque.
    arrete(
        "local s = 'x' for _ = 1, 26 do s = s .. s end return 'passé'",
        "la chaîne a atteint 64 Mio : set_memory_limit",
    );
}

#[test]
fn le_module_sert_encore_apres_une_attaque() {
    let corps = "if text == 'boucle' then while true do end end
        if text == 'bombe' then local s = 'x' for _ = 1, 26 do s = s .. s end end
        local n = 0 for i = 1, 100000 do n = n + i end
        return text";
    let module = LuaPlugin::load(&module(corps)).expect("ce module tient le contrat");
    for attaque in ["boucle", "bombe"] {
        assert!(
            module.execute(attaque).is_err(),
            "{attaque} doit être arrêtée"
        );
    }
    for _ in 0..5 {
        assert_eq!(
            module.execute("encore").ok().as_deref(),
            Some("encore"),
            "chaque appel a son propre budget, et une attaque ne gêne pas les appels suivants"
        );
    }
}
