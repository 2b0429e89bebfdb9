//! SARIF 2.1.0, as GitHub and other code scanners read it.

use super::escape;
use super::json::pretty;
use crate::base::diagnostic::{Level, RuleInfo};
use crate::base::digest::Framed;
use crate::base::span::Position;
use crate::report::findings::{FindingFacts, Group, Told};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text,
    full_description: Text,
    help: Help<'a>,
    default_configuration: Configuration,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties<'a> {
    tags: &'a [&'static str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Whose<'a>>,
}

/// Where there are several programmes.
#[derive(Serialize)]
struct Whose<'a> {
    programme: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Fingerprints {
    /// Of the rule, the record and the message, so that a finding is known again when lines move or files are renamed.
    #[serde(rename = "ismsFinding/v1")]
    finding: String,
}

/// Writes one run with the whole rule table.
pub fn write(told: &Told<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut seen = BTreeMap::new();
    let places: BTreeMap<&str, usize> = told.rules.iter().enumerate().map(|(place, info)| (info.name, place)).collect();
    let all = told.groups.iter().flat_map(|group| group.findings.iter().map(move |found| (group, *found)));
    let results = all.map(|(group, found)| finding(group, found, places.get(found.rule).copied(), &mut seen)).collect();
    let rules = told.rules.iter().map(rule).collect();
    let driver = Driver { name: "isms", semantic_version: env!("CARGO_PKG_VERSION"), rules };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    pretty(&Log { schema, version: "2.1.0", runs: [run] }, out)
}

fn rule(info: &RuleInfo) -> Rule<'_> {
    Rule {
        id: info.name,
        short_description: Text { text: info.summary().to_owned() },
        full_description: Text { text: introduction(info.page) },
        help: Help { text: info.page, markdown: info.page },
        default_configuration: Configuration { level: level(info.level) },
        properties: Properties { tags: info.clauses },
    }
}

/// The page between its title and the next heading, as plain text.
fn introduction(page: &str) -> String {
    let lines = page.lines().skip(1).take_while(|line| !line.starts_with('#'));
    lines.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn finding<'a>(
    group: &Group<'a>,
    found: &'a FindingFacts<'a>,
    rule_index: Option<usize>,
    seen: &mut BTreeMap<String, usize>,
) -> Finding<'a> {
    let start = Position { line: found.line, column: found.column };
    let end = Position { line: found.end_line, column: found.end_column };
    let related = found.related.iter().enumerate().map(|(n, related)| Location {
        id: Some(n + 1),
        message: (!related.message.is_empty()).then(|| Text { text: escape::sarif(&related.message) }),
        ..location(group, &related.file, Position { line: related.line, column: related.column }, related.end)
    });
    let text = match &found.help {
        Some(help) => format!("{}\nhelp: {help}", found.message),
        None => found.message.to_string(),
    };
    Finding {
        rule_id: found.rule,
        rule_index,
        level: level(found.level),
        message: Text { text: escape::sarif(&text) },
        locations: [location(group, &found.file, start, end)],
        related_locations: related.collect(),
        partial_fingerprints: Fingerprints { finding: fingerprint(group, found, seen) },
        properties: group.programme.map(|programme| Whose { programme }),
    }
}

fn location(group: &Group<'_>, file: &str, start: Position, end: Position) -> Location {
    let uri = escape::uri(&format!("{}{file}", group.prefix));
    let region = Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column };
    Location { id: None, physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri }, region }, message: None }
}

/// Where nothing names a record, its file does. The same finding twice in a record is told apart by its turn, and in two programmes
/// by their names.
fn fingerprint(group: &Group<'_>, found: &FindingFacts<'_>, seen: &mut BTreeMap<String, usize>) -> String {
    let mut framed = Framed::default();
    if let Some(programme) = group.programme {
        framed.text(b'p', programme);
    }
    framed.text(b'r', found.rule);
    match &found.record {
        Some(record) => framed.text(b'i', record),
        None => framed.text(b'f', &found.file),
    }
    framed.text(b'm', &found.message);
    let mut print = framed.finish().to_string();
    print.truncate(32);
    let turn = seen.entry(print.clone()).or_default();
    *turn += 1;
    if *turn > 1 { format!("{print}:{turn}") } else { print }
}

#[cfg(test)]
mod tests {
    use crate::render::sample;
    use serde_json::{Value, json};

    fn written(found: &sample::Found) -> Value {
        let mut out = Vec::new();
        let report = found.report();
        super::write(&report.told(&report.facts()), &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn places_are_one_based_and_count_characters() {
        let found = sample::Found::new(&[("risks/ä b.yaml", "\u{feff}id: 🦀x\n")], &[(0, 7, 12)], "[m](x)");
        let result = &written(&found)["runs"][0]["results"][0];
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["region"], json!({"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 7}));
        assert_eq!(place["artifactLocation"]["uri"], "isms/risks/%C3%A4%20b.yaml");
        assert_eq!(result["message"]["text"], "[m] (x)\nhelp: name who accepts what is left of it");
        assert_eq!(result["ruleIndex"], 1);
        assert_eq!(result["relatedLocations"][0]["id"], 1);
    }

    #[test]
    fn fingerprints_stay_when_lines_move() {
        let prints = |text: &str, places: &[(u32, u32, u32)]| -> Vec<Value> {
            let log = written(&sample::Found::new(&[("a.yaml", text)], places, "m"));
            let results = log["runs"][0]["results"].as_array().unwrap().clone();
            results.into_iter().map(|result| result["partialFingerprints"]["ismsFinding/v1"].clone()).collect()
        };
        let before = prints("a: 1\nb: 2\n", &[(0, 0, 1), (0, 5, 6)]);
        assert_eq!(before, prints("# new\na: 1\nb: 2\n", &[(0, 6, 7), (0, 11, 12)]));
        assert_ne!(before[0], before[1]);
    }

    #[test]
    fn the_whole_rule_table_is_there() {
        let log = written(&sample::Found::new(&[("a.yaml", "a")], &[], "m"));
        let rules = &log["runs"][0]["tool"]["driver"]["rules"];
        assert_eq!(rules[0]["fullDescription"]["text"], "An asset has nobody who answers for it.");
        assert_eq!((rules[1]["id"].as_str(), rules.as_array().unwrap().len()), (Some("risk-no-owner"), 2));
    }
}
