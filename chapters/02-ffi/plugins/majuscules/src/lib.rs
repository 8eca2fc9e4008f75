//! Le module `majuscules` de ch-contrat, publié comme greffon.

use ch_contrat::Majuscules;

ch_ffi_abi::export_plugin!(Majuscules, name: c"majuscules", version: c"1.0.0");
