//! Ce qu'un invité a le droit de consommer.

use std::ptr::NonNull;

use wasmer::sys::vm::{
    MemoryError, VMConfig, VMMemory, VMMemoryDefinition, VMTable, VMTableDefinition,
};
use wasmer::sys::{BaseTunables, Target, Tunables};
use wasmer::{MemoryStyle, MemoryType, Pages, TableStyle, TableType};

// ANCHOR: limites
/// Les limites d'un invité. Une limite atteinte est une erreur nommée, jamais une panique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// La taille du fichier `.wasm`, en octets.
    pub module_bytes: u64,
    /// Le carburant (*fuel*) d'un appel : à peu près, un point par instruction.
    pub fuel: u64,
    /// La mémoire linéaire, en pages de 64 Kio.
    pub memory_pages: u32,
    /// La pile d'appels, en octets.
    pub stack_bytes: usize,
    /// Le nombre d'éléments d'une table.
    pub table_elements: u32,
    /// Le texte que l'hôte accepte de copier vers l'invité ou depuis lui, en octets.
    pub text_bytes: u32,
    /// Ce qu'un invité peut écrire au journal pendant un appel, en octets.
    pub log_bytes: u32,
    /// Ce que le compilateur accepte.
    pub shape: Shape,
}

/// Les limites d'un module avant sa compilation : chacune borne le temps ou la mémoire du
/// compilateur, que la taille du fichier ne borne pas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Le nombre de fonctions.
    pub functions: u64,
    /// Le nombre d'éléments de toutes les sections : types, imports, exports, variables globales,
    /// données, éléments de table.
    pub items: u64,
    /// Le nombre de paramètres et de résultats d'un type.
    pub values: u64,
    /// Le nombre de variables locales d'une fonction.
    pub locals: u64,
    /// Celui de toutes les fonctions.
    pub all_locals: u64,
    /// La profondeur des blocs emboîtés.
    pub nesting: u64,
    /// Le nombre d'instructions.
    pub operators: u64,
    /// Le travail du compilateur : un point par instruction, cent par appel, et un de plus par
    /// valeur vivante là où le flot se sépare ou se rejoint.
    pub work: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            module_bytes: 4 << 20,
            fuel: 50_000_000,
            memory_pages: 256, // 16 Mio
            stack_bytes: 512 << 10,
            table_elements: 10_000,
            text_bytes: 4 << 20,
            log_bytes: 64 << 10,
            shape: Shape::default(),
        }
    }
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            functions: 5_000,
            items: 50_000,
            values: 32,
            locals: 1_000,
            all_locals: 100_000,
            nesting: 200,
            operators: 500_000,
            work: 10_000_000,
        }
    }
}
// ANCHOR_END: limites

// ANCHOR: tunables
/// Des réglages (*tunables*) qui plafonnent mémoires, tables et pile.
///
/// Le module déclare un minimum et, s'il veut, un maximum. Nous refusons un minimum trop
/// grand, et nous baissons le maximum : `memory.grow` échouera de lui-même.
pub struct CappedTunables {
    memory_pages: Pages,
    table_elements: u32,
    stack: VMConfig,
    /// Ceux de wasmer, pour tout ce que nous ne plafonnons pas.
    base: BaseTunables,
}

impl CappedTunables {
    /// Les réglages qui font respecter `limits`.
    pub fn new(limits: &Limits) -> Self {
        Self {
            memory_pages: Pages(limits.memory_pages),
            table_elements: limits.table_elements,
            stack: VMConfig {
                wasm_stack_size: Some(limits.stack_bytes),
            },
            base: BaseTunables {
                // Une adresse et un décalage de 32 bits : leur somme atteint 8 Gio. Ce correctif de
                // wasmer 7.3 n'est pas dans la 6.1, qui réserve 6 Gio.
                static_memory_offset_guard_size: 4 << 30,
                ..BaseTunables::for_target(&Target::default())
            },
        }
    }

    fn memory(&self, wanted: &MemoryType) -> Result<MemoryType, MemoryError> {
        if wanted.minimum > self.memory_pages {
            return Err(MemoryError::Generic(format!(
                "{} pages demandées, {} accordées",
                wanted.minimum.0, self.memory_pages.0
            )));
        }
        let mut capped = *wanted;
        capped.maximum = Some(
            wanted
                .maximum
                .map_or(self.memory_pages, |asked| asked.min(self.memory_pages)),
        );
        Ok(capped)
    }

    fn table(&self, wanted: &TableType) -> Result<TableType, String> {
        if wanted.minimum > self.table_elements {
            return Err(format!(
                "table de {} éléments demandée, {} accordés",
                wanted.minimum, self.table_elements
            ));
        }
        let mut capped = *wanted;
        capped.maximum = Some(
            wanted
                .maximum
                .map_or(self.table_elements, |asked| asked.min(self.table_elements)),
        );
        Ok(capped)
    }
}
// ANCHOR_END: tunables

impl Tunables for CappedTunables {
    fn memory_style(&self, memory: &MemoryType) -> MemoryStyle {
        self.base.memory_style(memory)
    }

    fn table_style(&self, table: &TableType) -> TableStyle {
        self.base.table_style(table)
    }

    fn create_host_memory(
        &self,
        ty: &MemoryType,
        style: &MemoryStyle,
    ) -> Result<VMMemory, MemoryError> {
        self.base.create_host_memory(&self.memory(ty)?, style)
    }

    unsafe fn create_vm_memory(
        &self,
        ty: &MemoryType,
        style: &MemoryStyle,
        location: NonNull<VMMemoryDefinition>,
    ) -> Result<VMMemory, MemoryError> {
        let ty = self.memory(ty)?;
        // SÛRETÉ : nous transmettons l'emplacement que wasmer nous garantit.
        unsafe { self.base.create_vm_memory(&ty, style, location) }
    }

    fn create_host_table(&self, ty: &TableType, style: &TableStyle) -> Result<VMTable, String> {
        self.base.create_host_table(&self.table(ty)?, style)
    }

    unsafe fn create_vm_table(
        &self,
        ty: &TableType,
        style: &TableStyle,
        location: NonNull<VMTableDefinition>,
    ) -> Result<VMTable, String> {
        let ty = self.table(ty)?;
        // SÛRETÉ : nous transmettons l'emplacement que wasmer nous garantit.
        unsafe { self.base.create_vm_table(&ty, style, location) }
    }

    fn vmconfig(&self) -> &VMConfig {
        &self.stack
    }
}
