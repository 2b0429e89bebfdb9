//! Rows of many programmes: the same whether they are written at once or bit by bit, without what is to be left out, and the
//! same answers from each engine and from our own reports.

use crate::support::{Ran, command, commit_on, demo, git, isms, project, ran, room, write};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const DAY: &str = "2026-06-30";

/// The example, a sister of it with another scale and another past, and small ones.
fn fleet() -> (tempfile::TempDir, PathBuf) {
    let (room, demo) = demo();
    let root = room.path().join("all");
    fs::create_dir_all(root.join("few")).unwrap();
    fs::rename(demo, root.join("acme")).unwrap();
    git(&root, &["clone", "-q", "acme", "sister"]);
    git(&root.join("sister"), &["remote", "remove", "origin"]);
    assert_eq!(isms(&root, &["-C", "sister", "set", "soa", "controls.A.8.23.applicable=false"]).code, 0);
    commit_on(&root.join("sister"), "2026-06-30", "Leave web filtering out");
    for n in 0..6 {
        let place = root.join(format!("few/p{n}"));
        write(&place, "isms.yaml", format!("format: 1\norganisation: {{name: P{n}}}\n"));
        for risk in 0..n {
            write(&place, &format!("risks/RSK-{risk}.yaml"), format!("id: RSK-{risk}\ntitle: Risk {risk} of P{n}\n"));
        }
        git(&place, &["init", "-q", "-b", "main"]);
        commit_on(&place, "2026-05-01", "first");
    }
    let yaml = "format: 1\nprogrammes:\n  - {name: Acme, path: acme, tags: {entity: North}, owner: Eva Konsult}\n  \
                - {name: Sister, path: sister, tags: {entity: North}}\n  - path: few/*\n";
    write(&root, "fleet.yaml", yaml);
    (room, root)
}

/// So many small ones, whose first risk says something.
pub fn few(programmes: usize) -> (tempfile::TempDir, PathBuf) {
    let (room, root) = room();
    for n in 0..programmes {
        let place = root.join(format!("p/{n}"));
        write(&place, "isms.yaml", format!("format: 1\norganisation: {{name: P{n}}}\n"));
        write(&place, "risks/RSK-1.yaml", format!("id: RSK-1\ntitle: Risk of P{n}\n"));
        git(&place, &["init", "-q", "-b", "main"]);
        commit_on(&place, "2026-05-01", "first");
    }
    write(&root, "fleet.yaml", "format: 1\nprogrammes:\n  - path: p/*\n");
    (room, root)
}

fn export(root: &Path, out: &str, args: &[&str]) -> Ran {
    let ran = isms(root, &[&["fleet", "export", "-o", out, "--today", DAY], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}

/// All files below a folder, with what they hold.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// All values of a table, as words by column.
fn table(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut rows = Vec::new();
    for path in files(folder).keys().filter(|path| path.starts_with(&format!("{name}/"))) {
        let file = SerializedFileReader::new(File::open(folder.join(path)).unwrap()).unwrap();
        rows.extend(file.get_row_iter(None).unwrap().map(|row| {
            row.unwrap().get_column_iter().map(|(name, value)| (name.clone(), value.to_string().trim_matches('"').to_owned())).collect()
        }));
    }
    rows
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = table(folder, "programmes").into_iter().map(|row| row["programme"].clone()).collect();
    names.sort();
    names
}

#[test]
fn bit_by_bit_is_the_same_as_at_once() {
    let (room, root) = fleet();
    let told = export(&root, "../out", &[]).stderr;
    assert!(told.contains("8 programmes read, 0 there already"), "{told}");
    let out = room.path().join("out");
    let first = files(&out);
    let again = export(&root, "../out", &[]).stderr;
    assert!(again.contains("0 programmes read, 8 there already; 0 files written"), "{again}");
    assert_eq!(files(&out), first);
    export(&root, "../other", &[]);
    assert_eq!(files(&room.path().join("other")), first, "the same content gives the same bytes");
    // One changes, one goes, one comes, one has another tag: the rest is not read again.
    write(&root, "few/p3/risks/RSK-9.yaml", "id: RSK-9\ntitle: New\n");
    commit_on(&root.join("few/p3"), "2026-06-01", "second");
    fs::remove_dir_all(root.join("few/p1")).unwrap();
    write(&root, "few/p7/isms.yaml", "format: 1\norganisation: {name: P7}\n");
    git(&root.join("few/p7"), &["init", "-q", "-b", "main"]);
    commit_on(&root.join("few/p7"), "2026-05-01", "first");
    let yaml = fs::read_to_string(root.join("fleet.yaml"))
        .unwrap()
        .replace("{name: Sister, path: sister, tags: {entity: North}}", "{name: Sister, path: sister, tags: {entity: South}}");
    write(&root, "fleet.yaml", yaml);
    let more = export(&root, "../out", &[]).stderr;
    assert!(more.contains("3 programmes read, 5 there already"), "{more}");
    export(&root, "../fresh", &[]);
    assert_eq!(files(&out).keys().collect::<Vec<_>>(), files(&room.path().join("fresh")).keys().collect::<Vec<_>>());
    let (all, fresh) = (files(&out), files(&room.path().join("fresh")));
    for (path, bytes) in &all {
        assert!(fresh[path] == *bytes, "{path}");
    }
}

/// Of two that write to one folder at once, one waits for the other.
#[test]
fn two_at_once_are_one_after_the_other() {
    let (_room, root) = few(5);
    let ways = ["people", "people,text", "text"];
    let [before, one, other] = ways.map(|without| {
        export(&root, without, &["--without", without]);
        files(&root.join(without))
    });
    assert!(before != one && one != other && other != before);
    for round in 0..4 {
        export(&root, "out", &["--without", ways[0]]);
        let two = [1, 2].map(|way| {
            let args = ["fleet", "export", "-o", "out", "--today", DAY, "--without", ways[way]];
            command(&root, &args).stderr(Stdio::piped()).spawn().unwrap()
        });
        for child in two {
            let ran = ran(child.wait_with_output().unwrap());
            assert!(ran.code == 0 && ran.stderr.contains("5 programmes read, 0 there already"), "{round}: {}", ran.stderr);
        }
        let out = files(&root.join("out"));
        assert!(out == one || out == other, "{round}");
    }
    // What cannot be done leaves what was there, and nothing beside it.
    let out = files(&root.join("out"));
    let in_the_way = root.join("out").join(out.keys().next_back().unwrap());
    fs::remove_file(&in_the_way).unwrap();
    fs::create_dir(&in_the_way).unwrap();
    let ran = isms(&root, &["fleet", "export", "-o", "out", "--today", DAY]);
    assert!(ran.code == 3 && ran.stderr.contains("nothing was changed"), "{}", ran.stderr);
    fs::remove_dir(&in_the_way).unwrap();
    fs::write(&in_the_way, &out[out.keys().next_back().unwrap()]).unwrap();
    assert!(files(&root.join("out")) == out);
}

#[test]
fn what_was_cut_short_is_written_again() {
    let (room, root) = fleet();
    let out = room.path().join("out");
    export(&root, "../out", &[]);
    let whole = files(&out);
    let some = whole.keys().find(|path| path.starts_with("risks/")).unwrap();
    let states = whole.keys().find(|path| path.starts_with("_states/")).unwrap();
    for (path, bytes) in [(some, &whole[some][..9]), (some, &b""[..]), (states, &b"{"[..])] {
        fs::write(out.join(path), bytes).unwrap();
        export(&root, "../out", &[]);
        assert!(files(&out) == whole, "{path}");
    }
    fs::remove_file(out.join(some)).unwrap();
    export(&root, "../out", &[]);
    assert!(files(&out) == whole);
    fs::write(out.join("risks/mine.txt"), "mine").unwrap();
    export(&root, "../out", &[]);
    assert_eq!(fs::read(out.join("risks/mine.txt")).unwrap(), b"mine", "what is not the export's own stays");
}

#[test]
fn what_was_not_read_is_told_as_long_as_it_is_so() {
    let (_room, root) = fleet();
    write(&root, "few/p2/risks/RSK-1.yaml", "id: RSK-1\ntitle: \"It\n");
    commit_on(&root.join("few/p2"), "2026-06-02", "broken");
    let args = ["fleet", "export", "-o", "../out", "--today", DAY];
    let first = isms(&root, &args);
    assert_eq!((first.code, first.stderr.contains("few/p2/risks/RSK-1.yaml")), (1, true), "{}", first.stderr);
    let again = isms(&root, &args);
    assert_eq!((again.code, again.stderr.contains("what is there of `few/p2` was read without 1 file")), (1, true), "{}", again.stderr);
    write(&root, "few/p2/risks/RSK-1.yaml", "id: RSK-1\ntitle: It\n");
    commit_on(&root.join("few/p2"), "2026-06-03", "mended");
    export(&root, "../out", &[]);
}

#[test]
fn rows_are_of_the_last_commit_unless_files_are_asked_for() {
    let (room, root) = fleet();
    write(&root, "few/p2/risks/RSK-8.yaml", "id: RSK-8\ntitle: Not committed\n");
    let told = export(&root, "../out", &[]).stderr;
    assert!(told.contains("the files of `few/p2` differ from the last commit"), "{told}");
    let risks = |out: &str| table(&room.path().join(out), "risks").iter().filter(|row| row["programme"] == "few/p2").count();
    assert_eq!(risks("out"), 2);
    assert!(export(&root, "../out", &[]).stderr.contains("differ from the last commit"), "it is told again");
    let changed = export(&root, "../changed", &["--changed"]).stderr;
    assert!(!changed.contains("differ"), "{changed}");
    assert_eq!(risks("changed"), 3);
    let row = table(&room.path().join("changed"), "programmes").into_iter().find(|row| row["programme"] == "few/p2").unwrap();
    assert_eq!(row["commit"], "null", "it is no commit");
    export(&root, "../few", &["--where", "programme ~ few/"]);
    assert_eq!(names(&room.path().join("few")).len(), 6);
    let bad = isms(&root, &["fleet", "export", "-o", "../bad", "--where", "risks > 2"]);
    assert_eq!(bad.code, 2, "{}", bad.stderr);
    assert!(!room.path().join("bad").exists());
}

#[test]
fn a_past_day_is_what_it_was() {
    let (room, root) = fleet();
    let told = export(&root, "../out", &["--by", "quarter", "--since", "2025-12-01"]).stderr;
    assert!(told.contains("on 3 days read") && told.contains("nothing of `few/p1` on 2 days before"), "{told}");
    let out = room.path().join("out");
    let at = isms(&root, &["fleet", "export", "-o", "../at", "--at", "2026-03-31"]);
    assert_eq!(at.code, 1, "six programmes have no commit on that day, and are missing: {}", at.stderr);
    let (all, then) = (files(&out), files(&room.path().join("at")));
    for (path, bytes) in then.iter().filter(|(path, _)| path.ends_with(".parquet")) {
        assert!(all[path] == *bytes, "{path}");
    }
    let now: Value =
        serde_json::from_str(&isms(&root, &["-C", "acme", "status", "--at", "2026-03-31", "--format", "json"]).stdout).unwrap();
    let row = table(&room.path().join("at"), "programmes").into_iter().find(|row| row["programme"] == "Acme").unwrap();
    for key in ["risks", "above_appetite", "errors", "warnings", "overdue", "due_soon"] {
        assert_eq!(row[key], now[key].to_string(), "{key}");
    }
}

/// Over all columns of all tables.
#[test]
fn people_and_text_are_left_out() {
    let (room, root) = fleet();
    let people: Vec<String> = fs::read_dir(root.join("acme/people"))
        .unwrap()
        .flat_map(|entry| {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let person: serde_json::Map<String, Value> = serde_yaml::from_str(&text).unwrap();
            let emails = person.get("emails").and_then(Value::as_array).cloned().unwrap_or_default();
            [person["id"].clone(), person["title"].clone()]
                .into_iter()
                .chain(emails)
                .map(|name| name.as_str().unwrap().to_lowercase())
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(people.len() > 10);
    let tables: Vec<String> = {
        export(&root, "../whole", &[]);
        fs::read_dir(room.path().join("whole"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with('_'))
            .collect()
    };
    let named = |out: &str| -> Vec<String> {
        let values = tables.iter().flat_map(|name| table(&room.path().join(out), name)).flat_map(|row| row.into_iter());
        values.filter(|(_, value)| people.iter().any(|name| value.to_lowercase().contains(name))).map(|(column, _)| column).collect()
    };
    assert!(!named("whole").is_empty());
    export(&root, "../without", &["--without", "people"]);
    assert_eq!(named("without"), [""; 0]);
    let owners = tables.iter().flat_map(|name| table(&room.path().join("without"), name)).filter_map(|row| row.get("owner").cloned());
    assert!(owners.collect::<Vec<_>>().iter().all(|owner| owner == "null"));
    export(&root, "../bare", &["--without", "people,text"]);
    let page = fs::read_to_string(project().join("docs/fleet-tables.md")).unwrap();
    for name in &tables {
        let own = page.split(&format!("## {name}\n")).nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
        let prose: Vec<&str> = own.lines().filter(|line| line.contains("| text |")).map(|line| line.split('`').nth(1).unwrap()).collect();
        assert!(name != "risks" || prose == ["title"], "{prose:?}");
        let (all, bare) = (table(&room.path().join("whole"), name), table(&room.path().join("bare"), name));
        assert_eq!(all.len(), bare.len(), "{name}: rows stay");
        for row in bare {
            assert!(row.iter().all(|(column, value)| !prose.contains(&column.as_str()) || value == "null"), "{name}: {row:?}");
        }
    }
    // What is asked for otherwise is written otherwise, over what was there.
    export(&root, "../whole", &["--without", "people,text"]);
    assert!(files(&room.path().join("whole")) == files(&room.path().join("bare")));
}

#[expect(clippy::print_stdout, reason = "a test that is left out says so")]
/// The engines, as far as this machine has them: `.ci/run` brings them.
fn ask(out: &Path, engine: &str) -> Option<String> {
    let python = project().join("target/fleet/bin/python");
    let has = |args: &[&str]| Command::new(&python).args(args).output().is_ok_and(|done| done.status.success());
    let java = || Command::new("java").arg("-version").output().is_ok_and(|done| done.status.success());
    let is_there = if engine == "duckdb" { has(&["-c", "import duckdb"]) } else { has(&["-c", "import pyspark"]) && java() };
    if !is_there {
        println!("left out: {engine} is not here, and the questions are not asked of it");
        return None;
    }
    let mut questions: Vec<PathBuf> = fs::read_dir(project().join("docs/fleet")).unwrap().map(|entry| entry.unwrap().path()).collect();
    questions.retain(|path| path.extension().is_some_and(|ending| ending == "sql"));
    questions.sort();
    assert_eq!(questions.len(), 12);
    let mut command = Command::new(&python);
    command.arg(project().join("docs/fleet/ask.py")).arg(out).args(&questions).args(["--engine", engine]);
    let done = ran(command.output().unwrap());
    assert_eq!(done.code, 0, "{engine}: {}", done.stderr);
    Some(done.stdout)
}

#[test]
fn engines_and_reports_give_the_same_answers() {
    let (room, root) = fleet();
    export(&root, "../out", &["--by", "quarter", "--since", "2025-06-01"]);
    let out = room.path().join("out");
    let (duckdb, spark) = (ask(&out, "duckdb"), ask(&out, "spark"));
    if let (Some(duckdb), Some(spark)) = (&duckdb, &spark) {
        assert_eq!(duckdb, spark);
    }
    let Some(said) = duckdb.or(spark) else { return };
    let answers: BTreeMap<&str, Vec<&str>> = said
        .split("# ")
        .skip(1)
        .map(|part| {
            let mut lines = part.lines();
            (lines.next().unwrap(), lines.skip(1).collect())
        })
        .collect();
    assert_eq!(answers.len(), 12);
    let report = |args: &[&str]| -> Value {
        let said = isms(&root, &[&["-C", "acme"], args, &["--today", DAY, "--format", "json"]].concat());
        serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{args:?} {error}: {}", said.stderr))
    };
    let status: Value = serde_json::from_str(&isms(&root, &["fleet", "status", "--today", DAY, "--format", "json", "-q"]).stdout).unwrap();
    let of_north = status["programmes"].as_array().unwrap().iter().filter(|one| one["tags"]["entity"] == "North");
    let above: u64 = of_north.map(|one| one["above_appetite"].as_u64().unwrap()).sum();
    assert!(answers["01-above-appetite.sql"].contains(&format!("{DAY},North,50,{above}").as_str()), "{said}");
    let training = report(&["report", "training"]);
    let (mut people, mut in_time) = (0, 0);
    for group in training["trainings"].as_array().unwrap().iter().filter_map(|one| one["groups"].get(0)) {
        people += group["people"].as_u64().unwrap();
        in_time += group["in_time"].as_u64().unwrap();
    }
    assert!(answers["10-training.sql"].iter().any(|row| row.starts_with(&format!("Acme,{people},{in_time},"))), "{said}");
    let raised = report(&["report", "findings"]);
    let open = |grade: &str| {
        let ours = raised["findings"].as_array().unwrap().iter().filter(|one| one["grade"] == grade && one["closed"].is_null());
        ours.count() * 2
    };
    for row in &answers["05-time-to-close.sql"] {
        let cells: Vec<&str> = row.split(',').collect();
        assert_eq!(cells[4], open(cells[0]).to_string(), "{row}");
    }
    let suppliers = report(&["report", "suppliers"]);
    for one in suppliers["suppliers"].as_array().unwrap() {
        let depending = one["depending"].as_array().unwrap().len() * 2;
        let name = one["title"].as_str().unwrap().to_lowercase();
        let found = answers["03-weight-of-suppliers.sql"]
            .iter()
            .any(|row| row.starts_with(&format!("{name},2,")) && row.split(',').nth(3) == Some(&depending.to_string()));
        assert!(found, "{name} {depending}: {said}");
    }
    assert_eq!(answers["09-soa-differences.sql"], ["A.8.23,1,1,6,Sister"], "{said}");
    assert_eq!(answers["12-since-the-day-before.sql"].len(), 2, "{said}");
    let review = |row: &&&str| row.starts_with("few/");
    assert_eq!(answers["07-without-review.sql"].iter().filter(review).count(), 6);
    let told = report(&["report", "incidents"]);
    let told: usize = told["incidents"].as_array().unwrap().iter().map(|one| one["notifications"].as_array().unwrap().len()).sum();
    assert_eq!(answers["11-notifications.sql"].len(), told * 2);
}
