//! Registers of records that are in no commit: they carry what the records said, and come back by that. And rows that are gone.

use crate::asking::typed;
use crate::support::{Ran, commit, git, isms, room, write};
use crate::updating::METHOD;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

const TITLES: [&str; 4] = ["Fire", "Flood", "Theft", "Frost"];

/// A programme with four risks and two controls that are in no commit.
fn uncommitted() -> (tempfile::TempDir, PathBuf) {
    let (room, root) = room();
    write(&root, "isms.yaml", METHOD);
    for (n, title) in (1..).zip(TITLES) {
        let text = format!("id: RSK-00{n}\ntitle: {title} # so called\ntags: [a]\ncurrent: {{likelihood: 2, impact: 1}}\n");
        write(&root, &format!("risks/RSK-00{n}.yaml"), text);
    }
    for id in ["CTL-vpn", "CTL-lock"] {
        write(&root, &format!("controls/{id}.yaml"), format!("id: {id}\ntitle: Control {id}\nstatus: implemented\n"));
    }
    (room, root)
}

fn export(root: &Path, args: &[&str]) -> Ran {
    let ran = isms(root, &[&["export"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}

fn import(root: &Path, file: &str, more: &[&str]) -> Ran {
    isms(root, &[&["import", file, "--update", "--as", "risk"], more].concat())
}

/// Changes the text of a file beside a programme: of a workbook, that of all its parts.
fn change(root: &Path, file: &str, edit: impl Fn(&str) -> String) {
    let path = root.join(file);
    if file.ends_with(".csv") {
        return fs::write(&path, edit(&fs::read_to_string(&path).unwrap())).unwrap();
    }
    let mut archive = zip::ZipArchive::new(File::open(&path).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        out.start_file(part.name().unwrap().into_owned(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(edit(&text).as_bytes()).unwrap();
    }
    fs::write(&path, out.finish().unwrap().into_inner()).unwrap();
}

fn replace(root: &Path, file: &str, from: &str, to: &str) {
    change(root, file, |text| text.replace(from, to));
}

/// A title as it stands in its cell, and not in what the register carries.
fn cell(file: &str, title: &str) -> String {
    if file.ends_with(".csv") { format!(",{title},") } else { format!(">{title}<") }
}

fn title(root: &Path, n: u8) -> String {
    let text = fs::read_to_string(root.join(format!("risks/RSK-00{n}.yaml"))).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("title: ")).unwrap().to_owned();
    line.trim_end_matches(" # so called").to_owned()
}

#[test]
fn a_register_of_no_commit_comes_back_by_what_it_carries() {
    for file in ["../out.csv", "../out.xlsx"] {
        let (_room, root) = uncommitted();
        let out = export(&root, &["risk", "-o", file]);
        assert!(out.stderr.contains("the register carries what they say"), "{}", out.stderr);
        let ran = import(&root, file, &[]);
        assert!(ran.code == 0 && ran.stderr.contains("nothing changes") && !ran.stderr.contains("did not begin"), "{}", ran.stderr);
        // One is changed by the sheet, one by somebody else, and one by both.
        for n in [1, 3] {
            replace(&root, file, &cell(file, TITLES[n - 1]), &cell(file, &format!("{} of the sheet", TITLES[n - 1])));
        }
        for n in [2, 3] {
            let path = root.join(format!("risks/RSK-00{n}.yaml"));
            fs::write(&path, fs::read_to_string(&path).unwrap().replace("title: ", "title: New ")).unwrap();
        }
        let ran = import(&root, file, &[]);
        assert_eq!(ran.code, 4, "{}", ran.stderr);
        assert!(ran.stderr.contains("says `Theft of the sheet`") && ran.stderr.contains("before, `Theft`"), "{}", ran.stderr);
        assert!(!ran.stderr.contains("RSK-002"), "{}", ran.stderr);
        assert_eq!([1, 2].map(|n| title(&root, n)), ["Fire", "New Flood"]);
        assert_eq!(import(&root, file, &["--prefer", "records"]).code, 0);
        assert_eq!([1, 2, 3].map(|n| title(&root, n)), ["Fire of the sheet", "New Flood", "New Theft"]);
    }
}

#[test]
fn what_was_changed_or_cut_is_told_and_not_believed() {
    for (file, from, to) in [
        ("../out.csv", "title: Fire", "title: Blaze"),
        ("../out.csv", "isms-digest", "digest"),
        ("../out.xlsx", "title: Fire", "title: Blaze"),
        ("../out.xlsx", "RSK-003</t>", "RSK-030</t>"),
    ] {
        let (_room, root) = uncommitted();
        export(&root, &["risk", "-o", file]);
        replace(&root, file, from, to);
        replace(&root, file, &cell(file, "Flood"), &cell(file, "Deluge"));
        let ran = import(&root, file, &[]);
        assert_eq!(ran.code, 4, "{file} {from}: {}", ran.stderr);
        for part in ["cannot be used: ", "who changed what is not known", "the sheet and the records say different things"] {
            assert!(ran.stderr.contains(part), "{file} {from} {part}: {}", ran.stderr);
        }
        assert_eq!(title(&root, 2), "Flood");
    }
}

#[test]
fn csv_that_was_kept_as_a_workbook_knows_what_it_began_with() {
    let (_room, root) = uncommitted();
    let text = export(&root, &["risk", "--no-bom"]).stdout;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for (row, cells) in (0..).zip(rows.records().map(Result::unwrap)) {
        for (column, cell) in (0..).zip(cells.iter()) {
            sheet.write_string(row, column, cell.replace("Flood", "Deluge")).unwrap();
        }
    }
    // The edit went into what it carries as well, which is told.
    book.save(root.join("../out.xlsx")).unwrap();
    let ran = import(&root, "../out.xlsx", &[]);
    assert!(ran.code == 4 && ran.stderr.contains("what line 3 carries of it was changed or cut"), "{}", ran.stderr);
}

#[test]
fn a_narrow_register_carries_its_own_columns_only() {
    let (_room, root) = uncommitted();
    write(&root, "../m.map.yaml", "kind: risk\ncolumns:\n  Nr: id\n  What: title\n");
    for file in ["../out.csv", "../out.xlsx"] {
        export(&root, &["risk", "--map", "../m.map.yaml", "-o", file]);
        let mut all = String::new();
        if file.ends_with(".csv") {
            all = fs::read_to_string(root.join(file)).unwrap();
        } else {
            let mut archive = zip::ZipArchive::new(File::open(root.join(file)).unwrap()).unwrap();
            archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut all).unwrap();
        }
        assert!(all.contains("title: Fire") && !all.contains("likelihood"), "{all}");
        replace(&root, file, &cell(file, "Fire"), &cell(file, "Blaze"));
        let ran = isms(&root, &["import", file, "--update", "--map", "../m.map.yaml"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(fs::read_to_string(root.join("risks/RSK-001.yaml")).unwrap().contains("title: Blaze # so called\ntags: [a]\ncurrent:"));
        write(&root, "risks/RSK-001.yaml", "id: RSK-001\ntitle: Fire # so called\ntags: [a]\ncurrent: {likelihood: 2, impact: 1}\n");
    }
}

/// Takes the row of a record out of CSV text.
fn without(root: &Path, file: &str, id: &str) {
    change(root, file, |text| text.lines().filter(|line| !line.starts_with(id)).map(|line| format!("{line}\r\n")).collect());
}

#[test]
fn a_row_that_is_gone_is_told_with_its_record_and_ends_nothing() {
    for is_committed in [true, false] {
        let (_room, root) = uncommitted();
        if is_committed {
            commit(&root);
        }
        export(&root, &["risk", "--no-bom", "-o", "../out.csv"]);
        without(&root, "../out.csv", "RSK-002");
        let ran = import(&root, "../out.csv", &[]);
        assert_eq!(ran.code, 4, "{}", ran.stderr);
        let told = "`RSK-002` Flood: its row is gone and the record is there; `isms close RSK-002` brings it to its end";
        assert!(ran.stderr.contains(told) && ran.stderr.contains("`--gone keep`") && title(&root, 2) == "Flood", "{}", ran.stderr);
        assert!(!ran.stderr.contains("RSK-001"), "{}", ran.stderr);
        assert_eq!(import(&root, "../out.csv", &["--gone", "keep"]).code, 0);
        // What is not taken out of use is not by this either.
        assert_eq!(import(&root, "../out.csv", &["--gone", "retire"]).code, 4);
        // Whatever else the sheet says is taken.
        replace(&root, "../out.csv", ",Theft,", ",Burglary,");
        assert_eq!(import(&root, "../out.csv", &[]).code, 4);
        assert_eq!(title(&root, 3), "Burglary");
        // What is over needs no decision.
        write(&root, "risks/RSK-002.yaml", "id: RSK-002\ntitle: Flood\nclosed: 2026-01-01\n");
        let ran = import(&root, "../out.csv", &[]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
}

#[test]
fn what_is_taken_out_of_use_says_why() {
    let (_room, root) = uncommitted();
    export(&root, &["control", "--no-bom", "-o", "../controls.csv"]);
    without(&root, "../controls.csv", "CTL-vpn");
    let ran = isms(&root, &["import", "../controls.csv", "--as", "control", "--update"]);
    assert!(ran.code == 4 && ran.stderr.contains("`isms retire CTL-vpn --why …` takes it out of use"), "{}", ran.stderr);
    let ran = isms(&root, &["import", "../controls.csv", "--as", "control", "--update", "--gone", "retire"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = fs::read_to_string(root.join("controls/CTL-vpn.yaml")).unwrap();
    assert!(text.contains("status: retired") && text.contains("its row is gone from `../controls.csv`"), "{text}");
    // What is out of use needs no decision.
    assert_eq!(isms(&root, &["import", "../controls.csv", "--as", "control", "--update"]).code, 0);
}

#[test]
fn on_a_terminal_each_row_that_is_gone_is_asked_about() {
    let (_room, root) = uncommitted();
    export(&root, &["control", "--no-bom", "-o", "../controls.csv"]);
    for id in ["CTL-vpn", "CTL-lock"] {
        without(&root, "../controls.csv", id);
    }
    write(&root, "../controls.csv", fs::read_to_string(root.join("../controls.csv")).unwrap() + ",New one,,,\r\n");
    let asked = |answers: &[(&str, &str)]| typed(&root, &["import", "../controls.csv", "--as", "control", "--update"], answers);
    // Without a row nothing is left that knows of the others.
    let (screen, code) = asked(&[]);
    assert!(code != 0 && screen.contains("no row carries anything of it any more"), "{screen}");
    export(&root, &["control", "--no-bom", "-o", "../controls.csv"]);
    without(&root, "../controls.csv", "CTL-vpn");
    let question = "keep, retire or later";
    let (screen, code) = asked(&[(question, "l")]);
    assert!(code == 4 && screen.contains("CTL-vpn Control CTL-vpn: its row is gone from the sheet"), "{screen}");
    let (screen, code) = asked(&[(question, "k")]);
    assert_eq!(code, 0, "{screen}");
    let (screen, code) = asked(&[(question, "r the proxy does it")]);
    let text = fs::read_to_string(root.join("controls/CTL-vpn.yaml")).unwrap();
    assert!(code == 0 && text.contains("status: retired") && text.contains("the proxy does it"), "{screen}{text}");
}

#[test]
fn what_was_never_in_the_register_is_not_called_gone() {
    for is_committed in [true, false] {
        for file in ["../out.csv", "../out.xlsx"] {
            let (_room, root) = uncommitted();
            if is_committed {
                commit(&root);
            }
            export(&root, &["risk", "--where", "title ~ Fi or title ~ Fr", "-o", file]);
            let ran = import(&root, file, &[]);
            assert!(ran.code == 0 && ran.stderr.contains("nothing changes") && !ran.stderr.contains("RSK-003"), "{}", ran.stderr);
            if file.ends_with(".csv") {
                assert_eq!(fs::read_to_string(root.join(file)).unwrap().lines().count(), 3);
                without(&root, file, "RSK-001");
                let ran = import(&root, file, &[]);
                assert!(ran.code == 4 && ran.stderr.contains("`RSK-001` Fire") && !ran.stderr.contains("RSK-003"), "{}", ran.stderr);
            }
            // Records that came later had no row.
            write(&root, "risks/RSK-005.yaml", "id: RSK-005\ntitle: Fog\n");
            assert!(!import(&root, file, &[]).stderr.contains("RSK-005"));
        }
    }
    let (_room, root) = uncommitted();
    for args in [&["export", "risk", "control", "--where", "title ~ F"][..], &["export", "risk", "--where", "titel ~ F"]] {
        assert_eq!(isms(&root, args).code, 2, "{args:?}");
    }
}

#[test]
fn a_part_of_a_commit_of_which_nothing_is_left_takes_nothing_out() {
    let (_room, root) = uncommitted();
    commit(&root);
    for file in ["../none.csv", "../none.xlsx"] {
        export(&root, &["risk", "--where", "title = Nothing", "-o", file]);
        let ran = import(&root, file, &[]);
        assert!(!ran.stderr.contains("is gone") && git(&root, &["status", "--short"]).stdout.is_empty(), "{}", ran.stderr);
    }
}

#[test]
fn without_a_base_nothing_is_called_gone() {
    let (_room, root) = uncommitted();
    write(&root, "../own.csv", "id,title\nRSK-001,Fire\n");
    let ran = import(&root, "../own.csv", &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("3 records have no row in the sheet, which does not tell whether there was one"), "{}", ran.stderr);
}

#[test]
fn a_cell_makes_no_approval() {
    let (_room, root) = uncommitted();
    write(&root, "people/PER-ada.yaml", "id: PER-ada\ntitle: Ada\nemails: [ada@example.org]\n");
    write(&root, "documents/DOC-p.yaml", "id: DOC-p\ntitle: Policy\ntype: policy\nowner: PER-ada\n");
    commit(&root);
    write(&root, "../d.csv", "id,title,approval.by,approval.on\nDOC-p,Politics,PER-ada,2026-01-02\n");
    let update = |more: &[&str]| isms(&root, &[&["import", "../d.csv", "--as", "document", "--update"], more].concat());
    let is_refused = |ran: &Ran, line: usize| {
        let cell = format!("../d.csv:{line}:3: the approval is left as it is: `PER-ada` in a cell makes none");
        ran.code == 4 && ran.stderr.contains(&cell) && ran.stderr.contains("`isms approve DOC-p --by …`")
    };
    assert_eq!(update(&["--prefer", "records"]).code, 0);
    let ran = update(&["--prefer", "sheet"]);
    assert!(is_refused(&ran, 2), "{}", ran.stderr);
    let head = git(&root, &["rev-parse", "HEAD"]).stdout.trim().to_owned();
    write(&root, "../d.csv", format!("id,title,approval.by,isms-commit\nDOC-p,Politics,PER-ada,{head}\n"));
    let ran = update(&[]);
    assert!(is_refused(&ran, 2), "{}", ran.stderr);
    let text = fs::read_to_string(root.join("documents/DOC-p.yaml")).unwrap();
    assert!(text.contains("Politics") && !text.contains("approval"), "{text}");
    // Nor does the cell of a record that is new, and an acceptance is a yes, too.
    write(&root, "../r.csv", "id,title,acceptance.by,acceptance.on,acceptance.until\n,Fog,PER-ada,2026-01-02,2027-01-02\n");
    let ran = isms(&root, &["import", "../r.csv", "--as", "risk", "--update"]);
    assert!(ran.code == 4 && ran.stderr.contains("`isms accept ID --by … --until DATE --why …`"), "{}", ran.stderr);
    let text = fs::read_to_string(root.join("risks/RSK-005.yaml")).unwrap();
    assert!(text.contains("Fog") && !text.contains("acceptance"), "{text}");
}
