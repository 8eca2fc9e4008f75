//! Étape 1 : le registre des portes.

use super::*;

/// Chaque module entre par sa porte, à sa place.
#[test]
fn chaque_module_entre_par_sa_porte_et_dans_l_ordre() {
    let config = configuration(&[("b", "moins"), ("a", "plus"), ("c", "moins")]);
    let modules = registre().open_all(&config).expect("ces portes s'ouvrent");
    let entres: Vec<String> = modules
        .iter()
        .map(|module| format!("{}{}", module.name, rendu(&*module.plugin, "")))
        .collect();
    assert_eq!(
        entres,
        ["b-", "a+", "c-"],
        "chaque module garde le nom et la place que la configuration lui donne"
    );
}

/// La conduite en cas d'échec est celle de la configuration.
#[test]
fn la_conduite_en_cas_d_echec_suit_le_module() {
    let texte: String = [
        ("a", "en_cas_d_echec = \"sauter\""),
        ("b", ""),
        ("c", "en_cas_d_echec = \"laisser-passer\""),
        ("d", "en_cas_d_echec = \"arreter\""),
    ]
    .iter()
    .map(|(nom, conduite)| texte_de(&[(nom, "plus")]) + *conduite + "\n")
    .collect();
    let config = Config::parse(&texte, Path::new("")).expect("une bonne configuration");
    let modules = registre().open_all(&config).expect("cette porte s'ouvre");
    let conduites: Vec<_> = modules.iter().map(|module| module.on_failure).collect();
    assert_eq!(
        conduites,
        [
            OnFailure::Skip,
            OnFailure::Stop,
            OnFailure::PassThrough,
            OnFailure::Stop
        ]
    );
}

/// Un type déjà pris garde sa porte.
#[test]
fn un_type_deja_pris_garde_sa_porte() {
    let mut registre = Registry::new();
    assert!(
        registre.register("plus", porte("+")),
        "la première porte d'un type entre au registre"
    );
    assert!(
        !registre.register("plus", porte("*")),
        "le type « plus » a déjà une porte : `register` le dit en rendant false"
    );
    let modules = registre.open_all(&configuration(&[("a", "plus")]));
    let modules = modules.expect("cette porte s'ouvre");
    assert_eq!(
        rendu(&*modules[0].plugin, "1"),
        "1+",
        "la première porte reste"
    );
}

/// Tous les refus sont dits à la fois, chacun avec sa raison.
#[test]
fn tous_les_refus_sont_dits_a_la_fois() {
    let config = configuration(&[
        ("a", "close"),
        ("b", "plus"),
        ("c", "fenetre"),
        ("d", "paresseuse"),
        ("e", "Plus"),
    ]);
    assert_eq!(
        refus_de(&registre(), &config),
        [
            refus("a", "pas de clé"),
            refus(
                "c",
                "type « fenetre » inconnu ; connus : close, moins, paresseuse, plus"
            ),
            refus("d", "demain"),
            refus(
                "e",
                "type « Plus » inconnu ; connus : close, moins, paresseuse, plus"
            ),
        ],
        "qui corrige un fichier veut voir toutes ses fautes d'un coup, avec leur raison ; celle \
         d'`init` est le `message()` de l'erreur, sans le nom du module, qui est déjà là"
    );
}

/// Chaque module est initialisé une fois, et une seule.
#[test]
fn chaque_module_est_initialise_une_fois() {
    let initialise = Arc::new(AtomicUsize::new(0));
    let temoin = Arc::clone(&initialise);
    let mut registre = Registry::new();
    let porte: Door = Box::new(move |_| {
        Ok(Box::new(Faux {
            initialise: Arc::clone(&temoin),
            traite: |texte: &str| Ok(texte.to_owned()),
        }))
    });
    registre.register("plus", porte);
    let config = configuration(&[("a", "plus"), ("b", "plus")]);
    let modules = registre.open_all(&config).expect("cette porte s'ouvre");
    assert_eq!(
        (modules.len(), initialise.load(Ordering::Relaxed)),
        (2, 2),
        "le contrat veut un appel d'`init` par module, avant le premier texte"
    );
}

/// Quand un module n'entre pas, ceux qui étaient entrés sont détruits.
#[test]
fn apres_un_refus_aucun_module_n_est_garde() {
    let vivants = Arc::new(());
    let mut registre = registre();
    registre.register("comptee", porte_comptee(&vivants));
    let config = configuration(&[("a", "comptee"), ("b", "close"), ("c", "comptee")]);
    for _ in 0..3 {
        assert_eq!(refus_de(&registre, &config), [refus("b", "pas de clé")]);
        assert_eq!(
            // La porte en tient un exemplaire, et nous un autre.
            Arc::strong_count(&vivants) - 2,
            0,
            "« b » n'entre pas : « a » et « c », qui étaient entrés, ne servent à personne, et ils \
             sont encore là"
        );
    }
}
