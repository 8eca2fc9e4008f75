//! Les réglages (*tunables*) de wasmer : comment il crée mémoires, tables et piles. Donné complet.

use std::ptr::NonNull;

use wasmer::sys::vm::{
    MemoryError, VMConfig, VMMemory, VMMemoryDefinition, VMTable, VMTableDefinition,
};
use wasmer::sys::{BaseTunables, Target, Tunables};
use wasmer::{MemoryStyle, MemoryType, TableStyle, TableType};

use crate::{STACK, cap};

/// Les réglages qui appliquent [`cap`] et [`STACK`].
pub(crate) struct Capped {
    stack: VMConfig,
    base: BaseTunables,
}

impl Default for Capped {
    fn default() -> Self {
        Self {
            stack: VMConfig {
                wasm_stack_size: Some(STACK),
            },
            base: BaseTunables::for_target(&Target::default()),
        }
    }
}

impl Tunables for Capped {
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
        self.base.create_host_memory(&cap(ty)?, style)
    }

    unsafe fn create_vm_memory(
        &self,
        ty: &MemoryType,
        style: &MemoryStyle,
        location: NonNull<VMMemoryDefinition>,
    ) -> Result<VMMemory, MemoryError> {
        // SÛRETÉ : nous transmettons l'emplacement que wasmer nous garantit.
        unsafe { self.base.create_vm_memory(&cap(ty)?, style, location) }
    }

    fn create_host_table(&self, ty: &TableType, style: &TableStyle) -> Result<VMTable, String> {
        self.base.create_host_table(ty, style)
    }

    unsafe fn create_vm_table(
        &self,
        ty: &TableType,
        style: &TableStyle,
        location: NonNull<VMTableDefinition>,
    ) -> Result<VMTable, String> {
        // SÛRETÉ : nous transmettons l'emplacement que wasmer nous garantit.
        unsafe { self.base.create_vm_table(ty, style, location) }
    }

    fn vmconfig(&self) -> &VMConfig {
        &self.stack
    }
}
