//! Registers that went out, were worked on, and come back while the records went on.

use crate::support::{Ran, commit, demo, git, isms, room, write};
use rust_xlsxwriter::{DocProperties, Workbook};
use std::fs;
use std::path::{Path, PathBuf};

const COLUMNS: [&str; 5] = ["id", "title", "current.likelihood", "current.impact", "tags"];

/// A programme whose method has three steps each.
pub const METHOD: &str = "format: 1\norganisation: {name: A}\nrisk_method:\n  likelihood: [{value: 1, name: low}, {value: 2, name: mid}, {value: 3, name: high}]\n  impact: [{value: 1, name: low}, {value: 2, name: mid}, {value: 3, name: high}]\n";

/// A register as it went out: its columns with their names, and rows of texts.
pub struct Register {
    pub commit: Option<String>,
    pub headers: Vec<(&'static str, &'static str)>,
    pub rows: Vec<Vec<String>>,
}

impl Register {
    pub fn write(&self, path: &Path) {
        let mut book = Workbook::new();
        if let Some(commit) = &self.commit {
            let properties = DocProperties::new().set_custom_property("isms-commit", commit.as_str());
            book.set_properties(&properties.set_custom_property("isms-kinds", "asset risk"));
        }
        let sheet = book.add_worksheet().set_name("Risks").unwrap();
        for (column, (_, header)) in self.headers.iter().enumerate() {
            sheet.write_string(0, column as u16, *header).unwrap();
        }
        for (row, cells) in self.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (row as u32 + 1, column as u16);
                match cell.parse::<f64>().ok().filter(|_| self.headers[usize::from(column)].0.starts_with("current.")) {
                    Some(number) => sheet.write_number(row, column, number).unwrap(),
                    None => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
        for (column, (field, _)) in self.headers.iter().enumerate() {
            let letter = char::from(b'A' + column as u8);
            book.define_name(format!("isms_col_risk.{field}"), &format!("=Risks!${letter}$1:${letter}$99")).unwrap();
        }
        book.save(path).unwrap();
    }

    fn column(&self, field: &str) -> usize {
        self.headers.iter().position(|(known, _)| *known == field).unwrap()
    }

    fn set(&mut self, id: &str, field: &str, text: &str) {
        let (ids, at) = (self.column("id"), self.column(field));
        self.rows.iter_mut().find(|row| row[ids] == id).unwrap()[at] = text.into();
    }
}

/// A programme with three risks, and its register.
pub fn went_out() -> (tempfile::TempDir, PathBuf, Register) {
    let (room, root) = room();
    write(&root, "isms.yaml", METHOD);
    let mut rows = Vec::new();
    for (n, title) in ["Fire", "Flood", "Theft, and \"loss\""].iter().enumerate() {
        let id = format!("RSK-00{}", n + 1);
        let quoted = title.replace('"', "\\\"");
        write(
            &root,
            &format!("risks/{id}.yaml"),
            format!(
                "# {title}\nid: {id}\ntitle: \"{quoted}\"  # as the board calls it\ntags: [a, b]\ncurrent:\n  likelihood: 2\n  impact: 1\n"
            ),
        );
        rows.push([&id, *title, "2", "1", "a\nb"].map(str::to_owned).to_vec());
    }
    commit(&root);
    let commit = git(&root, &["rev-parse", "HEAD"]).stdout.trim().to_owned();
    let register = Register { commit: Some(commit), headers: COLUMNS.map(|column| (column, column)).to_vec(), rows };
    (room, root, register)
}

pub fn update(root: &Path, register: &Register, more: &[&str]) -> Ran {
    let path = root.parent().unwrap().join("risks.xlsx");
    register.write(&path);
    isms(root, &[&["import", "../risks.xlsx", "--as", "risk", "--update"], more].concat())
}

pub fn risk(root: &Path, n: u8) -> String {
    fs::read_to_string(root.join(format!("risks/RSK-00{n}.yaml"))).unwrap_or_default()
}

fn change(root: &Path, n: u8, from: &str, to: &str) {
    let text = risk(root, n);
    assert!(text.contains(from));
    write(root, &format!("risks/RSK-00{n}.yaml"), text.replace(from, to));
}

pub fn is_unchanged(root: &Path) -> bool {
    git(root, &["status", "--short"]).stdout.is_empty()
}

#[test]
fn a_sheet_that_was_taken_out_is_told_and_changes_nothing() {
    let (_room, root, register) = went_out();
    register.write(&root.parent().unwrap().join("risks.xlsx"));
    let ran = isms(&root, &["import", "../risks.xlsx", "--update"]);
    assert!(ran.code == 0 && is_unchanged(&root), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("risks.xlsx: the sheet of its assets was taken out, and nothing is made of that"), "{}", ran.stderr);
    write(&root, "assets/AST-1.yaml", "id: AST-1\ntitle: Hall\n");
    commit(&root);
    assert_eq!(isms(&root, &["export", "asset", "risk", "-o", "../both.xlsx"]).code, 0);
    let ran = isms(&root, &["import", "../both.xlsx", "--update"]);
    assert!(ran.code == 0 && !ran.stderr.contains("taken out"), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn what_comes_back_as_it_went_out_changes_nothing() {
    let (_room, root, register) = went_out();
    let ran = update(&root, &register, &[]);
    assert!(ran.code == 0 && ran.stderr.contains("nothing changes") && is_unchanged(&root), "{}{}", ran.stdout, ran.stderr);
    change(&root, 1, "likelihood: 2", "likelihood: 3");
    commit(&root);
    assert_eq!(update(&root, &register, &[]).code, 0);
    assert!(is_unchanged(&root));
}

#[test]
fn whatever_a_record_says_comes_back() {
    let (_room, root, _) = went_out();
    let texts = [
        "\u{2028}x",
        " lead",
        "trail \n",
        "_x000D_",
        "a\tb\u{1}c",
        "5.10",
        "=1+1",
        "'quoted",
        "#REF!",
        "a\r\nb",
        "1E5",
        "TRUE",
        "ä\u{202e}😀",
    ];
    let mut rows = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let quoted = serde_json::Value::from(*text).to_string().replace("\u{2028}", "\\u2028").replace("\u{202e}", "\\u202e");
        write(&root, &format!("risks/RSK-1{n:02}.yaml"), format!("id: RSK-1{n:02}\ntitle: t\nnotes: {quoted}\n"));
        rows.push(vec![format!("RSK-1{n:02}"), (*text).to_owned()]);
    }
    commit(&root);
    let register = Register {
        commit: Some(git(&root, &["rev-parse", "HEAD"]).stdout.trim().to_owned()),
        headers: vec![("id", "id"), ("notes", "notes")],
        rows,
    };
    let ran = update(&root, &register, &["--gone", "keep"]);
    assert!(ran.code == 0 && ran.stderr.contains("nothing changes") && is_unchanged(&root), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn what_only_one_side_changed_is_taken() {
    let (_room, root, mut register) = went_out();
    register.set("RSK-001", "title", "Blaze");
    register.set("RSK-002", "tags", "a\nb\nsheet");
    register.set("RSK-003", "current.impact", "3");
    change(&root, 1, "likelihood: 2", "likelihood: 3");
    change(&root, 2, "tags: [a, b]", "tags: [b, records]");
    change(&root, 3, "impact: 1", "impact: 3");
    let before = risk(&root, 1);
    let dry = update(&root, &register, &["--dry-run"]);
    assert!(dry.stdout.contains("+title: Blaze  # as the board calls it") && risk(&root, 1) == before, "{}", dry.stdout);
    let ran = update(&root, &register, &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(
        risk(&root, 1),
        "# Fire\nid: RSK-001\ntitle: Blaze  # as the board calls it\ntags: [a, b]\ncurrent:\n  likelihood: 3\n  impact: 1\n"
    );
    assert!(risk(&root, 2).contains("tags: [b, records, sheet]\n"), "{}", risk(&root, 2));
    assert!(risk(&root, 3).contains("impact: 3\n"));
}

#[test]
fn what_both_changed_is_told_by_cell_and_line() {
    let (_room, root, mut register) = went_out();
    register.set("RSK-002", "current.likelihood", "3");
    register.set("RSK-003", "title", "Burglary");
    change(&root, 2, "likelihood: 2", "likelihood: 1");
    let before = risk(&root, 2);
    let ran = update(&root, &register, &[]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    let says = "../risks.xlsx!Risks!C3 says `3`, and risks/RSK-002.yaml:6 `1` (`current.likelihood`); before, `2`";
    assert!(ran.stderr.contains(says), "{}", ran.stderr);
    assert!(risk(&root, 2) == before && risk(&root, 3).contains("Theft"));
    assert_eq!(update(&root, &register, &["--prefer", "records"]).code, 0);
    assert!(risk(&root, 2) == before && risk(&root, 3).contains("Burglary"));
    assert_eq!(update(&root, &register, &["--prefer", "sheet"]).code, 0);
    assert!(risk(&root, 2).contains("likelihood: 3\n"));
}

#[test]
fn rows_and_columns_may_be_moved_added_and_removed() {
    let (_room, root, mut register) = went_out();
    register.set("RSK-001", "title", "Blaze");
    register.rows.remove(1);
    register.rows.reverse();
    register.rows.push(["", "Quake", "1", "3", "new\none"].map(str::to_owned).to_vec());
    register.headers =
        ["id", "title", "current.likelihood", "current.impact", "tags"].into_iter().zip(["Nr.", "What", "L", "I", "Words"]).collect();
    register.headers.swap(1, 3);
    register.rows.iter_mut().for_each(|row| row.swap(1, 3));
    let ran = update(&root, &register, &[]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("`RSK-002` Flood: its row is gone and the record is there"), "{}", ran.stderr);
    assert!(risk(&root, 1).contains("Blaze") && risk(&root, 2).contains("Flood"));
    let new = risk(&root, 4);
    assert!(new.contains("id: RSK-004\ntitle: Quake\n") && new.contains("tags: [new, one]"), "{new}");
    assert!(new.contains("likelihood: 1") && new.contains("impact: 3"), "{new}");
}

#[test]
fn what_cannot_be_taken_is_told() {
    let (_room, root, mut register) = went_out();
    let copy = register.rows[0].clone();
    register.rows.push(copy);
    register.set("RSK-002", "current.likelihood", "often");
    register.set("RSK-003", "title", "Burglary");
    let ran = update(&root, &register, &[]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    for part in ["`RSK-001` stands on several rows: 2, 5", "../risks.xlsx!Risks!C3: `often` is not read"] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
    assert!(risk(&root, 3).contains("Burglary"));
}

#[test]
fn a_sheet_that_does_not_know_its_base_is_held_against_the_records() {
    let (_room, root, mut register) = went_out();
    register.commit = None;
    assert!(update(&root, &register, &[]).stderr.contains("does not say what it began with"));
    register.set("RSK-001", "title", "Blaze");
    let ran = update(&root, &register, &[]);
    assert!(ran.code == 4 && ran.stderr.contains("!Risks!B2 says `Blaze`, and risks/RSK-001.yaml:3 `Fire`"), "{}", ran.stderr);
    assert_eq!(update(&root, &register, &["--prefer", "sheet"]).code, 0);
    assert!(risk(&root, 1).contains("Blaze"));
    register.commit = Some("0123456789012345678901234567890123456789".into());
    let ran = update(&root, &register, &[]);
    assert!(ran.code == 3 && ran.stderr.contains("cannot be had"), "{}", ran.stderr);
}

#[test]
fn csv_names_its_commit_in_a_column() {
    let (_room, root, register) = went_out();
    let commit = register.commit.unwrap();
    let text = format!("id,title,current.likelihood,isms-commit\nRSK-001,Fire,3,{commit}\nRSK-002,Deluge,2,{commit}\n");
    write(root.parent().unwrap(), "risks.csv", text);
    change(&root, 2, "likelihood: 2", "likelihood: 1");
    let ran = isms(&root, &["import", "../risks.csv", "--as", "risk", "--update", "--gone", "keep"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(risk(&root, 1).contains("likelihood: 3\n"));
    assert!(risk(&root, 2).contains("title: Deluge") && risk(&root, 2).contains("likelihood: 1\n"), "{}", risk(&root, 2));
    // A commit that another repository has is no base here, and the error says what is.
    let text = format!("id,title,isms-commit\nRSK-009,Frost,{}\n", "0123456789".repeat(4));
    write(root.parent().unwrap(), "risks.csv", &text);
    let ran = isms(&root, &["import", "../risks.csv", "--as", "risk", "--update"]);
    assert!(ran.code == 3 && ran.stderr.contains("comes in without `--update`"), "{}", ran.stderr);
    write(root.parent().unwrap(), "risks.csv", "id,title\nRSK-009,Frost\n");
    let ran = isms(&root, &["import", "../risks.csv", "--as", "risk", "--update"]);
    assert!(ran.code == 0 && risk(&root, 9).contains("title: Frost"), "{}", ran.stderr);
}

/// The kinds of records, without what there is one of.
pub const KINDS: [&str; 20] = [
    "assessment",
    "asset",
    "audit",
    "change",
    "control",
    "document",
    "evidence",
    "exception",
    "finding",
    "incident",
    "metric",
    "objective",
    "obligation",
    "person",
    "review",
    "risk",
    "role",
    "supplier",
    "threat",
    "training",
];

#[test]
fn every_register_of_the_example_comes_back_as_it_went_out() {
    let (_room, demo) = demo();
    for kind in KINDS {
        for ending in ["xlsx", "csv"] {
            let file = format!("../{kind}.{ending}");
            let out = isms(&demo, &["export", kind, "-o", &file]);
            assert_eq!(out.code, 0, "{}", out.stderr);
            let back = isms(&demo, &["import", &file, "--as", kind, "--update"]);
            assert!(back.code == 0 && back.stderr.contains("nothing changes"), "{file}: {}{}", back.stdout, back.stderr);
        }
    }
    assert!(is_unchanged(&demo));
}

#[test]
fn a_workbook_of_all_kinds_comes_back_in_one_go() {
    let (_room, acme) = demo();
    let book = acme.with_file_name("registers.xlsx");
    let path = book.to_str().unwrap();
    let all: Vec<&str> = ["export"].into_iter().chain(KINDS).chain(["-o", path]).collect();
    assert_eq!(isms(&acme, &all).code, 0);
    let ran = isms(&acme, &["import", path, "--update"]);
    assert!(ran.code == 0 && ran.stderr.matches("nothing changes").count() == 1, "{}{}", ran.stdout, ran.stderr);
    let ran = isms(&acme, &["import", path, "--update", "--as", "risk"]);
    assert!(ran.code == 0 && ran.stderr.contains("nothing changes"), "{}", ran.stderr);
    let ran = isms(&acme, &["import", path, "--update", "--sheet", "Risks"]);
    assert!(ran.code == 2 && ran.stderr.contains("speak of one register") && ran.stderr.contains("--as KIND"), "{}", ran.stderr);
    assert!(is_unchanged(&acme));
}

/// A workbook of risks and assets, as rows of ids, titles and owners under the names of their fields.
fn two_registers(path: &Path, commit: &str, risks: &[[&str; 2]], assets: &[[&str; 2]]) {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_custom_property("isms-commit", commit));
    for (kind, name, rows) in [("risk", "Risks", risks), ("asset", "Things", assets)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in [["id", "title"]].iter().chain(rows).enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string(row as u32, column as u16, *cell).unwrap();
            }
        }
        for (letter, field) in [('A', "id"), ('B', "title")] {
            book.define_name(format!("isms_col_{kind}.{field}"), &format!("={name}!${letter}$1:${letter}$99")).unwrap();
        }
    }
    book.save(path).unwrap();
}

#[test]
fn what_came_back_on_several_sheets_is_taken_as_one_or_not_at_all() {
    let (_room, root) = room();
    write(&root, "isms.yaml", METHOD);
    write(&root, "risks/RSK-1.yaml", "id: RSK-1\ntitle: Fire\n");
    write(&root, "assets/AST-1.yaml", "id: AST-1\ntitle: Server # in the cellar\ntype: hardware\n");
    commit(&root);
    let begun = git(&root, &["rev-parse", "HEAD"]).stdout;
    let begun = begun.trim();
    let book = root.with_file_name("both.xlsx");
    let path = book.to_str().unwrap();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();

    // Both changed the asset: nothing of the risk is taken either.
    write(&root, "assets/AST-1.yaml", "id: AST-1\ntitle: Machine # in the cellar\ntype: hardware\n");
    commit(&root);
    two_registers(&book, begun, &[["RSK-1", "Blaze"]], &[["AST-1", "Host"]]);
    let ran = isms(&root, &["import", path, "--update"]);
    assert!(
        ran.code == 4 && ran.stderr.contains("both.xlsx!Things!B2 says `Host`") && read("risks/RSK-1.yaml").contains("Fire"),
        "{}",
        ran.stderr
    );

    let ran = isms(&root, &["import", path, "--update", "--prefer", "sheet"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("RSK-1: title") && ran.stdout.contains("AST-1: title"), "{}", ran.stdout);
    assert_eq!(read("assets/AST-1.yaml"), "id: AST-1\ntitle: Host # in the cellar\ntype: hardware\n");
    assert!(read("risks/RSK-1.yaml").contains("title: Blaze"));

    // A row that is gone, and what cannot be read, are told of their own sheets.
    commit(&root);
    let now = git(&root, &["rev-parse", "HEAD"]).stdout;
    two_registers(&book, now.trim(), &[["RSK-1", "Blaze"], ["RSK-x y", "Flood"]], &[]);
    let ran = isms(&root, &["import", path, "--update"]);
    assert!(
        ran.code == 4 && ran.stderr.contains("both.xlsx!Risks!3") && ran.stderr.contains("`AST-1` Host: its row is gone"),
        "{}",
        ran.stderr
    );
}
