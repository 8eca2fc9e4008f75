//! Un module partagé entre plusieurs fils d'exécution, dont certains le font échouer.

use std::thread;

use ch_scripts::{Limit, Limits, LuaPlugin, ScriptErrorKind, ScriptOptions};

#[test]
fn un_appel_arrete_ne_derange_pas_la_reponse_d_un_autre() {
    let script = "return {
        name = 'essai', version = '1.0.0',
        execute = function(text)
            if text == 'boucle' then while true do end end
            return text .. ' !'
        end,
    }";
    let options = ScriptOptions {
        limits: Limits {
            operations: 2_000,
            ..Limits::default()
        },
        ..ScriptOptions::default()
    };
    let plugin = LuaPlugin::from_source("essai.lua", script, &options).unwrap();
    // L'interprète d'un appel arrêté est jeté : la réponse d'un autre appel, rendue juste
    // avant, doit déjà en être sortie.
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..1_500 {
                    let error = plugin.transform("boucle").unwrap_err();
                    assert_eq!(error.kind(), ScriptErrorKind::Limit(Limit::Operations));
                }
            });
            scope.spawn(|| {
                for _ in 0..15_000 {
                    assert_eq!(plugin.transform("texte").unwrap(), "texte !");
                }
            });
        }
    });
}
