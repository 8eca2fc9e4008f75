//! Les invités WebAssembly dans une page du livre : leurs octets y sont, et le code de la page
//! les fait répondre comme leurs jumeaux en Rust.
//!
//! Le moteur est celui de Node, que les navigateurs de la famille de Chromium partagent ; sans
//! Node, la seconde moitié n'est pas lancée.

use std::fs;
use std::process::Command;

use crate::commun::Essai;
use crate::racine;
use atelier::livre;
use ch_contrat::{Compteur, Majuscules, Plugin, Typographie};

const PAGE: &str = "book/src/06-wasm/langages.md";
const INVITES: &str = "chapters/06-wasm/invites";

const TEXTES: [&str; 4] = [
    "",
    "L'hôte dit: \"bonjour!\"",
    "où est l'œuf ? À Noël, ça gèle ; ÿ",
    "🦀 et 1 ÷ 2",
];

/// De quoi remplacer une page : les éléments que le script y cherche.
const DOM: &str = r#"
const elements = {};
const element = () => ({
  options: [],
  ecoutes: {},
  append(...options) { this.options.push(...options.map((option) => option.value)); this.value = this.options[0]; },
  addEventListener(quand, quoi) { this.ecoutes[quand] = quoi; },
});
globalThis.Option = class { constructor(nom) { this.value = nom; } };
globalThis.document = {
  querySelector: () => ({ querySelector: (choix) => (elements[choix] ??= element()) }),
};
elements[".invites-texte"] = { ...element(), value: "" };
"#;

/// Le lecteur choisit chaque invité, et tape chaque texte, reçu en JSON.
const LECTEUR: &str = r#"
for (const nom of choix.options) {
  choix.value = nom;
  choix.ecoutes.change();
  for (const tape of JSON.parse(process.argv[2])) {
    texte.value = tape;
    await texte.ecoutes.input();
    console.log(`${nom} : ${reponse.textContent}`);
  }
}
"#;

/// La ligne `{{#invites …}}` de la vraie page.
fn directive() -> String {
    let page = fs::read_to_string(racine().join(PAGE)).expect("la page existe");
    let ligne = page.lines().find(|ligne| ligne.starts_with("{{#invites "));
    ligne.expect("la page montre des invités").to_owned()
}

/// Construit un livre d'une page, où cette ligne est, et rend la page.
fn page_construite(directive: &str) -> String {
    let essai = Essai::nouveau();
    for fichier in ["page.html", "navigateur.mjs"] {
        let contenu = fs::read_to_string(racine().join(INVITES).join(fichier)).unwrap();
        essai.ecrire(&format!("{INVITES}/{fichier}"), &contenu);
    }
    let precompiles = format!("{INVITES}/precompiles");
    fs::create_dir_all(essai.chemin(&precompiles)).unwrap();
    for wasm in atelier::fichiers::entrees(&racine().join(&precompiles)) {
        let nom = atelier::fichiers::nom(&wasm);
        fs::copy(&wasm, essai.chemin(&precompiles).join(nom)).unwrap();
    }
    essai.ecrire("book/src/debut.md", &format!("# Début\n\n{directive}\n"));
    let livre = livre::construire(&essai.projet()).expect("le livre se construit");
    fs::read_to_string(livre.join("debut.html")).expect("la page construite")
}

/// Le script du bloc, tel que le navigateur le reçoit.
fn script(page: &str) -> &str {
    let (_, suite) = page
        .split_once("<script type=\"module\">")
        .expect("un script");
    suite.split_once("</script>").expect("il se ferme").0
}

#[test]
fn la_page_construite_contient_les_invites_et_leur_code() {
    let page = page_construite(&directive());
    let script = script(&page);
    for nom in ["typographie", "majuscules", "compteur"] {
        let wasm = racine().join(format!("{INVITES}/precompiles/{nom}.wasm"));
        let octets = fs::metadata(wasm).unwrap().len() as usize;
        let (_, suite) = script
            .split_once(&format!("{nom}: \""))
            .unwrap_or_else(|| panic!("{nom} n'est pas dans la page"));
        let base64 = suite.split('"').next().unwrap();
        // « AGFzb » : les quatre premiers octets de tout module, \0asm.
        assert!(base64.starts_with("AGFzb"), "{nom} : {}", &base64[..8]);
        assert_eq!(base64.len(), octets.div_ceil(3) * 4, "{nom}");
    }
    // Un script qu'une ligne vide aurait coupé serait devenu de la prose.
    assert!(script.contains("export async function charger(octets)"));
    assert!(!script.contains("<p>"), "{script}");
    assert!(!page.contains("{{#invites"));
}

#[test]
fn les_invites_de_la_page_repondent_comme_leurs_jumeaux_en_rust() {
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!("non lancé : node n'est pas installé");
        return;
    }
    let page = page_construite(&directive());
    let dossier = tempfile::tempdir().unwrap();
    let programme = dossier.path().join("page.mjs");
    fs::write(&programme, format!("{DOM}{}{LECTEUR}", script(&page))).unwrap();
    let sortie = Command::new("node")
        .arg(&programme)
        .arg(format!("{TEXTES:?}"))
        .output()
        .expect("lancer node");
    let erreur = String::from_utf8_lossy(&sortie.stderr);
    assert!(sortie.status.success(), "{erreur}");

    let jumeaux: [(&str, &dyn Plugin); 3] = [
        ("typographie", &Typographie),
        ("majuscules", &Majuscules),
        ("compteur", &Compteur),
    ];
    let mut attendu = String::new();
    for (nom, jumeau) in jumeaux {
        for texte in TEXTES {
            let reponse = jumeau.execute(texte).expect("le jumeau répond");
            attendu.push_str(&format!("{nom} : {reponse}\n"));
        }
    }
    assert_eq!(String::from_utf8_lossy(&sortie.stdout), attendu);
}

#[test]
fn un_invite_absent_arrete_la_construction() {
    let essai = Essai::nouveau();
    essai.ecrire("book/src/debut.md", "# Début\n\n{{#invites absent}}\n");
    let erreur = livre::construire(&essai.projet()).expect_err("l'invité manque");
    let texte = erreur.to_string();
    assert!(
        texte.contains("chapters/06-wasm/invites/precompiles/absent.wasm"),
        "{texte}"
    );
}
