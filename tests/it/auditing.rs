//! Audits: what to ask in one, and the report on one.

use crate::acting::{DAY, acme, act};
use crate::raised::{of, report};
use crate::support::{Ran, command, isms, programme, project, ran};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn texts(values: &Value) -> Vec<&str> {
    values.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
}

/// In every format, and as narrow as a terminal gets.
pub fn in_all_formats(folder: &Path, args: &[&str]) {
    for format in ["text", "md", "html", "csv", "json", "yaml"] {
        let mut narrow = command(folder, &[args, &["--today", DAY, "--format", format]].concat());
        let Ran { stdout, stderr, code } = ran(narrow.env("COLUMNS", "60").output().unwrap());
        assert_eq!((code, stdout.is_empty()), (0, false), "{args:?} {format}: {stderr}");
        let widest = stdout.lines().map(|line| line.chars().count()).max();
        assert!(format != "text" || widest <= Some(60), "{args:?}: {widest:?} columns\n{stdout}");
        assert!(!matches!(format, "html" | "md") || !stdout.contains("<script>alert"), "{args:?} {format}");
        assert!(!stdout.contains('\u{1b}') && !stdout.contains('\u{202e}'), "{args:?} {format}");
    }
}

/// Titles made to do harm where these reports show titles.
pub fn hostile(folder: &Path) {
    let nasty = "title: \"=x <script>alert(1)</script> | ](http://e.example) \\e[31m \\u202e\"";
    for path in ["audits/AUD-2026-1.yaml", "findings/FND-2026-01.yaml", "controls/CTL-backup.yaml"] {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        let lines = text.lines().map(|line| if line.starts_with("title: ") { nasty } else { line });
        fs::write(folder.join(path), lines.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    }
}

#[test]
fn a_checklist_knows_what_speaks_of_a_chapter_at_each_clause_below_it() {
    let acme = acme();
    let supplier = "id: AUD-nimbus\ntitle: Nimbus\ntype: supplier\nfinished: 2026-05-05\n";
    fs::write(acme.path().join("audits/AUD-nimbus.yaml"), supplier).unwrap();
    for (id, source, requirement) in [("FND-8", "AUD-2026-1", "'8'"), ("FND-nimbus", "AUD-nimbus", "A.8.24")] {
        let text =
            format!("id: {id}\ntitle: Found\nsource: {source}\ngrade: minor\nrequirement: {requirement}\nraised: {{on: 2026-05-20}}\n");
        fs::write(acme.path().join(format!("findings/{id}.yaml")), text).unwrap();
    }
    fs::write(acme.path().join("audits/AUD-all.yaml"), "id: AUD-all\ntitle: All\ntype: internal\nplanned: 2026-10-01\n").unwrap();
    let list = report(acme.path(), &["audit", "checklist", "AUD-all"]);
    let found = |requirement: &str| {
        let findings = of(&list["requirements"], "requirement", requirement)["findings"].as_array().unwrap();
        findings.iter().map(|one| one["finding"].as_str().unwrap()).collect::<Vec<_>>()
    };
    for clause in ["8.1", "8.2", "8.3"] {
        assert!(found(clause).contains(&"FND-8"), "{clause}");
    }
    // What was found at a supplier is asked where suppliers are looked after.
    assert!(found("A.5.22").contains(&"FND-nimbus") && !found("A.8.24").contains(&"FND-nimbus"));
}

#[test]
fn a_checklist_asks_for_what_the_audit_looks_at() {
    let acme = acme();
    let list = report(acme.path(), &["audit", "checklist", "AUD-2026-1"]);
    let requirements = &list["requirements"];
    let clauses: Vec<&str> = requirements.as_array().unwrap().iter().map(|asked| asked["requirement"].as_str().unwrap()).collect();
    assert_eq!(clauses[..4], ["6.1.1", "6.1.2", "6.1.3", "8.1"], "{clauses:?}");
    assert!(clauses.contains(&"A.8.16") && !clauses.contains(&"A.5.1") && !clauses.contains(&"7.1"), "{clauses:?}");
    let monitoring = of(requirements, "requirement", "A.8.16");
    assert!(texts(&monitoring["records"]).contains(&"CTL-monitoring"), "{monitoring}");
    assert_eq!((&monitoring["findings"][0]["finding"], &monitoring["findings"][0]["state"]), (&"FND-2026-01".into(), &"planned".into()));
    assert!(!monitoring["questions"].as_array().unwrap().is_empty() && monitoring["answer"].is_null());
    // A control of our own is asked about by what its record says.
    let own = of(requirements, "requirement", "CTL-robot-emergency-stop");
    assert_eq!(own["group"], "Controls of our own");
    // One that names nothing looks at everything that applies.
    let all = report(acme.path(), &["audit", "checklist", "AUD-stage-2"]);
    let counts = |list: &Value| list["requirements"].as_array().unwrap().len();
    assert!(all["scope_named"] == false && counts(&all) > 100, "{}", counts(&all));
    let said = act(
        acme.path(),
        &["set", "AUD-2026-1", "answers+={requirement: CTL-monitoring, answer: 'Calls reach the shift', seen: [EVD-log-trace]}"],
    );
    assert_eq!(said.code, 0, "{}", said.stderr);
    let answered = report(acme.path(), &["audit", "checklist", "AUD-2026-1"]);
    let monitoring = of(&answered["requirements"], "requirement", "A.8.16");
    assert_eq!((&monitoring["answer"], texts(&monitoring["seen"])), (&"Calls reach the shift".into(), vec!["EVD-log-trace"]));
}

#[test]
fn what_rules_find_stands_beside_the_question() {
    let acme = acme();
    let set = act(acme.path(), &["set", "CTL-monitoring", "owner="]);
    assert_eq!(set.code, 0, "{}", set.stderr);
    let list = report(acme.path(), &["audit", "checklist", "AUD-2026-1"]);
    let known = &of(&list["requirements"], "requirement", "A.8.16")["known"];
    let found = of(known, "rule", "control-no-owner");
    assert_eq!((&found["record"], known.as_array().unwrap().len()), (&"CTL-monitoring".into(), 1), "{known}");
}

#[test]
fn a_report_says_what_the_records_say_and_what_they_do_not() {
    let acme = acme();
    let held = report(acme.path(), &["audit", "report", "AUD-2025-1"]);
    assert_eq!(
        (&held["stage"], &held["conforms"], held["missing"].as_array().unwrap().len()),
        (&"reported".into(), &true.into(), 0),
        "{held}"
    );
    let graded: Vec<String> =
        held["by_grade"].as_array().unwrap().iter().map(|of| format!("{} {} {}", of["grade"], of["findings"], of["closed"])).collect();
    assert_eq!(graded, ["\"major\" 0 0", "\"minor\" 2 2", "\"observation\" 1 1", "\"ofi\" 0 0"]);
    let minor = of(&held["findings"], "finding", "FND-2025-01");
    assert_eq!((&minor["state"], &minor["verified"], &minor["closed"]), (&"closed".into(), &true.into(), &"2026-04-13".into()));
    let [david, outsider] = [&held["auditors"][0], &held["auditors"][1]];
    assert_eq!((&david["own_work"], &outsider["outside"]), (&Value::Null, &true.into()), "{held}");
    assert!(david["tie"].as_str().unwrap().contains("9.2"), "{david}");
    // As of a day within the audit nothing is finished, and no conclusion is due.
    let then = isms(acme.path(), &["audit", "report", "AUD-2026-1", "--today", "2026-05-19", "--format", "json"]);
    let then: Value = serde_json::from_str(&then.stdout).unwrap();
    assert_eq!((&then["stage"], then["missing"].as_array().unwrap().len()), (&"started".into(), 0), "{then}");
    for gone in ["conclusion=", "reported=", "criteria=", "sample="] {
        assert_eq!(act(acme.path(), &["set", "AUD-2026-1", gone]).code, 0, "{gone}");
    }
    assert_eq!(act(acme.path(), &["set", "AUD-2026-1", "auditors+=PER-mira-stein"]).code, 0);
    assert_eq!(act(acme.path(), &["set", "FND-2026-01", "evidence="]).code, 0);
    let bare = report(acme.path(), &["audit", "report", "AUD-2026-1"]);
    assert_eq!(
        texts(&bare["missing"]),
        [
            "what it audits against",
            "what was looked at",
            "whether the system conforms",
            "whether it is effective",
            "the conclusion in words",
            "to whom it was reported, and when",
            "what shows that `PER-mira-stein` is able to audit",
            "of finding `FND-2026-01`: what was seen",
        ]
    );
    assert!(
        bare["auditors"][1]["own_work"].as_str().unwrap().ends_with("is theirs")
            || bare["auditors"][1]["own_work"].as_str().unwrap().ends_with("is audited"),
        "{bare}"
    );
    let text = act(acme.path(), &["audit", "report", "AUD-2026-1"]).stdout;
    assert!(text.contains("What is not written") && text.contains("not written"), "{text}");
}

#[test]
fn reports_on_audits_come_in_all_formats_whatever_titles_say() {
    let acme = acme();
    hostile(acme.path());
    let empty = programme();
    for (args, name) in [
        (&["audit", "checklist", "AUD-2026-1"][..], "checklist"),
        (&["audit", "report", "AUD-2026-1"], "audit"),
        (&["audit", "sample", "AUD-2026-1"], "sample"),
        (&["report", "findings"], "findings"),
    ] {
        in_all_formats(acme.path(), args);
        let schema = project().join(format!("schemas/report/{name}.v1.schema.json"));
        let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
        let told = report(acme.path(), args);
        let valid = jsonschema::validate(&schema, &told);
        assert!(valid.is_ok(), "{args:?}: {valid:?}");
    }
    in_all_formats(empty.path(), &["report", "findings"]);
    for part in ["checklist", "report", "sample"] {
        let none = isms(empty.path(), &["audit", part, "AUD-1"]);
        assert_eq!((none.code, none.stderr.contains("there is no record `AUD-1`")), (2, true), "{}", none.stderr);
    }
}
