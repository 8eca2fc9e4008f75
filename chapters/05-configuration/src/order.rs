//! Mettre des modules dans un ordre où chacun vient après ceux qu'il attend.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

// ANCHOR: trier
/// L'ordre d'exécution : `after[i]` dit quels modules le module `i` attend.
///
/// Entre deux modules que rien ne sépare, le premier du fichier passe le premier : l'ordre ne
/// dépend que du fichier, et changer une ligne ne le bouleverse pas.
///
/// # Errors
///
/// S'il n'y a pas de tel ordre, rend un cycle : chaque module y attend le suivant, et le
/// dernier attend le premier.
pub(crate) fn sort(after: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut waiting: Vec<usize> = after.iter().map(Vec::len).collect();
    let mut followers = vec![Vec::new(); after.len()];
    for (module, awaited) in after.iter().enumerate() {
        for &first in awaited {
            followers[first].push(module);
        }
    }

    let mut ready: BinaryHeap<Reverse<usize>> = (0..after.len())
        .filter(|&module| waiting[module] == 0)
        .map(Reverse)
        .collect();
    let mut order = Vec::with_capacity(after.len());
    while let Some(Reverse(module)) = ready.pop() {
        order.push(module);
        for &follower in &followers[module] {
            waiting[follower] -= 1;
            if waiting[follower] == 0 {
                ready.push(Reverse(follower));
            }
        }
    }
    if order.len() == after.len() {
        Ok(order)
    } else {
        Err(find_cycle(after, &waiting))
    }
}
// ANCHOR_END: trier

// ANCHOR: cycle
/// Un cycle parmi les modules qui attendent encore.
///
/// Chacun d'eux en attend un autre qui attend aussi : en passant de l'un à l'autre, on finit
/// par revenir sur ses pas. Ce qui précède la boucle y mène, mais n'en fait pas partie.
fn find_cycle(after: &[Vec<usize>], waiting: &[usize]) -> Vec<usize> {
    let stuck = |module: &usize| waiting[*module] > 0;
    let mut path: Vec<usize> = Vec::new();
    let mut rank = vec![None; after.len()];
    let mut current = (0..after.len()).find(stuck);
    while let Some(module) = current {
        if let Some(start) = rank[module] {
            let mut cycle = path.split_off(start);
            let first = (0..cycle.len()).min_by_key(|&i| cycle[i]).unwrap_or(0);
            cycle.rotate_left(first);
            return cycle;
        }
        rank[module] = Some(path.len());
        path.push(module);
        current = after[module].iter().copied().find(stuck);
    }
    path
}
// ANCHOR_END: cycle

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn sans_contrainte_l_ordre_est_celui_du_fichier() {
        assert_eq!(sort(&[vec![], vec![], vec![]]), Ok(vec![0, 1, 2]));
        assert_eq!(sort(&[]), Ok(vec![]));
    }

    #[test]
    fn une_contrainte_ne_deplace_que_ce_qu_il_faut() {
        assert_eq!(
            sort(&[vec![2], vec![], vec![], vec![]]),
            Ok(vec![1, 2, 0, 3])
        );
        assert_eq!(sort(&[vec![1, 2], vec![2], vec![]]), Ok(vec![2, 1, 0]));
    }

    #[test]
    fn attendre_deux_fois_le_meme_module_revient_a_l_attendre_une_fois() {
        assert_eq!(sort(&[vec![1, 1], vec![]]), Ok(vec![1, 0]));
    }

    #[test]
    fn le_cycle_ne_contient_que_le_cycle() {
        assert_eq!(sort(&[vec![0]]), Err(vec![0]));
        // 0 mène à la boucle 1 → 3 → 2 → 1 ; 4 l'attend ; 5 est libre.
        let after = [vec![1], vec![3], vec![1], vec![2], vec![1], vec![]];
        assert_eq!(sort(&after), Err(vec![1, 3, 2]));
    }

    #[test]
    fn une_longue_chaine_ne_deborde_pas_la_pile() {
        let n = 100_000;
        let mut after: Vec<Vec<usize>> = (0..n).map(|i| vec![i + 1]).collect();
        after.push(vec![]);
        assert_eq!(sort(&after).map(|order| order[0]), Ok(n));
        after[n] = vec![0];
        assert_eq!(sort(&after).map_err(|cycle| cycle.len()), Err(n + 1));
    }
}
