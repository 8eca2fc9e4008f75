//! Le livre servi : à la bonne adresse, en français, et sur cette machine seulement.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use crate::commun::Essai;
use atelier::livre::{self, serveur};

/// Demande une page comme le ferait un navigateur et rend la réponse entière.
fn demander(adresse: &str, page: &str) -> String {
    let hote = adresse.trim_start_matches("http://").trim_end_matches('/');
    let mut connexion = TcpStream::connect(hote).expect("le serveur écoute");
    write!(
        connexion,
        "GET /{page} HTTP/1.1\r\nHost: {hote}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut reponse = String::new();
    connexion
        .read_to_string(&mut reponse)
        .expect("une réponse en UTF-8");
    reponse
}

#[test]
fn le_livre_est_construit_servi_et_en_francais() {
    let essai = Essai::nouveau();
    essai.ecrire("book/src/404.md", "# Page introuvable\n");
    let dossier = livre::construire(&essai.projet()).expect("le livre se construit");
    let adresse = serveur::servir(&dossier, 3000).expect("un port est libre");

    let page = demander(&adresse, "01-essai/double.html");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    for attendu in [
        "<html lang=\"fr\"",
        "Doubler un nombre",
        "cargo test -p ex-essai-double",
        "<summary>Indice 3 : Presque le code</summary>",
        "Que vaut deux fois trois\u{202f}?",
        "title=\"Changer de thème\"",
    ] {
        assert!(
            page.contains(attendu),
            "« {attendu} » n'est pas dans la page"
        );
    }
    let absente = demander(&adresse, "rien.html");
    assert!(
        absente.starts_with("HTTP/1.1 404") && absente.contains("Page introuvable"),
        "{absente}"
    );
    // Un chemin qui voudrait sortir du livre n'en sort pas.
    assert!(demander(&adresse, "../../Cargo.toml").starts_with("HTTP/1.1 404"));
}

#[test]
fn un_port_pris_laisse_sa_place_au_suivant() {
    let occupe = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = occupe.local_addr().unwrap().port();
    let dossier = tempfile::tempdir().unwrap();
    let adresse = serveur::servir(dossier.path(), port).expect("un autre port est libre");
    assert!(adresse.starts_with("http://127.0.0.1:"), "{adresse}");
    assert!(!adresse.contains(&format!(":{port}/")), "{adresse}");
}
