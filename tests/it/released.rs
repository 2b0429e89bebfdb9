//! Releases of the Statement of Applicability: only what is approved, and found again.

use crate::acting::{DAY, acme, act, differs};
use crate::support::{git, isms};
use std::fs;
use std::path::Path;

fn released(folder: &Path, version: &str) -> (i32, String) {
    let ran = act(folder, &["soa", "release", version, "--commit"]);
    (ran.code, ran.stdout + &ran.stderr)
}

/// A decision in a commit of its own.
fn set(folder: &Path, words: &[&str]) {
    let ran = act(folder, &[&["set"], words, &["--commit"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

fn approve(folder: &Path) {
    let ran = act(folder, &["approve", "soa", "--commit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_release_tells_what_changed_and_is_found_again() {
    let acme = acme();
    let folder = acme.path();
    let (code, said) = released(folder, "2.1");
    assert_eq!(code, 0, "{said}");
    let soa = fs::read_to_string(folder.join("soa.yaml")).unwrap();
    assert!(soa.contains("by: ROL-managing-director, digest: \"sha256:") && soa.contains("89 of 93 Annex A controls apply"), "{soa}");
    let (code, said) = released(folder, "2.1");
    assert_eq!(
        (code, said.contains("version `2.1` was released on 2026-06-30\nhint: `isms soa render --at released:2.1`")),
        (3, true),
        "{said}"
    );
    set(folder, &["A.8.30", "applicable=true", "because=business", "justification=A contractor writes our firmware since June"]);
    set(folder, &["A.7.4", "justification=Cameras watch the hall since a theft in June"]);
    set(folder, &["CTL-web-filter", "status=in-progress"]);
    set(folder, &["soa", "version=2.2"]);
    approve(folder);
    let (code, said) = released(folder, "2.2");
    assert_eq!(code, 0, "{said}");
    let soa = fs::read_to_string(folder.join("soa.yaml")).unwrap();
    let summary = soa.lines().filter(|line| line.contains("Since version 2.1: ")).collect::<String>();
    assert!(summary.contains("now apply: A.8.30; justified otherwise: A.7.4; status: A.8.23 planned → partial"), "{soa}");
    // The approval still covers what it covered: the release is written down after it.
    let verified = act(folder, &["verify", "--format", "json"]).stdout;
    let report: serde_json::Value = serde_json::from_str(&verified).unwrap();
    let approvals = report["approvals"].as_array().unwrap();
    assert_eq!(approvals.iter().find(|approval| approval["record"] == "soa").unwrap()["standing"], "fresh");
    // Each is found again as it was.
    let shown =
        |version: &str| isms(folder, &["soa", "render", "--at", &format!("released:{version}"), "--today", DAY, "--format", "json"]);
    let outsourced = |version: &str| {
        let report: serde_json::Value = serde_json::from_str(&shown(version).stdout).unwrap();
        let row = report["controls"].as_array().unwrap().iter().find(|row| row["control"] == "A.8.30").unwrap()["applicable"].clone();
        (report["soa_version"].clone(), report["released_on"].clone(), row)
    };
    assert_eq!(outsourced("2.1"), ("2.1".into(), DAY.into(), false.into()));
    assert_eq!(outsourced("2.2"), ("2.2".into(), DAY.into(), true.into()));
    let none = shown("9");
    assert_eq!((none.code, none.stderr.contains("there are `2.1` and `2.2`")), (3, true), "{}", none.stderr);
}

#[test]
fn only_what_is_approved_is_released() {
    let acme = acme();
    let folder = acme.path();
    let refused = |version: &str, said: &str| {
        let (code, told) = released(folder, version);
        assert_eq!((code, told.contains(said), differs(folder)), (3, true, String::new()), "{told}");
    };
    refused("2.2", "is at version `2.1`, and its approval is of that one");
    set(folder, &["A.7.4", "justification=Cameras watch the hall since a theft in June"]);
    refused("2.1", "has changed since it was approved on 2026-04-10");
    set(folder, &["soa", "approval="]);
    refused("2.1", "is not approved");
    git(folder, &["reset", "-q", "--hard", "HEAD~2"]);
    let soa = fs::read_to_string(folder.join("soa.yaml")).unwrap();
    fs::write(folder.join("soa.yaml"), soa.replace("version: \"2.1\"", "version: 2.1")).unwrap();
    let (code, said) = released(folder, "2.1");
    assert_eq!((code, said.contains("`soa.yaml` has faults of form")), (3, true), "{said}");
    git(folder, &["checkout", "-q", "."]);
    assert_eq!(released(folder, "2.1").0, 0);
    // The number of a release is not given to other decisions.
    set(folder, &["A.7.4", "justification=Cameras watch the hall since a theft in June"]);
    let anew = act(folder, &["approve", "soa"]);
    assert!(anew.stderr.contains("version `2.1` of the Statement of Applicability was released on 2026-06-30"), "{}", anew.stderr);
    git(folder, &["checkout", "-q", "."]);
    let isms = "certification.certificate={number: C-1, soa_version: \"2.1.5\"}";
    let named = act(folder, &["set", "isms", isms]);
    assert!(named.stderr.contains("which is at `2.1`"), "{}", named.stderr);
}
