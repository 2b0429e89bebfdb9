//! Workbooks as a spreadsheet program writes them, if there is one on this machine.

use crate::support::{commit, demo, git, isms, programme, project, room, write};
use crate::updating::{KINDS, METHOD, Register};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Whether LibreOffice and its Python are there; says so if not.
#[expect(clippy::print_stdout, reason = "a test that is left out says so")]
fn has_office() -> bool {
    let runs = |program: &str, args: &[&str]| {
        let ran = Command::new(program).args(args).stdin(Stdio::null()).output();
        ran.is_ok_and(|ran| ran.status.success())
    };
    let is_there = runs("soffice", &["--version"]) && runs("/usr/bin/python3", &["-c", "import uno"]);
    if !is_there {
        println!("left out: no LibreOffice, so no workbook went through one");
    }
    is_there
}

/// Has LibreOffice open, change and save workbooks.
fn office(jobs: &serde_json::Value) {
    let mut python = Command::new("/usr/bin/python3");
    python.arg(project().join("tests/office/edit.py")).stdin(Stdio::piped());
    let mut child = python.spawn().expect("Python runs");
    child.stdin.take().expect("it has one").write_all(jobs.to_string().as_bytes()).expect("it reads");
    assert!(child.wait().expect("it ends").success());
}

const FILTERS: [(&str, &str); 3] = [("xlsx", "Calc MS Excel 2007 XML"), ("xls", "MS Excel 97"), ("ods", "calc8")];

/// What an import would do, without the names of files.
fn told(folder: &Path, ending: &str) -> String {
    let ran = isms(folder, &["import", &format!("register.{ending}"), "--as", "risk", "--dry-run"]);
    assert!(ran.code < 2, "{}", ran.stderr);
    ran.stdout.replace(&format!(".{ending}"), "")
}

#[test]
fn one_register_is_the_same_in_all_formats() {
    if !has_office() {
        return;
    }
    let folder = programme();
    let path = |name: String| folder.path().join(name).display().to_string();
    let jobs = FILTERS.map(|(ending, filter)| {
        let open = project().join("tests/office/register.fods").display().to_string();
        serde_json::json!({"open": open, "save": path(format!("register.{ending}")), "as": filter, "do": []})
    });
    office(&serde_json::json!(jobs));
    let [xlsx, xls, ods] = FILTERS.map(|(ending, _)| told(folder.path(), ending));
    assert_eq!(xlsx, xls);
    assert_eq!(xlsx, ods);
    for part in [
        "hidden and read like all others: row 4",
        "hidden and read like all others: column D",
        "and not `Lists` (hidden)",
        "!F4: the cell shows `#DIV/0!`",
    ] {
        assert!(xlsx.contains(part), "{part}\n{xlsx}");
    }
    let ran = isms(folder.path(), &["import", "register.xlsx", "--as", "risk"]);
    let record = std::fs::read_to_string(folder.path().join("risks/RSK-1.yaml")).unwrap_or_default();
    for part in ["Büro \"brennt\" & so", "5.10", "25%", "2026-03-02"] {
        assert!(record.contains(part), "{part}\n{record}\n{}", ran.stdout);
    }
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }
}

/// What a risk says: its title, likelihood, impact and tags.
type Risk = [String; 4];
const FIELDS: [&str; 4] = ["title", "current.likelihood", "current.impact", "tags"];
const RISKS: usize = 150;
/// What spreadsheet programs like to take for something else.
const TITLES: [&str; 9] = ["5.10", "5.1", "007", "1E5", "=1+1", "+49 30", "3/4", "2026-03-02", "Büro, \"Haus\" & Hof: ein 😀"];

fn another(chance: &mut Chance, field: usize) -> String {
    match field {
        0 => TITLES[chance.below(TITLES.len())].to_owned(),
        3 => ["a", "b", "a, b", "b, c, d", "x y, z"][chance.below(5)].to_owned(),
        _ => (1 + chance.below(3)).to_string(),
    }
}

fn yaml(n: usize, [title, likelihood, impact, tags]: &Risk) -> String {
    let title = serde_json::Value::from(title.as_str());
    format!(
        "# risk {n}\nid: RSK-{n:03}\ntitle: {title}  # why {n}\ntags: [{tags}]\ncurrent:\n  likelihood: {likelihood}\n  impact: {impact}\n"
    )
}

/// As it stands in a cell, where a list has a line for each item.
fn shown(field: usize, text: &str) -> String {
    if field == 3 { text.replace(", ", "\n") } else { text.to_owned() }
}

/// What a record says by now, as far as these fields go.
fn read(root: &Path, n: usize) -> Risk {
    let text = std::fs::read_to_string(root.join(format!("risks/RSK-{n:03}.yaml"))).unwrap();
    assert!(text.contains(&format!("# risk {n}\n")) && text.contains(&format!("  # why {n}\n")), "{text}");
    let line = |name: &str| text.lines().find_map(|line| line.trim_start().strip_prefix(name)).unwrap_or_default().trim().to_owned();
    let title = line("title:");
    let title = title.rsplit_once("  # why").map_or(title.as_str(), |(title, _)| title);
    let title = serde_json::from_str(title).unwrap_or_else(|_| title.trim_matches('\'').to_owned());
    [title, line("likelihood:"), line("impact:"), line("tags:").trim_matches(['[', ']']).to_owned()]
}

/// Edits of a sheet by a spreadsheet program and of the records at the same time: what one side changed is there, what both
/// changed is told, and nothing else happens.
#[test]
fn a_thousand_concurrent_edits_come_together() {
    if !has_office() {
        return;
    }
    let mut edits = 0;
    for (seed, ending, filter) in [(7, "xlsx", FILTERS[0].1), (8, "ods", FILTERS[2].1)] {
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ seed);
        let (_room, root) = room();
        write(&root, "isms.yaml", METHOD);
        let base: Vec<Risk> = (0..RISKS).map(|_| [0, 1, 2, 3].map(|field| another(&mut chance, field))).collect();
        base.iter().enumerate().for_each(|(n, risk)| write(&root, &format!("risks/RSK-{n:03}.yaml"), yaml(n, risk)));
        commit(&root);
        let head = git(&root, &["rev-parse", "HEAD"]).stdout.trim().to_owned();
        let rows = base
            .iter()
            .enumerate()
            .map(|(n, risk)| [&[format!("RSK-{n:03}")][..], &[0, 1, 2, 3].map(|field| shown(field, &risk[field]))[..]].concat());
        let headers = [("id", "Id"), (FIELDS[0], "Title"), (FIELDS[1], "L"), (FIELDS[2], "I"), (FIELDS[3], "Tags")];
        let register = Register { commit: Some(head), headers: headers.to_vec(), rows: rows.collect() };
        let (out, back) = (root.parent().unwrap().join("out.xlsx"), root.parent().unwrap().join(format!("back.{ending}")));
        register.write(&out);
        let (mut sheet, mut records) = (base.clone(), base.clone());
        let mut steps = Vec::new();
        for _ in 0..300 {
            let (n, field) = (chance.below(RISKS), chance.below(4));
            sheet[n][field] = another(&mut chance, field);
            let how = if field == 1 || field == 2 { "type" } else { "text" };
            let cell = format!("{}{}", char::from(b'B' + u8::try_from(field).unwrap()), n + 2);
            steps.push(serde_json::json!([how, "Risks", cell, shown(field, &sheet[n][field])]));
            let (n, field) = (chance.below(RISKS), chance.below(4));
            records[n][field] = another(&mut chance, field);
            edits += 2;
        }
        steps.push(serde_json::json!(["sort", "Risks", format!("A1:E{}", RISKS + 1), 0]));
        steps.push(serde_json::json!(["row", "Risks", 0]));
        steps.push(serde_json::json!(["column", "Risks", 2]));
        steps.push(serde_json::json!(["hide", "Risks", 5]));
        steps.push(serde_json::json!(["text", "Risks", "B2", "What it is"]));
        steps.push(serde_json::json!(["name", "Risks", "Our risks"]));
        office(&serde_json::json!([{"open": out, "save": back, "as": filter, "do": steps}]));
        records.iter().enumerate().for_each(|(n, risk)| write(&root, &format!("risks/RSK-{n:03}.yaml"), yaml(n, risk)));
        let path = back.display().to_string();
        let both = |n: usize, field: usize| {
            let [base, sheet, records] = [&base, &sheet, &records].map(|all| &all[n][field]);
            // Items of lists come together by themselves.
            field != 3 && sheet != base && records != base && sheet != records
        };
        let conflicts = (0..RISKS).flat_map(|n| (0..4).map(move |field| (n, field))).filter(|(n, field)| both(*n, *field)).count();
        let ran = isms(&root, &["import", &path, "--as", "risk", "--update"]);
        assert_eq!(ran.code, 4, "{}", ran.stderr);
        assert!(conflicts > 10 && ran.stderr.contains(&format!("not alike: {conflicts} fields")), "{conflicts}: {}", ran.stderr);
        assert!(records.iter().enumerate().all(|(n, risk)| read(&root, n) == *risk), "something was written");
        let ran = isms(&root, &["import", &path, "--as", "risk", "--update", "--prefer", "sheet"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        for n in 0..RISKS {
            let is = read(&root, n);
            for field in 0..4 {
                let [base, sheet, records] = [&base, &sheet, &records].map(|all| &all[n][field]);
                let expected = match field {
                    3 => joined(base, sheet, records),
                    _ if sheet == base => records.clone(),
                    _ => sheet.clone(),
                };
                let (is, expected) = if field == 3 { (sorted(&is[3]), sorted(&expected)) } else { (is[field].clone(), expected) };
                assert_eq!(is, expected, "RSK-{n:03} {}: {base} {sheet} {records}", FIELDS[field]);
            }
        }
    }
    assert!(edits >= 1_000);
}

/// The items that came are there, and those that one side took out are not.
fn joined(base: &str, sheet: &str, records: &str) -> String {
    let items = |text: &str| text.split(", ").filter(|item| !item.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (base, sheet, records) = (items(base), items(sheet), items(records));
    let mut all: Vec<String> = sheet
        .iter()
        .chain(&records)
        .filter(|item| !base.contains(item) || (sheet.contains(item) && records.contains(item)))
        .cloned()
        .collect();
    all.sort();
    all.dedup();
    all.join(", ")
}

fn sorted(list: &str) -> String {
    let mut items: Vec<&str> = list.split(", ").collect();
    items.sort_unstable();
    items.join(", ")
}

/// What was exported opens as it is, and comes back through the program without a change.
#[test]
fn registers_of_the_example_come_back_through_a_spreadsheet_program() {
    if !has_office() {
        return;
    }
    let (room, demo) = demo();
    let path = |name: &str| room.path().join(name).display().to_string();
    let out = isms(&demo, &[&["export"][..], &KINDS, &["-o", "../out.xlsx"]].concat());
    assert_eq!(out.code, 0, "{}", out.stderr);
    let job = |(ending, filter): (&str, &str)| serde_json::json!({"open": path("out.xlsx"), "save": path(&format!("back.{ending}")), "as": filter, "do": []});
    office(&serde_json::json!([job(FILTERS[0]), job(FILTERS[2])]));
    for ending in ["xlsx", "ods"] {
        for kind in KINDS {
            let back = isms(&demo, &["import", &format!("../back.{ending}"), "--as", kind, "--update"]);
            assert!(back.code == 0 && back.stderr.contains("nothing changes"), "{ending} {kind}: {}{}", back.stdout, back.stderr);
        }
    }
}
