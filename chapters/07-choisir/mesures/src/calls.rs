//! Le temps d'un appel par chaque porte, rapporté à l'appel direct de la même fonction.
//!
//! Les portes passent à tour de rôle, par petits lots, dans la même exécution : ce que la
//! machine fait d'autre les gêne toutes également, et leurs rapports tiennent.

use std::hint::black_box;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ch_choisir::doors::NAMES;
use ch_choisir::{Chunks, Cut, Doors, MAX_CHUNK, Pipeline};
use ch_configuration::{Live, Workshop};
use ch_contrat::{Majuscules, Plugin, Typographie};

use crate::clock;
use crate::progress::Progress;
use crate::record::{Call, Chain, Settings};
use crate::site::{self, MODULES, Result};
use crate::stats::spread;

/// Les tailles de texte : une phrase, une page, un livret.
pub(crate) const SIZES: [usize; 3] = [64, 1 << 10, 64 << 10];
/// Un appel plus long est répété moins souvent.
const SLOW: Duration = Duration::from_millis(50);
/// La référence.
pub(crate) const DIRECT: &str = "direct";

/// Combien de temps pour tant d'appels sur ce texte ?
type Timer<'a> = Box<dyn Fn(&str, u32) -> Duration + 'a>;

/// Une porte, qui sait se chronométrer.
struct Way<'a> {
    door: &'static str,
    time: Timer<'a>,
}

impl<'a> Way<'a> {
    // `plugin` garde son type : l'appel direct n'a ni table de fonctions, ni frontière.
    fn new<P: Plugin + ?Sized>(door: &'static str, plugin: &'a P) -> Self {
        let time = move |text: &str, calls: u32| {
            let start = clock::now();
            for _ in 0..calls {
                let output = plugin.execute(black_box(text));
                // Une porte qui échoue serait la plus rapide de toutes.
                black_box(output.expect("le texte est traité"));
            }
            clock::now() - start
        };
        Self {
            door,
            time: Box::new(time),
        }
    }
}

/// Mesure tous les modules, toutes les tailles, toutes les portes.
pub(crate) fn measure(
    doors: &Doors,
    folder: &Path,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Call>> {
    let mut calls = Vec::new();
    for module in MODULES {
        let workshops: Vec<Workshop> = NAMES
            .iter()
            .map(|door| site::open(doors, &site::config(folder, door, module, 1)?))
            .collect::<Result<_>>()?;
        let direct = match module {
            "majuscules" => Way::new(DIRECT, &Majuscules),
            _ => Way::new(DIRECT, &Typographie),
        };
        let opened = NAMES.iter().zip(&workshops).map(|(door, workshop)| {
            let plugin = workshop.plugins().next().expect("un module");
            Way::new(door, plugin)
        });
        let ways: Vec<Way> = std::iter::once(direct).chain(opened).collect();
        for bytes in SIZES {
            progress.say(&format!("{module}, texte de {bytes} octets"));
            calls.extend(alternate(module, bytes, &ways, settings));
            progress.advance();
        }
    }
    Ok(calls)
}

// ANCHOR: alterner
/// Fait passer les portes à tour de rôle sur le même texte.
fn alternate(module: &str, bytes: usize, ways: &[Way], settings: &Settings) -> Vec<Call> {
    let text = site::sample(bytes);
    let lot = Duration::from_micros(settings.lot_microsecondes);
    let calls: Vec<u32> = ways.iter().map(|way| calls_in(way, &text, lot)).collect();
    let slow = ways.iter().any(|way| (way.time)(&text, 1) > SLOW);
    let rounds = match slow {
        true => settings.tours_d_un_appel_lent,
        false => settings.tours,
    };
    let mut times = vec![Vec::new(); ways.len()];
    for round in 0..rounds {
        for turn in 0..ways.len() {
            // L'ordre compte pour les caches du processeur : on change de premier, et de sens.
            let turn = if round % 2 == 0 {
                turn
            } else {
                ways.len() - turn
            };
            let way = (round + turn) % ways.len();
            let time = (ways[way].time)(&text, calls[way]);
            times[way].push(time.as_secs_f64() * 1e9 / f64::from(calls[way]));
        }
    }
    let row = |(way, own): (&Way, &Vec<f64>)| Call {
        module: module.to_owned(),
        octets: bytes,
        porte: way.door.to_owned(),
        rapport: spread(
            own.iter()
                .zip(&times[0])
                .map(|(own, direct)| own / direct)
                .collect(),
        ),
        nanosecondes: spread(own.clone()),
    };
    ways.iter().zip(&times).map(row).collect()
}
// ANCHOR_END: alterner

/// Combien d'appels tiennent dans un lot ; les premiers échauffent la porte.
fn calls_in(way: &Way, text: &str, lot: Duration) -> u32 {
    let mut calls = 1;
    loop {
        let time = (way.time)(text, calls);
        if time >= lot / 2 {
            return (f64::from(calls) * lot.as_secs_f64() / time.as_secs_f64()).max(1.0) as u32;
        }
        calls *= 2;
    }
}

// ANCHOR: chaine
/// Le débit de la chaîne de l'hôte, avec les deux modules intégrés, face aux mêmes fonctions
/// appelées nues, l'une après l'autre, sur les mêmes morceaux déjà en mémoire.
pub(crate) fn chain(
    doors: &Doors,
    folder: &Path,
    settings: &Settings,
    progress: &Progress,
) -> Result<Chain> {
    progress.say("la chaîne de l'hôte, face aux fonctions nues");
    let text = site::sample(settings.texte_de_la_chaine_octets);
    let config = site::write(
        folder,
        "chaine",
        "[[module]]\ntype = 'integre'\nnom = 'premier'\noptions = { module = 'typographie' }\n\
         [[module]]\ntype = 'integre'\nnom = 'second'\noptions = { module = 'majuscules' }\n",
    )?;
    let workshop = site::open(doors, &config)?;
    let pipeline = Pipeline::new(Arc::new(Live::new(workshop)), Cut::Block);
    let mut chunks = Chunks::new(text.as_bytes(), Cut::Block);
    let chunks: Vec<String> = std::iter::from_fn(|| chunks.next_chunk(MAX_CHUNK).transpose())
        .collect::<std::result::Result<_, _>>()?;

    let (mut through, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..settings.tours {
        let mut seconds = [0.0; 2];
        for turn in 0..2 {
            let way = (round + turn) % 2;
            let start = clock::now();
            match way {
                0 => drop(pipeline.run(text.as_bytes(), &mut io::sink(), |_| ())?),
                _ => call_bare(&chunks)?,
            }
            seconds[way] = (clock::now() - start).as_secs_f64();
        }
        through.push(text.len() as f64 / seconds[0]);
        bare.push(text.len() as f64 / seconds[1]);
        ratios.push(seconds[1] / seconds[0]);
    }
    progress.advance();
    Ok(Chain {
        rapport: spread(ratios),
        chaine_octets_par_seconde: spread(through),
        nu_octets_par_seconde: spread(bare),
    })
}

/// Les fonctions, sans hôte.
fn call_bare(chunks: &[String]) -> Result<()> {
    for chunk in chunks {
        let text = Majuscules.execute(&Typographie.execute(black_box(chunk))?)?;
        io::sink().write_all(black_box(text.as_bytes()))?;
    }
    Ok(())
}
// ANCHOR_END: chaine
