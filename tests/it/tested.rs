//! Results of tests, as the programs say that ran them.

use crate::acting::{acme, act, differs};
use crate::support::git;
use std::fs;
use std::path::Path;

const JUNIT: &str = r#"<testsuite name="restore" tests="2" timestamp="2026-06-29T22:00:00">
<testcase classname="restore" name="orders"/><testcase classname="restore" name="fleet"><failure/></testcase></testsuite>"#;

/// A report by its name and text, what is typed besides, how it ends and what it says.
type Case<'a> = ((&'a str, &'a str), &'a [&'a str], i32, &'a str);

/// Writes a report beside the programme and records it for the control of backups.
fn record(acme: &Path, (name, text): (&str, &str), more: &[&str]) -> (i32, String, String) {
    let desk = tempfile::tempdir().unwrap();
    let file = desk.path().join(name);
    fs::write(&file, text).unwrap();
    let ran = act(acme, &[&["record", "test", "CTL-backup", "--from", file.to_str().unwrap()], more].concat());
    (ran.code, ran.stdout, ran.stderr)
}

fn status(acme: &Path) -> String {
    git(acme, &["status", "--porcelain"]).stdout
}

#[test]
fn a_report_becomes_a_result_and_its_file_evidence() {
    let acme = acme();
    let (code, stdout, stderr) = record(acme.path(), ("junit.xml", JUNIT), &["--commit"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("JUnit: fail, 1 of 2 failed: restore.fleet"), "{stderr}");
    assert!(stdout.contains("evidence/files/junit.xml\n") && stdout.contains("failed on 2026-06-29"), "{stdout}");
    let shown = git(acme.path(), &["show", "--format=%s"]).stdout;
    assert!(shown.starts_with("Record a test of CTL-backup: fail, 1 of 2 failed: restore.fleet\n"), "{shown}");
    assert!(shown.contains("+      - {on: 2026-06-29, by: PER-lena-vogt, result: fail, evidence: EVD-backups-away"), "{shown}");
    assert!(shown.contains("+supports: [CTL-backup]") && shown.contains("+effective: {from: 2026-06-29}"), "{shown}");
    // The same run is not counted twice; the next one has a file of its own.
    let (code, _, stderr) = record(acme.path(), ("junit.xml", JUNIT), &[]);
    assert_eq!((code, stderr.contains("is recorded already"), status(acme.path())), (3, true, String::new()), "{stderr}");
    let (code, stdout, stderr) =
        record(acme.path(), ("junit.xml", &JUNIT.replace("<failure/>", "")), &["--where", "restore.", "--dry-run"]);
    assert_eq!((code, status(acme.path())), (0, String::new()), "{stderr}");
    assert!(stderr.contains("of those called `restore.`: pass, 2 of 2 passed"), "{stderr}");
    assert!(stdout.contains("+++ b/evidence/files/junit-2.xml") && stdout.contains("result: pass"), "{stdout}");
}

#[test]
fn what_was_read_of_a_sheet_is_said() {
    let acme = acme();
    let sheet = "Check,State\nDoor,pass\n";
    let (code, _, stderr) = record(acme.path(), ("round.csv", sheet), &[]);
    assert_eq!((code, stderr.contains("which column holds the result?")), (3, true), "{stderr}");
    let (code, _, stderr) = record(acme.path(), ("round.csv", sheet), &["--column", "result=State", "--on", "2026-06-28"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("results are read from `State`\nnames are read from `Check`\ndays are read from no column"), "{stderr}");
    assert!(differs(acme.path()).contains("2026-06-28"), "{}", differs(acme.path()));
}

#[test]
fn a_run_that_shows_nothing_or_is_yet_to_come_is_refused() {
    let acme = acme();
    let tomorrow = JUNIT.replace("2026-06-29T", "2026-07-01T");
    let odd = JUNIT.replace("2026-06-29T22:00:00", "Monday");
    let cases: [Case<'_>; 9] = [
        (("a.xml", "<testsuites/>"), &[], 3, "what was not tested did not pass"),
        (("a.xml", &JUNIT[..120]), &[], 3, "a.xml:2:"),
        (("a.xml", &tomorrow), &[], 3, "ran on 2026-07-01, which is yet to come"),
        (("a.xml", JUNIT), &["--on", "today"], 3, "ran on 2026-06-29, not on 2026-06-30"),
        (("a.xml", &odd), &[], 3, "ran on `Monday`, which is no day"),
        (("a.xml", JUNIT), &["--where", "nothing"], 3, "none of its 2 cases is called `nothing`"),
        (("a.xml", JUNIT), &["--result", "pass"], 2, "cannot be used with"),
        (("a.xml", JUNIT), &["--column", "colour=Red"], 2, "is none of `result`, `name` and `on`"),
        (("a.csv", "result\npass\n"), &["--on", "tomorrow"], 2, "is yet to come"),
    ];
    for (file, more, code, said) in cases {
        let ran = record(acme.path(), file, more);
        assert_eq!((ran.0, ran.2.contains(said), status(acme.path())), (code, true, String::new()), "{more:?}: {}", ran.2);
    }
    let missing = act(acme.path(), &["record", "test", "CTL-backup", "--from", "nowhere.xml"]);
    assert_eq!((missing.code, missing.stderr.contains("cannot read `nowhere.xml`")), (3, true), "{}", missing.stderr);
    let (code, _, stderr) = record(acme.path(), ("a.xml", &odd), &["--on", "yesterday"]);
    assert_eq!(code, 0, "{stderr}");
}
