//! Every format leads back to the same place: a snapshot would freeze a wrong line as happily as a right one.

use crate::support::{isms, project};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// Rule, file, line, column.
type Place = (String, String, u64, u64);

fn findings(format: &str) -> String {
    isms(&project(), &["check", "examples/acme-broken", "--today", "2026-06-30", "--all", "--format", format]).stdout
}

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap().to_owned()
}

fn number(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap()
}

fn from_json() -> Vec<Place> {
    let report: Value = serde_json::from_str(&findings("json")).unwrap();
    let place = |found: &Value| {
        let file = format!("examples/acme-broken/{}", text(found, "/file"));
        (text(found, "/rule"), file, number(found, "/line"), number(found, "/column"))
    };
    report["diagnostics"].as_array().unwrap().iter().map(place).collect()
}

fn from_sarif() -> Vec<Place> {
    let report: Value = serde_json::from_str(&findings("sarif")).unwrap();
    let place = |found: &Value| {
        let at = found.pointer("/locations/0/physicalLocation").unwrap();
        let region = |name: &str| number(at, &format!("/region/{name}"));
        (text(found, "/ruleId"), text(at, "/artifactLocation/uri"), region("startLine"), region("startColumn"))
    };
    report["runs"][0]["results"].as_array().unwrap().iter().map(place).collect()
}

/// `path:line:col: level[rule]: message`
fn from_short() -> Vec<Place> {
    let place = |line: &str| {
        let mut parts = line.splitn(4, ':');
        let (file, row, column, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let rule = rest.split(['[', ']']).nth(1)?;
        Some((rule.to_owned(), file.to_owned(), row.parse().ok()?, column.parse().ok()?))
    };
    findings("short").lines().filter_map(place).collect()
}

/// `::level file=…,line=…,col=…,…,title=rule::message`
fn from_github() -> Vec<Place> {
    let place = |line: &str| {
        let properties = line.split("::").nth(1)?.split_once(' ')?.1;
        let properties: BTreeMap<&str, &str> = properties.split(',').filter_map(|pair| pair.split_once('=')).collect();
        Some((
            properties["title"].to_owned(),
            properties["file"].to_owned(),
            properties["line"].parse().ok()?,
            properties["col"].parse().ok()?,
        ))
    };
    findings("github").lines().filter_map(place).collect()
}

/// `level[rule]: …` and then ` --> path:line:col`, with its message if there are several.
fn from_human() -> Vec<Place> {
    let mut rule = String::new();
    let mut places = Vec::new();
    for line in findings("human").lines() {
        if let Some(named) = line.split(['[', ']']).nth(1).filter(|_| line.starts_with(['e', 'w', 'i'])) {
            named.clone_into(&mut rule);
        } else if let Some(place) = line.trim_start().strip_prefix("--> ") {
            let mut parts = place.splitn(4, ':');
            let (file, row, column) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            places.push((rule.clone(), file.to_owned(), row.parse().unwrap(), column.parse().unwrap()));
        }
    }
    places
}

/// `path:line:col: level: message` in the failure of the case that is named as the rule.
fn from_junit() -> Vec<Place> {
    let mut rule = String::new();
    let mut places = Vec::new();
    for line in findings("junit").lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("<testcase name=\"") {
            name.split('"').next().unwrap().clone_into(&mut rule);
        }
        if let Some(at) = line.find("examples/acme-broken/") {
            let mut parts = line[at..].splitn(4, ':');
            let (file, row, column) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            places.push((rule.clone(), file.to_owned(), row.parse().unwrap(), column.parse().unwrap()));
        }
    }
    places
}

#[test]
fn every_format_leads_to_the_same_bytes() {
    let sorted = |mut places: Vec<Place>| {
        places.sort();
        places
    };
    let expected = sorted(from_json());
    assert!(expected.len() > 12);
    for (format, places) in
        [("sarif", from_sarif()), ("short", from_short()), ("github", from_github()), ("human", from_human()), ("junit", from_junit())]
    {
        assert_eq!(sorted(places), expected, "{format}");
    }
    for (rule, file, line, column) in expected {
        let content = fs::read_to_string(project().join(&file)).unwrap();
        let line = content.lines().nth(usize::try_from(line).unwrap() - 1).unwrap_or_else(|| panic!("{rule}: {file} has no such line"));
        assert!(line.chars().count() >= usize::try_from(column).unwrap(), "{rule}: {file} has no such column");
    }
}
