//! Ce que les scripts prennent de mémoire, hostiles compris.
//!
//! Un programme à part : son allocateur compte les octets de tout le processus, et ses tests
//! passent un par un.

mod compteur;
mod couts;
mod hostiles;
mod hostiles_lua;
mod hostiles_rhai;

use compteur::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;
