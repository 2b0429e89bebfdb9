//! Readiness that can be signed: what each statement rests on, and what is not said because nothing shows it.

use super::readiness::{clause, copy, report, with};
use super::support::{commit_on, git, isms, project, write};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The example company with texts of its files put in the place of others.
fn changed(changes: &[(&str, &str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("examples/acme"), folder.path());
    changes.iter().for_each(|(file, before, after)| change(folder.path(), file, before, after));
    folder
}

#[track_caller]
fn change(folder: &Path, file: &str, before: &str, after: &str) {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    assert!(text.contains(before), "{file}: {before}");
    write(folder, file, text.replacen(before, after, 1));
}

fn judged(changes: &[(&str, &str, &str)]) -> Value {
    report(changed(changes).path(), "2")
}

fn control<'r>(report: &'r Value, id: &str) -> &'r Value {
    report["controls"].as_array().unwrap().iter().find(|control| control["control"] == id).unwrap()
}

/// What is missing for a control to be effective, as one text.
fn missing(report: &Value, id: &str) -> String {
    let control = control(report, id);
    let missing: Vec<&str> = control["missing"].as_array().unwrap().iter().map(|words| words.as_str().unwrap()).collect();
    assert_eq!(control["effective"], missing.is_empty(), "{control}");
    missing.join("; ")
}

fn likely(report: &Value) -> Vec<(&str, &str, Vec<&str>)> {
    let findings = report["likely_findings"].as_array().unwrap().iter();
    let told = findings.map(|one| {
        let rules = one["rules"].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap()).collect();
        (one["grade"].as_str().unwrap(), one["requirement"].as_str().unwrap(), rules)
    });
    told.collect()
}

/// The grade that a rule's finding has.
fn grade<'r>(report: &'r Value, rule: &str) -> Option<&'r str> {
    likely(report).into_iter().find(|(.., rules)| rules.first() == Some(&rule)).map(|(grade, ..)| grade)
}

#[test]
fn a_minor_of_the_body_holds_its_decision_up_until_the_plan_is_accepted() {
    let minor = "grade: minor\nsource: AUD-stage-2\nrequirement: \"7.2\"\n";
    let blockers = |finding: &str| with(finding).1["blockers"]["stage_2"].as_u64().unwrap();
    assert_eq!(blockers(minor), 1);
    assert_eq!(blockers(&format!("{minor}plan_accepted: {{on: 2026-06-25, by: Rheintal}}")), 0);
    assert_eq!(blockers(&format!("{minor}plan_accepted: {{on: 2026-07-25, by: Rheintal}}")), 1);
    assert_eq!(blockers(&minor.replace("minor", "major")), 1);
    assert_eq!(blockers(&format!("{}plan_accepted: {{on: 2026-06-25}}", minor.replace("minor", "major"))), 1);
    assert_eq!(blockers(&minor.replace("AUD-stage-2", "AUD-2026-1")), 0);
    assert_eq!(blockers(&minor.replace("minor", "ofi")), 0);
}

#[test]
fn what_an_audit_of_a_supplier_found_touches_suppliers_alone() {
    let (folder, _) = with("grade: major\nsource: AUD-nimbus\nrequirement: \"9.1\"");
    write(
        folder.path(),
        "audits/AUD-nimbus.yaml",
        "id: AUD-nimbus\ntitle: At Nimbus\ntype: supplier\nstarted: 2026-06-19\nfinished: 2026-06-19\n",
    );
    let report = report(folder.path(), "2");
    for id in ["A.5.19", "A.5.20", "A.5.21", "A.5.22"] {
        assert!(missing(&report, id).contains("`FND-X` of supplier audit `AUD-nimbus`"), "{id}: {}", missing(&report, id));
    }
    assert_eq!(missing(&report, "A.5.23"), "");
    assert_eq!([clause(&report, "9.1").0, clause(&report, "10.2").0], ["pass", "pass"]);
    assert_eq!(report["blockers"]["stage_2"], 0);
}

#[test]
fn the_clause_on_nonconformities_falls_where_one_is_not_dealt_with() {
    let handled = "grade: minor\nsource: AUD-2026-1\nrequirement: \"7.2\"\nconsequences: none\n\
        correction: {what: Done, on: 2026-05-10}\nroot_cause: {text: The plan forgot them}\nsimilar: {searched: a, found: b, on: 2026-05-12}\n\
        actions: [{what: Plan, owner: PER-eva-lindt, due: 2026-09-30}]\n";
    let verdict = |finding: &str| {
        let (folder, _) = with(finding);
        change(folder.path(), "findings/FND-X.yaml", "on: 2026-06-20", "on: 2026-05-10");
        let report = report(folder.path(), "2");
        assert_eq!(clause(&report, "7.2").0, "gap");
        clause(&report, "10.2").0.to_owned()
    };
    assert_eq!(verdict(handled), "pass");
    assert_eq!(verdict(&handled.replace("correction: {what: Done, on: 2026-05-10}\n", "")), "gap");
    assert_eq!(verdict(&handled.replace("root_cause: {text: The plan forgot them}\n", "")), "fail");
    assert_eq!(verdict(&handled.replace(", due: 2026-09-30", "")), "gap");
}

/// Evidence from before its year.
const OLD: (&str, &str, &str) = ("evidence/EVD-screening-sample.yaml", "to: 2025-12-15", "to: 2025-05-15");

#[test]
fn effective_needs_evidence_and_a_test_since_the_last_change() {
    const BACKUP: &str = "controls/CTL-backup.yaml";
    const LAST: &str = "      - {on: 2026-04-21, by: ROL-platform-lead, result: pass, evidence: EVD-backup-restore}\n";
    let sound = judged(&[]);
    assert_eq!(missing(&sound, "A.8.13"), "");
    let test = &control(&sound, "A.8.13")["tests"][0];
    assert_eq!((&test["result"], &test["tester"], &test["by"]), (&"pass".into(), &"owner".into(), &"ROL-platform-lead".into()));
    // Beside the ids stand the names: of a role its title and who holds it.
    let named = |id: &str| sound["names"][id].clone();
    let lead = serde_json::json!({"title": "Head of platform", "held_by": [{"person": "PER-jonas-reil", "name": "Jonas Reil"}]});
    assert_eq!((named("ROL-platform-lead"), named("EVD-backup-restore")["held_by"].clone()), (lead, Value::Null));
    let ids = sound["controls"].as_array().unwrap().iter().flat_map(|control| control["owners"].as_array().unwrap());
    assert!(ids.map(|id| named(id.as_str().unwrap())).all(|name| name["title"].is_string()));
    assert!(missing(&judged(&[OLD]), "A.6.1").contains("its evidence counted until 2026-05-15"));
    for (changes, words) in [
        (&[(BACKUP, "result: pass, evidence", "result: fail, evidence")][..], "failed on 2026-04-21"),
        (&[(BACKUP, LAST, "")], "last tested on 2025-11-12, which is too long ago"),
        (&[(BACKUP, "status: implemented", "status: in-progress")], "it is partial"),
        (
            &[
                ("changes/CHG-2025-01.yaml", "touches: [", "touches: [CTL-backup, "),
                ("changes/CHG-2025-01.yaml", "done: 2026-02-27", "done: 2026-05-27"),
            ],
            "tested on 2026-04-21, before `CHG-2025-01` changed it on 2026-05-27",
        ),
        (&[(BACKUP, "implemented_on: 2025-02-28", "implemented_on: 2026-05-01")], "before it was put in place on 2026-05-01"),
    ] {
        let report = judged(changes);
        assert!(missing(&report, "A.8.13").contains(words), "{words}: {}", missing(&report, "A.8.13"));
    }
}

#[test]
fn an_organisation_may_ask_for_independent_tests() {
    let asks = |level: &str| {
        ("isms.yaml".to_owned(), "cadence:\n".to_owned(), format!("trust: {{tests: {{independent_above: {level}}}}}\ncadence:\n"))
    };
    let by = |level: &str, more: &[(&str, &str, &str)]| {
        let (file, before, after) = asks(level);
        let report = judged(&[&[(file.as_str(), before.as_str(), after.as_str())], more].concat());
        missing(&report, "A.8.13")
    };
    assert!(by("high", &[]).contains("tested by its owner, and a risk above high asks for somebody else"), "{}", by("high", &[]));
    assert_eq!(by("critical", &[]), "");
    let last = "{on: 2026-04-21, by: ROL-platform-lead";
    assert_eq!(by("high", &[("controls/CTL-backup.yaml", last, "{on: 2026-04-21, by: PER-david-roth")]), "");
    assert_eq!(by("high", &[("controls/CTL-backup.yaml", "method: reperform", "method: automated")]), "");
}

#[test]
fn the_history_tells_when_the_way_a_control_works_changed() {
    let folder = changed(&[]);
    git(folder.path(), &["init", "-q"]);
    commit_on(folder.path(), "2026-06-01", "all");
    assert_eq!(missing(&report(folder.path(), "2"), "A.8.13"), "");
    change(folder.path(), "controls/CTL-backup.yaml", "each hour", "each day");
    assert!(missing(&report(folder.path(), "2"), "A.8.13").contains("which is not committed yet"));
    commit_on(folder.path(), "2026-06-10", "less often");
    let said = missing(&report(folder.path(), "2"), "A.8.13");
    assert!(said.contains("tested on 2026-04-21, before its description was changed in") && said.contains("on 2026-06-10"), "{said}");
}

/// Whoever wrote the same in other words says so, once for each time; a reason that says nothing is none.
#[test]
fn other_words_for_the_same_leave_what_was_shown() {
    let folder = changed(&[]);
    git(folder.path(), &["init", "-q"]);
    commit_on(folder.path(), "2026-06-01", "all");
    let control = "controls/CTL-backup.yaml";
    let told = |day: &str, reason: &str| {
        let text = fs::read_to_string(folder.path().join(control)).unwrap();
        let text = text.split("amended:").next().unwrap();
        let entry = format!("amended:\n  - {{on: {day}, what: description, reason: {reason}, wording_only: true}}\n");
        write(folder.path(), control, format!("{text}{entry}"));
        missing(&report(folder.path(), "2"), "A.8.13")
    };
    change(folder.path(), control, "each hour", "every hour");
    assert!(told("2026-06-30", "'-'").contains("which is not committed yet"));
    assert_eq!(told("2026-06-30", "The same in plainer words"), "");
    commit_on(folder.path(), "2026-06-10", "plainer");
    assert_eq!(told("2026-06-10", "The same in plainer words"), "");
    assert!(told("2026-05-01", "The same in plainer words").contains("on 2026-06-10"), "that is another day");
    // It speaks for that change, and not for the next.
    assert_eq!(told("2026-06-10", "The same in plainer words"), "");
    change(folder.path(), control, "every hour", "each day");
    commit_on(folder.path(), "2026-06-20", "less often");
    let said = missing(&report(folder.path(), "2"), "A.8.13");
    assert!(said.contains("before its description was changed in") && said.contains("on 2026-06-20"), "{said}");
}

#[test]
fn a_run_that_was_left_out_stays_visible() {
    let run = "      - {on: 2025-11-12, by: ROL-platform-lead, result: pass}\n";
    let without = judged(&[("controls/CTL-backup.yaml", run, "")]);
    let (verdict, reason) = clause(&without, "9.1");
    assert!(verdict == "gap" && reason.contains("test of `CTL-backup`, 1 of 2 done, not about 2025-11-14"), "{verdict} {reason}");
    assert_eq!(likely(&without).iter().filter(|(_, requirement, _)| *requirement == "9.1").count(), 1);
    // In git it is seen that it was there.
    let folder = changed(&[]);
    git(folder.path(), &["init", "-q"]);
    commit_on(folder.path(), "2026-06-01", "all");
    assert_eq!(clause(&report(folder.path(), "2"), "9.1").0, "pass");
    change(folder.path(), "controls/CTL-backup.yaml", run, "");
    commit_on(folder.path(), "2026-06-20", "tidy");
    let report = report(folder.path(), "2");
    assert!(clause(&report, "9.1").1.contains("that of 2025-11-12 was taken out in"), "{}", clause(&report, "9.1").1);
}

#[test]
fn activities_are_counted_from_the_last_visit_of_the_body() {
    let activity = "activities:\n  - what: Rights are confirmed\n    every: 3mo\n    runs: [{on: 2025-07-10}, {on: 2025-10-10}, {on: 2026-04-09}]\ntests:\n";
    let told = |changes: &[(&str, &str, &str)]| {
        let report = judged(&[&[("controls/CTL-backup.yaml", "tests:\n", activity)], changes].concat());
        let series = report["operation"]["series"].as_array().unwrap().iter().find(|series| series["kind"] == "activity").unwrap().clone();
        (report["operation"]["visit"].clone(), series["done"].as_u64(), series["due"].as_u64(), clause(&report, "8.1").0.to_owned())
    };
    // The first quarter of 2026 was left out.
    assert_eq!(told(&[]), (Value::Null, Some(3), Some(4), "gap".into()));
    // A day that is over is no visit while the record of the audit does not say that it ended.
    let day = ("isms.yaml", "stage_1: 2026-11-02", "stage_1: 2026-02-02");
    assert_eq!(told(&[day]), (Value::Null, Some(3), Some(4), "gap".into()));
    let visit = ("audits/AUD-stage-1.yaml", "planned: 2026-11-02", "planned: 2026-02-02\nstarted: 2026-02-02\nfinished: 2026-02-02");
    assert_eq!(told(&[visit]), ("AUD-stage-1".into(), Some(1), Some(1), "pass".into()));
}

#[test]
fn a_clause_without_an_occasion_is_for_a_person_to_judge() {
    let system = ("changes/CHG-2026-01.yaml", "isms: true\n", "isms: false\n");
    let report_of = |folder: &TempDir| report(folder.path(), "2");
    let without = changed(&[system]);
    let report = report_of(&without);
    assert_eq!(clause(&report, "6.3"), ("manual", "no change of the management system is recorded; ask whether there was an occasion"));
    // Records that only say that something was patched are no proof, and the history shows an occasion.
    git(without.path(), &["init", "-q"]);
    commit_on(without.path(), "2026-03-01", "all");
    change(without.path(), "scope.yaml", "statement: ", "statement: All of the following. ");
    commit_on(without.path(), "2026-05-02", "wider");
    assert_eq!(clause(&report_of(&without), "6.3").0, "gap");
    let folder = changed(&[]);
    for entry in fs::read_dir(folder.path().join("findings")).unwrap().map(Result::unwrap) {
        let text = fs::read_to_string(entry.path()).unwrap();
        fs::write(entry.path(), text.replace("grade: minor", "grade: observation")).unwrap();
    }
    assert_eq!(clause(&report_of(&folder), "10.2").0, "manual");
}

#[test]
fn a_pass_rests_on_the_right_record() {
    let of = |id: &str, changes: &[(&str, &str, &str)]| {
        let report = judged(changes);
        let (verdict, reason) = clause(&report, id);
        (verdict.to_owned(), reason.to_owned())
    };
    for (id, change, reason) in [
        ("7.4", ("isms.yaml", ", how: town hall and intranet", ""), "communication “Policy and its changes” does not say how"),
        ("6.3", ("changes/CHG-2026-01.yaml", "consequences: All risks are judged anew\n", ""), "has no `consequences`"),
        (
            "5.2",
            (
                "documents/DOC-information-security-policy.yaml",
                "communicated: [{audience: everybody, on: 2026-02-13, how: town hall and intranet}]\n",
                "",
            ),
            "nobody was told of the policy",
        ),
        (
            "9.2.1",
            ("audits/AUD-2026-1.yaml", "conclusion: {conforms: true, effective: true,", "conclusion: {"),
            "does not conclude on conformity",
        ),
    ] {
        let (verdict, words) = of(id, &[change]);
        assert!(verdict == "gap" && words.contains(reason), "{id}: {verdict} {words}");
    }
    let isms = fs::read_to_string(project().join("examples/acme/isms.yaml")).unwrap().replace("audience: external", "audience: internal");
    let folder = changed(&[]);
    write(folder.path(), "isms.yaml", isms);
    assert_eq!(clause(&report(folder.path(), "2"), "7.4"), ("gap", "no communication is said to be external"));
}

#[test]
fn faults_of_records_are_told_apart_and_leave_open_what_follows() {
    let report = judged(&[("risks/RSK-001.yaml", "assets: [", "assets: [AST-gone, ")]);
    let unjudged = &report["unjudged"][0];
    assert_eq!((&unjudged["record"], &unjudged["rule"]), (&"RSK-001".into(), &"reference-unresolved".into()));
    assert!(unjudged["unknown"].as_str().unwrap().contains("within the appetite"), "{unjudged}");
    assert!(likely(&report).iter().all(|(.., rules)| !rules.contains(&"reference-unresolved")));
    assert_eq!([clause(&report, "6.1.2").0, clause(&report, "7.5.3").0], ["manual", "manual"]);
    let off = judged(&[("risks/RSK-001.yaml", "current: {likelihood: 2,", "current: {likelihood: 7,")]);
    assert_eq!((off["unjudged"][0]["rule"].as_str(), clause(&off, "6.1.2").0), (Some("risk-score-off-scale"), "manual"));
    let folder = changed(&[("soa.yaml", "version:", "version: \"2.0\"\nversion:")]);
    let ran = isms(folder.path(), &["audit", "readiness", "--today", "2026-06-30", "--fail-on", "minor"]);
    assert!(ran.code == 1 && ran.stdout.contains("Records that cannot be judged"), "{}", ran.stdout);
}

#[test]
fn grades_follow_what_is_absent_and_how_often_it_is_so() {
    let inputs = judged(&[("reviews/REV-2026.yaml", "  e: Two customers praised the openness about the mail sent wrongly\n", "")]);
    assert_eq!(grade(&inputs, "review-inputs-incomplete"), Some("minor"));
    let folder = changed(&[]);
    fs::remove_dir_all(folder.path().join("audits")).unwrap();
    assert_eq!(grade(&report(folder.path(), "2"), "audit-programme-missing"), Some("major"));
    // One risk without an owner is a slip; most of them are the system.
    let nobody = |count: usize| {
        let folder = changed(&[]);
        for n in 1..=count {
            let file = format!("risks/RSK-{n:03}.yaml");
            let text = fs::read_to_string(folder.path().join(&file)).unwrap();
            write(
                folder.path(),
                &file,
                text.lines().filter(|line| !line.starts_with("owner:")).map(|line| format!("{line}\n")).collect::<String>(),
            );
        }
        grade(&report(folder.path(), "2"), "risk-no-owner").map(str::to_owned)
    };
    assert_eq!((nobody(1), nobody(20)), (Some("minor".into()), Some("major".into())));
}

#[test]
fn one_cause_is_one_likely_finding_against_what_it_is_against() {
    let expired = judged(&[OLD]);
    let told: Vec<_> = likely(&expired).into_iter().filter(|(.., rules)| rules.contains(&"control-implemented-no-evidence")).collect();
    assert_eq!(told, [("minor", "8.1", vec!["control-implemented-no-evidence"])]);
    let folder = changed(&[]);
    fs::remove_dir_all(folder.path().join("objectives")).unwrap();
    let found = isms(folder.path(), &["check", "--today", "2026-06-30", "--select", "mandatory-document-missing", "--format", "json"]);
    let found: Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!(found["diagnostics"][0]["clauses"], serde_json::json!(["6.2", "7.5.1"]));
    let report = report(folder.path(), "2");
    assert_eq!(likely(&report).iter().filter(|(_, requirement, _)| *requirement == "6.2").count(), 1);
}

#[test]
fn a_report_says_whether_it_can_be_made_again() {
    let folder = changed(&[]);
    let made_from = || report(folder.path(), "2")["made_from"].clone();
    let alone = made_from();
    assert_eq!((&alone["commit"], &alone["reproducible"]), (&Value::Null, &false.into()));
    git(folder.path(), &["init", "-q"]);
    commit_on(folder.path(), "2026-06-01", "all");
    let clean = made_from();
    assert_eq!((&clean["clean"], &clean["reproducible"]), (&true.into(), &true.into()));
    assert_eq!(clean["commit"].as_str().map(str::len), Some(40));
    change(folder.path(), "soa.yaml", "Payments, releases", "Payments and releases");
    let dirty = made_from();
    assert_eq!((&dirty["clean"], &dirty["reproducible"], &dirty["commit"]), (&false.into(), &false.into(), &clean["commit"]));
    assert!(dirty["soa"] != clean["soa"] && dirty["method"] == clean["method"] && dirty["rules"] == clean["rules"]);
    let shown = isms(folder.path(), &["audit", "readiness", "--today", "2026-06-30"]).stdout;
    assert!(shown.contains("not reproducible: the files differ from commit"), "{shown}");
}

#[test]
fn scores_are_written_as_the_method_comes_to_them() {
    let shown = |before: &str, after: &str, levels: bool| {
        let folder = changed(&[("isms.yaml", before, after)]);
        if levels {
            for (n, from) in [(5, 4), (10, 7), (16, 9)] {
                change(folder.path(), "isms.yaml", &format!("from: {n},"), &format!("from: {from},"));
            }
        }
        isms(folder.path(), &["risk", "score", "--today", "2026-06-30", "--format", "csv"]).stdout
    };
    assert!(shown("score: product", "score: product", false).contains(",4,5,20,critical,"));
    assert!(shown("score: product", "score: sum", true).contains(",4,5,9,critical,"));
    let grid = "score: grid\n  grid: [[low, low, low, low, medium], [low, low, medium, medium, high], [low, medium, medium, high, high], [low, medium, high, high, critical], [medium, high, high, critical, critical]]";
    assert!(shown("score: product", grid, false).contains(",4,5,,critical,"));
}

#[test]
fn what_is_found_is_held_against_what_asks_for_it() {
    let asked = |path: &'static str, old: &'static str, rule: &str| {
        let report = judged(&[(path, old, "")]);
        let likely = report["likely_findings"].as_array().unwrap().iter();
        let told = likely.filter(|found| found["rules"].as_array().unwrap().iter().any(|name| name == rule));
        told.map(|found| found["requirement"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(asked("findings/FND-2026-03.yaml", "owner: PER-eva-lindt, ", "action-incomplete"), ["10.2"]);
    assert_eq!(asked("risks/RSK-001.yaml", "due: 2026-09-15, ", "action-incomplete"), ["6.1.3 e"]);
    assert_eq!(asked("incidents/INC-2025-02.yaml", ", evidence: [EVD-second-region]", "action-done-no-evidence"), ["A.5.27"]);
}
