//! Scores, levels and cells that say more than a step: used, compared, or told.

use super::unclear::assert_read;
use super::*;

#[test]
fn a_product_is_its_factors_where_the_header_says_which() {
    assert_read(&[
        ("Rating (LxI)", "3x2=6", "current: {3, 2}"),
        ("Risk (I × L)", "6 (2 x 3)", "current: {3, 2}"),
        ("Inherent score (LxI);Residual score (LxI)", "3*2;1*2", "inherent: {3, 2} current: {1, 2}"),
        ("Likelihood;Impact;Rating (LxI)", "3;2;1x1=1", "current: {3, 2}"),
        ("Before LxI;After LxI", "3x2;1x2", "inherent: {3, 2} current: {1, 2}"),
        (
            "Likelihood before;Impact before;Before LxI;Likelihood after;Impact after;After LxI",
            "3;2;6;1;2;2",
            "inherent: {3, 2} current: {1, 2} residual: {1, 2}",
        ),
        ("Rating (LxI)", "9x2=18", ""),
        ("Rating (LxI)", "3x2=5", ""),
        ("Rating", "3x2=6", ""),
    ]);
    let told = |text: &str| {
        let plan = planned(&programme(&[]), "risk", text).unwrap();
        (plan.is_complete(), plan.remarks.iter().filter(|remark| remark.line == 0).map(|remark| remark.message.clone()).collect::<Vec<_>>())
    };
    assert_eq!(told("Risk,Rating (LxI)\nA,3x2=6\n"), (true, vec![]));
    assert_eq!(told("Risk,Likelihood,Impact,Score\nA,3,2,3x2\n"), (true, vec![]));
    for header in ["Risk,Rating (LxI)", "Risk,Score"] {
        let column = header.split_once(',').unwrap().1;
        assert_eq!(told(&format!("{header}\nA,9x2\nB,18\n")), (false, vec![format!("2 cells of `{column}` are not understood")]));
    }
}

#[test]
fn what_says_how_large_risks_are_and_is_not_compared_is_told() {
    let told = |header: &str, cell: &str, wishes: &[Wish]| {
        let plan = planned_as(&programme(&[]), "risk", &format!("Risk,Likelihood,Impact,{header}\nA,3,2,{cell}\n"), wishes).unwrap();
        (plan.is_complete(), plan.remarks.into_iter().map(|remark| remark.message).collect::<Vec<_>>())
    };
    for (header, cell) in [("Risk rating by the board", "6"), ("Criticité du risque", "High"), ("Threat level", "2")] {
        let expected = format!("`{header}` says how large something is and is not compared; `--map` says what it is, or keeps it");
        assert_eq!(told(header, cell, &[]), (false, vec![expected]), "{header}");
        assert_eq!(told(header, cell, &[Wish::new(header, "custom")]), (true, vec![]), "{header}");
    }
    assert_eq!(told("Threat level", "as before", &[]), (true, vec![]));
}

#[test]
fn words_that_are_no_label_and_days_that_are_none_are_told() {
    let told = |likelihood: &str, day: &str| {
        let plan = planned(&programme(&[]), "risk", &format!("Risk,Likelihood,Impact,Last review\nA,{likelihood},2,{day}\n")).unwrap();
        let text = plan.records[0].text();
        (plan.is_complete(), plan.remarks.into_iter().map(|remark| remark.message).collect::<Vec<_>>(), text)
    };
    let (is_complete, remarks, text) = told("3 - Banana", "");
    assert!(!is_complete && text.contains("current: {likelihood: 3, impact: 2}\nnotes: \"Likelihood: 3 - Banana\"\n"), "{text}");
    assert_eq!(
        remarks,
        [
            "1 cell of `Likelihood` is not understood",
            "`3 - Banana` is read as `3`, and its words are no step of the method; it is kept in the notes"
        ]
    );
    for cell in ["3 - Always", "3", "3 - high", "3 - sehr hoch", "L3", "Always (3)"] {
        assert!(told(cell, "2026-01-01").0, "{cell}");
    }
    assert!(!told("(3)", "").0);
    for (day, is_complete) in [("soon", false), ("2026-02-30", false), ("TBD", true), ("n/a", true)] {
        assert_eq!(told("3", day).0, is_complete, "{day}");
    }
}

#[test]
fn a_cell_that_contradicts_itself_is_told_with_its_place() {
    let error = planned(&programme(&[]), "risk", "Risk,Likelihood,Impact\nA,3,2\nB,3 Rare,2\n").err().unwrap();
    assert!(matches!(&error, ImportError::Map { error, .. } if matches!(**error, MapError::Slips { .. })));
    assert!(error.to_string().ends_with("`Likelihood`: s.csv:3:2: `3 Rare` says 3, and its words are step 1"), "{error}");
}

#[test]
fn two_columns_of_one_name_are_told_by_their_places() {
    let error = planned(&programme(&[]), "risk", "Risk,Likelihood,Impact,Likelihood\nA,3,2,1\n").err().unwrap().to_string();
    let why = "columns 2 and 4 are both called `Likelihood`, and nothing says which state each rates";
    assert!(error.contains(&format!("`Likelihood`: {why}; `column 4`: {why}")), "{error}");
}

#[test]
fn days_and_needs_that_are_not_understood_are_told_in_every_kind() {
    for (kind, text, column, unclear) in [
        ("asset", "Asset,Type,Integrity\nA,software,weekly\n", "Integrity", "notes: \"Integrity: weekly\""),
        ("training", "Training,Person,Completed\nT,Ann Lee,last spring\n", "Completed", "completions: \"Ann Lee: Completed last spring\""),
        ("supplier", "Supplier,Contract end\nS,some day\n", "Contract end", "agreement: \"Contract end: some day\""),
        ("metric", "Metric,Value,Measured on\nM,4,some day\n", "Measured on", "readings: \"Value: 4; Measured on: some day\""),
    ] {
        let plan = planned(&programme(&[]), kind, text).unwrap();
        let all: String = plan.records.iter().map(Record::text).collect();
        assert!(!plan.is_complete() && all.contains(unclear), "{all}");
        assert_eq!(plan.remarks[0].message, format!("1 cell of `{column}` is not understood"));
    }
}
