//! Workbooks: what stands in reports and registers as spreadsheet programs see it.

use crate::acting::{DAY, acme};
use crate::asking::typed;
use crate::support::{commit_on, git, isms, project};
use quick_xml::escape::unescape;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

/// The parts of a workbook, by name.
fn parts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    names.iter().map(&mut read).collect()
}

/// What stands between a tag that begins so and its end, each time.
fn between<'t>(text: &'t str, begins: &'t str, ends: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(begins).skip(1).filter_map(move |rest| rest.split_once(ends).map(|(inner, _)| inner))
}

/// The cells of the sheet with this number, row by row, by their columns.
fn rows(parts: &BTreeMap<String, String>, sheet: usize) -> Vec<BTreeMap<String, String>> {
    let shared: Vec<String> = between(&parts["xl/sharedStrings.xml"], "<si>", "</si>")
        .map(|item| unescape(item.split_once('>').unwrap().1.trim_end_matches("</t>")).unwrap().into_owned())
        .collect();
    let cell = |cell: &str| {
        let (place, rest) = cell.split_once('"').unwrap();
        let value = between(rest, "<v>", "</v>").next()?;
        let column = place.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let text = if rest.contains("t=\"s\"") { shared[value.parse::<usize>().unwrap()].clone() } else { value.to_owned() };
        Some((column, text))
    };
    let rows = between(&parts[&format!("xl/worksheets/sheet{sheet}.xml")], "<row ", "</row>");
    rows.map(|row| row.split("<c r=\"").skip(1).filter_map(cell).collect()).collect()
}

fn sheets(parts: &BTreeMap<String, String>) -> Vec<&str> {
    between(&parts["xl/workbook.xml"], "<sheet name=\"", "\"").collect()
}

fn written(folder: &Path, args: &[&str]) -> BTreeMap<String, String> {
    let file = folder.join("out.xlsx");
    let ran = isms(folder, &[args, &["--today", DAY, "-o", "out.xlsx"]].concat());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
    let bytes = fs::read(&file).unwrap();
    isms(folder, &[args, &["--today", DAY, "-o", "out.xlsx"]].concat());
    assert!(bytes == fs::read(&file).unwrap(), "{args:?} differs from itself");
    parts(&file)
}

#[test]
fn the_register_has_typed_cells_and_what_is_said_above_it() {
    let room = acme();
    let parts = written(room.path(), &["report", "register"]);
    assert_eq!(sheets(&parts), ["About", "Risks"]);
    let about: Vec<String> = rows(&parts, 1).into_iter().flat_map(BTreeMap::into_values).collect();
    for said in ["Risk register", "Organisation", "risks stand above the appetite", "As of 2026-06-30", "→ sheet “Risks”"] {
        assert!(about.iter().any(|text| text.contains(said)), "{said}: {about:?}");
    }
    let csv = isms(room.path(), &["report", "register", "--today", DAY, "--format", "csv"]).stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let table = rows(&parts, 2);
    let heading: Vec<&String> = (b'A'..=b'Z').filter_map(|letter| table[0].get(&char::from(letter).to_string())).collect();
    assert_eq!(heading, header.iter().collect::<Vec<_>>());
    for (row, record) in table[1..].iter().zip(reader.records()) {
        let record = record.unwrap();
        for (n, (cell, name)) in record.iter().zip(&header).enumerate().filter(|(_, (cell, _))| !cell.is_empty()) {
            let column = char::from(b'A' + u8::try_from(n).unwrap()).to_string();
            // Names stand behind ids here, and a line for each value.
            let words = cell.split([' ', ';']).filter(|word| !word.is_empty());
            assert!({ words }.all(|word| row[&column].contains(word)), "{name}: {cell}, {row:?}");
        }
    }
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    for part in
        ["<autoFilter ", "state=\"frozen\"", "<cfRule type=\"cellIs\"", "orientation=\"landscape\"", "paperSize=\"9\"", "Page &amp;P of"]
    {
        assert!(sheet.contains(part), "{part}");
    }
    assert!(parts["xl/workbook.xml"].contains("_xlnm.Print_Titles"));
    assert!(!parts.values().any(|part| part.contains("<f>")));
}

#[test]
fn pictures_are_cells_and_charts() {
    let room = acme();
    let heat = written(room.path(), &["risk", "matrix"]);
    assert_eq!(sheets(&heat), ["About", "Heat map", "How risks moved"]);
    assert!(rows(&heat, 2).iter().flat_map(BTreeMap::values).any(|cell| cell.contains("RSK-")));
    let findings = written(room.path(), &["report", "findings"]);
    assert!(findings.contains_key("xl/charts/chart1.xml"), "{:?}", findings.keys());
}

#[test]
fn nothing_that_a_record_says_acts_in_a_workbook() {
    let room = acme();
    let path = room.path().join("risks/RSK-001.yaml");
    let title = "=HYPERLINK(\\\"http://e.example\\\") \\e[31m \\u202e _x0041_ <b>&";
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| if line.starts_with("title: ") { format!("title: \"{title}\"\n") } else { format!("{line}\n") });
    fs::write(&path, lines.collect::<String>()).unwrap();
    let parts = written(room.path(), &["report", "register"]);
    let shown = "=HYPERLINK(\"http://e.example\") \\x1b[31m \\u{202e} _x005F_x0041_ <b>&";
    assert!(rows(&parts, 2).iter().flat_map(BTreeMap::values).any(|cell| cell == shown));
    assert!(!parts.values().any(|part| part.contains("<f>") || part.contains("hyperlink")));
}

#[test]
fn a_workbook_is_chosen_by_its_ending_and_the_mark_is_for_csv() {
    let room = acme();
    let ran = isms(room.path(), &["risk", "score", "--format", "json", "--bom"]);
    assert!(ran.code == 2 && ran.stderr.contains("`--bom` is for CSV"), "{}", ran.stderr);
    let csv = isms(room.path(), &["risk", "score", "--format", "csv", "--bom", "--today", DAY]).stdout;
    assert!(csv.starts_with("\u{feff}#,Id,"), "{csv}");
    assert!(csv.contains(",Current likelihood,Current impact,Current score,Current level,"), "{csv}");
}

#[test]
fn a_workbook_is_nothing_for_a_terminal() {
    let room = acme();
    for args in [["risk", "score", "--format", "xlsx"].as_slice(), &["export", "risk", "--format", "xlsx"]] {
        let (shown, code) = typed(room.path(), args, &[]);
        assert!(code == 2 && shown.contains("-o FILE.xlsx"), "{code} {shown}");
    }
}

#[test]
fn a_register_names_its_commit_and_its_columns_and_offers_what_there_is() {
    let room = acme();
    let root = room.path();
    let commit = git(root, &["rev-parse", "HEAD"]).stdout.trim().to_owned();
    let parts = written(root, &["export", "risk", "suppliers"]);
    assert_eq!(sheets(&parts), ["Risks", "Suppliers", "isms lists"]);
    assert!(parts["docProps/custom.xml"].contains("name=\"isms-commit\"") && parts["docProps/custom.xml"].contains(&commit));
    let book = &parts["xl/workbook.xml"];
    assert!(
        book.contains("<definedName name=\"isms_col_risk.current.likelihood\">Risks!$") && book.contains("state=\"veryHidden\""),
        "{book}"
    );
    let table = rows(&parts, 1);
    let at = |header: &str| table[0].iter().find(|(_, text)| *text == header).unwrap().0.clone();
    let first = &table[1];
    assert_eq!(first[&at("Id")], "RSK-001");
    assert!(first[&at("Owner")].starts_with("ROL-") && first[&at("Owner")].contains(' '), "{first:?}");
    let sheet = &parts["xl/worksheets/sheet1.xml"];
    for rule in ["type=\"list\"", "type=\"whole\"", "type=\"date\""] {
        assert!(sheet.contains(rule), "{rule}");
    }
    let csv = isms(root, &["export", "risk", "--today", DAY]).stdout;
    assert!(csv.starts_with("\u{feff}id,title,owner,") && csv.lines().nth(1).is_some(), "{csv}");
    assert!(csv.contains("current.likelihood,") && csv.contains(&format!(",{commit}\r\n")), "{csv}");
    let twice = isms(root, &["export", "risk", "supplier"]);
    assert!(twice.code == 2 && twice.stderr.contains("one table"), "{}", twice.stderr);
    fs::write(root.join("risks/RSK-new.yaml"), "id: RSK-new\ntitle: New\n").unwrap();
    let ran = isms(root, &["export", "risk", "--no-bom"]);
    assert!(ran.stdout.starts_with("id,title,") && !ran.stdout.contains("isms-commit"), "{}", ran.stdout);
    assert!(ran.stderr.contains("not the records of a commit"), "{}", ran.stderr);
}

#[test]
fn a_text_that_no_cell_holds_is_told() {
    let room = acme();
    let long = "x".repeat(40_000);
    fs::write(room.path().join("risks/RSK-900.yaml"), format!("id: RSK-900\ntitle: Long\nnotes: {long}\n")).unwrap();
    let ran = isms(room.path(), &["export", "risk", "-o", "out.xlsx"]);
    assert!(ran.code == 3 && ran.stderr.contains("`notes` of RSK-900"), "{} {}", ran.code, ran.stderr);
    assert!(!room.path().join("out.xlsx").exists());
    let csv = isms(room.path(), &["export", "risk"]).stdout;
    assert!(csv.contains(&long));
    let parts = written(room.path(), &["list", "risk", "--columns", "id,notes"]);
    assert!(rows(&parts, 1).iter().flat_map(BTreeMap::values).any(|text| text.contains("40000 characters")));
}

/// What went out and comes back untouched changes nothing.
fn comes_back(root: &Path, kind: &str) {
    let before = git(root, &["status", "--porcelain"]).stdout;
    assert_eq!(before, "", "{kind}");
    let out = tempfile::tempdir().unwrap();
    for format in ["xlsx", "csv"] {
        let file = out.path().join(format!("register.{format}"));
        let file = file.to_str().unwrap();
        let ran = isms(root, &["export", kind, "-o", file, "--today", DAY]);
        assert_eq!(ran.code, 0, "{kind}: {}", ran.stderr);
        let ran = isms(root, &["import", file, "--as", kind, "--update", "--today", DAY]);
        assert_eq!(ran.code, 0, "{kind} as {format}: {}{}", ran.stdout, ran.stderr);
        assert_eq!(git(root, &["status", "--porcelain"]).stdout, "", "{kind} as {format}: {}{}", ran.stdout, ran.stderr);
        assert!(!ran.stderr.contains("does not say what it began with"), "{kind} as {format}: {}", ran.stderr);
    }
}

#[test]
fn an_export_that_comes_back_unchanged_changes_nothing() {
    let room = acme();
    let singles = ["context", "fleet", "isms", "map", "plan", "scope", "soa"];
    let schemas = fs::read_dir(project().join("schemas")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kinds: Vec<String> = schemas.filter_map(|name| name.strip_suffix(".schema.json").map(str::to_owned)).collect();
    let kinds: Vec<&String> = kinds.iter().filter(|kind| !singles.contains(&kind.as_str())).collect();
    assert_eq!(kinds.len(), 20);
    kinds.into_iter().for_each(|kind| comes_back(room.path(), kind));
}

#[test]
fn texts_that_try_hard_come_back_unchanged() {
    let room = acme();
    let nasty = "\"=1+1 \\u202e \\u200d _x0041_ \\n  two\\tlines , ; '\\\"\"";
    let record = format!(
        "id: RSK-900\ntitle: \"-5 'x\"\nscenario: {nasty}\ntags: [{nasty}, \"[a]\", \"{{b}}\", 'a, b', \"5.10\"]\ncustom: {{n: 5.10, t: {nasty}, y: \"yes\"}}\n\
         current: {{likelihood: 3, impact: {{money: 2, name: 4}}, rationale: \"'=x\"}}\n\
         treatment: {{option: modify, actions: [{{what: {nasty}, owner: ROL-it-lead, due: 2026-08-01}}, {{what: \"b: c\"}}]}}\n"
    );
    fs::write(room.path().join("risks/RSK-900.yaml"), record).unwrap();
    commit_on(room.path(), "2026-06-30", "A hard one");
    comes_back(room.path(), "risk");
}
