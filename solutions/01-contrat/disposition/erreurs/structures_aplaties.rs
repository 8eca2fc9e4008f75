//! Attrapée par : `une_structure_imbriquee_garde_sa_disposition`
//!
//! Les champs d'une structure imbriquée sont traités comme des champs de la structure
//! englobante. Le remplissage intérieur se perd : en C, une structure garde partout la même
//! disposition.

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
            let fields = flatten(fields);
            let align = fields.iter().map(|field| layout_of(field).align).max();
            let align = align.unwrap_or(1);
            let mut end: usize = 0;
            for field in &fields {
                let layout = layout_of(field);
                end = end.next_multiple_of(layout.align) + layout.size;
            }
            Layout {
                size: end.next_multiple_of(align),
                align,
            }
        }
    }
}

/// La place de chaque champ d'une structure : le nombre d'octets qui le séparent du début.
pub fn field_offsets(fields: &[CType]) -> Vec<usize> {
    let mut end: usize = 0;
    let mut offsets = Vec::new();
    for field in fields {
        let mut start = None;
        for part in flatten(std::slice::from_ref(field)) {
            let layout = layout_of(&part);
            let offset = end.next_multiple_of(layout.align);
            start.get_or_insert(offset);
            end = offset + layout.size;
        }
        offsets.push(start.unwrap_or(end));
    }
    offsets
}

/// Les champs, où chaque structure est remplacée par les siens.
fn flatten(fields: &[CType]) -> Vec<CType> {
    let mut flat = Vec::new();
    for field in fields {
        match field {
            CType::Struct(inner) => flat.extend(flatten(inner)),
            other => flat.push(other.clone()),
        }
    }
    flat
}
