//! What falls due: all that rules call late is there before it is late, and every day of a record is one or was one.

use crate::readiness::copy;
use crate::support::{isms, project};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// The rules that say that a day has passed, each with what falls due of it. Those that speak of what was late are not here.
const LATE: &[(&str, &str)] = &[
    ("acceptance-expired", "acceptance"),
    ("action-overdue", "action"),
    ("audit-let-pass", "audit,certification,cycle,supplier"),
    ("audit-overdue", "audit"),
    ("avoid-still-active", "treatment"),
    ("change-let-pass", "change"),
    ("context-stale", "context"),
    ("continuity-test-overdue", "test"),
    ("control-test-overdue", "test"),
    ("doc-review-overdue", "document"),
    ("external-document-stale", "external-document"),
    ("finding-overdue", "finding"),
    ("metric-not-analysed", "analysis"),
    ("metric-not-read", "reading"),
    ("milestone-passed", "milestone"),
    ("objective-let-pass", "objective"),
    ("objective-no-reading", "reading"),
    ("obligation-stale", "obligation"),
    ("review-actions-lost", "decision"),
    ("review-let-pass", "review"),
    ("review-overdue", "review"),
    ("risk-review-overdue", "risk-review"),
    ("share-without-instrument", "treatment"),
    ("supplier-not-assessed", "supplier"),
    ("training-overdue", "training"),
];

fn due(folder: &std::path::Path, args: &[&str]) -> Vec<Value> {
    let ran = isms(folder, &[&["due", "--format", "json"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str::<Value>(&ran.stdout).unwrap()["due"].as_array().unwrap().clone()
}

/// Whatever is late on a day was due, and not late, on the last day on which it was in time.
#[test]
fn what_a_rule_calls_late_falls_due_first() {
    let acme = project().join("examples/acme");
    let mut seen = BTreeSet::new();
    for today in ["2026-09-30", "2027-06-30", "2029-12-31"] {
        let late = due(&acme, &["--today", today]);
        let checked = isms(&acme, &["check", "--format", "json", "--today", today]);
        let checked: Value = serde_json::from_str(&checked.stdout).unwrap();
        for found in checked["diagnostics"].as_array().unwrap() {
            let Some((rule, matter)) = LATE.iter().find(|(rule, _)| found["rule"] == *rule) else { continue };
            let stem = found["file"].as_str().unwrap().trim_end_matches(".yaml");
            let record = found["record"].as_str().unwrap_or(stem);
            let same = |due: &&Value| {
                matter.split(',').any(|matter| due["matter"] == matter)
                    && due["record"] == record
                    && (due["overdue"] == true || due["on"].is_null())
            };
            let entry = late.iter().find(same).unwrap_or_else(|| panic!("{rule} {record} on {today}"));
            if let Some(on) = entry["on"].as_str().filter(|_| seen.insert((*rule, record.to_owned()))) {
                let then = due(&acme, &["--today", on, "--kind", matter]);
                assert!(
                    then.iter().any(|due| due["record"] == record && due["overdue"] == false && due["on"] == on),
                    "{rule} {record} {on}"
                );
            }
        }
    }
    let rules: BTreeSet<&str> = seen.iter().map(|(rule, _)| *rule).collect();
    assert!(rules.len() > 12, "{rules:?}");
}

/// Days of the past: what happened, was agreed on, or was found. What is not here has to fall due.
const WERE: &[&str] = &[
    "acceptance.on",
    "acknowledgements.on",
    "agreement.signed",
    "amended.on",
    "analyses.on",
    "anchors.on",
    "approval.confirms",
    "approval.on",
    "assessed.confirms",
    "assessed.on",
    "body_told",
    "checked_on",
    "certificate.decided",
    "certificate.issued",
    "climate.decided_on",
    "closed",
    "closed.on",
    "collected.on",
    "communicated.on",
    "competence.obtained",
    "completions.on",
    "correction.on",
    "decided_on",
    "disposed.on",
    "done",
    "effective.from",
    "effective.to",
    "effectiveness.checked_on",
    "effectiveness.on",
    "ended",
    "exit.on",
    "feedback.answered",
    "feedback.on",
    "finished",
    "from",
    "groups.on",
    "implemented_on",
    "issued",
    "joined",
    "on",
    "plan_accepted.on",
    "raised.on",
    "readings.on",
    "replanned.from",
    "reported.on",
    "results.on",
    "reviewed",
    "reviewed_on",
    "reviews.on",
    "risks_reviewed.on",
    "runs.on",
    "similar.on",
    "started",
];

/// Days that something falls due on, each with what that is.
const ARE: &[(&str, &str)] = &[
    ("acceptance.until", "acceptance"),
    ("actions.due", "action"),
    ("agreement.until", "supplier"),
    ("certificate.expires", "cycle"),
    ("certificates.valid_until", "supplier"),
    ("certification.stage_1", "certification"),
    ("certification.stage_2", "certification"),
    ("competence.valid_until", "competence"),
    ("decisions.due", "decision"),
    ("deputy.until", "holder"),
    ("due", "objective"),
    ("held_by.until", "holder"),
    ("instrument.until", "treatment"),
    ("left", "holder"),
    ("milestones.due", "milestone"),
    ("planned", "audit"),
    ("planned_for", "change"),
    ("stop_by", "treatment"),
    ("target", "certification"),
    ("until", "exception"),
    ("valid_until", "evidence"),
];

fn days<'s>(root: &'s Value, part: &'s Value, path: &mut Vec<&'s str>, found: &mut BTreeSet<String>) {
    if part["format"] == "date" {
        found.insert(path.join("."));
    }
    if let Some(name) = part["$ref"].as_str() {
        days(root, root.pointer(name.trim_start_matches('#')).unwrap(), path, found);
    }
    for (name, field) in part["properties"].as_object().into_iter().flatten() {
        path.push(name);
        days(root, field, path, found);
        path.pop();
    }
    if part["items"].is_object() {
        days(root, &part["items"], path, found);
    }
    for part in ["anyOf", "oneOf", "allOf"].iter().filter_map(|among| part[among].as_array()).flatten() {
        days(root, part, path, found);
    }
}

#[test]
fn every_day_of_a_record_was_one_or_falls_due() {
    let mut found = BTreeSet::new();
    for file in fs::read_dir(project().join("schemas")).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|extension| extension == "json") {
            let schema: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            days(&schema, &schema, &mut Vec::new(), &mut found);
        }
    }
    assert!(found.len() > 60, "{found:?}");
    let ends = |day: &str, known: &str| day == known || day.ends_with(&format!(".{known}"));
    let unknown: Vec<&String> =
        found.iter().filter(|day| !WERE.iter().chain(ARE.iter().map(|(name, _)| name)).any(|known| ends(day, known))).collect();
    assert!(unknown.is_empty(), "neither past nor due: {unknown:?}");
    let matters: Vec<&str> = ARE.iter().map(|(_, matter)| *matter).collect();
    let acme = project().join("examples/acme");
    let told = due(&acme, &["--within", "9999d", "--today", "2024-01-01", "--kind", &matters.join(",")]);
    let told: BTreeSet<&str> = told.iter().filter_map(|due| due["matter"].as_str()).collect();
    assert!(told.len() > 8, "{told:?}");
}

#[test]
fn a_day_that_is_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let acme = folder.path().join("acme");
    copy(&project().join("examples/acme"), &acme);
    let told = |file: &str, line: &str, matter: &str, record: &str, day: &str| {
        let path = acme.join(file);
        let was = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{was}{line}\n")).unwrap();
        let all = due(&acme, &["--today", "2026-06-30", "--within", "9999d", "--kind", matter]);
        fs::write(&path, was).unwrap();
        assert!(all.iter().any(|due| due["record"] == record && due["on"] == day), "{file} {line}: {all:?}");
    };
    told("people/PER-ruth-kern.yaml", "left: 2026-08-31", "holder", "ROL-production-lead", "2026-08-31");
    told(
        "suppliers/SUP-volta.yaml",
        "certificates: [{name: X, valid_until: 2027-01-31}, {name: X, valid_until: 2026-01-31}]",
        "supplier",
        "SUP-volta",
        "2027-01-31",
    );
}

#[test]
fn what_is_asked_for_is_told_and_the_exit_code_follows() {
    let acme = project().join("examples/acme");
    let mine = due(&acme, &["--today", "2026-12-30", "--owner", "PER-mira-stein"]);
    assert!(
        !mine.is_empty()
            && mine.iter().all(|due| due["owner"] == "PER-mira-stein"
                || due["people"][0] == "PER-mira-stein"
                || due["owner"].as_str().is_some_and(|owner| owner.starts_with("ROL-"))),
        "{mine:?}"
    );
    let code = |args: &[&str]| isms(&acme, &[&["due"], args].concat()).code;
    assert_eq!(code(&["--today", "2026-12-30", "--fail-on", "overdue"]), 1);
    assert_eq!(code(&["--today", "2026-06-30", "--fail-on", "overdue"]), 0);
    assert_eq!(code(&["--today", "2026-12-30"]), 0);
    assert_eq!(code(&["--owner", "ROL-nobody"]), 2);
    assert_eq!(code(&["--kind", "nothing"]), 2);
}

#[test]
fn a_calendar_names_things_alike_each_day() {
    let acme = project().join("examples/acme");
    let calendar = |today: &str| isms(&acme, &["due", "--format", "ics", "--within", "12mo", "--today", today]).stdout;
    let uids = |text: &str| -> Vec<String> { text.lines().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned).collect() };
    let (first, later) = (calendar("2026-06-30"), calendar("2026-07-29"));
    let all = uids(&first);
    assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len());
    let kept = all.iter().filter(|uid| uids(&later).contains(uid)).count();
    assert_eq!(kept, all.len(), "nothing was done in a month, so nothing may be lost");
    assert!(first.lines().all(|line| line.len() <= 75) && first.contains("\r\nDTSTAMP:20260630T000000Z\r\n"), "{first}");
    assert_eq!(isms(&acme, &["risk", "score", "--format", "ics"]).code, 2);
    assert_eq!(isms(&acme, &["risk", "score", "-o", "x.ics"]).code, 2);
}

/// Who may accept a risk is whom its acceptance waits for, and not its owner: before its last day, after it, and without one.
#[test]
fn an_acceptance_waits_for_who_may_give_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("examples/acme"), folder.path());
    let set = isms(folder.path(), &["set", "RSK-002", "residual.likelihood=4", "residual.impact=4", "--today", "2026-06-30"]);
    assert_eq!(set.code, 0, "{}", set.stderr);
    let has = |command: &str, owner: &str, today: &str, what: &str| {
        let ran = isms(folder.path(), &[command, "--owner", owner, "--today", today, "--format", "json"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        let about = |item: &Value| item["record"] == "RSK-002" || item["records"][0] == "RSK-002";
        report[command].as_array().unwrap().iter().any(|item| about(item) && item.to_string().contains(what))
    };
    let waits = |command: &str, today: &str, what: &str| {
        assert!(has(command, "ROL-managing-director", today, what), "{command} on {today}");
        assert!(!has(command, "ROL-engineering-lead", today, what), "{command} on {today}");
    };
    waits("due", "2026-10-20", "accept it anew, or treat it");
    waits("next", "2026-10-20", "accept it anew, or treat it");
    waits("next", "2026-11-05", "isms accept RSK-002");
    let path = folder.path().join("risks/RSK-002.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let without: String = text.lines().filter(|line| !line.starts_with("acceptance:")).map(|line| format!("{line}\n")).collect();
    fs::write(&path, without).unwrap();
    waits("next", "2026-06-30", "isms accept RSK-002");
    let checked = isms(folder.path(), &["check", "--today", "2026-06-30", "--select", "residual-above-threshold"]).stdout;
    assert!(checked.contains("ROL-managing-director") && !checked.contains("ROL-engineering-lead"), "{checked}");
}
