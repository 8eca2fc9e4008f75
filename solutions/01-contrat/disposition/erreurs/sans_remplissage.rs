//! Attrapée par : `ce_qui_est_vide_a_encore_un_alignement`, `le_plan_d_une_structure_se_dessine`, `les_plus_grands_nombres_suivent_les_memes_regles`, `un_champ_commence_a_un_multiple_de_son_alignement`, `un_tableau_a_l_alignement_de_son_element`, `un_tableau_de_structures_compte_leur_remplissage`, `une_structure_imbriquee_garde_sa_disposition`
//!
//! Les champs sont mis bout à bout, sans octet sauté : c'est ce que ferait `repr(C, packed)`,
//! pas `repr(C)`. Un processeur peut refuser, ou ralentir, une lecture mal alignée.

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
    let mut end: usize = 0;
    let place = |field| {
        let Layout { size, .. } = layout_of(field);
        let offset = end;
        end = offset + size;
        offset
    };
    fields.iter().map(place).collect()
}
