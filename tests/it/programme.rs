//! The programme of internal audits: what comes first, who may look, and the drafts that follow from it.

use crate::acting::{acme, act, differs};
use crate::auditing::{hostile, in_all_formats};
use crate::raised::{of, report};
use crate::support::{git, programme};
use serde_json::Value;
use std::fs;

fn texts(values: &Value) -> Vec<&str> {
    values.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
}

/// A place of the scope that no audit names is one that nobody looked at.
#[test]
fn a_place_that_no_audit_names_comes_first() {
    let acme = acme();
    for audit in ["AUD-2025-1", "AUD-2026-1"] {
        let path = acme.path().join(format!("audits/{audit}.yaml"));
        fs::write(&path, fs::read_to_string(&path).unwrap().replace("Office and test hall Karlsruhe, ", "")).unwrap();
    }
    let plan = report(acme.path(), &["audit", "plan"]);
    let place = of(&plan["parts"], "part", "Office and test hall Karlsruhe");
    assert_eq!((&place["last_on"], &place["reasons"][0]), (&Value::Null, &"no audit of the cycle names it".into()));
}

#[test]
fn a_programme_says_what_comes_first_and_plans_it() {
    let acme = acme();
    let plan = report(acme.path(), &["audit", "plan"]);
    let parts = &plan["parts"];
    let policies = of(parts, "part", "A.5.1");
    assert_eq!(
        (&policies["last_audit"], &policies["last_on"], &policies["due"]),
        (&"AUD-2025-1".into(), &"2025-10-17".into(), &"2028-10-17".into())
    );
    assert_eq!(of(parts, "part", "4.1")["planned_audit"], "AUD-2027-1");
    let monitoring = of(parts, "part", "A.8.16");
    assert!(monitoring["reasons"][0].as_str().unwrap().starts_with("minor `FND-2026-01`"), "{monitoring}");
    // Of their own programme auditors look at nothing; somebody from outside may.
    assert_eq!(texts(&of(parts, "part", "9.2.1")["may_audit"]), ["Auditor of Nordkap Consulting"]);
    assert!(texts(&policies["may_audit"]).contains(&"PER-david-roth"), "{policies}");
    let place = of(parts, "part", "Office and test hall Karlsruhe");
    assert_eq!((&place["kind"], &place["last_on"]), (&"place".into(), &"2026-05-20".into()));

    let dry = act(acme.path(), &["audit", "plan", "--write", "--dry-run"]);
    assert!(dry.stdout.contains("+++ b/audits/AUD-2026-2.yaml") && dry.stdout.contains("+type: internal"), "{}{}", dry.stdout, dry.stderr);
    assert_eq!(git(acme.path(), &["status", "--porcelain"]).stdout, "");
    let done = act(acme.path(), &["audit", "plan", "--audits", "3", "--commit"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains("Plan 3 internal audits from 2026-06-30 on"), "{}", done.stdout);
    let after = report(acme.path(), &["audit", "plan"]);
    let open = |plan: &Value| {
        plan["parts"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|part| part["planned_on"].is_null() && !part["reasons"].as_array().unwrap().is_empty())
            .count()
    };
    assert!(open(&plan) > 0, "{plan}");
    let left: Vec<&Value> = after["parts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| part["planned_on"].is_null() && part["reasons"].to_string().contains("not shown"))
        .collect();
    assert!(left.is_empty() && open(&after) < open(&plan), "{left:?}");
    // What comes first is looked at first.
    let first = fs::read_to_string(acme.path().join("audits/AUD-2026-2.yaml")).unwrap();
    assert!(first.contains("A.8.16") && first.contains("rationale:") && first.contains("FND-2026-01"), "{first}");
    assert!(first.contains("our own policies]") && first.contains("auditors: [PER-david-roth]"), "{first}");
    let checked = act(acme.path(), &["check"]);
    assert_eq!(checked.code, 0, "{}", checked.stdout);
    let again = act(acme.path(), &["audit", "plan", "--write"]);
    assert!(again.stderr.contains("nothing changes") && differs(acme.path()).is_empty(), "{}{}", again.stdout, again.stderr);
    let past = act(acme.path(), &["--at", "HEAD", "audit", "plan", "--write"]);
    assert_eq!((past.code, past.stderr.contains("nothing is written there")), (2, true), "{}", past.stderr);
}

#[test]
fn whoever_may_audit_a_part_is_whom_no_rule_finds_there() {
    let acme = acme();
    // Somebody who answers for much audits as well.
    let role = fs::read_to_string(acme.path().join("roles/ROL-internal-auditor.yaml")).unwrap();
    let both = role.replacen("held_by: [", "held_by: [PER-ines-haupt, ", 1);
    assert_ne!(both, role);
    fs::write(acme.path().join("roles/ROL-internal-auditor.yaml"), both).unwrap();
    let plan = report(acme.path(), &["audit", "plan"]);
    let parts: Vec<&Value> = plan["parts"].as_array().unwrap().iter().filter(|part| part["kind"] != "place").collect();
    for (n, part) in parts.iter().enumerate() {
        let (id, field) = (part["part"].as_str().unwrap(), if part["kind"] == "clause" { "clauses" } else { "controls" });
        for who in ["PER-david-roth", "PER-ines-haupt"] {
            let name = format!("AUD-{n}-{}", &who[4..]);
            let text = format!(
                "id: {name}\ntitle: One part\nowner: ROL-internal-auditor\ntype: internal\nplanned: 2026-10-01\n{field}: [\"{id}\"]\nauditors: [{who}]\n"
            );
            fs::write(acme.path().join(format!("audits/{name}.yaml")), text).unwrap();
        }
    }
    let checked = act(acme.path(), &["check", "--format", "json"]);
    let checked: Value = serde_json::from_str(&checked.stdout).unwrap();
    let found = checked["diagnostics"].as_array().unwrap().iter().filter(|found| found["rule"] == "audit-auditor-not-independent");
    let found: std::collections::BTreeSet<&str> = found.map(|found| found["record"].as_str().unwrap()).collect();
    let mut free = 0;
    for (n, part) in parts.iter().enumerate() {
        for who in ["PER-david-roth", "PER-ines-haupt"] {
            let may = texts(&part["may_audit"]).contains(&who);
            assert_eq!(may, !found.contains(format!("AUD-{n}-{}", &who[4..]).as_str()), "{who} at {}", part["part"]);
            free += usize::from(may);
        }
    }
    assert!(free > 20 && found.len() > 20, "{free} free, {} not", found.len());
}

#[test]
fn what_comes_first_is_what_is_planned() {
    let acme = acme();
    let first = |folder: &std::path::Path| {
        let text = act(folder, &["audit", "plan"]).stdout;
        text.contains("no audit that is to come, and a reason to be looked at now")
    };
    assert!(first(acme.path()));
    let done = act(acme.path(), &["audit", "plan", "--audits", "7", "--commit"]);
    assert!(done.stdout.contains("Plan 7 internal audits from 2026-06-30 on"), "{}", done.stdout);
    assert!(!first(acme.path()), "{}", act(acme.path(), &["audit", "plan"]).stdout);
}

#[test]
fn where_nothing_is_there_nobody_may_audit() {
    let empty = programme();
    in_all_formats(empty.path(), &["audit", "plan"]);
    let plan = report(empty.path(), &["audit", "plan"]);
    let parts = plan["parts"].as_array().unwrap();
    assert!(parts.len() >= 30 && parts.iter().all(|part| part["may_audit"] == serde_json::json!([])), "{plan}");
    let acme = acme();
    hostile(acme.path());
    in_all_formats(acme.path(), &["audit", "plan"]);
}
