//! What an auditor wrote down outweighs what files seem to show.

use super::support::{isms, project, write};
use serde_json::Value;
use std::path::Path;

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The example company with one finding more.
pub fn with(finding: &str) -> (tempfile::TempDir, Value) {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("examples/acme"), folder.path());
    let raised = "owner: ROL-it-lead\nevidence: seen\nstatement: It fails\nraised: {on: 2026-06-20, by: PER-david-roth}\n";
    write(folder.path(), "findings/FND-X.yaml", format!("id: FND-X\ntitle: T\n{raised}{finding}\n"));
    let report = report(folder.path(), "2");
    (folder, report)
}

pub fn report(folder: &Path, stage: &str) -> Value {
    let ran = isms(folder, &["audit", "readiness", "--today", "2026-06-30", "--stage", stage, "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

pub fn clause<'r>(report: &'r Value, id: &str) -> (&'r str, &'r str) {
    let clause = report["clauses"].as_array().unwrap().iter().find(|clause| clause["clause"] == id).unwrap();
    (clause["result"].as_str().unwrap(), clause["reasons"][0].as_str().unwrap_or_default())
}

fn is_effective(report: &Value, id: &str) -> bool {
    report["controls"].as_array().unwrap().iter().find(|control| control["control"] == id).unwrap()["effective"] == true
}

/// The grades of the likely findings that quote the recorded one.
fn quoted(report: &Value) -> Vec<&str> {
    let likely = report["likely_findings"].as_array().unwrap().iter();
    likely
        .filter(|one| one["statement"].as_str().unwrap().contains("`FND-X`") && one["rules"] == Value::Array(Vec::new()))
        .map(|one| one["grade"].as_str().unwrap())
        .collect()
}

#[test]
fn an_open_major_fails_its_clause_and_stands_before_the_stage() {
    let (folder, report2) = with("grade: major\nsource: AUD-stage-2\nrequirement: A.5.15");
    assert_eq!((&report2["blockers"]["stage_1"], &report2["blockers"]["stage_2"]), (&1.into(), &1.into()));
    assert_eq!(quoted(&report2), ["major"]);
    assert_eq!(quoted(&report(folder.path(), "1")), ["major"]);
    assert!(!is_effective(&report2, "A.5.15"));
    // What failed is operation; dealing with it is ten days old.
    assert_eq!((clause(&report2, "8.1").0, clause(&report2, "10.2").0), ("fail", "pass"));
    let state = isms(folder.path(), &["--today", "2026-06-30"]).stdout;
    let state = state.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(state.contains("`FND-X` of stage 2 audit `AUD-stage-2` against A.5.15, open"), "{state}");
    for (source, requirement, clauses) in [
        ("AUD-2026-1", "\"9.2.1\"", &["9.2.1"][..]),
        ("AUD-2026-1", "9.2.2 b", &["9.2.2"]),
        ("AUD-2026-1", "\"9.2\"", &["9.2.1", "9.2.2"]),
        ("INC-2025-02", "\"5.1\"", &["5.1"]),
    ] {
        let (_folder, report) = with(&format!("grade: major\nsource: {source}\nrequirement: {requirement}"));
        assert!(clauses.iter().all(|id| clause(&report, id).0 == "fail"), "{source} {requirement}");
        // Only what the certification body found stands before its decision.
        assert_eq!(report["blockers"]["stage_2"], 0, "{source} {requirement}");
    }
    // Stage 1 finds no majors: what gives concern there is a gap, and stands before stage 2.
    let (_folder, concern) = with("grade: major\nsource: AUD-stage-1\nrequirement: A.5.99");
    assert_eq!((clause(&concern, "10.2").0, &concern["blockers"]["stage_2"]), ("gap", &1.into()));
    // So is what it only called an observation, until it is closed; what could be better is not.
    let (_folder, seen) = with("grade: observation\nsource: AUD-stage-1\nrequirement: \"7.2\"");
    assert_eq!((quoted(&seen), clause(&seen, "7.2").0, &seen["blockers"]["stage_2"]), (vec!["minor"], "gap", &0.into()));
    for settled in ["grade: observation\nclosed: {on: 2026-06-25}", "grade: ofi"] {
        let (_folder, settled) = with(&format!("{settled}\nsource: AUD-stage-1\nrequirement: \"7.2\""));
        assert_eq!((quoted(&settled).len(), clause(&settled, "7.2").0), (0, "pass"));
    }
    let (_folder, without) = with("grade: major\nsource: AUD-stage-2");
    assert_eq!(clause(&without, "10.2"), ("fail", "major nonconformity `FND-X` of stage 2 audit `AUD-stage-2`, open: It fails"));
    assert_eq!(without["blockers"]["stage_2"], 1);
}

#[test]
fn minors_are_gaps_and_observations_are_not_counted() {
    let (_folder, minor) = with("grade: minor\nsource: AUD-2026-1\nrequirement: 7.2 d");
    assert_eq!(clause(&minor, "7.2").0, "gap");
    assert_eq!((quoted(&minor), &minor["blockers"]["stage_2"]), (vec!["minor"], &0.into()));
    let (_folder, control) = with("grade: minor\nsource: AUD-2026-1\nrequirement: A.5.15");
    assert!(!is_effective(&control, "A.5.15") && clause(&control, "10.2").0 == "pass");
    for grade in ["observation", "ofi"] {
        let (_folder, report) = with(&format!("grade: {grade}\nrequirement: \"7.2\""));
        assert_eq!((clause(&report, "7.2").0, quoted(&report).len()), ("pass", 0));
    }
    let (_folder, unread) = with("grade: Major\nrequirement: \"7.2\"");
    assert_eq!(clause(&unread, "10.2").0, "gap");
}

#[test]
fn what_is_shown_to_be_mended_counts_no_more() {
    let closed = "grade: major\nsource: AUD-stage-2\nrequirement: \"7.2\"\nclosed: {on: 2026-06-28, by: PER-david-roth}\n";
    let done = "actions: [{what: w, owner: PER-eva-lindt, due: 2026-06-24, done: 2026-06-24}]\n";
    let checked =
        |on: &str, worked: bool| format!("effectiveness: {{criterion: c, checked_on: {on}, by: PER-david-roth, effective: {worked}}}\n");
    for (rest, result, said) in [
        (format!("{done}{}", checked("2026-06-26", true)), "pass", ""),
        (format!("{done}{}", checked("2026-06-22", true)), "gap", "closed without a check that it worked"),
        (String::new(), "gap", "closed without a check that it worked"),
        (format!("{done}{}", checked("2026-06-26", false)), "fail", "closed although its actions did not work"),
    ] {
        let (folder, report) = with(&format!("{closed}{rest}"));
        let (found, reason) = clause(&report, "7.2");
        assert!(found == result && reason.contains(said), "{rest}: {found} {reason}");
        // On an earlier day it was open.
        let ran = isms(folder.path(), &["audit", "readiness", "--today", "2026-06-27", "--format", "json"]);
        assert_eq!(clause(&serde_json::from_str(&ran.stdout).unwrap(), "7.2").0, "fail");
    }
}

#[test]
fn a_finding_that_cannot_be_read_leaves_nothing_green() {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("examples/acme"), folder.path());
    assert_eq!(clause(&report(folder.path(), "2"), "10.2").0, "pass");
    let text = "id: FND-9\ntitle: x\ngrade: major\nrequirement: \"7.2\"\nstatement: ";
    for (path, end) in [
        ("findings/FND-9.yaml", "x: broken\n"),
        ("findings/FND-9.yaml", "!x y\n"),
        ("finding/FND-9.yaml", "x\n"),
        ("findings/FND-9.yaml.old", "x\n"),
    ] {
        write(folder.path(), path, format!("{text}{end}"));
        let (result, reason) = (report(folder.path(), "2"), format!("`{path}` cannot be read"));
        let (verdict, said) = clause(&result, "10.2");
        assert!(verdict == "gap" && said.contains(&reason), "{path}: {verdict} {said}");
        assert!(isms(folder.path(), &["audit", "readiness", "--today", "2026-06-30"]).stderr.contains("note: 1 fault in what was read"));
        std::fs::remove_file(folder.path().join(path)).unwrap();
    }
}

#[test]
fn what_is_written_for_later_has_not_happened_yet() {
    let mended = |done: &str, checked: &str| {
        let actions = format!("actions: [{{title: a, owner: ROL-it-lead, due: 2026-06-22, done: {done}, evidence: [EVD-site-walk]}}]\n");
        let effect = format!("effectiveness: {{criterion: c, checked_on: {checked}, effective: true, by: PER-david-roth}}\n");
        let closed = "closed: {on: 2026-06-25, by: PER-david-roth}";
        let (_folder, report) = with(&format!("grade: major\nsource: AUD-stage-2\nrequirement: \"7.2\"\n{actions}{effect}{closed}"));
        clause(&report, "7.2").0.to_owned()
    };
    assert_eq!(mended("2026-06-22", "2026-06-24"), "pass");
    assert_eq!(mended("2026-06-22", "2026-12-20"), "gap");
    assert_eq!(mended("2026-12-10", "2026-12-20"), "gap");
}

#[test]
fn a_pipeline_fails_from_a_grade_on() {
    let minor = "grade: minor\nsource: AUD-stage-2\nrequirement: \"7.2\"";
    let major = "grade: major\nsource: AUD-stage-2\nrequirement: \"7.2\"";
    for (finding, grade, code) in
        [(minor, "major", 0), (minor, "minor", 1), (minor, "never", 0), (major, "major", 1), (major, "minor", 1), (major, "never", 0)]
    {
        let (folder, _) = with(finding);
        let ran = isms(folder.path(), &["audit", "readiness", "--today", "2026-06-30", "--fail-on", grade]);
        assert_eq!(ran.code, code, "{finding} {grade}: {}", ran.stdout);
    }
}
