//! Registers in German, French, Spanish, Italian and Dutch come to the same records as in English.

mod dutch;
mod italian;

use crate::import::ALL;
use crate::support::{isms, programme, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A language: the headers of each kind of sheet, in the order of the English ones, and what cells say.
pub struct Language {
    name: &'static str,
    headers: [(&'static str, &'static str); 23],
    cells: &'static [(&'static str, &'static str)],
}

pub const GERMAN: Language = Language {
    name: "German",
    headers: [
        ("asset", "Asset-ID;Bezeichnung;Typ;Eigentümer;Klassifizierung;Beschreibung;Status;Kritikalität"),
        ("document", "Dok-ID;Titel;Dokumenttyp;Eigentümerin;Fassung;Letzte Prüfung;Nächste Prüfung;Verteiler;Status"),
        ("soa", "Kontroll-ID;Name der Maßnahme;Anwendbar;Begründung;Umsetzungsstatus;Umsetzungsbeschreibung;Verantwortlicher;Dokumente"),
        ("competence", "Rolle;Erforderliche Kompetenz;Level;Pflicht"),
        ("raci", "Tätigkeit;Top Management;IT lead;All Employees"),
        ("training", "Person;Rolle;Schulung;Abschlussdatum;Nächste Auffrischung;Nachweis"),
        ("threat", "ID;Bedrohung;Kategorie;Beschreibung"),
        (
            "risk",
            "ID;Risikotitel;Beschreibung;Asset;Bedrohung;Schwachstelle;Risikoeigentümer;Eintrittswahrscheinlichkeit (1-5);Auswirkung Money;Auswirkung Rechtlich/Regulatorisch;Auswirkung Sicherheit;Maximale Auswirkung;Inhärenter Wert;Inhärente Stufe;Bestehende Maßnahmen;Restwahrscheinlichkeit;Restauswirkung;Restrisikowert;Restrisikolevel;Behandlung;Status",
        ),
        ("treatment", "ID;Risiko-ID;Maßnahme;Anhang-A-Maßnahme;Verantwortlich;Fälligkeitsdatum;Budget (EUR)"),
        (
            "supplier",
            "ID;Lieferant;Kategorie;Kritikalität;Datenzugriff;Vertragsende;AVV unterzeichnet;Zertifizierungen;Letzte Prüfung;Prüfergebnis",
        ),
        ("obligation", "ID;Vorschrift;Artikel / Abschnitt;Anforderung;Verantwortlich;Status"),
        ("incident", "ID;Titel;Schweregrad;Betroffene Assets;Gemeldet am;Datenschutzverletzung;Korrekturmaßnahme"),
        ("finding", "ID;Quelle;Festgestellt am;Abweichung;Grundursache;Korrektur;Korrekturmaßnahme;Eigentümer;Fällig am"),
        ("vulnerability", "ID;CVE;Titel;Betroffenes Asset;Entdeckt;Status"),
        ("objective", "ID;Ziel;Verknüpftes Risiko;Kennzahl;Messhäufigkeit;Zielwert;Status"),
        ("exception", "ID;Beschreibung;Begründung;Beantragt von;Genehmigt von;Gewährt;Läuft ab"),
        ("change", "ID;Titel;Verantwortlich;Systeme;Geplanter Start;CAB-Datum;CAB-Entscheidung"),
        ("party", "ID;Interessierte Partei;Bedürfnis;Abgeleitete Anforderung;Quelle;Abgedeckt durch;Status"),
        ("communication", "Thema;Wann;Mit wem;Kanal;Verantwortlich;Kategorie;Sprache"),
        ("retention", "ID;Datenkategorie;Aufbewahrungsfrist;Verantwortlich"),
        ("recovery", "ID;System;RTO;RPO;Letzter Test;Testergebnis;Runbook"),
        ("deletion", "ID;Daten / Datenträger;Methode;Geprüft von;Datum;Nachweis"),
        ("key", "Schlüssel-ID;Zweck;Algorithmus;Eigentümer;Speicherort;Status"),
    ],
    cells: &[
        ("Yes", "Ja"),
        ("No", "Nein"),
        ("High", "Hoch"),
        ("Medium", "Mittel"),
        ("Low", "Niedrig"),
        ("Information", "Informationen"),
        ("Hardware", "Gerät"),
        ("Active", "In Betrieb"),
        ("Policy", "Richtlinie"),
        ("Published", "Veröffentlicht"),
        ("All employees", "Alle Mitarbeitenden"),
        ("All Employees (9)", "Alle Mitarbeitenden (9)"),
        ("Implemented", "Umgesetzt"),
        ("Partially implemented", "Teilweise umgesetzt"),
        ("Planned", "Geplant"),
        ("Not implemented", "Nicht umgesetzt"),
        ("N/A", "Entfällt"),
        ("Conduct internal audits", "Interne Audits durchführen"),
        ("Natural", "Natürlich"),
        ("Mitigate", "Vermindern"),
        ("Avoid", "Vermeiden"),
        ("Compliant", "Konform"),
        ("Quarterly", "Vierteljährlich"),
        ("On track", "Auf Kurs"),
        ("Approved", "Genehmigt"),
        ("Contract", "Vertrag"),
        ("Covered", "Abgedeckt"),
        ("Open", "Offen"),
        ("Internal", "Intern"),
        ("monthly", "monthly"),
        ("5 years", "5 Jahre"),
        ("Internal audit reports", "Berichte über interne Audits"),
        (">99.5% by 2026-12-31", ">99.5% bis 2026-12-31"),
    ],
};

const FRENCH: Language = Language {
    name: "French",
    headers: [
        ("asset", "Identifiant;Nom de l'actif;Type;Propriétaire;Classification;Description;Statut;Criticité"),
        ("document", "Référence;Titre;Type de document;Propriétaire;Version;Dernière revue;Prochaine revue;Diffusion;Statut"),
        (
            "soa",
            "N°;Nom de la mesure;Applicable;Justification;Statut de mise en œuvre;Description de la mise en œuvre;Responsable;Documents",
        ),
        ("competence", "Rôle;Compétence requise;Niveau;Obligatoire"),
        ("raci", "Activité;Top Management;IT lead;All Employees"),
        ("training", "Personne;Rôle;Formation;Date d'achèvement;Prochain renouvellement;Preuve"),
        ("threat", "ID;Menace;Catégorie;Description"),
        (
            "risk",
            "ID;Intitulé du risque;Description;Actif;Menace;Vulnérabilité;Propriétaire du risque;Vraisemblance (1-5);Impact Money;Impact juridique/réglementaire;Impact sécurité;Impact maximal;Score inhérent;Niveau inhérent;Mesures existantes;Vraisemblance résiduelle;Impact résiduel;Score résiduel;Niveau de risque résiduel;Traitement;Statut",
        ),
        ("treatment", "ID;ID du risque;Action;Mesure de l'annexe A;Responsable;Échéance;Budget (EUR)"),
        (
            "supplier",
            "ID;Fournisseur;Catégorie;Criticité;Accès aux données;Fin de contrat;DPA signé;Certifications;Dernière revue;Résultat de la revue",
        ),
        ("obligation", "ID;Règlement;Article / Section;Exigence;Responsable;Statut"),
        ("incident", "ID;Titre;Gravité;Actifs touchés;Signalé le;Violation de données;Action corrective"),
        ("finding", "ID;Source;Date d'ouverture;Non-conformité;Cause racine;Correction;Action corrective;Responsable;Échéance"),
        ("vulnerability", "ID;CVE;Titre;Actif concerné;Découverte le;Statut"),
        ("objective", "ID;Objectif;Risque lié;Indicateur;Fréquence;Valeur cible;Statut"),
        ("exception", "ID;Description;Justification;Demandé par;Approuvé par;Accordé le;Expire"),
        ("change", "ID;Titre;Responsable;Systèmes;Début prévu;Date CAB;Décision CAB"),
        ("party", "ID;Partie prenante;Besoin;Exigence;Source;Couvert par;Statut"),
        ("communication", "Sujet;Quand;Avec qui;Canal;Responsable;Catégorie;Langue"),
        ("retention", "ID;Catégorie de données;Durée de conservation;Responsable"),
        ("recovery", "ID;Système;RTO;RPO;Dernier test;Résultat du test;Runbook"),
        ("deletion", "ID;Données / Supports;Méthode;Vérifié par;Date;Preuve"),
        ("key", "ID de clé;Finalité;Algorithme;Propriétaire;Stockage;Statut"),
    ],
    cells: &[
        ("Yes", "Oui"),
        ("No", "Non"),
        ("High", "Élevée"),
        ("Medium", "Moyen"),
        ("Low", "Faible"),
        ("Information", "Information"),
        ("Hardware", "Matériel"),
        ("Active", "Actif"),
        ("Policy", "Politique"),
        ("Published", "Publiée"),
        ("All employees", "Tous les employés"),
        ("All Employees (9)", "Tous les employés (9)"),
        ("Implemented", "Mise en œuvre"),
        ("Partially implemented", "Partiellement mise en œuvre"),
        ("Planned", "Planifiée"),
        ("Not implemented", "Non mise en œuvre"),
        ("N/A", "Sans objet"),
        ("Conduct internal audits", "Réaliser les audits internes"),
        ("Natural", "Naturelle"),
        ("Mitigate", "Réduire"),
        ("Avoid", "Éviter"),
        ("Compliant", "Conforme"),
        ("Quarterly", "Trimestriel"),
        ("On track", "En bonne voie"),
        ("Approved", "Approuvé"),
        ("Contract", "Contrat"),
        ("Covered", "Couvert"),
        ("Open", "Ouverte"),
        ("Internal", "Interne"),
        ("5 years", "5 ans"),
        ("Internal audit reports", "Rapports d'audit interne"),
        (">99.5% by 2026-12-31", ">99.5% d'ici au 2026-12-31"),
    ],
};

const SPANISH: Language = Language {
    name: "Spanish",
    headers: [
        ("asset", "Código;Nombre del activo;Tipo;Propietario;Clasificación;Descripción;Estado;Criticidad"),
        ("document", "Código;Título;Tipo de documento;Responsable;Versión;Última revisión;Próxima revisión;Distribución;Estado"),
        (
            "soa",
            "Control;Nombre del control;Aplicable;Justificación;Estado de implementación;Descripción de la implementación;Responsable;Documentos",
        ),
        ("competence", "Rol;Competencia requerida;Nivel;Obligatorio"),
        ("raci", "Actividad;Top Management;IT lead;All Employees"),
        ("training", "Persona;Rol;Formación;Fecha de finalización;Próxima renovación;Evidencia"),
        ("threat", "ID;Amenaza;Categoría;Descripción"),
        (
            "risk",
            "ID;Título del riesgo;Descripción;Activo;Amenaza;Vulnerabilidad;Propietario del riesgo;Probabilidad (1-5);Impacto Money;Impacto legal/regulatorio;Impacto seguridad;Impacto máximo;Puntuación inherente;Nivel inherente;Controles existentes;Probabilidad residual;Impacto residual;Puntuación residual;Nivel de riesgo residual;Tratamiento;Estado",
        ),
        ("treatment", "ID;ID del riesgo;Acción;Control del Anexo A;Responsable;Fecha límite;Budget (EUR)"),
        (
            "supplier",
            "ID;Proveedor;Categoría;Criticidad;Acceso a datos;Fin de contrato;DPA firmado;Certificaciones;Última revisión;Resultado de la revisión",
        ),
        ("obligation", "ID;Reglamento;Artículo / Sección;Requisito;Responsable;Estado"),
        ("incident", "ID;Título;Severidad;Activos afectados;Notificado el;Brecha de datos;Acción correctiva"),
        ("finding", "ID;Fuente;Fecha de apertura;No conformidad;Causa raíz;Corrección;Acción correctiva;Responsable;Fecha límite"),
        ("vulnerability", "ID;CVE;Título;Activo afectado;Descubierta;Estado"),
        ("objective", "ID;Objetivo;Riesgo asociado;Indicador;Frecuencia;Valor objetivo;Estado"),
        ("exception", "ID;Descripción;Justificación;Solicitado por;Aprobado por;Concedida;Expira"),
        ("change", "ID;Título;Responsable;Sistemas;Inicio previsto;Fecha CAB;Decisión CAB"),
        ("party", "ID;Parte interesada;Necesidad;Requisito;Fuente;Cubierto por;Estado"),
        ("communication", "Tema;Cuándo;Con quién;Canal;Responsable;Categoría;Idioma"),
        ("retention", "ID;Categoría de datos;Plazo de conservación;Responsable"),
        ("recovery", "ID;Sistema;RTO;RPO;Última prueba;Resultado de la prueba;Runbook"),
        ("deletion", "ID;Datos / Soportes;Método;Verificado por;Fecha;Evidencia"),
        ("key", "ID de clave;Finalidad;Algoritmo;Propietario;Almacenamiento;Estado"),
    ],
    cells: &[
        ("Yes", "Sí"),
        ("High", "Alta"),
        ("Medium", "Media"),
        ("Low", "Bajo"),
        ("Information", "Información"),
        ("Hardware", "Equipo"),
        ("Active", "Activo"),
        ("Policy", "Política"),
        ("Published", "Publicado"),
        ("All employees", "Todos los empleados"),
        ("All Employees (9)", "Todos los empleados (9)"),
        ("Implemented", "Implementado"),
        ("Partially implemented", "Parcialmente implementado"),
        ("Planned", "Previsto"),
        ("Not implemented", "No implementado"),
        ("N/A", "No aplica"),
        ("Conduct internal audits", "Realizar auditorías internas"),
        ("Natural", "Natural"),
        ("Mitigate", "Mitigar"),
        ("Avoid", "Evitar"),
        ("Compliant", "Conforme"),
        ("Quarterly", "Trimestral"),
        ("On track", "En plazo"),
        ("Approved", "Aprobado"),
        ("Contract", "Contrato"),
        ("Covered", "Cubierto"),
        ("Open", "Abierto"),
        ("Internal", "Interna"),
        ("5 years", "5 años"),
        ("Internal audit reports", "Informes de auditoría interna"),
        (">99.5% by 2026-12-31", ">99.5% hasta el 2026-12-31"),
    ],
};

/// A sheet with the headers and words of a language.
pub fn translated(language: &Language, kind: &str, text: &str) -> String {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes()).into_records();
    let width = rows.next().unwrap().unwrap().len();
    let (_, header) = language.headers.iter().find(|(known, _)| *known == kind).unwrap();
    assert_eq!(header.split(';').count(), width, "{} {kind}", language.name);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(format!("{header}\n").into_bytes());
    for row in rows {
        let word =
            |cell: &str| language.cells.iter().find(|(english, _)| *english == cell).map_or(cell.to_owned(), |(_, word)| (*word).into());
        writer.write_record(row.unwrap().iter().map(word)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The records that sheets come to, without what is kept as it stood under the names of columns.
fn records(sheets: impl Iterator<Item = (&'static str, String)>) -> BTreeMap<String, Vec<String>> {
    let folder = programme();
    let folder = folder.path();
    for (kind, text) in sheets {
        write(folder, "files/sheet.csv", &text);
        let ran = isms(folder, &["import", "files/sheet.csv", "--as", kind]);
        assert!(ran.code < 2, "{kind}: {}", ran.stderr);
    }
    let mut found = BTreeMap::new();
    collect(folder, folder, &mut found);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<String>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() && !path.ends_with(".git") && !path.ends_with("files") {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            let text = fs::read_to_string(&path).unwrap();
            let mut is_kept = false;
            let lines = text.lines().filter(|line| {
                if !line.starts_with(' ') {
                    is_kept = ["notes:", "custom:", "unclear:"].iter().any(|name| line.starts_with(name));
                }
                // Classes of information are the organisation's own words.
                !is_kept && !line.contains("rationale:") && !line.starts_with("classification:")
            });
            found.insert(path.strip_prefix(root).unwrap().display().to_string(), lines.map(str::to_owned).collect());
        }
    }
}

fn comes_to_the_same(language: &Language) {
    let english = records(ALL.iter().map(|(kind, text)| (*kind, (*text).to_owned())));
    let other = records(ALL.iter().map(|(kind, text)| (*kind, translated(language, kind, text))));
    let wanted: Vec<&String> = english.keys().collect();
    assert_eq!(other.keys().collect::<Vec<_>>(), wanted, "{}", language.name);
    let differing: Vec<_> =
        english.iter().filter(|(path, lines)| other[*path] != **lines).map(|(path, lines)| (lines, &other[path])).collect();
    assert!(differing.is_empty(), "{}: {differing:#?}", language.name);
}

#[test]
fn german_sheets_come_to_the_same_records() {
    comes_to_the_same(&GERMAN);
}

#[test]
fn french_sheets_come_to_the_same_records() {
    comes_to_the_same(&FRENCH);
}

#[test]
fn spanish_sheets_come_to_the_same_records() {
    comes_to_the_same(&SPANISH);
}

#[test]
fn italian_sheets_come_to_the_same_records() {
    comes_to_the_same(&italian::ITALIAN);
}

#[test]
fn dutch_sheets_come_to_the_same_records() {
    comes_to_the_same(&dutch::DUTCH);
}
