//! The kind of a sheet by its headers.

use super::*;

fn known(header: &str) -> Result<&'static str, String> {
    named("s.csv", header)
}

fn named(file: &str, header: &str) -> Result<&'static str, String> {
    let program = load(&programme(&[])).unwrap().program;
    let book = Book::read(file, format!("{header}\n").as_bytes()).unwrap();
    let found = recognise(&program, &book, &Asked::default());
    found.map(|found| found.kind.name).map_err(|error| error.to_string())
}

#[test]
fn headers_tell_the_kind() {
    for (header, kind) in [
        ("ID,Risk,Owner,Likelihood,Impact", "risk"),
        ("Nr;Risiko;Eigentümer;Eintrittswahrscheinlichkeit;Auswirkung", "risk"),
        ("Control ID,Control name,Applicable,Justification,Implementation status", "soa"),
        ("N°,Mesure,Applicable,Justification,Statut", "soa"),
        ("Lieferant;Dienstleistung;Kritikalität;Vertragsende;AVV unterzeichnet", "supplier"),
        ("Asset ID,Asset name,Type,Classification,Owner,Location", "asset"),
        ("Dok-ID;Titel;Version;Genehmiger;Nächste Prüfung", "document"),
        ("Employee,Training,Completed on,Valid until", "training"),
        ("Risk ID,Treatment action,Due date,Responsible", "treatment"),
        ("Incident,Severity,Detected at,Root cause,Lessons learned", "incident"),
        ("Threat,Category,Description", "threat"),
        ("Stakeholder,Needs and expectations,Requirement,Addressed", "party"),
        ("KPI,Target,Unit,Frequency,Owner,Measured on,Value", "metric"),
        ("Kennzahl;Zielwert;Einheit;Häufigkeit;Verantwortlich", "metric"),
        ("Audit,Type,Planned date,Scope,Lead auditor", "audit"),
        ("Review date,Decision,Owner,Due", "review"),
        ("Role,Held by,Deputy,Responsibilities", "role"),
        ("Assessment date,Trigger,Participants,Conclusion", "assessment"),
        ("Datum;Risikobeurteilung;Anlass;Teilnehmer;Fazit", "assessment"),
        ("Date d'évaluation;Déclencheur;Participants;Conclusion", "assessment"),
        ("Fecha de evaluación;Desencadenante;Participantes;Conclusión", "assessment"),
        ("Control ID,Control name,Implements,Status,Owner", "control"),
        ("Control,Description,Owner,Status\nBackup,Every night,IT,Live", "control"),
        ("Milestone,Responsible,Deadline", "plan"),
        ("ID,CVE,Title,Affected asset,Severity,Discovered,Status,Owner", "vulnerability"),
        ("ID,Asset Name,Type,Owner,Classification,Description,Status\n1,Shop,Software,IT,Public,Information,Open", "asset"),
        ("Risk ID,Action,Annex A control,Owner,Due date,Status,Residual score after", "treatment"),
        ("Register of risks\n\nID,Risk,Likelihood,Impact", "risk"),
    ] {
        assert_eq!(known(header), Ok(kind), "{header}");
    }
}

#[test]
fn what_may_be_two_kinds_names_both() {
    let error = known("ID,Title,Owner,Status").unwrap_err();
    assert!(error.starts_with("`s.csv` may be `") && error.contains("` or `"), "{error}");
    assert_eq!(known("ID,Threat,Category,Description,Likelihood,Potential impact").unwrap_err(), "`s.csv` may be `risk` or `threat`");
    assert_eq!(named("Bedrohungen 2026.csv", "ID,Threat,Category,Description,Likelihood,Potential impact"), Ok("threat"));
    assert_eq!(named("x/risks.csv", "ID,Threat,Category,Description,Likelihood,Potential impact"), Ok("risk"));
    assert_eq!(named("vulnerability.csv", "ID;Titel;Schweregrad;Entdeckt;Verantwortlich"), Ok("vulnerability"));
    assert_eq!(known("ID;Titel;Schweregrad;Entdeckt;Verantwortlich"), Ok("incident"));
    assert_eq!(known("Control,Description,Owner,Status\nA.8.13,Every night,IT,Live").unwrap_err(), "`s.csv` may be `control` or `soa`");
    let error = known("ID;Titel (kurz, klar, knapp);Owner").unwrap_err();
    assert!(error.starts_with("`s.csv` may be `"), "{error}");
    assert_eq!(known("Colour,Weight").unwrap_err(), "no kind of sheet has the headers of `s.csv`");
}

#[test]
fn few_known_headers_among_others_tell_no_kind() {
    for header in [
        "Evidence,Control,Collected on,File",
        "Nachweis,Maßnahme,Datum,Ablage",
        "Date,Attendees,Decisions,Minutes",
        "Datum,Teilnehmer,Beschlüsse,Protokoll",
        "Shade,System,Weight,Fixed on",
    ] {
        let error = known(header).unwrap_err();
        assert!(error.contains("too little to tell") || error.contains("no kind"), "{header}: {error}");
    }
    // The roles of a matrix are no headers that anybody could know.
    assert_eq!(known("Activity,Top Management,ISO,IT Operations Lead,HR Lead"), Ok("raci"));
    assert_eq!(named("changes 2026.csv", "Change,Shade,Weight,Colour,Size"), Ok("change"));
}

#[test]
fn rows_that_are_rated_are_risks() {
    for header in [
        "ID;Risk;L;I;Owner;Controls",
        "ID;Risk;Lik.;Imp.;Owner",
        "Nr;Risiko;EW;SH;Verantwortlich",
        "ID;Risk;Inherent L;Inherent I;Residual L;Residual I",
        "ID;Risk;Inherent;;Residual;\n;;L;I;L;I",
        "Register;;;;;\nNr;Risiko;Brutto;;Netto;\n;;EW;SH;EW;SH",
        "Asset;Threat;Vulnerability;Likelihood;Impact",
        "ID;Threat;Asset;P;S;Risk score",
    ] {
        assert_eq!(known(header), Ok("risk"), "{header}");
    }
}
