//! The pages on decisions: each has its parts and speaks of code that there is, and the index has all of them.

use crate::support::project;
use std::collections::BTreeMap;
use std::fs;

const PARTS: [&str; 4] = ["## What", "## Why", "## Rejected", "## What would change it"];

/// Title and day by file name.
type Index = BTreeMap<String, (String, String)>;

fn page(text: &str) -> (String, String) {
    let mut lines = text.lines();
    let title = lines.next().and_then(|line| line.strip_prefix("# ")).expect("a page begins with its title");
    let facts = lines.nth(1).and_then(|line| line.strip_prefix("Decided on ")).expect("its day stands below the title");
    let (day, places) = facts.split_once(". Holds in ").expect("a page says where it holds");
    assert!(day.len() == 10 && day.split('-').all(|part| part.parse::<u16>().is_ok()), "{title}: {day}");
    for place in places.split('`').skip(1).step_by(2) {
        assert!(project().join(place).exists(), "{title} speaks of {place}, which is not there");
    }
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings, PARTS, "{title}");
    for part in PARTS {
        let said = text.split(&format!("{part}\n")).nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
        assert!(said.split_whitespace().count() >= 3, "{title} says nothing under `{part}`");
    }
    (title.to_owned(), day.to_owned())
}

/// `- [title](file), day`
fn listed(line: &str) -> Option<(String, (String, String))> {
    let (title, rest) = line.strip_prefix("- [")?.split_once("](")?;
    let (file, day) = rest.split_once("), ")?;
    Some((file.to_owned(), (title.to_owned(), day.to_owned())))
}

#[test]
fn each_decision_has_its_parts_and_is_in_the_index() {
    let folder = project().join("docs/decisions");
    let index = fs::read_to_string(folder.join("README.md")).unwrap();
    let listed: Vec<(String, (String, String))> = index.lines().filter_map(listed).collect();
    let by_file: Index = listed.iter().cloned().collect();
    assert_eq!(by_file.len(), listed.len(), "a page is listed twice");
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let pages = names.filter(|name| name != "README.md").map(|name| {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        (name, page(&text))
    });
    assert_eq!(pages.collect::<Index>(), by_file);
}

#[test]
fn links_between_pages_lead_somewhere() {
    for (name, base) in [("architecture.md", ""), ("contributing.md", ""), ("invariants.md", ""), ("decisions/README.md", "decisions/")] {
        let text = fs::read_to_string(project().join("docs").join(name)).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|target| target.ends_with(".md")) {
            assert!(project().join("docs").join(base).join(target).exists(), "{name} links to {target}, which is not there");
        }
    }
}
