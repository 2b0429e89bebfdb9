//! What an organisation asks to stand behind approvals: all commands say the same of whether they count.

use crate::support::{commit_as, commit_on, demo, git, isms, room, write};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const ISMS: &str = "format: 1
organisation: {name: Acme}
risk:
  version: \"1\"
  approach: event
  likelihood: [{value: 1, label: Rare, meaning: seldom}, {value: 2, label: Likely, meaning: often}]
  impact: [{value: 1, label: Minor, meaning: little}, {value: 2, label: Severe, meaning: much}]
  score: product
  levels: [{name: low, from: 1, accept_by: ROL-top}, {name: high, from: 3, accept_by: ROL-top}]
  appetite: low
";

/// Approvals and an acceptance of one day.
fn approve(root: &Path, on: &str) {
    write(root, "soa.yaml", format!("version: \"1\"\napproval: {{by: ROL-top, on: {on}}}\ncontrols: {{}}\n"));
    write(
        root,
        "documents/DOC-a.yaml",
        format!("id: DOC-a\ntitle: A\ntype: policy\nstatus: approved\nfile: documents/files/a.md\napproval: {{by: PER-eva, on: {on}}}\n"),
    );
    let risk = "id: RSK-1\ntitle: It burns\nowner: ROL-top\ncurrent: {likelihood: 2, impact: 2, rationale: Seen}\n";
    write(root, "risks/RSK-1.yaml", format!("{risk}acceptance: {{by: ROL-top, on: {on}, until: 2027-01-31}}\n"));
}

fn programme(trust: &str) -> (tempfile::TempDir, PathBuf) {
    let (room, root) = room();
    write(&root, "isms.yaml", format!("{ISMS}{trust}"));
    write(&root, "people/PER-eva.yaml", "id: PER-eva\ntitle: Eva\nemails: [eva@example.org]\n");
    write(&root, "roles/ROL-top.yaml", "id: ROL-top\ntitle: Top\nduties: [top-management]\nheld_by: [PER-eva]\n");
    write(&root, "documents/files/a.md", "one\ntwo\n");
    approve(&root, "2026-02-01");
    commit_as(&root, "tom", "2026-02-01");
    (room, root)
}

fn json(root: &Path, command: &[&str]) -> Value {
    let said = isms(root, &[command, &["--format", "json", "--today", "2026-06-30"]].concat());
    serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{command:?}: {}", said.stderr))
}

/// What each command says of the acceptance, the approval of the SoA and that of the document.
fn told(root: &Path) -> [String; 6] {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let check = json(root, &["check"]);
    let unproven = check["diagnostics"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "approval-unproven").count();
    let documents = isms(root, &["list", "document", "--columns", "state", "--format", "csv", "--today", "2026-06-30"]);
    let likely = json(root, &["audit", "readiness"]);
    let likely = likely["likely_findings"].as_array().unwrap().iter().any(|found| found["rules"].to_string().contains("approval-unproven"));
    [
        unproven.to_string(),
        word(&json(root, &["risk", "score"])["risks"][0]["acceptance"]["state"]),
        word(&json(root, &["soa", "render"])["approval"]["state"]),
        word(&json(root, &["show", "RSK-1"])["approvals"][0]["standing"]),
        documents.stdout.lines().nth(1).unwrap_or_default().trim().to_owned(),
        likely.to_string(),
    ]
}

#[test]
fn what_falls_short_counts_nowhere_and_what_suffices_everywhere() {
    let (_room, root) = programme("");
    assert_eq!(told(&root), ["0", "valid", "valid", "fresh", "approved", "false"]);
    let (_room, root) = programme("trust: {approvals: committed, acceptances: committed}\n");
    assert_eq!(told(&root), ["3", "unproven", "unproven", "unproven", "unproven", "true"]);
    let verify = json(&root, &["verify"]);
    assert_eq!(verify["problems"], 3);
    let trend = json(&root, &["trend", "--since", "2026-06-01"]);
    assert_eq!(trend["periods"][0]["risks"]["accepted_above_appetite"], 0);
    approve(&root, "2026-03-01");
    assert_eq!(told(&root)[..2], ["3", "unproven"], "nobody has committed it yet");
    commit_as(&root, "eva", "2026-03-01");
    assert_eq!(told(&root), ["0", "valid", "valid", "fresh", "approved", "false"]);
    assert_eq!(json(&root, &["verify"])["problems"], 0);
    assert_eq!(json(&root, &["trend", "--since", "2026-06-01"])["periods"][0]["risks"]["accepted_above_appetite"], 1);
    write(&root, "isms.yaml", format!("{ISMS}trust: {{acceptances: signed}}\n"));
    assert_eq!(told(&root)[..4], ["1", "unproven", "valid", "unproven"], "no key has signed it");
}

#[test]
fn what_a_shallow_clone_cannot_show_does_not_count_there() {
    let (room, root) = programme("trust: {approvals: committed, acceptances: committed}\n");
    approve(&root, "2026-03-01");
    commit_as(&root, "eva", "2026-03-01");
    write(&root, "README.md", "x");
    commit_as(&root, "eva", "2026-03-02");
    git(room.path(), &["clone", "-q", "--depth", "1", &format!("file://{}", root.display()), "shallow"]);
    let shallow = room.path().join("shallow");
    assert_eq!(told(&shallow), ["1", "unproven", "unproven", "unproven", "unproven", "true"]);
}

#[test]
fn line_ends_tags_links_and_notes_outdate_no_approval() {
    let (_room, root) = programme("");
    let standing = |id: &str| json(&root, &["show", id])["approvals"][0]["standing"].as_str().unwrap_or_default().to_owned();
    for text in ["one\r\ntwo\r\n", "one\ntwo\n"] {
        write(&root, "documents/files/a.md", text);
        assert_eq!(standing("DOC-a"), "fresh", "{text:?}");
        git(&root, &["-c", "core.autocrlf=false", "commit", "-qam", "line ends", "--allow-empty"]);
        assert_eq!(standing("DOC-a"), "fresh", "{text:?}");
    }
    write(&root, "documents/files/a.md", "one\nthree\n");
    assert_eq!(standing("DOC-a"), "stale");
    let risk = std::fs::read_to_string(root.join("risks/RSK-1.yaml")).unwrap();
    write(&root, "risks/RSK-1.yaml", format!("{risk}tags: [fire]\nlinks: [DOC-a]\nnotes: Asked the fire brigade\n"));
    assert_eq!(standing("RSK-1"), "fresh");
    write(&root, "risks/RSK-1.yaml", format!("{risk}vulnerability: Wood\n"));
    assert_eq!(standing("RSK-1"), "stale");
}

/// An exception whose approval no longer covers it silences nothing, whichever rules are asked for.
#[test]
fn a_selection_of_rules_judges_as_all_of_them_do() {
    let (_room, acme) = demo();
    let asset = fs::read_to_string(acme.join("assets/AST-laptops.yaml")).unwrap();
    let without: String = asset.lines().filter(|line| !line.starts_with("owner")).map(|line| format!("{line}\n")).collect();
    write(&acme, "assets/AST-laptops.yaml", without);
    let exception = |reason: &str| {
        let head = "id: EXC-x\ntitle: Laptops without an owner\nrule: asset-no-owner\nrecords: [AST-laptops]\nuntil: 2026-12-31\n";
        let approval = "approval: {by: ROL-managing-director, on: 2026-06-20}\n";
        write(&acme, "exceptions/EXC-x.yaml", format!("{head}{approval}reason: {reason}\n"));
    };
    let found = |args: &[&str]| {
        let said = isms(&acme, &[&["check", "--today", "2026-06-30", "--format", "short"], args].concat()).stdout;
        said.lines().filter(|line| line.contains("[asset-no-owner]")).count()
    };
    exception("They are handed over this month");
    commit_on(&acme, "2026-06-29", "allow it");
    assert_eq!([found(&[]), found(&["--select", "asset-no-owner"])], [0, 0]);
    exception("They are handed over some day");
    commit_on(&acme, "2026-06-30", "for longer");
    assert_eq!([found(&[]), found(&["--select", "asset-no-owner"])], [1, 1]);
}
