//! Un programme qui tient le protocole par lignes de l'exercice « porte », ou qui le trahit.
//!
//! Un module honnête aurait la moitié de ces lignes. Celui-ci obéit à quelques mots :
//! `mourir`, `attendre`, `geant`… ; tout autre texte revient en capitales. Pour lui parler :
//! `cargo run -p programme-temoin`, puis `executer 1 bonjour`.
//!
//! - `TEMOIN_SALUT` remplace sa poignée de main : une ligne, ou `@fichier` pour la lire dans un
//!   fichier ; `muet` n'en donne aucune, `mort` finit aussitôt, `tardif` attend deux secondes avant
//!   de se présenter, `sourd` se présente et ne lit rien ;
//! - `TEMOIN_JOURNAL` nomme un fichier où il ajoute, en démarrant, une ligne : son numéro de
//!   processus ;
//! - `TEMOIN_COMPTE` nomme un fichier où `deverser` ajoute un point par bloc qu'il a pu écrire ;
//! - `TEMOIN_VERROU` nomme un fichier qu'il verrouille tant qu'il vit : le système le libère
//!   à sa mort, quelle qu'elle soit.

use std::fs::{self, File};
use std::io::{self, BufRead, Write};
use std::process;
use std::time::Duration;
use std::{env, thread};

const MIB: usize = 1 << 20;

fn main() -> io::Result<()> {
    // Personne ne l'arrêterait si l'hôte l'oubliait : il a une minute.
    thread::spawn(|| {
        thread::sleep(Duration::from_secs(60));
        process::exit(99);
    });
    let _lock = lock()?;
    record()?;
    greet()?;
    for (line, served) in io::stdin().lock().lines().zip(1..) {
        let line = line?;
        let mut words = line.splitn(3, ' ');
        let (Some("executer"), Some(number), Some(text)) =
            (words.next(), words.next(), words.next())
        else {
            return Err(io::Error::other(format!(
                "demande incompréhensible : {line}"
            )));
        };
        answer(number, &unescape(text), served)?;
    }
    Ok(())
}

/// Verrouille le fichier de `TEMOIN_VERROU`, s'il y en a un.
fn lock() -> io::Result<Option<File>> {
    let Some(path) = env::var_os("TEMOIN_VERROU") else {
        return Ok(None);
    };
    let file = File::open(path)?;
    // Partagé : le programme suivant n'attend pas la mort de celui-ci.
    file.lock_shared()?;
    Ok(Some(file))
}

/// Ajoute ce lancement au journal de `TEMOIN_JOURNAL`, s'il y en a un.
fn record() -> io::Result<()> {
    let Some(path) = env::var_os("TEMOIN_JOURNAL") else {
        return Ok(());
    };
    let mut journal = File::options().append(true).create(true).open(path)?;
    writeln!(journal, "{}", process::id())
}

/// La poignée de main.
fn greet() -> io::Result<()> {
    let hello = "atelier 1 temoin 1.0.0";
    let given = env::var("TEMOIN_SALUT").unwrap_or_else(|_| hello.to_owned());
    let line = match given.strip_prefix('@') {
        Some(path) => fs::read(path)?,
        None => format!("{given}\n").into_bytes(),
    };
    match line.trim_ascii() {
        b"muet" => wait(),
        b"mort" => process::exit(5),
        b"tardif" => {
            thread::sleep(Duration::from_secs(2));
            write(format!("{hello}\n").as_bytes())
        }
        b"sourd" => {
            write(format!("{hello}\n").as_bytes())?;
            wait()
        }
        _ => write(&line),
    }
}

/// Répond à la demande `number`, la `served`-ième de ce programme.
fn answer(number: &str, text: &str, served: u32) -> io::Result<()> {
    let ok = |text: &str| format!("ok {number} {}\n", escape(text)).into_bytes();
    if let Some(length) = text.strip_prefix("ligne ") {
        return write(&line_of(length, ok("")));
    }
    if let Some(length) = text.strip_prefix("tronquer ") {
        let mut line = line_of(length, ok(""));
        line.pop();
        write(&line)?;
        process::exit(0);
    }
    match text {
        "numero" => write(&ok(number)),
        "tarder" => {
            thread::sleep(Duration::from_secs(1));
            write(&ok("enfin"))
        }
        "deverser" => pour(&ok("encore")),
        "agoniser" => {
            close_stdout();
            thread::sleep(Duration::from_millis(300));
            process::exit(4)
        }
        "compter" => write(&ok(&served.to_string())),
        "refuser" => write(format!("erreur {number} pas ce texte :\\nil est vide\n").as_bytes()),
        "mourir" => process::exit(3),
        "avorter" => process::abort(),
        "attendre" => wait(),
        "fermer" => {
            close_stdout();
            wait()
        }
        "couper" => {
            write(format!("ok {number} la moitié d'une lig").as_bytes())?;
            process::exit(0)
        }
        "goutte" => loop {
            write(b"o")?;
            thread::sleep(Duration::from_millis(50));
        },
        "geant" => {
            write(&vec![b'a'; 3 * MIB])?;
            wait()
        }
        "latin1" => write(&[format!("ok {number} caf").as_bytes(), b"\xe9\n"].concat()),
        "bavarder" => write(&ok("une fois").repeat(2)),
        "crier" => {
            io::stderr().write_all(&vec![b'!'; MIB])?;
            write(&ok("entendu"))
        }
        "sourd" => {
            write(&ok("je n'écoute plus"))?;
            wait()
        }
        "fins de ligne" => write(format!("ok {number} windows\r\n").as_bytes()),
        _ => write(&ok(&text.to_uppercase())),
    }
}

/// La réponse `line`, complétée pour que la ligne ait `length` octets, fin de ligne non comprise.
fn line_of(length: &str, mut line: Vec<u8>) -> Vec<u8> {
    line.pop();
    line.resize(length.parse().unwrap_or(0), b'a');
    line.push(b'\n');
    line
}

/// Écrit `line` sans fin, par blocs d'un peu plus de quatre kibioctets, et note chacun.
fn pour(line: &[u8]) -> io::Result<()> {
    let lines = line.repeat(1 + 4096 / line.len());
    let path = env::var_os("TEMOIN_COMPTE");
    let open = |path| File::options().append(true).create(true).open(path);
    let mut count = path.map(open).transpose()?;
    loop {
        write(&lines)?;
        if let Some(count) = &mut count {
            count.write_all(b".")?;
        }
    }
}

/// Écrit tout de suite : une réponse gardée dans un tampon n'est pas une réponse.
fn write(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

fn wait() -> ! {
    loop {
        thread::park();
    }
}

#[cfg(unix)]
fn close_stdout() {
    use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
    let descriptor = io::stdout().as_raw_fd();
    // SÛRETÉ : personne ne se servira plus de la sortie standard ; std supporte sa fermeture.
    drop(unsafe { OwnedFd::from_raw_fd(descriptor) });
}

#[cfg(windows)]
fn close_stdout() {
    use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
    let handle = io::stdout().as_raw_handle();
    // SÛRETÉ : personne ne se servira plus de la sortie standard.
    drop(unsafe { OwnedHandle::from_raw_handle(handle) });
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

fn unescape(line: &str) -> String {
    let mut text = String::new();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        text.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            other => other,
        });
    }
    text
}
