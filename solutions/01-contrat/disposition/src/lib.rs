//! Solution : calculer la place des champs.
//!
//! Tout tient dans un arrondi : un champ commence à un multiple de son alignement, une
//! structure finit à un multiple du sien.

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
    match ty {
        CType::Scalar(layout) => *layout,
        CType::Array { element, len } => {
            let Layout { size, align } = layout_of(element);
            Layout {
                size: size * len,
                align,
            }
        }
        CType::Struct(fields) => {
            let align = fields.iter().map(|field| layout_of(field).align).max();
            let align = align.unwrap_or(1);
            let end = match (field_offsets(fields).last(), fields.last()) {
                (Some(offset), Some(field)) => offset + layout_of(field).size,
                _ => 0,
            };
            Layout {
                size: end.next_multiple_of(align),
                align,
            }
        }
    }
}

/// La place de chaque champ d'une structure : le nombre d'octets qui le séparent du début.
pub fn field_offsets(fields: &[CType]) -> Vec<usize> {
    // ANCHOR: places
    let mut end: usize = 0;
    let place = |field| {
        let Layout { size, align } = layout_of(field);
        let offset = end.next_multiple_of(align);
        end = offset + size;
        offset
    };
    // ANCHOR_END: places
    fields.iter().map(place).collect()
}
