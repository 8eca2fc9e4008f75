//! Chaque exemple du chapitre est lancé, et sa sortie comparée à un instantané.

use verifications::exemple;

exemple!(confiance, "confiance");
exemple!(disposition_du_c, "disposition_du_c");
exemple!(en_c, "en_c");
exemple!(erreurs, "erreurs");
exemple!(essayer, "essayer");
exemple!(faute_fermee, "faute_fermee");
exemple!(faute_nulle, "faute_nulle");
exemple!(faute_panique, "faute_panique");
exemple!(faute_symbole, "faute_symbole");
exemple!(faute_taille, "faute_taille");
exemple!(faute_texte_pendant, "faute_texte_pendant");
exemple!(fils, "fils");
exemple!(hote, "hote");
exemple!(memoire, "memoire");
exemple!(pannes, "pannes", unix);
exemple!(refus, "refus");
exemple!(versions, "versions");

// Ce que le système dit ou fait lui-même, et qui n'est pas partout pareil.
exemple!(
    decharger,
    "decharger",
    all(target_os = "linux", target_env = "gnu")
);
exemple!(
    empreinte,
    "empreinte",
    all(target_os = "linux", target_env = "gnu")
);
exemple!(
    en_production,
    "en_production",
    all(target_os = "linux", target_env = "gnu")
);
exemple!(
    faute_liberation,
    "faute_liberation",
    all(target_os = "linux", target_env = "gnu")
);
exemple!(
    recharger,
    "recharger",
    all(target_os = "linux", target_env = "gnu")
);
exemple!(
    refuser,
    "refuser",
    all(target_os = "linux", target_env = "gnu")
);
exemple!(sonde, "sonde", all(target_os = "linux", target_env = "gnu"));
