//! Lance chaque exemple et fixe ce qu'il écrit.

use verifications::exemple;

exemple!(cache, "cache");
exemple!(hote, "hote_wasm");
exemple!(journal, "journal");
exemple!(limites, "limites");
