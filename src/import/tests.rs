//! Sheets into the smallest programme, in memory.

use super::*;
use crate::base::written::Order;
use crate::edit;
use crate::load::load;
use crate::store::memory::Memory;
use crate::store::overlay::Overlay;
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};

mod alike;
mod answers;
mod commented;
mod denied;
mod headed;
mod kept;
mod needs;
mod recognised;
mod results;
mod shaped;
mod silent;
mod stated;
mod told;
mod unclear;
mod work;

const ISMS: &str = "\
format: 1
organisation: {name: Test}
risk:
  version: \"1.0\"
  approach: asset
  likelihood: [{value: 1, label: Rare}, {value: 2, label: Often}, {value: 3, label: Always}]
  impact:
    - {value: 1, label: Low, meaning: {money: little}}
    - {value: 2, label: Medium, meaning: {money: some}}
    - value: 3
      label: High
      meaning:
        money: much # or more
  score: product
  levels: [{name: low, from: 1}, {name: high, from: 6}]
";

fn programme(files: &[(&str, &str)]) -> Memory {
    let mut memory = Memory::default();
    memory.put("isms.yaml", ISMS);
    memory.put("soa.yaml", "controls: {}\n");
    for (path, text) in files {
        memory.put(path, *text);
    }
    memory
}

fn planned(memory: &Memory, kind: &str, text: &str) -> Result<Plan, ImportError> {
    planned_as(memory, kind, text, &[])
}

fn planned_as(memory: &Memory, kind: &str, text: &str, wishes: &[Wish]) -> Result<Plan, ImportError> {
    let kind = KINDS.iter().find(|known| known.name == kind).unwrap();
    planned_by(memory, kind, text, &Asked { maps: wishes.to_vec(), ..Asked::default() })
}

fn planned_by(memory: &Memory, kind: &'static SheetKind, text: &str, asked: &Asked) -> Result<Plan, ImportError> {
    let book = Book::read("s.csv", text.as_bytes()).unwrap();
    plan(memory, &load(memory).unwrap(), kind, book, asked, "2026-06-30".parse().unwrap())
}

/// The plan's files, and its remarks as `line:cell message`.
fn outcome(memory: &Memory, kind: &str, text: &str) -> (HashMap<String, String>, Vec<String>) {
    let plan = planned(memory, kind, text).unwrap();
    let files =
        plan.changes.iter().map(|change| (change.path.clone(), String::from_utf8(change.after.clone().unwrap()).unwrap())).collect();
    let remarks = plan.remarks.iter().map(|remark| format!("{}:{} {}", remark.line, remark.cell, remark.message));
    let faults = plan.faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.cell, fault.message));
    (files, remarks.chain(faults).collect())
}

#[test]
fn assets_say_what_they_are_worth() {
    let text = "Name,Type,C,Integrity,A,RTO (hours),RPO,Contains personal data,Owner\nA,App,3,Very high,weekly,4,2 days,yes,TBD\n";
    let (files, remarks) = outcome(&programme(&[]), "asset", text);
    let asset = &files["assets/AST-a.yaml"];
    assert!(
        asset.contains("type: software\nneeds: {confidentiality: 3, integrity: 4}\npersonal_data: true\nrto: 4h\nrpo: 48h\n"),
        "{asset}"
    );
    assert_eq!(
        remarks,
        [
            "0:0 1 cell of `A` is not understood",
            "2:5 `weekly` is not on the scale from 1 (little) to 4 (most); it is kept in the notes",
            "2:9 `TBD` is no name of an owner; it is kept under `unclear`",
        ]
    );
}

#[test]
fn owners_are_people_and_roles_that_are_there() {
    let people = [
        ("people/PER-ada.yaml", "id: PER-ada\ntitle: Ada Lovelace\nemails: [ada@example.org]\n"),
        ("roles/ROL-cto.yaml", "id: ROL-cto\ntitle: Chief Technology Officer\n"),
    ];
    let text = "Name,Type,Owner\nA,data,ada lovelace\nB,data,ada@example.org\nC,data,chief technology officer\nD,data,CTO; CFO\n";
    let (files, remarks) = outcome(&programme(&people), "asset", text);
    let owners = ["a", "b", "c", "d"].map(|id| files[&format!("assets/AST-{id}.yaml")].lines().nth(4).unwrap().to_owned());
    assert_eq!(owners, ["owner: PER-ada", "owner: PER-ada", "owner: ROL-cto", "owner: ROL-cto"]);
    assert_eq!(files.len(), 4, "no role is made: {:?}", files.keys());
    assert_eq!(remarks, ["5:3 `CTO; CFO` names several, and only one can be the owner: `CTO` is; it is kept in the notes"]);
}

#[test]
fn ratings_are_values_of_the_method_or_none() {
    let text = "Risk,Likelihood,Impact,Score,Level\nA,Often,High,6,High\nB,5,1,5,low\nC,,2,,\nD,3.0,2 - Medium,9,low\n";
    let (files, remarks) = outcome(&programme(&[]), "risk", text);
    assert!(files["risks/RSK-a.yaml"].contains("current: {likelihood: 2, impact: 3}\n"));
    assert!(files.values().all(|text| !text.contains("residual:")), "one rating says nothing of what remains");
    assert!(!files["risks/RSK-b.yaml"].contains("\ncurrent:"), "nothing is clamped");
    assert!(files["risks/RSK-d.yaml"].contains("current: {likelihood: 3, impact: 2}\n"));
    assert_eq!(
        remarks,
        [
            "0:0 1 cell of `Likelihood` is not understood",
            "3:2 `5` is no value of the method's scale; it is kept in the notes",
            "3:3 `1` is impact without likelihood, which makes no current rating; it is kept under `unclear`",
            "3:4 the sheet says the current score is `5`; there is no rating to compare it with",
            "3:5 the sheet says the current level is `low`; there is no rating to compare it with",
            "4:3 `2` is impact without likelihood, which makes no current rating; it is kept under `unclear`",
            "5:4 the sheet says the current score is `9`; by the method it is `6`, which is high",
            "5:5 the sheet says the current level is `low`; by the method it is `high`",
        ]
    );
}

#[test]
fn dimensions_are_added_to_flow_and_block_alike() {
    let (files, _) = outcome(&programme(&[]), "risk", "Risk,Likelihood,Impact Money,Impact Brand\nA,1,2,3\n");
    let method = &files["isms.yaml"];
    assert!(method.contains("meaning: {money: some, brand: \"\"}}"), "{method}");
    assert!(method.contains("        money: much # or more\n        brand: \"\"\n"), "{method}");
    assert!(files["risks/RSK-a.yaml"].contains("impact: {money: 2, brand: 3}"));
}

#[test]
fn a_risk_finds_its_assets_controls_and_properties() {
    let records = [
        ("assets/AST-1.yaml", "id: AST-1\ntitle: Shop\ntype: software\n"),
        ("assets/AST-2.yaml", "id: AST-2\ntitle: Orders, old and new\ntype: information\n"),
        ("controls/CTL-b.yaml", "id: CTL-b\ntitle: Backup\nimplements: [A.8.13]\nstatus: implemented\n"),
    ];
    let text = "Risk,Assets,CIA,Treatment,Treatment controls,Last review\nA,\"AST-2, shop\",C/A,Reduce,\"A 8.13, backup\",02.03.2026\n\
                B,\"Orders, old and new\",integrity and availability,Transfer,A.5.1,every month\n";
    let (files, remarks) = outcome(&programme(&records), "risk", text);
    let (a, b) = (&files["risks/RSK-a.yaml"], &files["risks/RSK-b.yaml"]);
    assert!(a.contains("affects: [confidentiality, availability]\nassets: [AST-2, AST-1]\nassessed: {on: 2026-03-02}\n"), "{a}");
    assert!(a.contains("treatment: {option: modify, controls: [CTL-b]}\n"), "{a}");
    assert!(b.contains("affects: [integrity, availability]\nassets: [AST-2]\ntreatment: {option: share}\n"), "{b}");
    assert_eq!(
        remarks,
        [
            "0:0 1 cell of `Last review` is not understood",
            "3:5 `A.5.1` names controls that have no record: `A.5.1`; it is kept in the notes",
            "3:6 `every month` is no day such as `2026-03-02`; it is kept under `unclear`",
        ]
    );
}

#[test]
fn controls_of_2013_and_twins_are_told_apart() {
    let text = "Control,Applicable,Reason\nA.9.2.1,Yes,\nA.5.16,Yes,LR/CO\n5.16,No,\nA.6.8,maybe,because\n";
    let (files, remarks) = outcome(&programme(&[]), "soa", text);
    assert!(
        files["soa.yaml"].contains("controls:\n  A.5.16: {applicable: true, because: [contract, law]}\n  A.6.8: "),
        "{}",
        files["soa.yaml"]
    );
    assert_eq!(
        remarks,
        [
            "0:0 1 row of the sheet decides nothing that can be read: the control stays undecided",
            "5:2 `maybe` is not understood as `applicable`, which is `false` or `true`; it is kept under `unclear`",
            "2:1 `A.9.2.1` is no control of Annex A",
            "4:1 `CTL-a-5-16` stands twice, first on line 3",
        ]
    );
}

#[test]
fn decisions_fit_into_any_layout_of_the_file() {
    let text = "Control,Applicable\nA.5.1,Yes\nA.5.2,No\n";
    for before in [
        "controls: {}\n",
        "controls: {A.5.1: {}}\n",
        "controls:\n  A.5.3: {} # x",
        "controls: {A.5.3: {applicable: true}}\n",
        "version: \"1\"\n",
        "version: \"1\"\r\ncontrols:\r\n  A.5.1: {}\r\n",
    ] {
        let mut memory = programme(&[]);
        memory.put("soa.yaml", before);
        let (files, _) = outcome(&memory, "soa", text);
        memory.put("soa.yaml", files["soa.yaml"].as_str());
        let loaded = load(&memory).unwrap();
        assert!(loaded.findings.is_empty(), "{before} became {}", files["soa.yaml"]);
        let soa = loaded.program.soa().unwrap();
        let applicable = |id: &str| soa.controls[id].applicable;
        assert_eq!((applicable("A.5.1"), applicable("A.5.2")), (Some(true), Some(false)), "{}", files["soa.yaml"]);
    }
}

#[test]
fn a_file_with_faults_is_not_edited() {
    let mut memory = programme(&[]);
    memory.put("soa.yaml", "controls: {A.5.1: {aplicable: true}}\n");
    let error = planned(&memory, "soa", "Control,Applicable\nA.5.2,No\n").err().unwrap();
    assert_eq!(error.to_string(), "`soa.yaml` has faults and cannot be edited");
}

/// A sheet of these cells, quoted as needed.
fn csv_of(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// A header of every field of a kind, and one that no field has. Ratings without a state are left out: beside those that
/// have one it would be unclear what they are.
fn header(kind: &SheetKind) -> Vec<(&'static str, &'static str)> {
    let is_clear = |field: &&field::Field| kind.name != "risk" || !["likelihood", "impact", "score", "level"].contains(&field.name);
    let named = kind.fields.iter().filter(is_clear).filter_map(|field| Some((*field.headers.first()?, field.name)));
    named.chain([("something else", "custom")]).collect()
}

fn cell() -> impl Strategy<Value = String> {
    let signs = "[a-c0-9.,:;#'\"\\\\|>\\[\\]{}&*!%@`~?<=+() \n\t\r\u{0}\u{85}\u{2028}é-]{0,24}";
    prop_oneof![any::<String>(), signs, "(yes|no|3|high|A\\.5\\.1|low risk|2026-01-02|N/A|\\{\\}|){1,2}"]
}

proptest! {
    /// Whatever stands in the cells: what comes out reads without a fault, or the row is reported.
    #[test]
    fn any_cells_make_sound_records(cells in prop::collection::vec(prop::collection::vec(cell(), 30), 1..4)) {
        for kind in KINDS {
            // Mapped by hand: otherwise random values would be refused as those of another scale.
            let (header, wishes): (Vec<&str>, Vec<Wish>) =
                header(kind).into_iter().map(|(header, field)| (header, Wish::new(header, field))).unzip();
            let rows: Vec<Vec<String>> = cells.iter().map(|row| row[..header.len()].to_vec()).collect();
            if let Err(error) = planned_as(&programme(&[]), kind.name, &csv_of(&header, &rows), &wishes) {
                panic!("{}: {error}", kind.name);
            }
        }
    }

    /// Text is not changed but for its edges, line ends and control characters.
    #[test]
    fn any_text_comes_back(text in cell()) {
        let memory = programme(&[]);
        let sheet = csv_of(&["id", "scenario", "something else"], &[vec!["R-1".into(), text.clone(), text]]);
        let cells = Sheet::read("s.csv", sheet.as_bytes()).unwrap().rows[0].cells.clone();
        let plan = planned(&memory, "risk", &sheet).unwrap();
        let overlay = Overlay::new(&memory, plan.changes.iter().map(|change| (change.path.clone(), change.after.as_deref().unwrap())));
        let loaded = load(&overlay).unwrap();
        let risk = loaded.program.by_id::<Risk>("RSK-1").unwrap();
        let kept = risk.custom.get("something_else").map(|kept| kept.0.clone()).or(risk.notes.clone());
        prop_assert_eq!(risk.scenario.clone().unwrap_or_default(), cells[1].clone());
        prop_assert!(kept.unwrap_or_default().ends_with(&cells[2]));
    }
}
