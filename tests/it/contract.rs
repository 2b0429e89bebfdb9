//! The JSON contract, version 1: what scripts rest on. A key may come; none may go or be called otherwise.

use crate::support::{isms, project};
use serde_json::Value;
use std::fs;

/// For each command its report, and the keys that are promised; `[]` is for the items of a list, and words behind `=` are
/// those that a value may be, more may come.
const PROMISED: &[(&[&str], &str, &str)] = &[
    (
        &["risk", "score"],
        "register",
        "version as_of commit method method.version method.score method.appetite risks risks[].id risks[].title risks[].owner
        risks[].inherent risks[].inherent.likelihood risks[].inherent.impact risks[].inherent.score risks[].inherent.level
        risks[].current.likelihood risks[].current.impact risks[].current.score risks[].current.level risks[].residual.score
        risks[].residual.likelihood risks[].residual.impact risks[].residual.level risks[].treatment risks[].controls
        risks[].above_appetite risks[].acceptance.state=valid|none|expired|stale|wrong-authority risks[].acceptance.by
        risks[].acceptance.until risks[].rank totals.current",
    ),
    (
        &["soa", "render"],
        "soa",
        "version standard soa_version approval.by approval.on approval.state=valid|stale|none controls[].control controls[].title
        controls[].theme controls[].applicable controls[].because controls[].justification
        controls[].status=implemented|partial|planned|not-implemented|not-applicable
        controls[].verification=passed|failed|overdue|never-run|no-test controls[].implemented_by controls[].risks
        controls[].obligations controls[].documents controls[].evidence controls[].owners additional[].control additional[].title
        totals.annex_a totals.applicable totals.excluded totals.undecided totals.implemented totals.partial totals.planned
        totals.not_implemented",
    ),
    (
        &["audit", "readiness"],
        "readiness",
        "version as_of commit stage clauses[].clause clauses[].title clauses[].result=pass|gap|fail|manual clauses[].reasons
        clauses[].proof[].record clauses[].proof[].file clauses[].proof[].line clauses[].ask controls[].control
        controls[].designed controls[].implemented controls[].evidenced controls[].effective
        likely_findings[].grade=major|minor|ofi likely_findings[].requirement likely_findings[].statement likely_findings[].fix
        likely_findings[].rules blockers.stage_1 blockers.stage_2 waivers",
    ),
];

/// What `check` says, which has no schema of its own.
const CHECKED: &str = "version as_of commit summary.files summary.records summary.errors summary.warnings summary.infos summary.waived
    diagnostics[].rule diagnostics[].level diagnostics[].message diagnostics[].record diagnostics[].file diagnostics[].line
    diagnostics[].column diagnostics[].end_line diagnostics[].end_column diagnostics[].clauses diagnostics[].help
    diagnostics[].related[].file diagnostics[].related[].line diagnostics[].related[].column diagnostics[].related[].message
    diagnostics[].fixable";

fn report(example: &str, command: &[&str]) -> Value {
    let args = [command, &["--format", "json", "--today", "2026-06-30"]].concat();
    serde_json::from_str(&isms(&project().join("examples").join(example), &args).stdout).unwrap()
}

/// The parts of a schema that a key of its values leads to, through references and alternatives.
fn below<'s>(root: &'s Value, part: &'s Value, key: &str, found: &mut Vec<&'s Value>) {
    for part in alternatives(root, part) {
        let next = if key == "[]" { part.get("items") } else { part["properties"].get(key) };
        found.extend(next);
    }
}

fn alternatives<'s>(root: &'s Value, part: &'s Value) -> Vec<&'s Value> {
    let mut open = vec![part];
    let mut found = Vec::new();
    while let Some(part) = open.pop() {
        if let Some(name) = part["$ref"].as_str() {
            open.extend(root.pointer(name.trim_start_matches('#')));
        }
        open.extend(["anyOf", "oneOf", "allOf"].iter().filter_map(|among| part[among].as_array()).flatten());
        found.push(part);
    }
    found
}

fn words(root: &Value, parts: &[&Value]) -> Vec<String> {
    let all = parts.iter().flat_map(|part| alternatives(root, part));
    let word = |part: &Value| [part["enum"].as_array().cloned().unwrap_or_default(), vec![part["const"].clone()]].concat();
    all.flat_map(word).filter_map(|word| word.as_str().map(str::to_owned)).collect()
}

/// The names that lead to a key: `risks[].id` is `risks`, `[]`, `id`.
fn steps(key: &str) -> Vec<&str> {
    key.split('.').flat_map(|name| name.strip_suffix("[]").map_or(vec![name], |name| vec![name, "[]"])).collect()
}

#[test]
fn the_keys_and_words_that_are_promised_are_in_the_schemas_and_reports_keep_to_these() {
    for (command, name, keys) in PROMISED {
        let schema: Value =
            serde_json::from_str(&fs::read_to_string(project().join(format!("schemas/report/{name}.v1.schema.json"))).unwrap()).unwrap();
        for promise in keys.split_whitespace() {
            let (key, promised) = promise.split_once('=').unwrap_or((promise, ""));
            let parts = steps(key).into_iter().fold(vec![&schema], |parts, step| {
                let mut found = Vec::new();
                parts.iter().for_each(|part| below(&schema, part, step, &mut found));
                found
            });
            assert!(!parts.is_empty(), "{name} has no {key}");
            let words = words(&schema, &parts);
            for word in promised.split('|').filter(|word| !word.is_empty()) {
                assert!(words.iter().any(|known| known == word), "{name}: {key} is never {word}: {words:?}");
            }
        }
        for example in ["acme", "acme-broken", "minimal"] {
            let report = report(example, command);
            let valid = jsonschema::validate(&schema, &report);
            assert!(valid.is_ok(), "{name} of {example}: {valid:?}");
        }
    }
}

#[test]
fn a_check_says_what_is_promised() {
    let checked = report("acme-broken", &["check"]);
    for key in CHECKED.split_whitespace() {
        let step = |values: Vec<Value>, step: &str| -> Vec<Value> {
            let inside = |value: Value| {
                if step == "[]" { value.as_array().cloned().unwrap_or_default() } else { value.get(step).cloned().into_iter().collect() }
            };
            values.into_iter().flat_map(inside).collect()
        };
        assert!(!steps(key).into_iter().fold(vec![checked.clone()], step).is_empty(), "no {key}");
    }
}

#[test]
fn words_are_in_lower_case() {
    let soa = report("acme", &["soa", "render"]);
    let themes: Vec<&str> = soa["controls"].as_array().unwrap().iter().map(|row| row["theme"].as_str().unwrap()).collect();
    let counts =
        ["organizational", "people", "physical", "technological"].map(|theme| themes.iter().filter(|known| **known == theme).count());
    assert_eq!(counts, [37, 8, 14, 34]);
}
