//! Reports that are tables of what records say: each on the example, on nothing, on hostile words and on a narrow terminal.

use crate::readiness::copy;
use crate::support::{command, commit_on, isms, programme, project, ran, room, same, write};
use serde_json::Value;
use std::path::Path;
use unicode_width::UnicodeWidthStr as _;

const NAMES: &[&str] = &["training", "suppliers", "obligations", "incidents", "raci", "pdca", "engagement"];

/// The example without a history, so that nothing but its records speaks.
fn acme() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("examples/acme"), folder.path());
    folder
}

fn text(folder: &Path, name: &str, columns: &str) -> String {
    let ran = ran(command(folder, &["report", name, "--today", "2026-06-30"]).env("COLUMNS", columns).output().unwrap());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{name}");
    ran.stdout
}

fn json(folder: &Path, name: &str, today: &str) -> Value {
    let ran = isms(folder, &["report", name, "--today", today, "--format", "json"]);
    assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

fn item<'v>(list: &'v Value, key: &str, id: &str) -> &'v Value {
    list.as_array().unwrap().iter().find(|item| item[key] == id).unwrap_or_else(|| panic!("no {id} in {list}"))
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

/// As somebody reads them; `ISMS_WRITE=1 cargo test generated` writes them anew.
#[test]
fn generated_tables_of_the_example_read_as_committed() {
    let acme = acme();
    for name in NAMES {
        same(&project().join("tests/it/tables").join(format!("{name}.txt")), &text(acme.path(), name, "110"));
    }
}

#[test]
fn a_programme_without_records_has_no_shares_of_nothing() {
    let minimal = tempfile::tempdir().unwrap();
    write(minimal.path(), "isms.yaml", "format: 1\norganisation: {name: Test}\n");
    let fresh = programme();
    for (name, folder) in NAMES.iter().flat_map(|name| [(name, minimal.path()), (name, fresh.path())]) {
        let text = text(folder, name, "100");
        for wrong in ["0 of 0", "NaN", "%"] {
            assert!(!text.contains(wrong), "{name}: {text}");
        }
    }
}

#[test]
fn narrow_terminals_hold_every_table() {
    let acme = acme();
    for name in NAMES {
        let text = text(acme.path(), name, "60");
        let wide = text.lines().find(|line| line.width() > 60);
        assert_eq!(wide, None, "{name}: {text}");
    }
}

#[test]
fn hostile_words_stay_words() {
    let acme = acme();
    let nasty = "=x\\u001b[2J\\u202e\\u200b<script>alert(1)</script>|`]('";
    for (path, record) in [
        ("people/PER-x.yaml", "id: PER-x\ntitle: \"NASTY\"\ndepartment: \"NASTY\"\njoined: 2024-01-01\n"),
        ("trainings/TRN-x.yaml", "id: TRN-x\ntitle: \"NASTY\"\naudience: [\"NASTY\", \"NASTY 2\"]\n"),
        ("trainings/TRN-y.yaml", "id: TRN-y\ntitle: \"NASTY\"\ngroups: [{group: \"NASTY\", count: 1, of: 2, on: 2026-06-01}]\n"),
        ("suppliers/SUP-x.yaml", "id: SUP-x\ntitle: \"NASTY\"\nservices: [\"NASTY\"]\ncertificates: [{name: \"NASTY\"}]\n"),
        ("obligations/OBL-x.yaml", "id: OBL-x\ntitle: \"NASTY\"\ntype: law\nsource: \"NASTY\"\nnotify: {within: 1h, whom: \"NASTY\"}\n"),
        (
            "incidents/INC-x.yaml",
            "id: INC-x\ntitle: \"NASTY\"\nseverity: low\ndetected: 2026-06-01\nlessons: \"NASTY\"\nnotifications: [{obligation: OBL-x}]\n\
             actions: [{what: \"NASTY\"}]\n",
        ),
    ] {
        write(acme.path(), path, record.replace("NASTY", nasty));
    }
    for (name, format) in NAMES.iter().flat_map(|name| ["text", "html", "md", "csv"].map(|format| (name, format))) {
        let said = isms(acme.path(), &["report", name, "--today", "2026-06-30", "--format", format]);
        assert_eq!(said.code, 0, "{name}: {}", said.stderr);
        assert!(!said.stdout.contains(['\u{1b}', '\u{202e}', '\u{200b}']), "{name} as {format}");
        assert!(format == "text" || format == "csv" || !said.stdout.contains("<script>alert"), "{name} as {format}");
        let formula = |line: &str| line.split(',').any(|cell| cell.trim_start_matches('"').starts_with("=x"));
        assert!(format != "csv" || !said.stdout.lines().any(formula), "{name} as {format}: {}", said.stdout);
    }
}

/// Joiners are told from those who are late, contractors are among them, and nobody is covered by a count that is over.
#[test]
fn trainings_name_who_is_missing() {
    let acme = acme();
    write(
        acme.path(),
        "people/PER-new.yaml",
        "id: PER-new\ntitle: New\ndepartment: engineering\nemployment: employee\njoined: 2026-06-15\n",
    );
    write(
        acme.path(),
        "people/PER-out.yaml",
        "id: PER-out\ntitle: Out\ndepartment: Engineering\nemployment: contractor\njoined: 2026-01-15\n",
    );
    write(acme.path(), "people/PER-dim.yaml", "id: PER-dim\ntitle: Dim\n");
    let report = json(acme.path(), "training", "2026-06-30");
    assert_eq!((&report["people"], &report["contractors"], &report["employment_unknown"]), (&21.into(), &1.into(), &1.into()));
    let coding = item(&report["trainings"], "id", "TRN-secure-coding");
    let missing = |id: &str| item(&coding["missing"], "person", id).clone();
    assert_eq!((&missing("PER-new")["taking"], &missing("PER-new")["until"]), (&"joining".into(), &"2026-07-15".into()));
    assert_eq!((&missing("PER-out")["taking"], &missing("PER-out")["employment"]), (&"never".into(), &"contractor".into()));
    let engineering: Vec<&Value> = coding["groups"].as_array().unwrap().iter().filter(|group| group["by"] == "department").collect();
    let counts = ["people", "in_time", "joining", "missing"].map(|key| engineering[0][key].as_u64().unwrap());
    // Names that differ in how they are written only are one department.
    assert_eq!((engineering.len(), counts), (2, [4, 2, 1, 1]));
    let awareness = item(&report["trainings"], "id", "TRN-awareness");
    assert_eq!(item(&awareness["missing"], "person", "PER-dim")["until"], Value::Null);
    assert_eq!(ids(&report["without"]), Vec::<&str>::new());
    let text = text(acme.path(), "training", "110");
    assert!(text.contains("of 1 it is not recorded") && text.contains("PER-out Out"), "{text}");
}

#[test]
fn counts_that_are_over_cover_nobody() {
    let folder = programme();
    let groups = "{group: Sales, count: 9, of: 10, on: 2026-05-01}, {group: Plant, count: 50, of: 50, on: 2024-05-01}";
    write(
        folder.path(),
        "trainings/TRN-a.yaml",
        format!("id: TRN-a\ntitle: A\nowner: ROL-isms-manager\nevery: 12mo\ngroups: [{groups}]\n"),
    );
    let report = json(folder.path(), "training", "2026-06-30");
    let training = item(&report["trainings"], "id", "TRN-a");
    assert_eq!(
        (&training["counted_in_time"], &training["counted_of"], training["groups"].as_array().unwrap().len()),
        (&9.into(), &60.into(), 0)
    );
    assert_eq!(training["effectiveness"], Value::Null);
    let checked = isms(folder.path(), &["check", "--select", "training-overdue", "--today", "2026-06-30"]);
    assert!(checked.stdout.contains("was taken by 9 of 60 people"), "{}", checked.stdout);
}

#[test]
fn suppliers_are_told_with_what_hangs_on_them() {
    let acme = acme();
    write(acme.path(), "suppliers/SUP-x.yaml", "id: SUP-x\ntitle: X\ncriticality: critical\n");
    let report = json(acme.path(), "suppliers", "2027-02-15");
    let suppliers = &report["suppliers"];
    let nimbus = item(suppliers, "id", "SUP-nimbus");
    assert_eq!(
        (&nimbus["review"]["on"], &nimbus["review_due"], &nimbus["overdue"]),
        (&"2026-04-14".into(), &"2027-04-14".into(), &false.into())
    );
    assert_eq!((ids(&nimbus["provides"]), &nimbus["incidents"][0]["id"]), (vec!["AST-fleet-cloud"], &"INC-2025-02".into()));
    assert!(ids(&nimbus["depending"]).contains(&"AST-fleet-operations"), "{nimbus}");
    let x = item(suppliers, "id", "SUP-x");
    assert_eq!((&x["review"], &x["overdue"], &x["agreement"]), (&Value::Null, &true.into(), &Value::Null));
    assert_eq!(suppliers[0]["criticality"], "critical");
    let text = ran(command(acme.path(), &["report", "suppliers", "--today", "2027-02-15"]).env("COLUMNS", "200").output().unwrap()).stdout;
    for said in ["never reviewed", "none recorded", "nobody", "ended 2026-12-31"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn duties_that_nothing_meets_come_first() {
    let acme = acme();
    write(acme.path(), "controls/CTL-gone.yaml", "id: CTL-gone\ntitle: Gone\nstatus: retired\nexit: {on: 2026-01-01, reason: old}\n");
    write(acme.path(), "controls/CTL-plan.yaml", "id: CTL-plan\ntitle: Plan\nstatus: planned\n");
    for (id, controls) in [("z1", ""), ("z2", "CTL-gone"), ("z3", "CTL-plan"), ("z4", "CTL-backup, CTL-plan")] {
        let duty = format!("id: OBL-{id}\ntitle: T\ntype: law\ncontrols: [{controls}]\n");
        write(acme.path(), &format!("obligations/OBL-{id}.yaml"), duty);
    }
    let report = json(acme.path(), "obligations", "2026-06-30");
    let order: Vec<(&str, &str)> = report["obligations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|duty| (duty["id"].as_str().unwrap(), duty["handled"].as_str().unwrap()))
        .collect();
    assert_eq!(order[..3], [("OBL-z1", "unhandled"), ("OBL-z2", "unhandled"), ("OBL-z3", "planned")]);
    assert!(order.contains(&("OBL-z4", "partial")) && order.contains(&("OBL-gdpr", "implemented")), "{order:?}");
    let gdpr = item(&report["obligations"], "id", "OBL-gdpr");
    assert_eq!((&gdpr["notify"]["hours"], &gdpr["assessed"]["status"]), (&72.into(), &"met".into()));
    let text = text(acme.path(), "obligations", "160");
    assert!(text.contains("no deadline recorded") && text.contains("never judged"), "{text}");
}

/// Hours count from detection; where no time of day is written, nothing more is said than is known.
#[test]
fn who_was_told_in_time_is_told_as_far_as_times_are_known() {
    let acme = acme();
    let incident = |id: &str, detected: &str, told: &str| {
        let text = format!("id: INC-{id}\ntitle: T\nseverity: low\n{detected}\nnotifications: [{{obligation: {told}}}]\n");
        write(acme.path(), &format!("incidents/INC-{id}.yaml"), text);
    };
    let (morning, day) = ("detected: 2026-06-01T08:00Z", "detected: 2026-06-01");
    for (id, detected, told, state) in [
        ("a", morning, "OBL-gdpr, sent: 2026-06-04T08:00Z", "in-time"),
        ("b", morning, "OBL-gdpr, sent: 2026-06-04T08:01Z", "late"),
        ("c", morning, "OBL-gdpr, sent: 2026-06-04", "unclear"),
        ("d", day, "OBL-gdpr, sent: 2026-06-04T09:00Z", "unclear"),
        ("e", day, "OBL-gdpr, sent: 2026-06-03T23:00Z", "in-time"),
        ("f", day, "OBL-gdpr, sent: 2026-06-06T09:00Z", "late"),
        ("g", day, "OBL-gdpr", "missed"),
        ("h", "detected: 2026-06-29T20:00Z", "OBL-gdpr", "open"),
        ("i", "occurred: 2026-06-01", "OBL-gdpr, sent: 2026-06-02", "no-deadline"),
        ("j", day, "OBL-tax-records, sent: 2026-06-02", "no-deadline"),
    ] {
        incident(id, detected, told);
        let report = json(acme.path(), "incidents", "2026-06-30");
        assert_eq!(item(&report["incidents"], "id", &format!("INC-{id}"))["notifications"][0]["state"], state, "{id}");
    }
    let first = json(acme.path(), "incidents", "2026-06-30")["incidents"][0].clone();
    assert_eq!((&first["id"], &first["open"], &first["lessons"]), (&"INC-h".into(), &true.into(), &Value::Null));
    let known = json(acme.path(), "incidents", "2026-06-30");
    let region = item(&known["incidents"], "id", "INC-2025-02");
    assert_eq!(
        (&region["timeline"][0]["at"], &region["actions"], ids(&region["risks_reviewed"])),
        (&"2025-10-20T04:05Z".into(), &1.into(), vec!["RSK-003"])
    );
}

/// Who left holds nothing: what nobody is accountable for comes first, with the reason.
#[test]
fn what_nobody_answers_for_is_told_first() {
    let acme = acme();
    let before = json(acme.path(), "raci", "2026-06-30");
    let rows = before["rows"].as_array().unwrap();
    assert_eq!(rows.iter().filter(|row| row["kind"] == "clause").count(), 30);
    assert!(rows.iter().all(|row| row["unassigned"] == false && row["accountable"] != Value::Array(Vec::new())), "{before}");
    let audit = item(&before["rows"], "requirement", "9.2.2");
    assert_eq!((ids(&audit["accountable"]), ids(&audit["informed"])), (vec!["ROL-internal-auditor"], vec!["ROL-managing-director"]));
    let role = "id: ROL-internal-auditor\ntitle: Internal auditor\nduties: [internal-audit]\nheld_by: [PER-ben-falk]\n";
    write(acme.path(), "roles/ROL-internal-auditor.yaml", role);
    write(acme.path(), "controls/CTL-lone.yaml", "id: CTL-lone\ntitle: Lone\nstatus: planned\n");
    let after = json(acme.path(), "raci", "2026-06-30");
    let unassigned: Vec<(&str, &str)> = after["rows"]
        .as_array()
        .unwrap()
        .iter()
        .take_while(|row| row["unassigned"] == true)
        .map(|row| (row["requirement"].as_str().unwrap(), row["reason"].as_str().unwrap()))
        .collect();
    assert!(unassigned.contains(&("9.2.1", "nobody who works here holds ROL-internal-auditor")), "{unassigned:?}");
    assert!(unassigned.contains(&("CTL-lone", "1 of 1 control without an owner")), "{unassigned:?}");
    let text = text(acme.path(), "raci", "60");
    assert!(text.find("Not assigned").unwrap() < text.find("9.2.1").unwrap(), "{text}");
}

/// Without a history records tell what was done when; with one commits do, and the report says which.
#[test]
fn the_circle_is_told_by_history_where_there_is_one() {
    let acme = acme();
    let phase = |report: &Value, name: &str| item(&report["phases"], "phase", name).clone();
    let records = json(acme.path(), "pdca", "2026-06-30");
    assert_eq!((&records["told_by"], &records["quarters"][7]), (&"records".into(), &"2026-Q2".into()));
    assert_eq!(phase(&records, "act")["records"], 6);
    assert!(records["phases"].as_array().unwrap().iter().all(|phase| phase["empty"] == false && phase["quiet"] == false), "{records}");
    let later = json(acme.path(), "pdca", "2028-06-30");
    assert!(later["phases"].as_array().unwrap().iter().all(|phase| phase["quiet"] == true), "{later}");
    let fresh = json(programme().path(), "pdca", "2026-06-30");
    assert_eq!((&phase(&fresh, "act")["empty"], &phase(&fresh, "check")["empty"]), (&true.into(), &true.into()));
    let (_room, root) = room();
    copy(acme.path(), &root);
    commit_on(&root, "2026-02-01", "all");
    write(&root, "findings/FND-x.yaml", "id: FND-x\ntitle: X\ngrade: minor\nraised: {on: 2026-01-05}\n");
    commit_on(&root, "2026-05-01", "one more");
    let history = json(&root, "pdca", "2026-06-30");
    assert_eq!((&history["told_by"], &phase(&history, "act")["active"]), (&"history".into(), &serde_json::json!([0, 0, 0, 0, 0, 0, 6, 1])));
    assert_eq!((&phase(&history, "act")["last"], &phase(&history, "check")["last"]), (&"2026-05-01".into(), &"2026-02-01".into()));
}

/// What is only planned checks nothing.
#[test]
fn a_phase_is_not_active_because_something_is_planned_in_it() {
    let folder = programme();
    let (_room, root) = room();
    copy(folder.path(), &root);
    write(&root, "audits/AUD-1.yaml", "id: AUD-1\ntitle: First\ntype: internal\nplanned: 2026-09-01\n");
    write(&root, "reviews/REV-1.yaml", "id: REV-1\ntitle: First\non: 2026-10-01\n");
    write(&root, "metrics/MET-1.yaml", "id: MET-1\ntitle: Days to patch\nevery: 1mo\n");
    commit_on(&root, "2026-05-04", "plan them");
    let check = |day: &str| item(&json(&root, "pdca", day)["phases"], "phase", "check").clone();
    let planned = check("2026-06-30");
    assert_eq!((&planned["empty"], &planned["quiet"], &planned["last"]), (&false.into(), &true.into(), &Value::Null), "{planned}");
    let text = isms(&root, &["report", "pdca", "--today", "2026-06-30"]).stdout;
    assert!(text.contains("only planned"), "{text}");
    write(&root, "audits/AUD-1.yaml", "id: AUD-1\ntitle: First\ntype: internal\nplanned: 2026-09-01\nstarted: 2026-09-02\n");
    commit_on(&root, "2026-09-02", "begin");
    let begun = check("2026-09-30");
    assert_eq!((&begun["quiet"], &begun["last"]), (&false.into(), &"2026-09-02".into()), "{begun}");
}

#[test]
fn departments_that_own_nothing_come_first() {
    let acme = acme();
    write(acme.path(), "people/PER-far.yaml", "id: PER-far\ntitle: Far\ndepartment: Sales\n");
    write(acme.path(), "people/PER-lost.yaml", "id: PER-lost\ntitle: Lost\n");
    let report = json(acme.path(), "engagement", "2026-06-30");
    let first = &report["departments"][0];
    assert_eq!((&first["department"], &first["in_scope"], &first["people"]), (&"Sales".into(), &false.into(), &1.into()));
    assert_eq!(ids(&report["without_department"]), ["PER-lost"]);
    let it = item(&report["departments"], "department", "IT");
    assert_eq!((ids(&it["owners"]), ids(&it["participants"])), (vec!["PER-aylin-kurt"], vec!["PER-aylin-kurt"]));
    let heard: Vec<&str> = report["functions"].as_array().unwrap().iter().map(|one| one["function"].as_str().unwrap()).collect();
    assert_eq!(heard, ["it", "leadership", "department", "legal", "compliance"]);
    assert_eq!(ids(&item(&report["functions"], "function", "legal")["spoke"]), ["PER-tim-ostrow"]);
    assert_eq!(ids(&json(acme.path(), "engagement", "2020-01-01")["assessments"]), Vec::<&str>::new());
}

/// What is done about a control is done once, however many risks rest on it.
#[test]
fn an_action_of_a_control_counts_once() {
    let folder = programme();
    write(folder.path(), "controls/CTL-x.yaml", "id: CTL-x\ntitle: X\nstatus: planned\nactions:\n  - {what: Buy it, due: 2026-09-01}\n");
    for id in ["RSK-1", "RSK-2"] {
        let risk =
            format!("id: {id}\ntitle: It floods\ntreatment:\n  option: modify\n  controls: [CTL-x]\n  actions:\n    - {{what: Dig}}\n");
        write(folder.path(), &format!("risks/{id}.yaml"), risk);
    }
    let said = isms(folder.path(), &["risk", "plan", "--today", "2026-06-30"]).stdout;
    assert!(said.contains("0 of 3 actions are done"), "{said}");
    assert_eq!(said.matches("Buy it").count(), 2, "{said}");
}
