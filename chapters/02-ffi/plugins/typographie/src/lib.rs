//! Le module `typographie` de ch-contrat, publié comme greffon.

use ch_contrat::Typographie;

ch_ffi_abi::export_plugin!(Typographie, name: c"typographie", version: c"1.0.0");
