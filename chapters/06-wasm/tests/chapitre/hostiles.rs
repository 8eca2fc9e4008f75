//! Les invités hostiles : chacun finit par une erreur précise, dans ses limites, et ni l'hôte
//! ni un autre invité n'en souffrent. Le corpus est dans `hostiles/corpus.txt`.

use ch_contrat::Plugin;
use ch_wasm::{Capabilities, Limits, Loader, WasmPlugin, guest_path};
use verifications::instantane;

const CORPUS: &str = include_str!("../hostiles/corpus.txt");
const TEMPLATE: &str = include_str!("../../invites/wat/gabarit.wat");

/// Un cas du corpus : son nom, son module, et s'il a droit au journal.
struct Case {
    name: String,
    wat: String,
    log: bool,
}

/// Lit le corpus, qui dit lui-même comment.
fn corpus() -> Vec<Case> {
    let (_notice, cases) = CORPUS.split_once("\n# ").expect("le corpus a des cas");
    cases.split("\n# ").map(case).collect()
}

fn case(text: &str) -> Case {
    let mut lines = text.lines();
    let name = lines.next().expect("un nom").to_owned();
    let mut case = Case {
        name,
        wat: TEMPLATE.to_owned(),
        log: false,
    };
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        case.wat = match verb {
            "CORPS" => case.wat.replace(";; CORPS", rest),
            "AJOUT" => {
                let end = case.wat.rfind(')').expect("une parenthèse");
                format!("{}{rest})", &case.wat[..end])
            }
            "ÔTE" => {
                let kept = case.wat.lines().filter(|line| !line.contains(rest));
                kept.collect::<Vec<_>>().join("\n")
            }
            "CHANGE" => {
                let (from, to) = rest.split_once(" => ").expect("a => b");
                assert!(case.wat.contains(from), "{} : « {from} » ?", case.name);
                case.wat.replace(from, to)
            }
            "JOURNAL" => {
                case.log = true;
                case.wat
            }
            other => panic!("{} : « {other} » ?", case.name),
        };
    }
    case
}

/// Assez de carburant pour un invité honnête, assez peu pour que le test soit bref.
fn loader(log: bool) -> Loader {
    let capabilities = match log {
        true => Capabilities::none().log(|_| ()),
        false => Capabilities::none(),
    };
    Loader::new().capabilities(capabilities).limits(Limits {
        fuel: 2_000_000,
        ..Limits::default()
    })
}

fn outcome(case: &Case) -> String {
    let wasm = match wasmer::wat2wasm(case.wat.as_bytes()) {
        Ok(wasm) => wasm,
        Err(error) => panic!("{} : le WAT du test est faux : {error}", case.name),
    };
    let plugin = match loader(case.log).load_bytes("invité", &wasm) {
        Ok(plugin) => plugin,
        Err(error) => return format!("refusé : {}", error.reason),
    };
    // Deux fois : après une faute, l'invité repart d'une instance neuve et refait la même.
    let first = answer(&plugin);
    let second = answer(&plugin);
    assert_eq!(first, second, "{} : deux appels, deux réponses", case.name);
    first
}

fn answer(plugin: &WasmPlugin) -> String {
    match plugin.execute("bonjour") {
        Ok(text) => format!("réponse : {text:?}"),
        Err(error) => format!("échec : {}", error.message()),
    }
}

#[test]
fn chaque_invite_hostile_finit_par_une_erreur_precise() {
    let cases = corpus();
    assert!(cases.len() >= 60, "{} cas seulement", cases.len());
    let healthy = WasmPlugin::load(&guest_path("majuscules")).unwrap();
    let mut report = String::new();
    for case in &cases {
        report.push_str(&format!("{} → {}\n", case.name, outcome(case)));
        assert_eq!(
            healthy.execute("ça va").unwrap(),
            "ÇA VA",
            "après « {} », un autre invité doit travailler comme avant",
            case.name
        );
    }
    instantane!("hostiles", report);
}

#[test]
fn un_module_tronque_ne_fait_jamais_paniquer_l_hote() {
    let wasm = std::fs::read(guest_path("compteur")).unwrap();
    let (mut refused, mut loaded) = (0, 0);
    for len in 0..wasm.len() {
        match loader(false).load_bytes("tronqué", &wasm[..len]) {
            Err(_) => refused += 1,
            Ok(plugin) => {
                loaded += 1;
                let _ = plugin.execute("où est l'œuf ?");
            }
        }
    }
    // Coupé juste entre deux sections, un module reste valable : sans ses données, « mots »
    // devient « mot ». Seule une empreinte dit qu'un fichier est entier.
    assert!(loaded < 5, "{refused} refusés, {loaded} chargés");
}

#[test]
fn un_bit_retourne_ne_fait_jamais_paniquer_l_hote() {
    let wasm = std::fs::read(guest_path("compteur")).unwrap();
    let (mut refused, mut loaded) = (0, 0);
    for at in 0..wasm.len() {
        let mut flipped = wasm.clone();
        flipped[at] ^= 1 << (at % 8);
        match loader(false).load_bytes("retourné", &flipped) {
            Err(_) => refused += 1,
            Ok(plugin) => {
                loaded += 1;
                // La réponse peut être fausse ; elle ne peut pas être une panique.
                let _ = plugin.execute("où est l'œuf ?");
            }
        }
    }
    assert!(
        refused > 0 && loaded > 0,
        "{refused} refusés, {loaded} chargés"
    );
}

#[test]
fn un_module_trop_gros_est_refuse_sans_etre_lu() {
    let limits = Limits {
        module_bytes: 1000,
        ..Limits::default()
    };
    let error = Loader::new()
        .limits(limits)
        .load(&guest_path("compteur"))
        .unwrap_err();
    assert!(error.to_string().contains("1000 au plus"), "{error}");
}

#[test]
fn le_format_texte_n_est_pas_accepte_d_un_invite() {
    let error = Loader::new().load_bytes("texte", TEMPLATE.as_bytes());
    let error = error.unwrap_err();
    assert!(
        error.to_string().contains("pas un module valable"),
        "{error}"
    );
}

#[test]
fn un_texte_trop_long_est_refuse_avant_d_etre_copie() {
    let limits = Limits {
        text_bytes: 8,
        ..Limits::default()
    };
    let plugin = Loader::new()
        .limits(limits)
        .load(&guest_path("compteur"))
        .unwrap();
    let error = plugin.execute("neuf octets").unwrap_err();
    assert_eq!(error.message(), "texte de 11 octets, 8 au plus");
    assert!(
        plugin.execute("huit").is_err(),
        "la réponse aussi compte : « 1 ligne, … » dépasse 8 octets"
    );
}
