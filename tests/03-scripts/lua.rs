//! Ce que l'exercice `scripts/lua` doit garantir.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use verifications::instantane;

use super::sujet::LuaPlugin;

#[path = "lua/limites.rs"]
mod limites;
#[path = "lua/pcall.rs"]
mod pcall;

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

/// Un module honnête travaille.
#[test]
fn un_module_honnete_travaille() {
    let script =
        b"return { name = 'cri', execute = function(text) return text:upper() .. '!' end }";
    let module = LuaPlugin::load(script).expect("ce module tient le contrat");
    assert_eq!(module.name(), "cri");
    assert_eq!(module.execute("bonjour").ok().as_deref(), Some("BONJOUR!"));
}

/// Il ne reste au script que ce qui est permis.
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

/// Les méthodes de chaîne sont restreintes comme la table `string`.
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

/// Le code compilé est refusé.
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
