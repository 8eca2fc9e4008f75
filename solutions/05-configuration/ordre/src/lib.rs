//! Solution : mettre les modules en ordre et nommer un cycle.
//!
//! On place les modules un à un. Quand plus aucun ne peut passer, chacun de ceux qui restent
//! en attend un autre qui reste aussi : les suivre mène forcément à une boucle.

/// Un module du fichier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Son nom, unique dans le fichier.
    pub name: String,
    /// Sert-il ?
    pub enabled: bool,
    /// Les noms des modules qu'il attend.
    pub after: Vec<String>,
}

/// Pourquoi il n'y a pas d'ordre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderError {
    /// `module` attend `awaited`, qui n'est pas dans le fichier.
    Missing {
        /// Celui qui attend.
        module: String,
        /// Celui qui manque.
        awaited: String,
    },
    /// `module` attend `awaited`, qui n'est pas actif.
    Disabled {
        /// Celui qui attend.
        module: String,
        /// Celui qui ne sert pas.
        awaited: String,
    },
    /// Chacun attend le suivant, et le dernier attend le premier.
    Cycle(Vec<String>),
}

/// Les noms des modules actifs, dans l'ordre où ils travaillent.
///
/// # Errors
///
/// Si un module attend ce qui n'existe pas ou ne sert pas, ou si des modules s'attendent en
/// rond.
pub fn order(modules: &[Module]) -> Result<Vec<&str>, OrderError> {
    let after = resolve(modules)?;
    // ANCHOR: placer
    let mut placed = vec![false; modules.len()];
    let mut names = Vec::new();
    let can_go = |module: usize, placed: &[bool]| {
        modules[module].enabled && !placed[module] && after[module].iter().all(|&m| placed[m])
    };
    while let Some(next) = (0..modules.len()).find(|&module| can_go(module, &placed)) {
        placed[next] = true;
        names.push(modules[next].name.as_str());
    }
    // ANCHOR_END: placer

    match (0..modules.len()).find(|&module| modules[module].enabled && !placed[module]) {
        None => Ok(names),
        Some(stuck) => {
            let cycle = find_cycle(stuck, &after, &placed);
            let names = cycle.iter().map(|&module| modules[module].name.clone());
            Err(OrderError::Cycle(names.collect()))
        }
    }
}

/// Ce que chaque module actif attend, en rangs dans le fichier.
fn resolve(modules: &[Module]) -> Result<Vec<Vec<usize>>, OrderError> {
    let mut after = vec![Vec::new(); modules.len()];
    for (module, awaited) in modules.iter().zip(&mut after) {
        if !module.enabled {
            continue;
        }
        for name in &module.after {
            let names = || (module.name.clone(), name.clone());
            match modules.iter().position(|other| other.name == *name) {
                Some(other) if modules[other].enabled => awaited.push(other),
                Some(_) => {
                    let (module, awaited) = names();
                    return Err(OrderError::Disabled { module, awaited });
                }
                None => {
                    let (module, awaited) = names();
                    return Err(OrderError::Missing { module, awaited });
                }
            }
        }
    }
    Ok(after)
}

/// La boucle où mène `stuck`, à partir de son premier module dans le fichier.
fn find_cycle(stuck: usize, after: &[Vec<usize>], placed: &[bool]) -> Vec<usize> {
    // ANCHOR: boucle
    let mut path = Vec::new();
    let mut current = stuck;
    loop {
        if let Some(start) = path.iter().position(|&seen| seen == current) {
            // Ce qui précède `start` mène à la boucle, mais n'en fait pas partie.
            let mut cycle = path.split_off(start);
            let first = (0..cycle.len()).min_by_key(|&i| cycle[i]).unwrap_or(0);
            cycle.rotate_left(first);
            return cycle;
        }
        path.push(current);
        current = after[current]
            .iter()
            .copied()
            .find(|&awaited| !placed[awaited])
            .expect("un module qui ne peut pas passer en attend un autre");
    }
    // ANCHOR_END: boucle
}
