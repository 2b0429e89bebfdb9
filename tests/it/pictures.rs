//! What is drawn: each arrow and each day of a picture stands in words beside it, and nothing is drawn that no record says.

use crate::support::{demo, isms, programme, write};
use serde_json::Value;
use std::path::Path;

fn written(root: &Path, args: &[&str]) -> String {
    let ran = isms(root, args);
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
    ran.stdout
}

fn json(root: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&written(root, &[args, &["--format", "json"]].concat())).unwrap()
}

fn rating(state: &str, likelihood: u8, impact: u8) -> String {
    format!("{state}: {{likelihood: {likelihood}, impact: {impact}}}\n")
}

fn risk(root: &Path, id: &str, ratings: &[String]) {
    write(root, &format!("risks/{id}.yaml"), format!("id: {id}\ntitle: Title of {id}\n{}", ratings.concat()));
}

/// How many arrows a page has.
fn arrows(page: &str) -> usize {
    page.matches("<path class=\"head ").count()
}

#[test]
fn risks_that_went_the_same_way_are_one_arrow_and_those_without_both_ratings_none() {
    let folder = programme();
    let root = folder.path();
    for id in ["RSK-1", "RSK-2"] {
        risk(root, id, &[rating("inherent", 4, 4), rating("current", 2, 3)]);
    }
    risk(root, "RSK-3", &[rating("inherent", 2, 2), rating("current", 2, 2), rating("residual", 1, 2)]);
    risk(root, "RSK-4", &[rating("current", 3, 3)]);
    risk(root, "RSK-5", &[rating("inherent", 4, 4), rating("current", 9, 9)]);
    let told = json(root, &["risk", "matrix"]);
    let [past, ahead] = &told["movements"].as_array().unwrap()[..] else { panic!("{told}") };
    assert_eq!((past["from"].as_str(), past["to"].as_str()), (Some("inherent"), Some("current")));
    assert_eq!(past["moved"].as_array().unwrap().len(), 1);
    assert_eq!(past["moved"][0]["risks"], serde_json::json!(["RSK-1", "RSK-2"]));
    assert_eq!(past["moved"][0]["to"]["impact"], 3);
    assert_eq!((&past["unmoved"], &past["unrated"]), (&serde_json::json!(["RSK-3"]), &serde_json::json!(["RSK-4", "RSK-5"])));
    assert_eq!(ahead["moved"][0]["risks"], serde_json::json!(["RSK-3"]));
    let page = written(root, &["risk", "matrix", "--format", "html"]);
    assert_eq!(arrows(&page), 2);
    let title = "Inherent to current: 2 of 5 open risks moved, 1 is rated alike, 2 are not rated in both";
    assert!(page.contains(&format!("-1-title\">{title}</title>")), "{page}");
    assert!(page.contains("<p>An arrow leads") && page.contains(&format!("<li>{title}.</li>")), "{page}");
    for format in ["text", "md"] {
        let text = written(root, &["risk", "matrix", "--format", format]);
        assert!(text.contains("4×4 = 16") && text.contains("Title of RSK-2") && !text.contains("\n\n\n"), "{text}");
    }
    // Programs get the rows of the arrows.
    let rows = written(root, &["risk", "matrix", "--format", "csv"]);
    assert_eq!(rows.lines().count(), 3, "{rows}");
}

#[test]
fn without_risks_or_a_method_no_arrow_is_drawn() {
    let folder = programme();
    let root = folder.path();
    let page = written(root, &["risk", "matrix", "--format", "html"]);
    assert_eq!(arrows(&page), 0);
    assert!(page.contains("Inherent to current: 0 of 0 open risks moved.") && page.contains("No risk is rated otherwise"), "{page}");
    risk(root, "RSK-1", &[rating("inherent", 4, 4), rating("current", 2, 3)]);
    write(root, "isms.yaml", "format: 1\norganisation: {name: X}\n");
    let page = written(root, &["risk", "matrix", "--format", "html"]);
    assert!(arrows(&page) == 0 && page.contains("There is no method") && !page.contains("open risks moved"), "{page}");
}

#[test]
fn what_no_eye_could_tell_apart_is_not_drawn_and_the_title_says_so() {
    let folder = programme();
    let root = folder.path();
    let cells = || (1..=5).flat_map(|likelihood| (1..=5).map(move |impact| (likelihood, impact)));
    for (n, (likelihood, impact)) in cells().enumerate() {
        for (m, to) in [(1, 1), (5, 5)].into_iter().enumerate() {
            let ratings = [rating("inherent", likelihood, impact), rating("current", to.0, to.1)];
            risk(root, &format!("RSK-{n}-{m}"), &ratings);
        }
    }
    let page = written(root, &["risk", "matrix", "--format", "html"]);
    assert_eq!(arrows(&page), 24);
    assert!(page.contains("; drawn are the 24 most taken of 48 ways<"), "{page}");
    assert_eq!(written(root, &["risk", "matrix", "--format", "csv"]).lines().count(), 49);
}

#[test]
fn the_heat_map_of_the_example_has_its_arrows_where_it_is_looked_at() {
    let (_room, acme) = demo();
    let out = acme.with_file_name("site");
    for audience in ["full", "board"] {
        written(&acme, &["site", "-o", out.to_str().unwrap(), "--audience", audience, "--today", "2026-06-30"]);
        let map = std::fs::read_to_string(out.join("matrix.html")).unwrap();
        assert!(arrows(&map) > 20 && map.contains("Current to residual: 14 of 25 open risks are to move, 11 are rated alike"), "{map}");
        if audience == "full" {
            assert_eq!(arrows(&std::fs::read_to_string(out.join("index.html")).unwrap()), arrows(&map));
        }
    }
}

/// The example company, with a certificate.
fn certified(certificate: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let (room, acme) = demo();
    let text = std::fs::read_to_string(acme.join("isms.yaml")).unwrap();
    let with = text.replacen("certification: {", &format!("certification: {{certificate: {certificate}, "), 1);
    assert_ne!(with, text);
    write(&acme, "isms.yaml", with);
    (room, acme)
}

/// What a screen reader is told of the picture that a page begins with.
fn told(page: &str) -> &str {
    page.split_once("<desc ").unwrap().1.split_once('>').unwrap().1.split('<').next().unwrap()
}

/// How many pieces of rings and points a wheel has, those of its legend left out.
fn turns(page: &str) -> usize {
    let svg = page.split_once("<svg ").unwrap().1.split("</svg>").next().unwrap();
    svg.matches("<path class=\"bar ").count() - svg.split("</text>").filter(|part| is_state(part.rsplit('>').next().unwrap())).count()
}

fn is_state(words: &str) -> bool {
    ["held", "begun", "planned", "let pass", "to come", "not planned", "late"].contains(&words)
}

#[test]
fn the_cycle_is_a_wheel_that_says_what_its_tables_say() {
    let (_room, acme) = certified("{decided: 2026-03-10, expires: 2029-03-09}");
    let args = ["audit", "cycle", "--today", "2026-06-30"];
    let page = written(&acme, &[&args[..], &["--format", "html"]].concat());
    let cycle = json(&acme, &args);
    let events = cycle["events"].as_array().unwrap();
    let states: Vec<_> = events.iter().map(|event| (event["mark"].as_str().unwrap(), event["state"].as_str().unwrap())).collect();
    assert_eq!(states, [("A1", "held"), ("A2", "planned"), ("M1", "held")]);
    assert_eq!(turns(&page), cycle["visits"].as_array().unwrap().len() + events.len());
    assert!(
        told(&page).starts_with("From 2026-03-10 to 2029-03-09. Today is 2026-06-30. surveillance 1: 2026-12-10 to 2027-03-10, to come.")
    );
    for event in events {
        let (record, on) = (event["record"].as_str().unwrap(), event["on"].as_str().unwrap());
        assert!(told(&page).contains(&format!("{record}: {on}, {}.", event["state"].as_str().unwrap())), "{}", told(&page));
        assert_eq!(page.split("</svg>").nth(1).unwrap().matches(record).count(), 1, "{record}");
    }
    // What was planned and is over without a word of it was let pass.
    let later = json(&acme, &["audit", "cycle", "--today", "2027-06-30"]);
    assert_eq!(later["events"][1]["state"], "let-pass");
    for format in ["text", "md"] {
        let text = written(&acme, &[&args[..], &["--format", format]].concat());
        assert!(text.contains("██") && text.contains("internal audit") && text.contains("M1"), "{text}");
    }
    let out = acme.with_file_name("site");
    written(&acme, &["site", "-o", out.to_str().unwrap(), "--today", "2026-06-30"]);
    for file in ["cycle.html", "index.html"] {
        assert!(std::fs::read_to_string(out.join(file)).unwrap().contains("The cycle from 2026-03-10 to 2029-03-09"), "{file}");
    }
}

#[test]
fn a_wheel_is_of_the_certificate_that_there_is_and_of_none_without_one() {
    let html = ["audit", "cycle", "--format", "html", "--today"];
    let (_room, acme) = demo();
    let page = written(&acme, &[&html[..], &["2026-06-30"]].concat());
    assert!(!page.contains("<svg") && page.contains("No certificate with the day of its decision is recorded") && !page.contains("Mark"));
    // One that ran out: what took place while it ran, and no today.
    let (_room, acme) = certified("{decided: 2023-01-10, expires: 2026-01-09}");
    let page = written(&acme, &[&html[..], &["2026-06-30"]].concat());
    assert!(told(&page).starts_with("From 2023-01-10 to 2026-01-09. ") && !told(&page).contains("Today"), "{}", told(&page));
    assert!(!told(&page).contains("surveillance") && !page.contains(">today<"));
    // One audit, and nothing else.
    let folder = programme();
    let root = folder.path();
    let certificate = "certification: {certificate: {decided: 2026-03-10, expires: 2029-03-09}}\n";
    write(root, "isms.yaml", format!("format: 1\norganisation: {{name: X}}\n{certificate}"));
    write(root, "audits/AUD-1.yaml", "id: AUD-1\ntitle: First\ntype: internal\nstarted: 2026-05-04\nfinished: 2026-05-05\n");
    let page = written(root, &[&html[..], &["2026-06-30"]].concat());
    assert!(told(&page).ends_with("internal audit AUD-1: 2026-05-05, held."), "{}", told(&page));
    assert_eq!((turns(&page), page.contains("management reviews, 0")), (4, true));
    std::fs::remove_file(root.join("audits/AUD-1.yaml")).unwrap();
    let page = written(root, &[&html[..], &["2026-06-30"]].concat());
    assert!(turns(&page) == 3 && page.contains("No internal audit and no management review is recorded between"), "{page}");
}
