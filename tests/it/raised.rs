//! What was raised, and what came of it.

use crate::acting::{DAY, acme, act};
use crate::support::{isms, write};
use serde_json::Value;
use std::path::Path;

/// A report of the example's day, as programs read it.
pub fn report(folder: &Path, args: &[&str]) -> Value {
    let ran = isms(folder, &[&["--today", DAY], args, &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

/// The value of a list whose key says this.
pub fn of<'v>(values: &'v Value, key: &str, is: &str) -> &'v Value {
    values.as_array().unwrap().iter().find(|value| value[key] == is).unwrap_or_else(|| panic!("no {key} {is} in {values}"))
}

#[test]
fn findings_are_told_by_what_they_have_in_common() {
    let acme = acme();
    let told = report(acme.path(), &["report", "findings"]);
    let findings = &told["findings"];
    let ids: Vec<&str> = findings.as_array().unwrap().iter().map(|one| one["finding"].as_str().unwrap()).collect();
    assert_eq!(ids, ["FND-2026-01", "FND-2026-03", "FND-2025-01", "FND-2025-02", "FND-2025-03", "FND-2026-02"]);
    let open = of(findings, "finding", "FND-2026-01");
    assert_eq!(
        (&open["due"], &open["due_written"], &open["age"], &open["effect"]),
        (&"2026-11-16".into(), &false.into(), &41.into(), &"unchecked".into())
    );
    assert_eq!(of(findings, "finding", "FND-2025-01")["effect"], "effective");
    assert_eq!(of(&told["by_grade"], "what", "minor")["closed"], 2);
    assert_eq!(of(&told["by_requirement"], "what", "no requirement named")["findings"], serde_json::json!(["FND-2026-03"]));
    assert_eq!(of(&told["by_age"], "what", "31 to 90 days")["open"], 1);
    // The same cause again after it was mended; a day of the body's own; a check by whoever did it.
    let again = "id: FND-2026-04\ntitle: Again\ngrade: major\nrequirement: A.5.18\nstatement: Open accounts\nraised: {on: 2026-06-15}\ndue: 2026-06-25\nroot_cause: {text: hr told it by mail; when the mail went to somebody on leave nobody noticed}\n";
    write(acme.path(), "findings/FND-2026-04.yaml", again);
    assert_eq!(act(acme.path(), &["set", "FND-2025-02", "effectiveness.by=PER-oskar-blum"]).code, 0);
    let told = report(acme.path(), &["report", "findings"]);
    let again = of(&told["findings"], "finding", "FND-2026-04");
    assert_eq!((&again["recurs"], &again["same_cause"]), (&"FND-2025-01".into(), &true.into()), "{again}");
    assert_eq!((&again["due"], &again["due_written"], &again["overdue"]), (&"2026-06-25".into(), &true.into(), &true.into()));
    assert_eq!(told["findings"][0]["finding"], "FND-2026-04");
    assert_eq!(of(&told["findings"], "finding", "FND-2025-02")["effect"], "by-own");
    assert_eq!(told["by_cause"][0]["findings"], serde_json::json!(["FND-2026-04", "FND-2025-01"]));
    let check = act(acme.path(), &["check", "--format", "json", "--select", "finding-recurring,finding-overdue,four-eyes-missing"]).stdout;
    let check: Value = serde_json::from_str(&check).unwrap();
    let mut rules: Vec<&str> = check["diagnostics"].as_array().unwrap().iter().map(|found| found["rule"].as_str().unwrap()).collect();
    rules.sort_unstable();
    assert_eq!(rules, ["finding-overdue", "finding-recurring", "four-eyes-missing"]);
}
