//! Rows of one risk: one for each measure, control or treatment.

use super::*;

fn risk(text: &str, id: &str) -> String {
    outcome(&programme(&[]), "risk", text).0[&format!("risks/{id}.yaml")].clone()
}

#[test]
fn rows_that_differ_in_measures_are_one_risk() {
    let header = "ID;Risk;Likelihood;Impact;Treatment;Measure;Deadline;Status\n";
    for rows in [
        "R1;Fire;3;2;Reduce;Sprinklers;June;Open\nR1;Fire;3;2;Reduce;Doors;July;Open\n",
        "R1;Fire;3;2;Reduce;Sprinklers;June;Open\nR1;;;;;Doors;July;\n",
        "R1;Fire;3;2;Reduce;Sprinklers;June;Open\n;;;;;Doors;July;\n",
        "R1;Fire;3;2;Reduce;Sprinklers;June;Open\n;fire;;;;Doors;July;Open\n",
        "R1;Fire;3;2;Reduce;Sprinklers;June;Open\nR2;Flood;1;1;;;;\nR1;Fire;3;2;Reduce;Doors;July;Open\n",
    ] {
        let text = risk(&format!("{header}{rows}"), "RSK-1");
        assert!(text.contains("current: {likelihood: 3, impact: 2}\ntreatment: {option: modify}\n"), "{text}");
        assert!(text.contains("notes: \"Measure: Doors; Deadline: July\"\n"), "{text}");
        assert!(text.contains("custom: {source_id: R1, status: Open, measure: Sprinklers, deadline: June}"), "{text}");
    }
}

#[test]
fn controls_of_all_rows_are_those_of_the_risk() {
    let records = [
        ("controls/CTL-a.yaml", "id: CTL-a\ntitle: Doors\nimplements: [A.7.1]\n"),
        ("controls/CTL-b.yaml", "id: CTL-b\ntitle: Backup\nimplements: [A.8.13]\n"),
    ];
    let text = "Risk,Likelihood,Impact,Treatment,Controls\nFire,3,2,Reduce,A.7.1\nFire,3,2,Reduce,A.8.13\nFire,3,2,Share,A.7.1\n";
    let (files, remarks) = outcome(&programme(&records), "risk", text);
    assert!(files["risks/RSK-fire.yaml"].contains("treatment: {option: modify, controls: [CTL-a, CTL-b]}\n"), "{files:?}");
    assert_eq!(remarks, ["4:4 `Share` is another treatment than `modify`, which the risk has by a row before; it is kept in the notes"]);
}

#[test]
fn rows_that_differ_otherwise_are_told_with_both_places() {
    let header = "ID,Risk,Assets,Likelihood,Impact,Owner,Measure\n";
    for (first, second, told) in [
        ("R1,Fire,,3,2,,a", "R1,Fire,,3,1,,b", "3:5 `R1` stands twice, first on line 2: there `Impact` is `2`, and here `1`"),
        ("R1,Fire,,3,2,,a", "R1,Flood,,3,2,,b", "3:2 `R1` stands twice, first on line 2: there `Risk` is `Fire`, and here `Flood`"),
        ("R1,Fire,,3,2,,a", "R1,Fire,,3,2,Ann,b", "3:6 `R1` stands twice, first on line 2: there `Owner` is empty, and here `Ann`"),
        (",Fire,Shop,3,2,,a", ",Fire,Desk,3,2,,b", "3:3 `Fire` stands twice, first on line 2: there `Assets` is `Shop`, and here `Desk`"),
    ] {
        let plan = planned(&programme(&[]), "risk", &format!("{header}{first}\n{second}\n")).unwrap();
        let faults: Vec<_> = plan.faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.cell, fault.message)).collect();
        assert_eq!((plan.tally.imported, faults), (1, vec![told.to_owned()]), "{second}");
    }
}

#[test]
fn a_row_without_a_name_goes_on_only_with_measures() {
    let told = |row: &str| outcome(&programme(&[]), "risk", &format!("ID,Risk,Likelihood,Impact,Measure\nR1,Fire,3,2,a\n{row}\n")).1;
    assert_eq!(told(",,,,b"), ["3:0 the row names no risk; it is read with that of line 2"]);
    // Whoever rates another risk has forgotten its name.
    assert_eq!(told(",,3,2,b"), ["3:2 the row has neither an id nor a title"]);
}

#[test]
fn states_that_differ_are_those_of_measures() {
    let text = "ID,Risk,Likelihood,Impact,Measure,Status\nR1,Fire,3,2,a,Closed\nR1,Fire,3,2,b,Open\n";
    let (files, remarks) = outcome(&programme(&[]), "risk", text);
    let risk = &files["risks/RSK-1.yaml"];
    assert!(risk.contains("notes: |-\n  Status: Closed\n  Measure: b; Status: Open\n") && !risk.contains("unclear"), "{risk}");
    assert_eq!(
        remarks,
        ["2:6 `Closed` is not what all rows of the risk say, so it is taken for the state of a measure; it is kept in the notes"]
    );
}

#[test]
fn what_a_risk_is_made_of_tells_rows_apart() {
    let text = "Asset,Threat,Likelihood,Impact,Measure\nShop,Fire,3,2,a\nShop,Fire,3,2,b\nDesk,Fire,3,2,c\n";
    let (files, _) = outcome(&programme(&[]), "risk", text);
    assert!(files["risks/RSK-fire-shop.yaml"].contains("notes: \"Measure: b\"\n") && files.contains_key("risks/RSK-fire-desk.yaml"));
}
