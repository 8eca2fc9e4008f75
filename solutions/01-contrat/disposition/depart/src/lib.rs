//! Exercice : calculer la place des champs. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-contrat-disposition`

/// Une taille et un alignement, en octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Le nombre d'octets occupés.
    pub size: usize,
    /// Le nombre dont l'adresse est toujours un multiple : 1, 2, 4, 8…
    pub align: usize,
}

/// Un type, tel que le C le décrit.
#[derive(Debug, Clone)]
pub enum CType {
    /// Un nombre ou une adresse, dont la disposition est connue.
    Scalar(Layout),
    /// Des éléments du même type, mis bout à bout.
    Array {
        /// Le type des éléments.
        element: Box<CType>,
        /// Leur nombre.
        len: usize,
    },
    /// Des champs, dans l'ordre de leur déclaration.
    Struct(Vec<CType>),
}

/// La taille et l'alignement d'un type.
pub fn layout_of(ty: &CType) -> Layout {
    todo!("la taille et l'alignement de {ty:?}")
}

/// La place de chaque champ d'une structure : le nombre d'octets qui le séparent du début.
pub fn field_offsets(fields: &[CType]) -> Vec<usize> {
    todo!("la place de {} champs", fields.len())
}
