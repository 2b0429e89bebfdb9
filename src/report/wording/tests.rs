use super::*;
use crate::base::decode::decode;
use crate::base::node::SourceFile;
use crate::base::span::FileId;
use crate::history::changes::{Item, compare};
use crate::load::yaml;
use crate::model::single::isms::Method;
use proptest::prelude::*;

const METHOD: &str = "version: '1'
approach: event
likelihood: [{value: 1, label: a}, {value: 2, label: b}, {value: 3, label: c}, {value: 4, label: d}]
impact: [{value: 1, label: a}, {value: 2, label: b}, {value: 3, label: c, meaning: {money: x, people: y}}, {value: 4, label: d}]
score: product
levels: [{name: low, from: 1}, {name: medium, from: 6}, {name: high, from: 12}]
";

fn file(text: &str) -> SourceFile {
    yaml::read(FileId(0), String::new(), text.as_bytes().to_vec()).0
}

fn said(kind: &str, before: &str, after: &str) -> Vec<String> {
    let method = file(METHOD);
    let method: Method = decode(method.documents().next().unwrap(), &[]).unwrap();
    let scales = Scales::new(&method);
    let (before, after) = (file(before), file(after));
    let side = |file| SourceFile::documents(file).next().map(|node| Side { node, scales: Some(&scales) });
    phrases(kind, side(&before), side(&after))
}

#[track_caller]
fn says_of(kind: &str, before: &str, after: &str, phrases: &[&str]) {
    assert_eq!(said(kind, before, after), phrases, "{before} ⇒ {after}");
}

#[track_caller]
fn says(before: &str, after: &str, phrases: &[&str]) {
    says_of("risk", before, after, phrases);
}

#[test]
fn records_come_and_go() {
    says("", "id: CTL-x\nstatus: planned", &["added, status planned"]);
    says(
        "",
        "id: RSK-1\ninherent: {likelihood: 4, impact: 4}\ncurrent: {likelihood: 3, impact: 4}",
        &["added, inherent 4×4 high, current 3×4 high"],
    );
    says("id: RSK-1", "", &["removed"]);
    assert!(phrases("risk", None, None).is_empty());
}

#[test]
fn ratings_have_their_level() {
    let risk = |current: &str| format!("id: RSK-1\ncurrent: {current}\n");
    let moves = |before: &str, after: &str, expected: &[&str]| says(&risk(before), &risk(after), expected);
    moves("{likelihood: 3, impact: 4}", "{likelihood: 2, impact: 4}", &["current 3×4 high → 2×4 medium"]);
    moves("{likelihood: 3, impact: 4}", "", &["current rating removed"]);
    moves("", "{likelihood: 1, impact: {money: 2, people: 3}}", &["current rated 1×3 low"]);
    moves("{likelihood: 7, impact: 4}", "{likelihood: 2, impact: 9}", &["current 7×4 → 2×9"]);
    moves("{likelihood: 7}", "{likelihood: 8}", &["current likelihood 7 → 8"]);
    moves(
        "{likelihood: 1, impact: {money: 2, people: 3}, rationale: Seen twice}",
        "{likelihood: 1, impact: {money: 4, people: 3}, rationale: Never seen}",
        &["current 1×3 low → 1×4 low", "current impact money 2 → 4", "current rationale: Seen twice → Never seen"],
    );
    moves(
        "{likelihood: 1, impact: {money: 2, people: 3}}",
        "{likelihood: 1, impact: {money: 1, people: 3}}",
        &["current impact money 2 → 1"],
    );
    let (before, after) = (file(&risk("{likelihood: 3, impact: 4}")), file(&risk("{likelihood: 2, impact: 4}")));
    let bare = |file| SourceFile::documents(file).next().map(|node| Side { node, scales: None });
    assert_eq!(phrases("risk", bare(&before), bare(&after)), ["current 3, 4 → 2, 4"]);
}

#[test]
fn decisions_have_a_name_and_a_day() {
    let approved = "treatment: {option: modify, approval: {by: ROL-x, on: 2026-03-09}}";
    says("treatment: {option: modify}", approved, &["treatment approved by ROL-x on 2026-03-09"]);
    says(approved, "treatment: {option: retain}", &["treatment modify → retain", "treatment approval by ROL-x on 2026-03-09 withdrawn"]);
    says("approval: {by: ROL-x, on: 2026-03-09}", "approval: {by: ROL-x, on: 2026-04-09}", &["approved again by ROL-x on 2026-04-09"]);
    says("risk: {version: 1}", "risk: {version: 1, approval: {by: ROL-x, on: 2026-04-09}}", &["method approved by ROL-x on 2026-04-09"]);
    let accepted = "acceptance: {by: ROL-x, on: 2026-03-12, until: 2027-03-12, rationale: Cheap}";
    says("a: 1", &format!("a: 1\n{accepted}"), &["accepted by ROL-x on 2026-03-12 until 2027-03-12"]);
    says(accepted, &accepted.replace("2027", "2028"), &["accepted again by ROL-x on 2026-03-12 until 2028-03-12"]);
    says(accepted, &accepted.replace("Cheap", "Dear"), &["acceptance rationale Cheap → Dear"]);
    says(&format!("a: 1\n{accepted}"), "a: 1", &["acceptance by ROL-x on 2026-03-12 until 2027-03-12 withdrawn"]);
}

#[test]
fn lists_say_what_came_and_what_left() {
    says(
        "assets: [AST-x, AST-y]\ntreatment: {controls: []}",
        "assets: [AST-x]\ntreatment: {controls: [CTL-x]}",
        &["asset AST-y removed", "control CTL-x added"],
    );
    says_of("evidence", "supports: [CTL-a]", "supports: [CTL-z, A.5.1]", &["supports CTL-z", "supports A.5.1", "no longer supports CTL-a"]);
    says("depends_on: [AST-a]", "tags: [two words]", &["no longer depends on AST-a", "tag “two words” added"]);
    says("controls: []", "controls: [CTL-a, CTL-b, CTL-c, CTL-d, CTL-e]", &["controls CTL-a, CTL-b, CTL-c and 2 more added"]);
    says("controls: [CTL-a, CTL-b]", "controls: [CTL-b, CTL-a]", &["controls reordered"]);
    says("controls: [CTL-a, CTL-a]", "controls: [CTL-a]", &["control CTL-a removed"]);
    says("grid: [[a], [b]]", "grid: [[a], [c]]", &["grid changed"]);
}

#[test]
fn actions_are_known_by_what_they_are() {
    let actions = |items: &str| format!("treatment: {{actions: [{items}]}}");
    let (move_, split) = ("{what: Move backups, due: 2026-06-30}", "{what: Split, due: 2026-09-15}");
    says(&actions(move_), &actions(&format!("{split}, {move_}")), &["action Split added"]);
    says(&actions(&format!("{split}, {move_}")), &actions(split), &["action “Move backups” removed"]);
    says(
        &actions(split),
        &actions("{what: Split, due: 2026-09-15, done: 2026-08-01, evidence: [EVD-x]}"),
        &["action Split done on 2026-08-01", "action Split evidence EVD-x added"],
    );
    says(
        &actions(move_),
        &actions("{what: Move backups, due: 2026-09-30, replanned: {from: 2026-06-30, reason: Late parts}}"),
        &["action “Move backups” due 2026-06-30 → 2026-09-30", "action “Move backups” replanned: Late parts"],
    );
    says(&actions(&format!("{move_}, {split}")), &actions(&format!("{split}, {move_}")), &["actions reordered"]);
    says(&actions("{what: A, due: 1}, {what: A, due: 2}"), &actions("{what: A, due: 1}, {what: A, due: 3}"), &["action A due 2 → 3"]);
}

#[test]
fn what_happened_is_told() {
    let test = |results: &str| format!("tests: [{{what: Restore it, results: [{results}]}}]");
    says_of("control", &test(""), &test("{on: 2026-04-21, by: ROL-x, result: pass}"), &["test “Restore it” passed on 2026-04-21 by ROL-x"]);
    says_of("control", &test("{on: 2026-04-21, result: fail}"), &test(""), &["test “Restore it” failed on 2026-04-21: removed"]);
    says_of(
        "control",
        &test("{on: 2026-04-21, result: fail}"),
        &test("{on: 2026-04-21, result: fail, finding: FND-1}"),
        &["test “Restore it” result 2026-04-21 finding set to FND-1"],
    );
    says_of("metric", "readings: []", "readings: [{on: 2026-01-31, value: 97.5}]", &["reading 97.5 on 2026-01-31"]);
    says_of(
        "training",
        "completions: []",
        "completions: [{person: PER-a, on: 2026-01-31, score: 90}]",
        &["completed by PER-a on 2026-01-31 with 90"],
    );
    let many: String = (1..=5).map(|n| format!("{{person: PER-{n}, version: 1.1, on: 2026-01-31}}, ")).collect();
    says_of("document", "acknowledgements: []", &format!("acknowledgements: [{many}]"), &["5 acknowledgements added"]);
}

#[test]
fn rows_of_the_soa_are_known_by_their_control() {
    let soa = |row: &str| format!("controls: {{A.5.1: {{applicable: true}}, A.7.4: {{{row}}}}}");
    says_of(
        "soa",
        &soa("applicable: true"),
        &soa("applicable: false, justification: No premises"),
        &["A.7.4 no longer applies", "A.7.4 justification added: No premises"],
    );
    says_of("soa", &soa(""), &soa("applicable: true, because: [law]"), &["A.7.4 applies", "A.7.4 reason law added"]);
    says_of("soa", &soa("applicable: true"), &soa(""), &["A.7.4 is no longer decided"]);
}

#[test]
fn other_fields_say_their_values() {
    says(
        "status: planned\nowner: ROL-a",
        "status: implemented\nowner: ROL-b\nimplemented_on: 2026-01-01",
        &["status planned → implemented", "owner ROL-a → ROL-b", "implemented on 2026-01-01"],
    );
    says("closed: 2026-01-01", "version: 1.1", &["reopened", "version set to 1.1"]);
    says("id: FND-1", "id: FND-1\nclosed: {on: 2026-01-01, by: PER-a}", &["closed on 2026-01-01 by PER-a"]);
    says("id: CTL-1", "id: CTL-1\nexit: {on: 2026-01-01, reason: Sold}", &["retired on 2026-01-01: Sold"]);
    says("version: 1.0\npersonal_data: true", "version: 1.1\ncloud: true", &["version 1.0 → 1.1", "cloud: yes", "personal data removed"]);
    says("title: It floods", "title: It floods twice", &["title: It floods → It floods twice"]);
    says(
        "assessed: {on: 2026-01-01}",
        "assessed: {on: 2026-02-01, in: ASM-1}",
        &["assessed on 2026-01-01 → 2026-02-01", "assessed in ASM-1"],
    );
    says(
        "root_cause: {text: Haste}",
        "root_cause: {text: Greed, method: 5-why}",
        &["root cause Haste → Greed", "root cause method set to 5-why"],
    );
    let prose = "scenario: ".to_owned() + &"many words ".repeat(9);
    says(&prose, &prose.replace("many", "more"), &["scenario reworded"]);
    says("notes: a b", &format!("notes: {}", "x".repeat(99)), &[&*format!("notes: a b → {}…", "x".repeat(59))]);
    says("notes: a", "notes: ''", &["notes a → “”"]);
    says("notes: \"a  b\"", "notes: \"a b\"", &["notes reworded"]);
    says("- 1", "id: X", &["changed"]);
}

#[test]
fn layout_says_nothing() {
    let before = "id: RSK-1 # the first\nassets: [AST-x]\ncurrent: {likelihood: 3, impact: 4}\nnotes:\n";
    says(before, "current:\n  impact: 4\n  likelihood: 3\nassets:\n- AST-x\nid: 'RSK-1'\nlinks: []\n", &[]);
}

#[test]
fn the_heaviest_is_said_first() {
    says(
        "notes: a\nowner: ROL-a\nstatus: a\ncurrent: {likelihood: 1, impact: 1}",
        "closed: 2026-01-01\nnotes: b\nowner: ROL-b\nstatus: b\ncurrent: {likelihood: 1, impact: 2}",
        &["closed on 2026-01-01", "current 1×1 low → 1×2 low", "status a → b", "owner ROL-a → ROL-b", "notes a → b"],
    );
}

/// Values of any shape under names that have words of their own, and under others.
fn value() -> impl Strategy<Value = serde_json::Value> {
    const SCALARS: &[&str] = &["1", "3", "2026-01-01", "RSK-1", "plain words", "", " ", "true", "pass"];
    let leaf = prop_oneof![
        5 => prop::sample::select(SCALARS).prop_map(serde_json::Value::from),
        2 => (1_i64..5).prop_map(serde_json::Value::from),
        1 => any::<bool>().prop_map(serde_json::Value::from),
        1 => Just(serde_json::Value::Null),
    ];
    let names = [
        "id",
        "what",
        "on",
        "by",
        "until",
        "current",
        "likelihood",
        "impact",
        "acceptance",
        "approval",
        "treatment",
        "controls",
        "actions",
        "results",
        "tests",
        "readings",
        "closed",
        "exit",
        "applicable",
        "done",
        "replanned",
        "reason",
        "notes",
        "x",
        "risk",
    ];
    leaf.prop_recursive(4, 48, 5, move |inner| {
        let fields = prop::collection::btree_map(prop::sample::select(names.to_vec()), inner.clone(), 0..5);
        prop_oneof![2 => fields.prop_map(|map| map.into_iter().collect()), 1 => prop::collection::vec(inner, 0..4).prop_map_into()]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_differs_is_left_unsaid(kind in prop::sample::select(vec!["risk", "control", "metric", "soa"]), before in value(), after in value()) {
        let [before, after] = [before, after].map(|value| file(&value.to_string()));
        let [old, new] = [&before, &after].map(|file| file.documents().next().unwrap());
        let side = |node| Some(Side { node, scales: None });
        let differs = compare("X", Some(&Item::of("x", old)), Some(&Item::of("x", new))).is_some();
        let said = phrases(kind, side(old), side(new));
        prop_assert!(!differs || !said.is_empty());
        prop_assert!(said.iter().all(|phrase| !phrase.trim().is_empty() && !phrase.contains('\n')));
        prop_assert!(phrases(kind, side(old), side(old)).is_empty());
    }
}
