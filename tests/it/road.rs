//! The road: where a programme stands, and what to do next.

use crate::readiness::copy;
use crate::support::{isms, project, write};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn report(folder: &Path, args: &[&str]) -> Value {
    let ran = isms(folder, &[args, &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

/// The state of each step, by its first letter: not started, in progress, done, needs repeat (`r`).
fn states(state: &Value) -> String {
    let letter = |step: &Value| match step["state"].as_str().unwrap() {
        "not-started" => 'n',
        "in-progress" => 'i',
        "done" => 'd',
        _ => 'r',
    };
    state["steps"].as_array().unwrap().iter().map(letter).collect()
}

#[test]
fn the_road_is_told_from_records_and_days_alone() {
    let (_room, demo) = crate::support::demo();
    let at = |day: &str| report(&demo, &["status", "--at", day]);
    for (day, steps, current) in [
        ("2025-01-25", "dnniinnn", 2),
        ("2025-03-15", "diiiinnn", 2),
        ("2026-01-31", "diiiiinn", 2),
        ("2026-06-30", "ddddddnn", 7),
        ("2026-12-15", "rdridrnn", 4),
    ] {
        let state = at(day);
        assert_eq!((states(&state).as_str(), state["step"]["number"].as_u64()), (steps, Some(current)), "{day}");
        assert_eq!(state.to_string(), at(day).to_string());
    }
    let phases: Vec<Value> = at("2026-06-30")["steps"].as_array().unwrap().iter().map(|step| step["phase"].clone()).collect();
    assert_eq!(phases.iter().filter(|phase| *phase == "implementation").count(), 6);
    assert_eq!((&phases[6], &phases[7]), (&Value::from("audit"), &Value::from("maintenance")));
    let changed = &at("2026-06-30")["changed"];
    assert!(changed["commits"].as_u64() > Some(3) && changed["people"].as_u64() > Some(2), "{changed}");
}

#[test]
fn counts_name_what_is_missing() {
    let state = report(&project().join("examples/acme"), &["status", "--today", "2026-06-30"]);
    for count in state["steps"].as_array().unwrap().iter().flat_map(|step| step["counts"].as_array().unwrap()) {
        let number = |key: &str| usize::try_from(count[key].as_u64().unwrap()).unwrap();
        assert_eq!(number("of") - number("done"), count["missing"].as_array().unwrap().len(), "{count}");
    }
}

/// Somebody who has a certificate is in maintenance, whatever is late.
#[test]
fn a_late_reading_throws_nobody_back() {
    let folder = tempfile::tempdir().unwrap();
    let acme = folder.path().join("acme");
    copy(&project().join("examples/acme"), &acme);
    let isms_yaml = fs::read_to_string(acme.join("isms.yaml")).unwrap();
    let certified = isms_yaml.replacen("certification: {", "certification: {certificate: {issued: 2026-06-01, expires: 2029-05-31}, ", 1);
    assert_ne!(certified, isms_yaml);
    write(&acme, "isms.yaml", certified);
    let state = report(&acme, &["status", "--today", "2026-08-15"]);
    assert_eq!((state["step"]["number"].as_u64(), state["step"]["state"].as_str()), (Some(8), Some("in-progress")));
    assert!(state["steps"][3]["overdue"].as_u64() > Some(0), "{}", state["steps"][3]);
    let late = report(&acme, &["status", "--today", "2027-06-15"]);
    assert_eq!((late["step"]["number"].as_u64(), late["step"]["state"].as_str()), (Some(8), Some("needs-repeat")));
    let ended = report(&acme, &["status", "--today", "2029-06-15"]);
    assert_eq!(states(&ended).get(6..), Some("rn"));
}

#[test]
fn a_programme_begins_with_the_first_step_and_what_is_done_disappears() {
    let folder = crate::support::programme();
    let next = report(folder.path(), &["next", "-n", "99", "--today", "2026-06-30"])["next"].clone();
    let first: Vec<&Value> = next.as_array().unwrap().iter().take_while(|act| act["step"] == 1).collect();
    for command in ["isms edit plan", "isms set ROL-isms-manager held_by+=PER-…"] {
        assert!(first.iter().any(|act| act["command"] == command), "{command}: {first:?}");
    }
    let before = report(folder.path(), &["next", "--today", "2026-06-30"])["total"].as_u64();
    write(folder.path(), "people/PER-ada.yaml", "id: PER-ada\ntitle: Ada\n");
    for role in ["ROL-isms-manager", "ROL-top-management"] {
        let set = isms(folder.path(), &["set", role, "held_by+=PER-ada"]);
        assert_eq!(set.code, 0, "{}", set.stderr);
    }
    assert!(fs::read_to_string(folder.path().join("roles/ROL-isms-manager.yaml")).unwrap().contains("held_by: [PER-ada]"));
    let after = report(folder.path(), &["next", "--today", "2026-06-30", "-n", "99"]);
    assert!(before > Some(10) && after["total"].as_u64() > Some(0), "{after}");
    assert!(!after["next"].as_array().unwrap().iter().any(|act| act["what"].as_str().unwrap().contains("nobody who works here holds")));
}

#[test]
fn a_file_that_cannot_be_read_is_checked_since_no_editor_finds_its_record() {
    let folder = crate::support::programme();
    write(folder.path(), "risks/RSK-099.yaml", "id: RSK-099\ntitle: [");
    let next = report(folder.path(), &["next"]);
    assert_eq!(next["next"][0]["command"], "isms check risks/RSK-099.yaml", "{next}");
}

#[test]
fn what_is_somebodys_is_told_to_them() {
    let acme = project().join("examples/acme");
    let all = |args: &[&str]| report(&acme, &[&["next", "-n", "999", "--today", "2026-12-30"], args].concat());
    let (of_all, of_one) = (all(&[]), all(&["--owner", "PER-mira-stein"]));
    assert!(of_one["total"].as_u64() > Some(0) && of_one["total"].as_u64() < of_all["total"].as_u64());
    let said = isms(&acme, &["next", "--today", "2026-12-30", "--owner", "ROL-it-lead", "-n", "3"]).stdout;
    assert!(said.contains("Head of IT (Aylin Kurt)") && said.contains("3 of "), "{said}");
    assert_eq!(isms(&acme, &["next", "--owner", "PER-nobody"]).code, 2);
}

/// Every command that is told can be typed: it is one, and its options are.
#[test]
fn commands_that_are_told_are_commands() {
    let mut seen = 0;
    for (example, today) in [("acme", "2027-12-30"), ("acme-broken", "2026-06-30"), ("minimal", "2026-06-30")] {
        let folder = project().join("examples").join(example);
        let due = report(&folder, &["due", "--within", "9999d", "--today", today]);
        let next = report(&folder, &["next", "-n", "9999", "--today", today]);
        for told in due["due"].as_array().unwrap().iter().chain(next["next"].as_array().unwrap()) {
            let command = told["command"].as_str().unwrap();
            for command in command.split(" && ") {
                let words = words(command);
                assert_eq!(words[0], "isms", "{command}");
                let args: Vec<&str> = words[1..].iter().map(String::as_str).chain(["--help"]).collect();
                let ran = isms(&folder, &args);
                assert_eq!(ran.code, 0, "{command}: {}", ran.stderr);
                seen += 1;
            }
        }
    }
    assert!(seen > 200, "{seen}");
}

/// As a shell would cut a command: double quotes hold words together.
fn words(command: &str) -> Vec<String> {
    let (mut all, mut quoted) = (vec![String::new()], false);
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => all.push(String::new()),
            c => all.last_mut().unwrap().push(c),
        }
    }
    assert!(!quoted, "{command}");
    all
}

/// What hangs on a record, near and far, and nothing of what has happened.
#[test]
fn what_hangs_on_a_record_is_told() {
    let acme = project().join("examples/acme");
    let told = |id: &str| report(&acme, &["impact", id, "--today", "2026-06-30"]);
    let has = |told: &Value, record: &str, field: &str| {
        told["impact"].as_array().unwrap().iter().any(|impact| impact["record"] == record && impact["field"] == field)
    };
    let control = told("CTL-backup");
    for (record, field) in [
        ("A.8.13", "implements"),
        ("RSK-001", "treatment.controls"),
        ("EVD-backup-restore", "supports"),
        ("CTL-backup", "tests"),
        ("MET-restore-minutes", "about"),
    ] {
        assert!(has(&control, record, field), "{record} {field}: {control}");
    }
    assert_eq!(control["past"], serde_json::json!(["AUD-2025-1"]));
    let person = told("PER-ruth-kern");
    assert!(has(&person, "ROL-production-lead", "held_by") && has(&person, "SUP-volta", "owner"), "{person}");
    assert!(!person["impact"].as_array().unwrap().iter().any(|impact| impact["field"].as_str().unwrap().ends_with(".by")), "{person}");
    let asset = told("AST-presses");
    assert!(has(&asset, "RSK-014", "assets") && has(&asset, "RSK-012", "assets"), "{asset}");
    assert!(has(&told("SUP-volta"), "RSK-018", "links"));
    assert!(has(&told("DOC-backup-policy"), "RSK-001", "treatment.controls"));
    assert_eq!(isms(&acme, &["impact", "CTL-backpu"]).code, 2);
}
