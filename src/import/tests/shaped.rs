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

#[test]
fn a_header_may_have_three_rows_and_scales_between_them() {
    for text in [
        "ID,Title,Assessment,,,\n,,Inherent,,Residual,\n,,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
        ",,Assessment,,,\n,,Inherent,,Residual,\nID,Title,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
        ",,Before,,After,\n,,Rating,,Rating,\nID,Title,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
        ",,Inherent,,Residual,\n,,1-3,1-3,1-3,1-3\nID,Title,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
        "ID,Title,Inherent,,Residual,\n,,1-3,1-3,1-3,1-3\n,,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
        ",,Inherent,,Residual,\nID,Title,Likelihood,Impact,Likelihood,Impact\n,,1-3,1-3,1-3,1-3\nR1,Fire,3,2,1,2\n",
        "Risk,Risk,Inherent risk,Inherent risk,Residual risk,Residual risk\nID,Title,Likelihood,Impact,Likelihood,Impact\nR1,Fire,3,2,1,2\n",
        ",,,Inherent,,Residual,\n,ID,Title,Likelihood,Impact,Likelihood,Impact\n,R1,Fire,3,2,1,2\n",
    ] {
        let (risk, _) = first(text, None);
        assert!(risk.contains("title: Fire\ninherent: {likelihood: 3, impact: 2}\ncurrent: {likelihood: 1, impact: 2}\n"), "{text} {risk}");
    }
    let off = planned(&programme(&[]), "risk", ",,Inherent,\n,,1-10,1-10\nID,Title,Likelihood,Impact\nR1,Fire,3,2\n");
    assert!(matches!(off, Err(ImportError::Map { error, .. }) if matches!(*error, MapError::Unclear { .. })));
}

#[test]
fn what_stands_between_rows_is_told_and_never_a_risk() {
    for (rows, told) in [
        // Other columns than the header's: nothing that follows is read as if they were the same.
        ("ID,Title,Impact,Likelihood\nR2,Flood,1,2\n", "3:1 another header stands here; what follows it is not read"),
        ("ID,Title,Likelihood,\n", "3:0 the header stands here again; it is not read as a row"),
        ("IT,,,\n", "3:0 the row is a heading; it is not read as a row"),
        (",Average risk,2.5,1\n", "3:0 the row sums up others; it is not read as a row"),
        ("Anzahl,1,,\n", "3:0 the row sums up others; it is not read as a row"),
    ] {
        let plan = planned(&programme(&[]), "risk", &format!("ID,Title,Likelihood,Impact\nR1,Fire,3,2\n{rows}")).unwrap();
        let remarks = plan.remarks.iter().map(|remark| format!("{}:{} {}", remark.line, remark.cell, remark.message));
        let faults = plan.faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.cell, fault.message));
        assert_eq!((plan.records.len(), remarks.chain(faults).collect::<Vec<_>>()), (1, vec![told.to_owned()]), "{rows}");
    }
    let text = ",,Inherent,\nID,Title,Likelihood,Impact\nR1,Fire,3,2\n,,Inherent,\nID,Title,Likelihood,Impact\nR2,Flood,1,2\n";
    assert_eq!(planned(&programme(&[]), "risk", text).unwrap().tally.imported, 2);
    let text = "Title,Likelihood,Impact\nPhysical,,\nFire,3,2\nFlood,1,2\n";
    let (_, remarks) = outcome(&programme(&[]), "risk", text);
    assert_eq!(remarks, ["2:0 the row has nothing but `Physical` and is read; if it is a heading, remove it"]);
}

#[test]
fn a_row_below_the_header_may_say_how_columns_are_filled() {
    for hints in ["(unique),(short),(1 = low - 3 = high),(1-3)", "e.g. R-1,in a few words,1-3,1-3", "[key],[text],,"] {
        let plan = planned(&programme(&[]), "risk", &format!("ID,Title,Likelihood,Impact\n{hints}\nR1,Fire,3,2\n")).unwrap();
        let told: Vec<_> = plan.remarks.iter().map(|remark| (remark.line, remark.message.as_str())).collect();
        assert_eq!(told, [(2, "the row says how columns are filled; it is not read as a row")], "{hints}");
        assert_eq!(plan.records.len(), 1, "{hints}");
    }
}

#[test]
fn a_first_row_of_shares_is_no_scale() {
    for row in ["R1,Fire,0.7,1.0", "R1,Fire,1,", "R1,Fire,,0-1", "R1,Fire,1 - Rare,1 - Low"] {
        let text = format!("ID,Title,Likelihood,Impact\n{row}\n");
        let wishes = [Wish::new("Likelihood", "current.likelihood"), Wish::new("Impact", "current.impact")];
        assert_eq!(planned_as(&programme(&[]), "risk", &text, &wishes).unwrap().tally.imported, 1, "{row}");
    }
}
