//! Files that cannot be read: whatever is asked, it is told what the answer is without, and nothing is green over them.

use crate::hostile_git::reading_commands;
use crate::support::{Ran, commit_on, demo, git, isms, room, write};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What becomes of files: cut off in a text, no text at all, a merge that nobody ended, nothing.
const BROKEN: [&[u8]; 4] = [b"id: RSK-2\ntitle: \"It\n", b"\xff\xfe\0\x01", b"<<<<<<< ours\nid: RSK-2\n=======\n>>>>>>> theirs\n", b""];

/// What is asked of no state of the files, or tells of faults as findings.
const OTHERS: [&str; 13] =
    ["check", "explain", "rules", "schema", "export", "hook", "completions", "man", "log", "trend", "audit pack", "site", "catalogue"];

/// A programme with a history whose second risk was readable once.
fn programme(broken: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let (room, root) = room();
    for (path, text) in [
        ("isms.yaml", "format: 1\norganisation: {name: Test}\n"),
        ("soa.yaml", "version: '1'\ncontrols: {}\n"),
        ("risks/RSK-1.yaml", "id: RSK-1\ntitle: It floods\n"),
        ("risks/RSK-2.yaml", "id: RSK-2\ntitle: It burns\n"),
        ("roles/ROL-a.yaml", "id: ROL-a\ntitle: Head\n"),
        ("audits/AUD-a.yaml", "id: AUD-a\ntitle: An audit\ntype: internal\n"),
    ] {
        write(&root, path, text);
    }
    commit_on(&root, "2026-01-01", "first");
    write(&root, "roles/ROL-b.yaml", "id: ROL-b\ntitle: Deputy\n");
    commit_on(&root, "2026-02-01", "second");
    write(&root, "risks/RSK-2.yaml", broken);
    (room, root)
}

fn ask(root: &Path, args: &[&str]) -> Ran {
    isms(root, &[args, &["--today", "2026-03-01"]].concat())
}

fn asked(root: &Path, args: &[&str]) -> Value {
    let ran = ask(root, &[args, &["--format", "json"]].concat());
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{args:?}: {error} {}", ran.stderr))
}

/// Each command that reads a state says what it could not read, to people and to programs.
#[test]
fn every_answer_names_what_it_is_without() {
    let (_room, root) = programme(BROKEN[0]);
    write(&root, "documents/DOC-a.yaml", "id: DOC-a\ntitle: A\ntype: policy\nfile: a.md\n");
    write(&root, "a.md", "# A\n\nA text.\n");
    write(&root, "fleet.yaml", "format: 1\nprogrammes:\n  - path: .\n  - {name: kept, repository: ., revision: HEAD}\n");
    let mut looked_at = 0;
    for command in reading_commands(&[]) {
        let name = command.join(" ");
        if OTHERS.iter().any(|other| name == *other || name.starts_with(&format!("{other} "))) {
            continue;
        }
        let mut args: Vec<&str> = command.iter().map(String::as_str).collect();
        // It has to be told what to draw from.
        if name.starts_with("audit sample") {
            args.extend(["--of", "risk", "--size", "1"]);
        }
        if name == "report" {
            args.push("register");
        }
        let ran = ask(&root, &args);
        let words: Vec<&str> = ran.stdout.split_whitespace().collect();
        assert!(words.join(" ").contains("1 file could not be read"), "{name}: {} {}", ran.stdout, ran.stderr);
        assert!(words.join(" ").contains("`risks/RSK-2.yaml`"), "{name}: {}", ran.stdout);
        assert_eq!(asked(&root, &args)["unread_files"][0]["file"], "risks/RSK-2.yaml", "{name}");
        looked_at += 1;
    }
    assert!(looked_at >= 24, "{looked_at}");
    assert_eq!(ask(&root, &["site", "-o", "../pages"]).code, 0);
    let first = std::fs::read_to_string(root.join("../pages/index.html")).unwrap();
    assert!(first.contains("1 file could not be read") && first.contains("RSK-2.yaml"), "{first}");
}

/// The same of each report that goes by its name, however the file came to be unreadable.
#[test]
fn every_report_names_what_it_is_without() {
    for broken in BROKEN {
        let (_room, root) = programme(broken);
        let listed: Value = serde_json::from_str(&isms(&root, &["report", "--format", "json"]).stdout).unwrap();
        let names = listed["reports"].as_array().unwrap().iter().map(|report| report["name"].as_str().unwrap());
        let mut made = 0;
        for name in names {
            let args: &[&str] = if name == "interview" { &["report", name, "ROL-a"] } else { &["report", name] };
            if ask(&root, args).code == 2 {
                continue;
            }
            made += 1;
            assert_eq!(asked(&root, args)["unread_files"][0]["file"], "risks/RSK-2.yaml", "{name}");
            let ran = ask(&root, &[args, &["--format", "html"]].concat());
            assert!(ran.stdout.contains("1 file could not be read"), "{name}");
            assert!(!ran.stdout.contains("RSK-2 removed") && !ran.stdout.contains(">removed<"), "{name}: {}", ran.stdout);
        }
        assert!(made >= 20, "{made}");
    }
}

/// What judges does not end as if all were well.
#[test]
fn nothing_is_green_over_what_was_not_read() {
    let judging: [&[&str]; 5] = [
        &["check"],
        &["verify"],
        &["due", "--fail-on", "overdue"],
        &["audit", "readiness", "--fail-on", "major"],
        &["audit", "readiness", "--stage", "surveillance", "--fail-on", "major"],
    ];
    let (_room, root) = demo();
    // Nothing else fails in it on that day.
    let ends = |args: &[&str]| isms(&root, &[args, &["--today", "2026-06-30"]].concat()).code;
    judging.iter().for_each(|args| assert_eq!(ends(args), 0, "{args:?}"));
    write(&root, "trainings/TRN-new.yaml", BROKEN[0]);
    judging.iter().for_each(|args| assert_eq!(ends(args), 1, "{args:?}"));
    let verified = asked(&root, &["verify"]);
    assert_eq!(verified["problems"], 1, "{verified}");
}

/// Who compares is not told that a record is gone, or new, whose file stands there.
#[test]
fn what_cannot_be_read_is_neither_removed_nor_added() {
    for broken in BROKEN {
        let (_room, root) = programme(broken);
        let diff = asked(&root, &["diff", "HEAD"]);
        let counts = |diff: &Value| ["added", "removed", "changed", "unread"].map(|key| diff[key].as_u64().unwrap());
        assert_eq!(counts(&diff), [0, 0, 0, 1]);
        assert_eq!((diff["items"][0]["fate"].as_str(), diff["items"][0]["words"][0].as_str()), (Some("unread"), Some("could not be read")));
        for args in [&["risk", "diff", "HEAD"], &["soa", "diff", "HEAD"]] {
            let diff = asked(&root, args);
            assert_eq!(counts(&diff)[..3], [0, 0, 0], "{args:?}: {diff}");
        }
        let shown = ask(&root, &["show", "RSK-2"]);
        assert_eq!(shown.code, 3, "{}", shown.stderr);
        assert!(shown.stderr.contains("`risks/RSK-2.yaml"), "{}", shown.stderr);
        commit_on(&root, "2026-03-01", "broken");
        assert_eq!(asked(&root, &["trend"])["unread_files"][0]["file"], "risks/RSK-2.yaml");
        write(&root, "risks/RSK-2.yaml", "id: RSK-2\ntitle: It burns\n");
        commit_on(&root, "2026-03-02", "mended");
        assert_eq!(counts(&asked(&root, &["diff", "HEAD~1"])), [0, 0, 0, 1]);
        let log: Value = serde_json::from_str(&isms(&root, &["log", "RSK-2", "--format", "json"]).stdout).unwrap();
        let events = log["events"].as_array().unwrap().iter();
        let said: Vec<&str> = events.map(|event| event["changes"][0]["words"][0].as_str().unwrap()).collect();
        assert_eq!(said, ["can be read again", "could not be read", "added"]);
    }
}

/// A record is not deleted by a slip of the pen, and one that is deleted by way of a slip is told all the same.
#[test]
fn a_finding_is_gone_only_with_its_file() {
    let (_room, root) = demo();
    let deleted = || isms(&root, &["check", "--today", "2026-12-31", "--select", "record-deleted", "--format", "short"]).stdout;
    let path = git(&root, &["ls-files", "findings"]).stdout.lines().next().unwrap().to_owned();
    write(&root, &path, BROKEN[0]);
    commit_on(&root, "2026-07-01", "break it");
    assert!(!deleted().contains("[record-deleted]"), "{}", deleted());
    git(&root, &["rm", "-q", &path]);
    commit_on(&root, "2026-07-02", "take it away");
    assert!(deleted().contains("[record-deleted]"), "{}", deleted());
}
