//! `pcall` : comme d'habitude, sauf pour l'arrêt.

use super::{arrete, essayer};

/// `pcall` rend les erreurs ordinaires, comme d'habitude.
#[test]
fn pcall_rend_toujours_les_erreurs_ordinaires() {
    for (appel, attendu) in [
        ("pcall(error, 'raté', 0)", "false raté"),
        (
            "pcall(error, \"trop d'instructions\", 0)",
            "false trop d'instructions",
        ),
        ("pcall(pcall, error, 'raté', 0)", "true false"),
        ("pcall(nil)", "false attempt to call a nil value"),
    ] {
        let corps = format!("local ok, e = {appel} return tostring(ok) .. ' ' .. tostring(e)");
        assert_eq!(
            essayer(&corps).as_deref(),
            Ok(attendu),
            "tant que le budget n'est pas épuisé, {appel} rattrape les erreurs comme d'habitude"
        );
    }
}

/// `pcall` rend la valeur même de l'erreur, qui n'est pas toujours un texte.
#[test]
fn pcall_rend_l_erreur_elle_meme() {
    for (valeur, verification) in [
        ("{ code = 7 }", "e == valeur and e.code == 7"),
        ("42", "e == 42"),
        ("true", "e == true"),
        ("nil", "e == nil"),
        ("ipairs", "e == ipairs"),
    ] {
        let corps = format!(
            "local valeur = {valeur} local ok, e = pcall(function() error(valeur) end)
            return tostring(ok == false and ({verification})) .. ' ' .. type(e)"
        );
        assert!(
            essayer(&corps).is_ok_and(|reponse| reponse.starts_with("true ")),
            "une erreur qui vaut {valeur} doit revenir telle quelle, et non son texte : {:?}",
            essayer(&corps)
        );
    }
}

/// `pcall` donne tous les arguments et rend tous les résultats.
#[test]
fn pcall_donne_et_rend_tout() {
    let compte = "return select('#', pcall(function(...) return ... end, 1, nil, 3, nil)) .. ''";
    assert_eq!(
        essayer(compte).as_deref(),
        Ok("5"),
        "`true`, puis les quatre valeurs, `nil` compris : `...` les porte toutes"
    );
    for (rang, attendu) in [(1, "true"), (2, "texte?"), (3, "deux"), (4, "trois")] {
        let corps = format!(
            "local function f(a, b, c) return a .. '?', b, c end
            return tostring((select({rang}, pcall(f, text, 'deux', 'trois'))))"
        );
        assert_eq!(
            essayer(&corps).as_deref(),
            Ok(attendu),
            "le résultat n° {rang}"
        );
    }
    let vide = "return select('#', pcall(function() end)) .. ''";
    assert_eq!(
        essayer(vide).as_deref(),
        Ok("1"),
        "une fonction qui ne rend rien : `true` seul"
    );
}

/// `pcall` n'étouffe pas l'arrêt.
#[test]
fn pcall_n_etouffe_pas_l_arret() {
    for corps in [
        "while true do pcall(function() while true do end end) end",
        "pcall(function() while true do end end) return 'passé'",
        "local ok = pcall(function() while true do end end) if not ok then return 'passé' end",
    ] {
        arrete(
            corps,
            "pcall a rattrapé l'arrêt : quand le budget est épuisé, il doit relancer l'erreur",
        );
    }
}

/// Un `pcall` dans un `pcall` n'étouffe pas l'arrêt, à trois niveaux comme à deux.
#[test]
fn pcall_imbrique_n_etouffe_pas_l_arret() {
    for corps in [
        "while true do pcall(pcall, function() while true do end end) end",
        "while true do pcall(pcall, pcall, pcall, function() while true do end end) end",
        "local function f(n) if n == 0 then while true do end end
            pcall(f, n - 1) return 'passé' end
        return f(20)",
    ] {
        arrete(
            corps,
            "un pcall dans un pcall : chacun doit relancer l'arrêt",
        );
    }
}
