//! Servir le livre sur cette machine, et sur elle seule.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::thread;

use axum::Router;
use tower_http::services::{ServeDir, ServeFile};

use crate::{Erreur, Resultat};

/// Le port demandé quand rien n'est dit.
pub const PORT: &str = "3000";

/// Combien de ports on essaie à partir du premier.
const ESSAIS: u16 = 50;

/// Sert le dossier depuis un fil à part et rend l'adresse du livre.
///
/// # Errors
///
/// Si aucun port n'est libre.
pub fn servir(dossier: &Path, port: u16) -> Resultat<String> {
    let ecoute = ecouter(port)?;
    let adresse = ecoute.local_addr().map_err(|source| echec(&source))?;
    let introuvable = ServeFile::new(dossier.join("404.html"));
    let routes =
        Router::new().fallback_service(ServeDir::new(dossier).not_found_service(introuvable));
    let moteur = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| echec(&source))?;
    thread::spawn(move || {
        moteur.block_on(async {
            ecoute.set_nonblocking(true)?;
            let ecoute = tokio::net::TcpListener::from_std(ecoute)?;
            axum::serve(ecoute, routes).await
        })
    });
    Ok(format!("http://{adresse}/"))
}

/// Prend le port demandé, ou l'un des suivants s'il est pris.
fn ecouter(port: u16) -> Resultat<TcpListener> {
    let dernier = port.saturating_add(ESSAIS);
    for candidat in port..=dernier {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidat)) {
            Ok(ecoute) => return Ok(ecoute),
            Err(source)
                if matches!(
                    source.kind(),
                    ErrorKind::AddrInUse | ErrorKind::PermissionDenied
                ) => {}
            Err(source) => return Err(echec(&source)),
        }
    }
    Err(
        Erreur::nouvelle(format!("aucun port n'est libre de {port} à {dernier}"))
            .avec_remede("choisissez-en un autre : cargo atelier --port 8080"),
    )
}

fn echec(source: &std::io::Error) -> Erreur {
    Erreur::nouvelle(format!(
        "le livre ne peut pas être servi, {}",
        francais::cause(source)
    ))
}
