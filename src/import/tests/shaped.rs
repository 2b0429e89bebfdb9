//! Sheets as they are laid out for people: titles, groups, several tables.

use super::*;

/// The first risk of a sheet, and the lines that are told of.
fn first(text: &str, header_line: Option<usize>) -> (String, Vec<usize>) {
    let kind = KINDS.iter().find(|kind| kind.name == "risk").unwrap();
    let plan = planned_by(&programme(&[]), kind, text, &Asked { header_line, ..Asked::default() }).unwrap();
    let record = plan.records.iter().find(|record| record.kind.name == "risk").unwrap();
    (record.text(), plan.remarks.iter().map(|remark| remark.line).chain(plan.faults.iter().map(|fault| fault.line)).collect())
}

#[test]
fn a_table_is_found_below_its_titles() {
    for (text, line, told) in [
        ("Example Risk Register\n\nID,Title,Scenario\nR-1,Fire,x\n", None, &[1][..]),
        ("Risk Register;;\nVersion 2;;Ann\n;;\nNr;Titel;Szenario\nR-1;Fire;x\n", None, &[1]),
        ("Risk,Owner,\nID,Title,Scenario\nR-1,Fire,x\n", Some(2), &[1]),
        ("ID,Title,Scenario\nR-1,Fire,x\n\nEnd,,\n", None, &[4]),
        ("ID,Title,Scenario\nR-1,Fire,x\n\nID,Asset\nA-1,Shop\n", None, &[4]),
    ] {
        let (risk, lines) = first(text, line);
        assert!(risk.contains("id: RSK-1\ntitle: Fire\nscenario: x\n"), "{text} {risk}");
        assert_eq!(lines, told, "{text}");
    }
}

#[test]
fn a_remark_behind_a_header_changes_nothing() {
    let first = |kind: &str, text: &str| {
        let plan = planned(&programme(&[]), kind, text).unwrap();
        plan.columns.into_iter().map(|(_, goal)| goal).collect::<Vec<_>>()
    };
    for (kind, text, goals) in [
        ("risk", "ID;Titel (kurz, klar, knapp);Owner\n1;Büro;CISO\n", &["id", "title", "owner"][..]),
        ("risk", "#;Risk [short];Owner: who answers for it\n1;Fire;CISO\n", &["id", "title", "owner"]),
        ("risk", "Risk #,\"Risk\nin a few words\",Owner*\n1,Fire,CISO\n", &["id", "title", "owner"]),
        ("asset", "Name – as people call it;Type (one of five);Owner {role}\nShop;software;IT\n", &["title", "type", "owner"]),
        ("document", "Título (corto);Tipo (política, plan)\nA;Plan\n", &["title", "type"]),
        ("soa", "Control;Applicable (Y/N);Justification (why)\nA.5.1;Y;Law\n", &["control", "applicable", "justification"]),
        ("soa", "N°;Mesure;Applicable\nA.5.1;Politiques;Oui\n", &["control", "title", "applicable"]),
        // The plain one wins, and a remark on what is rated may tell its state.
        (
            "risk",
            "Titel (kurz);Titel;Risk (residual)\na;b;High\n",
            &["custom.titel_kurz", "title", "compared with the current level by the method"],
        ),
    ] {
        assert_eq!(first(kind, text), goals, "{text}");
    }
}

#[test]
fn groups_above_the_header_give_ratings_their_state() {
    for text in [
        ",,Inherent,,Residual,\nID,Title,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
        "ID,Title,Inherent,,Residual,\n,,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
        "Register\nID,Title,Inherent,,Residual,\n,,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
    ] {
        let (risk, _) = first(text, None);
        assert!(risk.contains("inherent: {likelihood: 3, impact: 2}\ncurrent: {likelihood: 1, impact: 2}\n"), "{text} {risk}");
    }
}
