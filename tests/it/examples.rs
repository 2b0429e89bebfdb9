//! The example companies say what they should.

use crate::support::{isms, project};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the repository of this program says of examples in it: its own last commit is later than their day.
const OURS: &str = "history-incomplete";

#[test]
fn acme_is_without_findings() {
    let ran = isms(&project(), &["check", "examples/acme", "--today", "2026-06-30", "--fail-on", "info", "--ignore", OURS]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
}

/// Rows of the table in the broken example's README: the file, and the rules that find its faults.
fn planted() -> Vec<(String, Vec<String>)> {
    let readme = fs::read_to_string(project().join("examples/acme-broken/README.md")).unwrap();
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = readme.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        (quoted(cells[1]).remove(0), quoted(cells[3]))
    })
    .collect()
}

#[test]
fn acme_broken_has_the_faults_its_readme_lists_and_no_others() {
    let ran = isms(&project(), &["check", "examples/acme-broken", "--today", "2026-06-30", "--format", "json", "--ignore", OURS]);
    assert_eq!(ran.code, 1);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let found: BTreeSet<&str> = report["diagnostics"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    let planted = planted();
    assert_eq!(planted.len(), 12);
    let listed: BTreeSet<&str> = planted.iter().flat_map(|(_, rules)| rules).map(String::as_str).collect();
    assert_eq!(found, listed);
}

#[test]
fn acme_broken_differs_from_acme_only_in_the_files_it_lists() {
    let (acme, broken) = (project().join("examples/acme"), project().join("examples/acme-broken"));
    let mut expected: BTreeSet<String> = planted().into_iter().map(|(file, _)| file).collect();
    expected.insert("README.md".into());
    let mut all = files(&acme, "");
    all.extend(files(&broken, ""));
    let differs = |path: &&String| fs::read(acme.join(path)).ok() != fs::read(broken.join(path)).ok();
    assert_eq!(all.iter().filter(differs).cloned().collect::<BTreeSet<_>>(), expected);
}

fn files(root: &Path, below: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(root.join(below)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.file_type().unwrap() {
            kind if kind.is_dir() => found.extend(files(root, &format!("{path}/"))),
            kind if kind.is_file() => drop(found.insert(path)),
            _ => {}
        }
    }
    found
}
