//! Values as registers have them: read where they can be one thing only, and told where they cannot.

use super::*;

/// The record of a row, and what is told of it.
fn record(files: &[(&str, &str)], kind: &str, text: &str) -> (String, Vec<String>) {
    let (files, remarks) = outcome(&programme(files), kind, text);
    (files.into_values().collect::<Vec<_>>().join("\n"), remarks)
}

#[test]
fn targets_say_which_way_they_count() {
    for (cell, expected) in [
        ("max. 4", "target: 4\ndirection: at-most\n"),
        ("mind. 95 %", "target: 95\ndirection: at-least\nunit: \"%\"\n"),
        ("≤ 4", "target: 4\ndirection: at-most\n"),
        (">= 95%", "target: 95\ndirection: at-least\nunit: \"%\"\n"),
        ("95 % or more", "target: 95\ndirection: at-least\nunit: \"%\"\n"),
    ] {
        let (text, _) = record(&[], "metric", &format!("Metric,Target\nA,{cell}\n"));
        assert!(text.contains(expected), "{cell}: {text}");
    }
}

#[test]
fn times_are_whole_hours_or_told() {
    for (cell, hours) in [
        ("2 Tage", "48h"),
        ("1 week", "168h"),
        ("1 semaine", "168h"),
        ("4:00", "4h"),
        ("1.5 days", "36h"),
        ("120 min", "2h"),
        ("4 Std.", "4h"),
    ] {
        assert!(record(&[], "asset", &format!("Asset,Type,RTO\nA,software,{cell}\n")).0.contains(&format!("rto: {hours}\n")), "{cell}");
    }
    for cell in ["30 min", "4:30", "\"4,5 h\"", "soon", "4"] {
        let (text, remarks) = record(&[], "asset", &format!("Asset,Type,RTO\nA,software,{cell}\n"));
        assert!(text.contains("notes: \"RTO: ") && remarks[0].contains("is no time in whole hours"), "{cell} {text}");
    }
}

#[test]
fn what_does_not_apply_is_no_no() {
    for (kind, text) in [
        ("supplier", "Supplier,DPA Signed\nA,N/A\n"),
        ("supplier", "Supplier,Security terms\nA,entfällt\n"),
        ("asset", "Asset,Type,Personal data\nA,software,not required\n"),
        ("change", "Change,Emergency\nA,n/a\n"),
    ] {
        let (record, remarks) = record(&[], kind, text);
        assert!(!record.contains("false") && record.contains("unclear: "), "{record}");
        assert!(remarks[0].contains("says neither yes nor no"), "{remarks:?}");
    }
}

#[test]
fn nothing_planned_is_no_control() {
    for nothing in ["none", "n/a", "keine", "no controls", "keine Maßnahmen", "None needed", "aucune mesure"] {
        let (text, remarks) = record(&[], "risk", &format!("Risk,Treatment,Planned controls\nA,Reduce,{nothing}\n"));
        assert!(remarks.is_empty() && text.contains("treatment: {option: modify}\n"), "{remarks:?}");
    }
    let (_, remarks) = record(&[], "risk", "Risk,Treatment,Controls\nA,Reduce,\"A.5.1, A%205.2\"\n");
    assert_eq!(remarks, ["2:3 `A.5.1, A%205.2` names controls that have no record: `A.5.1` and `A.5.2`; it is kept in the notes"]);
}

#[test]
fn all_assets_are_found_among_words() {
    let assets = [
        ("assets/AST-1.yaml", "id: AST-1\ntitle: Shop\ntype: software\n"),
        ("assets/AST-2.yaml", "id: AST-2\ntitle: Desk\ntype: software\n"),
    ];
    for (cell, remarks) in [("AST-1 and AST-2 (main office)", 1), ("servers AST-1 / AST-2", 1), ("AST-1, AST-2", 0)] {
        let (files, told) = outcome(&programme(&assets), "risk", &format!("Risk,Assets\nFire,\"{cell}\"\n"));
        assert!(files["risks/RSK-fire.yaml"].contains("assets: [AST-1, AST-2]\n"), "{cell}: {files:?}");
        assert_eq!(told.len(), remarks, "{cell}: {told:?}");
    }
}

#[test]
fn the_word_of_an_incident_that_is_no_severity_is_quoted() {
    for word in ["P2", "Sev 1"] {
        let (_, remarks) = record(&[], "incident", &format!("Incident,Severity\nA,{word}\n"));
        assert_eq!(remarks, [format!("2:2 `{word}` does not say how bad the incident was")]);
    }
}

#[test]
fn a_plan_says_what_is_done_about_risks() {
    let risk = [("risks/RSK-1.yaml", "id: RSK-1\ntitle: Fire\n")];
    for (header, cell, option) in [
        ("Treatment option", "Reduce", "modify"),
        ("Behandlungsoption", "vermeiden", "avoid"),
        ("Option de traitement", "transférer", "share"),
        ("Opción de tratamiento", "aceptar", "retain"),
    ] {
        let (text, remarks) =
            record(&risk, "treatment", &format!("Risk,{header},Action,Due,Responsible\nRSK-1,{cell},Doors,2026-08-01,Ann\n"));
        assert!(text.contains(&format!("option: {option}")) && text.contains("what: Doors"), "{text} {remarks:?}");
    }
    let (_, remarks) = record(&risk, "treatment", "Risk,Action\nRSK-1,Doors\n");
    assert!(remarks[0].contains("nothing says what is done about `RSK-1`"), "{remarks:?}");
    let chosen = [("risks/RSK-1.yaml", "id: RSK-1\ntitle: Fire\ntreatment: {option: modify}\n")];
    let (_, remarks) = record(&chosen, "treatment", "Risk,Treatment option,Action\nRSK-1,Avoid,Doors\n");
    assert!(remarks[0].contains("`Avoid` is not what was chosen for `RSK-1`, which is `modify`"), "{remarks:?}");
}

#[test]
fn a_requirement_is_one_clause_or_control() {
    for (text, expected) in [
        ("Finding,Grade,Requirement\nA,minor,A.5.1\n", "requirement: A.5.1\n"),
        ("Finding,Grade,Clause\nA,minor,9.2\n", "requirement: \"9.2\"\n"),
        ("Finding,Grade,Clause\nA,minor,5.1\n", "requirement: \"5.1\"\n"),
        ("Feststellung,Grade,Norm\nA,minor,ISO 27001:2022 9.2\n", "requirement: \"9.2\"\n"),
        ("Finding,Grade,Requirement\nA,minor,5.1\n", "unclear: {requirement: \"Requirement: 5.1\"}\n"),
        ("Finding,Grade,Requirement\nA,minor,\"9.2, 9.3\"\n", "unclear: {requirement: \"Requirement: 9.2, 9.3\"}\n"),
    ] {
        let (record, _) = record(&[], "finding", text);
        assert!(record.contains(expected), "{text} {record}");
    }
    let (text, _) = record(&[], "audit", "Audit,Type,Clauses,Controls\nA,internal,\"4, 5, 6.1\",\"5.1, A.5.2\"\n");
    assert!(text.contains("clauses: [\"4\", \"5\", \"6.1\"]") && text.contains("A.5.2"), "{text}");
}
