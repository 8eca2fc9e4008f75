//! Place une valeur tout au bord d'une page lisible, juste avant une page interdite : qui
//! lit au-delà de la valeur est tué par le système, au lieu de lire n'importe quoi.
//!
//! Sans cela, une lecture trop longue passe inaperçue : après une valeur, il y a presque
//! toujours d'autres octets lisibles.

use region::Protection;

/// Copie `value` au bord d'une page. La mémoire n'est jamais rendue.
///
/// # Errors
///
/// Si le système refuse la mémoire ou sa protection.
///
/// # Panics
///
/// Si `value` dépasse une page.
pub fn place<T: Copy>(value: T) -> region::Result<*const T> {
    let edge = edge(size_of::<T>())?.cast::<T>();
    // SÛRETÉ : l'emplacement est à nous et assez grand. La page finit sur un multiple de tout
    // alignement raisonnable, et la taille de `T` est un multiple du sien.
    unsafe { edge.write(value) };
    Ok(edge)
}

/// Copie `bytes` au bord d'une page, comme [`place`].
///
/// # Errors
///
/// Si le système refuse la mémoire ou sa protection.
///
/// # Panics
///
/// Si `bytes` dépasse une page.
pub fn place_bytes(bytes: &[u8]) -> region::Result<*const u8> {
    let edge = edge(bytes.len())?;
    // SÛRETÉ : l'emplacement est à nous, neuf, et de la bonne longueur.
    unsafe { edge.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    Ok(edge)
}

/// L'adresse des `len` derniers octets d'une page, suivie d'une page interdite.
fn edge(len: usize) -> region::Result<*mut u8> {
    let page = region::page::size();
    assert!(len <= page, "la valeur ne tient pas dans une page");
    let mut pages = region::alloc(2 * page, Protection::READ_WRITE)?;
    let start = pages.as_mut_ptr::<u8>();
    // SÛRETÉ : les deux pages sont à nous, et rien n'y est encore rangé.
    let edge = unsafe {
        region::protect(start.add(page), page, Protection::NONE)?;
        start.add(page - len)
    };
    // Détruire `pages` rendrait la mémoire au système.
    std::mem::forget(pages);
    Ok(edge)
}
