//! The example company with its past: the same commits everywhere, and what can be seen by going back in them.

use crate::support::{Ran, command, commit_on, demo, git, git_command, isms, project, ran, room, write};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const DAY: &str = "2026-06-30";

fn head(root: &Path) -> String {
    git(root, &["rev-parse", "HEAD"]).stdout.trim().to_owned()
}

/// The rules that find something, each once.
fn rules(root: &Path, args: &[&str]) -> BTreeSet<String> {
    let ran = isms(root, &[&["check", "--format", "json", "--fail-on", "never"], args].concat());
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    report["diagnostics"].as_array().unwrap().iter().map(|found| found["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_commits_have_the_same_ids_everywhere() {
    let (_room, demo) = demo();
    let path = project().join("tests/it/past.txt");
    let now = format!("{}\n", head(&demo));
    if std::env::var_os("ISMS_WRITE").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let help = "if the example or its story was changed on purpose, run `ISMS_WRITE=1 cargo test --locked --test it -- past readme`";
    assert_eq!(now, fs::read_to_string(&path).unwrap(), "the last commit of the example has another id: {help}");
    assert_eq!(git(&demo, &["rev-list", "--all", "--count"]).stdout, git(&demo, &["rev-list", "--first-parent", "--count", "main"]).stdout);
}

/// What a user has set: another name, branch, zone, line ends, signatures, and hooks that refuse everything.
#[test]
fn nobody_s_settings_are_in_it() {
    let room = tempfile::tempdir().unwrap();
    let home = room.path();
    let settings = "[user]\n\tname = Eve\n\temail = eve@example.org\n\tsigningKey = x\n[commit]\n\tgpgSign = true\n\
        [core]\n\tautocrlf = true\n\thooksPath = hooks\n[init]\n\tdefaultBranch = trunk\n\ttemplateDir = template\n";
    write(home, ".gitconfig", settings);
    write(home, "template/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    let mut unlike = command(home, &["init", "demo", "--example"]);
    unlike.env("HOME", home).env_remove("GIT_CONFIG_GLOBAL").env("TZ", "Pacific/Kiritimati").env("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z");
    let made = ran(unlike.output().unwrap());
    assert_eq!(made.code, 0, "{}", made.stderr);
    let demo = home.join("demo");
    assert_eq!(head(&demo), head(&crate::support::demo().1));
    assert_eq!(git(&demo, &["symbolic-ref", "HEAD"]).stdout, "refs/heads/main\n");
    // Git finds nothing amiss, and nothing to commit, whatever these settings say of line ends.
    git(&demo, &["fsck", "--strict"]);
    let mut status = git_command(&demo, &["status", "--porcelain"]);
    let status = ran(status.env("HOME", home).env_remove("GIT_CONFIG_GLOBAL").output().unwrap());
    assert_eq!((status.code, status.stdout.as_str()), (0, ""), "{}", status.stderr);
    let left: BTreeSet<String> =
        fs::read_dir(&demo).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(!left.iter().any(|name| name.starts_with(".isms")), "{left:?}");
}

#[test]
fn its_last_commit_is_the_example() {
    let (_room, demo) = demo();
    let listed = git(&demo, &["ls-tree", "-r", "--name-only", "HEAD"]).stdout;
    let acme = project().join("examples/acme");
    for path in listed.lines() {
        assert_eq!(fs::read(demo.join(path)).unwrap(), fs::read(acme.join(path)).unwrap(), "{path}");
    }
    let count = |folder: &Path| {
        let out =
            Command::new("find").arg(folder).args(["-type", "f", "-not", "-path", "*/.git/*", "-not", "-path", "*/schemas/*"]).output();
        out.unwrap().stdout.iter().filter(|byte| **byte == b'\n').count()
    };
    assert_eq!((listed.lines().count(), count(&demo)), (count(&acme), count(&acme)));
}

#[test]
fn it_is_clean_at_its_end() {
    let (_room, demo) = demo();
    let ran = isms(&demo, &["check", "--today", DAY, "--fail-on", "info"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    let ran = isms(&demo, &["check", "--at", DAY, "--fail-on", "info"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let ran = isms(&demo, &["verify", "--today", DAY]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let counts = ran.stdout.lines().filter_map(|line| line.strip_prefix("Approvals committed by the approver"));
    let counts: Vec<&str> = counts.flat_map(str::split_whitespace).collect();
    assert!(counts.len() == 3 && counts[0] == counts[2], "each approval is its approver's own commit: {counts:?}");
}

/// What was wrong on a day of its past, and which commit mended it.
#[test]
fn its_past_shows_what_was_wrong() {
    let (_room, demo) = demo();
    let at = |day: &str| rules(&demo, &["--at", day]);
    let names = |list: &[&str]| list.iter().map(|name| String::from(*name)).collect::<BTreeSet<_>>();
    // A new risk rests on a control that the Statement of Applicability still excludes.
    assert_eq!(at("2026-04-08"), names(&["context-stale", "soa-excluded-but-used", "soa-stale"]));
    // Two days later that is mended, and a supplier is due.
    assert_eq!(at("2026-04-10"), names(&["context-stale", "supplier-not-assessed"]));
    // All risks were judged anew, and their owners have not approved it yet.
    let judged = at("2026-03-16");
    assert!(["approval-stale", "acceptance-stale", "plan-not-approved"].iter().all(|rule| judged.contains(*rule)), "{judged:?}");
    assert!(!at("2026-03-25").contains("approval-stale"));
    // A supplier failed, and the risks above the appetite are six weeks late.
    let autumn = at("2025-10-15");
    assert!(["conclusion-contradicted", "risk-review-overdue"].iter().all(|rule| autumn.contains(*rule)), "{autumn:?}");
    let winter = at("2025-12-31");
    assert!(["conclusion-contradicted", "risk-review-overdue"].iter().all(|rule| !winter.contains(*rule)), "{winter:?}");
    let likely = |day: &str| {
        let ran = isms(&demo, &["audit", "readiness", "--at", day, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let of =
            |list: &serde_json::Value, key: &str| list.as_array().unwrap().iter().map(|found| found[key].to_string()).collect::<String>();
        (of(&report["likely_findings"], "rules"), of(&report["likely_findings"], "grade"))
    };
    let (autumn, spring, (_, end)) = (likely("2025-10-15"), likely("2026-04-08"), likely(DAY));
    assert!(autumn.0.contains("audit-overdue") && autumn.1.contains("major"), "{autumn:?}");
    assert!(spring.0.contains("soa-excluded-but-used"), "{spring:?}");
    assert!(!end.contains("major"), "{end}");
    // What stands in the folder is what is committed, so the report can be made again.
    let here = isms(&demo, &["audit", "readiness", "--today", DAY]).stdout;
    assert!(here.contains("the files are those of the commit"), "{here}");
}

#[test]
fn it_tells_its_story_to_each_who_asks() {
    let (_room, demo) = demo();
    let said = |args: &[&str]| {
        let Ran { stdout, stderr, code } = isms(&demo, args);
        assert!(code == 0 && stderr.is_empty(), "{args:?}: {stderr}");
        stdout
    };
    let trend = said(&["trend", "--by", "quarter", "--today", DAY, "--format", "csv"]);
    let mut rows = trend.lines().map(|row| row.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let column = |name: &str| header.iter().position(|cell| *cell == name).unwrap_or_else(|| panic!("{name} in {header:?}"));
    let rows: Vec<Vec<&str>> = rows.collect();
    let of = |name: &str| rows.iter().map(|row| row[column(name)]).collect::<Vec<_>>();
    assert_eq!(of("Period").len(), 6, "{trend}");
    assert_eq!(of("risks above appetite"), ["7", "7", "7", "7", "3", "3"], "{trend}");
    let implemented: Vec<u32> = of("controls implemented").iter().map(|count| count.parse().unwrap()).collect();
    assert!(implemented.is_sorted() && implemented[0] < 20 && implemented[5] > 40, "{trend}");
    let log = said(&["log", "RSK-003", "--format", "csv"]);
    let tells = |what: &str| assert!(log.contains(what), "{what}: {log}");
    ["Rate the loss of the cloud region as high", "Acme Fleet runs in two regions", "Jonas Reil"].into_iter().for_each(tells);
    let diff = said(&["diff", "2026-04-08", "--today", DAY]);
    assert!(diff.contains("A.8.23 applies") && diff.contains("MET-phishing-reports"), "{diff}");
    let then = said(&["--at", "2025-09-30", "show", "SUP-peoplebox"]);
    assert!(then.contains("unacceptable") && !then.contains("conditional"), "{then}");
    let left = said(&["--at", "2026-03-30", "list", "person", "--columns", "id,left", "--format", "csv"]);
    assert!(left.contains("PER-ben-falk,\n") || left.contains("PER-ben-falk,\r\n"), "{left}");
}

#[test]
fn within_a_repository_it_has_no_past_and_says_so() {
    let (_room, root) = room();
    write(&root, "README.md", "ours\n");
    commit_on(&root, "2026-01-01", "begin");
    let before = head(&root);
    for folder in ["demo", "."] {
        let made = isms(&root, &["init", folder, "--example"]);
        assert_eq!(made.code, 0, "{}", made.stderr);
        assert!(
            made.stderr.contains("it stands here without its past") && !made.stderr.contains("began a git repository"),
            "{}",
            made.stderr
        );
        assert_eq!(head(&root), before);
        assert!(folder == "." || !root.join(folder).join(".git").exists());
    }
    let apart = tempfile::tempdir().unwrap();
    let made = isms(apart.path(), &["init", "demo", "--example", "--no-git"]);
    assert!(made.code == 0 && made.stderr.contains("without its past") && !apart.path().join("demo/.git").exists(), "{}", made.stderr);
}

/// A run may end at any moment: before the repository is in its place, or before the files are.
#[test]
fn what_was_cut_off_is_begun_again() {
    let (_room, demo) = demo();
    let whole = head(&demo);
    let again = |what: &str| {
        let made = isms(&demo, &["init", ".", "--example"]);
        assert_eq!(made.code, 0, "{what}: {}", made.stderr);
        assert!(made.stderr.contains(what), "{what}: {}", made.stderr);
        assert_eq!((head(&demo), git(&demo, &["status", "--porcelain"]).stdout), (whole.clone(), String::new()), "{what}");
        assert!(!demo.join(".isms-beginning").exists());
    };
    let empty = |but: &str| {
        for entry in fs::read_dir(&demo).unwrap() {
            let path = entry.unwrap().path();
            match path.file_name().unwrap().to_str().unwrap() {
                name if name == but => {}
                _ if path.is_dir() => fs::remove_dir_all(path).unwrap(),
                _ => fs::remove_file(path).unwrap(),
            }
        }
    };
    empty(".git");
    again("its past was there");
    empty(".git");
    write(&demo, ".isms-beginning/.git/HEAD", "ref: refs/he");
    fs::remove_dir_all(demo.join(".git")).unwrap();
    again("began a git repository there, with ");
    // What is in the way of a file stops all of it, and nothing stays.
    empty("");
    write(&demo, "scope.yaml", "mine\n");
    let made = isms(&demo, &["init", ".", "--example"]);
    assert_eq!(made.code, 3, "{}", made.stderr);
    let left: Vec<_> = fs::read_dir(&demo).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["scope.yaml"], "{}", made.stderr);
}
