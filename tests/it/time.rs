//! Reading a commit is reading its checkout, whatever the history.

use crate::support::{command, commit_on, git, git_may_fail, isms, programme, ran, write};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Something that happens to a programme before a commit.
#[derive(Clone, Debug)]
enum Step {
    Risk(u8, u8),
    Drop(u8),
    Move(u8),
    Broken(u8),
    Evidence(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let n = || 0_u8..4;
    prop_oneof![
        4 => (n(), 1_u8..6).prop_map(|(risk, likelihood)| Step::Risk(risk, likelihood)),
        1 => n().prop_map(Step::Drop),
        1 => n().prop_map(Step::Move),
        1 => n().prop_map(Step::Broken),
        1 => n().prop_map(Step::Evidence),
    ]
}

fn take(folder: &Path, step: &Step) {
    let path = |n: &u8| folder.join(format!("risks/RSK-{n}.yaml"));
    match step {
        Step::Risk(n, likelihood) => {
            // Two records of one id are a fault of their own, and which of them changed nobody can say.
            let _ = fs::remove_file(folder.join(format!("risks/moved-{n}.yaml")));
            let text = format!("id: RSK-{n}\ntitle: Risk {n}\nowner: ROL-isms-manager\ncurrent: {{likelihood: {likelihood}, impact: 3}}\n");
            write(folder, &format!("risks/RSK-{n}.yaml"), text);
        }
        Step::Drop(n) => drop(fs::remove_file(path(n))),
        Step::Move(n) => drop(fs::rename(path(n), folder.join(format!("risks/moved-{n}.yaml")))),
        Step::Broken(n) => write(folder, &format!("risks/RSK-{n}.yaml"), format!("id: RSK-{n}\ntitle: [\n")),
        Step::Evidence(n) => {
            write(folder, "evidence/files/log.txt", format!("run {n}\r\n"));
            let sha = "0".repeat(64);
            write(folder, "evidence/EVD-1.yaml", format!("id: EVD-1\ntitle: Log\nfile: evidence/files/log.txt\nsha256: \"{sha}\"\n"));
        }
    }
}

#[test]
fn a_record_is_followed_through_moves_and_out_of_a_shared_file() {
    let folder = programme();
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    let commit = |message: &str, author: &str| {
        git(root, &["add", "-A"]);
        git(root, &["commit", "-q", "-m", message, "--author", author]);
    };
    write(root, "risks/all.yaml", "id: RSK-1\ntitle: One\n---\nid: RSK-2\ntitle: Two\ncurrent: {likelihood: 2, impact: 3}\n");
    commit("begin", "Ada <ada@example.org>");
    write(root, "risks/all.yaml", "id: RSK-1\ntitle: One\n");
    write(root, "risks/RSK-2.yaml", "# moved\nid: RSK-2\ntitle: Two\ncurrent: {impact: 3, likelihood: 2}\n");
    commit("a file of its own", "Bob <bob@example.org>");
    write(root, "risks/RSK-2.yaml", "id: RSK-2\ntitle: Two\ncurrent: {likelihood: 4, impact: 3}\n");
    commit("judge anew", "Bob <bob@example.org>");
    git(root, &["switch", "-q", "-c", "side", "HEAD~1"]);
    write(root, "risks/all.yaml", "id: RSK-1\ntitle: One and only\n");
    commit("another name", "Eve <eve@example.org>");
    git(root, &["switch", "-q", "main"]);
    git(root, &["merge", "-q", "side", "-m", "merge"]);
    let log = |args: &[&str]| {
        let ran = isms(root, &[&["log", "--format", "csv"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let told = |row: &str| {
            let cells: Vec<&str> = row.split(',').collect();
            [cells[11], cells[6], cells[8], cells[9], cells[10]].join(",")
        };
        ran.stdout.replace('\r', "").lines().skip(1).map(told).collect::<Vec<_>>()
    };
    assert_eq!(log(&["RSK-2"]), ["judge anew,RSK-2,current.likelihood,2,4", "begin,RSK-2,added,,"]);
    assert_eq!(log(&["RSK-1"]), ["another name,RSK-1,title,One,One and only", "begin,RSK-1,added,,"]);
    assert_eq!(log(&["--kind", "risk", "--by", "EVE"]), ["another name,RSK-1,title,One,One and only"]);
    assert_eq!(log(&["RSK-2", "--at", "main~2"]), ["begin,RSK-2,added,,"]);
    assert!(log(&["--until", "2000-01-01"]).is_empty());
    assert_eq!(isms(root, &["log", "--at", "nowhere"]).code, 2);
    let elsewhere = tempfile::tempdir().unwrap();
    let from = format!("file://{}", root.to_str().unwrap());
    git(elsewhere.path(), &["clone", "-q", "--depth", "1", &from, "shallow"]);
    let shallow = isms(&elsewhere.path().join("shallow"), &["log", "RSK-2"]);
    assert!(shallow.stdout.contains("This clone is shallow"), "{}{}", shallow.stdout, shallow.stderr);
    // A sheet has no place for it.
    for args in [&["log", "--format", "csv"][..], &["trend", "--format", "csv"]] {
        let sheet = isms(&elsewhere.path().join("shallow"), args);
        assert!(!sheet.stdout.contains("shallow") && sheet.stderr.contains("this clone is shallow"), "{}{}", sheet.stdout, sheet.stderr);
    }
    let empty = tempfile::tempdir().unwrap();
    git(empty.path(), &["init", "-q"]);
    write(empty.path(), "isms.yaml", "format: 1\norganisation: {name: X}\n");
    let none = isms(empty.path(), &["log"]);
    assert!(none.code == 3 && none.stderr.contains("no commits yet"), "{}", none.stderr);
}

/// Ids and fates, sorted.
fn told(changes: &serde_json::Value) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let mut told: Vec<(String, String)> =
        changes.as_array().unwrap().iter().map(|change| (text(&change["id"]), text(&change["fate"]))).collect();
    told.sort();
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// What the log says of a commit is what a comparison with its parent says, whatever branches there are.
    #[test]
    fn the_log_of_a_commit_is_its_difference_from_its_parent(
        history in prop::collection::vec((prop::collection::vec(step(), 1..4), 0_u8..4), 2..7),
    ) {
        let folder = programme();
        let root = folder.path();
        git(root, &["init", "-q", "-b", "main"]);
        commit_on(root, "2026-01-01", "begin");
        git(root, &["branch", "side"]);
        for (n, (steps, turn)) in history.iter().enumerate() {
            steps.iter().for_each(|step| take(root, step));
            commit_on(root, "2026-01-02", &format!("step {n}"));
            if *turn == 1 {
                git(root, &["switch", "-q", if n % 2 == 0 { "side" } else { "main" }]);
            }
            if *turn == 2 {
                let _ = git_may_fail(root, &["merge", "-q", "-X", "ours", "-m", "merge", "side"]);
                let _ = git_may_fail(root, &["merge", "--abort"]);
            }
        }
        let log: serde_json::Value = serde_json::from_str(&isms(root, &["log", "--format", "json"]).stdout).unwrap();
        let events = log["events"].as_array().unwrap();
        for commit in git(root, &["rev-list", "--max-parents=1", "--min-parents=1", "HEAD"]).stdout.lines() {
            let diff = isms(root, &["diff", &format!("{commit}~1"), commit, "--format", "json"]);
            let diff: serde_json::Value = serde_json::from_str(&diff.stdout).unwrap();
            let event = events.iter().find(|event| event["commit"] == commit);
            prop_assert_eq!(event.map_or(Vec::new(), |event| told(&event["changes"])), told(&diff["items"]), "{}", commit);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_commit_reads_as_its_checkout(history in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..5)) {
        let folder = programme();
        let root = folder.path();
        git(root, &["init", "-q", "-b", "main"]);
        git(root, &["config", "core.autocrlf", "false"]);
        for steps in &history {
            steps.iter().for_each(|step| take(root, step));
            git(root, &["add", "-A"]);
            git(root, &["commit", "-q", "--allow-empty", "-m", "step"]);
        }
        let elsewhere = tempfile::tempdir().unwrap();
        let copy = elsewhere.path().join("copy");
        git(root, &["worktree", "add", "-q", "--detach", copy.to_str().unwrap()]);
        for back in 0..history.len() {
            let commit = format!("main~{back}");
            git(&copy, &["checkout", "-q", &commit]);
            for args in [&["check", "--format", "short"][..], &["risk", "score", "--format", "csv"], &["list", "evidence", "--format", "csv"]] {
                let then = isms(root, &[&["--today", "2030-06-30", "--at", &commit], args].concat());
                let there = isms(&copy, &[&["--today", "2030-06-30"], args].concat());
                prop_assert_eq!(&then.stdout, &there.stdout, "{} {:?}", commit, args);
                prop_assert_eq!(then.code, there.code);
            }
        }
    }
}

/// A risk whose acceptance ends on a day, committed before that.
fn accepted(root: &std::path::Path) {
    let risk = "id: RSK-1\ntitle: Loss of a laptop\ncurrent: {likelihood: 4, impact: 4}\ntreatment: {option: retain}\nacceptance: {by: ROL-top-management, on: 2026-01-10, until: 2026-09-30, rationale: Small}\n";
    write(root, "risks/RSK-1.yaml", risk);
    commit_on(root, "2026-06-30", "accept");
}

#[test]
fn a_day_is_the_state_and_the_judgement_of_that_day() {
    let folder = programme();
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    accepted(root);
    let expired = |args: &[&str]| {
        let ran = isms(root, &[args, &["check", "--format", "json", "--select", "acceptance-expired", "--fail-on", "never"]].concat());
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        (report["as_of"].as_str().unwrap().to_owned(), report["summary"]["errors"] != 0 || report["summary"]["warnings"] != 0, ran.stderr)
    };
    let quiet = |day: &str, fires: bool| (day.to_owned(), fires, String::new());
    // Nothing was committed since, and what ran out shows.
    assert_eq!(expired(&["--at", "2026-09-30"]), quiet("2026-09-30", false));
    assert_eq!(expired(&["--at", "2026-10-01"]), quiet("2026-10-01", true));
    assert_eq!(expired(&["--at", "2099-06-30"]), quiet("2099-06-30", true));
    assert_eq!(expired(&["--at", "HEAD"]), quiet("2026-06-30", false));
    assert_eq!(expired(&["--at", "2026-09-01:."]), quiet("2026-09-01", false));
    assert_eq!(expired(&["--at", "2026-10-01", "--today", "2026-08-01"]), quiet("2026-08-01", false));
    let diff = isms(root, &["diff", "2026-09-01", "2026-10-01", "--format", "json"]);
    let diff: serde_json::Value = serde_json::from_str(&diff.stdout).unwrap();
    assert_eq!((&diff["from"]["as_of"], &diff["to"]["as_of"]), (&"2026-09-01".into(), &"2026-10-01".into()), "{diff}");
    // A last commit that is dated back hides nothing of that, and is told.
    write(root, "scope.yaml", fs::read_to_string(root.join("scope.yaml")).unwrap() + "# more\n");
    commit_on(root, "2001-01-01", "back");
    let (day, fires, said) = expired(&["--at", "2026-10-01"]);
    assert!(day == "2026-10-01" && fires && said.contains("claims 2001-01-01, which is before 2026-06-30"), "{said}");
    let (day, _, said) = expired(&["--at", "HEAD"]);
    assert!(day == "2001-01-01" && said.contains("claims 2001-01-01, which is before"), "{said}");
    // So is one that leaps ahead; what comes after it is found all the same.
    commit_on(root, "2090-01-01", "ahead");
    assert!(expired(&["--at", "HEAD"]).2.contains("claims 2090-01-01, years after 2001-01-01"));
    assert!(isms(root, &["verify"]).stdout.contains("dated years after all that it rests on"));
    write(root, "risks/RSK-2.yaml", "id: RSK-2\ntitle: Later\n");
    commit_on(root, "2026-07-01", "after");
    for (day, there) in [("2026-06-30", false), ("2026-07-01", true)] {
        assert_eq!(isms(root, &["--at", day, "list", "risk", "--format", "csv"]).stdout.contains("RSK-2"), there, "{day}");
    }
}

#[test]
fn a_history_that_is_not_there_is_a_finding_in_every_format() {
    let folder = programme();
    let root = folder.path();
    let ask = |folder: &std::path::Path, args: &[&str]| isms(folder, &[&["check", "--fail-on", "never"], args].concat());
    let rules = ["history-incomplete", "history-missing"];
    let found = |folder: &std::path::Path, args: &[&str]| {
        let ran = ask(folder, &[args, &["--format", "json"]].concat());
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let all = report["diagnostics"].as_array().unwrap().clone();
        let ours = all.iter().filter(|found| rules.iter().any(|rule| found["rule"] == *rule));
        ours.map(|found| {
            format!("{}:{}:{}", found["rule"].as_str().unwrap(), found["level"].as_str().unwrap(), found["file"].as_str().unwrap())
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(found(root, &[]), ["history-missing:info:isms.yaml"]);
    git(root, &["init", "-q", "-b", "main"]);
    assert_eq!(found(root, &[]), ["history-missing:info:isms.yaml"]);
    commit_on(root, "2026-01-01", "begin");
    write(root, "other", "x");
    commit_on(root, "2026-02-01", "more");
    assert_eq!(found(root, &[]), [""; 0]);
    assert_eq!(found(root, &["--today", "2026-01-31"]), ["history-incomplete:info:isms.yaml"]);
    let room = tempfile::tempdir().unwrap();
    git(room.path(), &["clone", "-q", "--depth", "1", &format!("file://{}", root.canonicalize().unwrap().display()), "shallow"]);
    let shallow = room.path().join("shallow");
    assert_eq!(found(&shallow, &[]), ["history-incomplete:warning:isms.yaml"]);
    for format in ["human", "short", "json", "sarif", "github", "junit"] {
        assert!(ask(&shallow, &["--format", format]).stdout.contains("this clone is shallow"), "{format}");
    }
    assert_eq!(isms(&shallow, &["check", "--fail-on", "warning", "--select", "history-incomplete"]).code, 1);
    // Where nothing was asked of the history, nothing is said of it; nor is it news to a comparison, or to the hook.
    assert_eq!(found(&shallow, &["--select", "risk-no-owner"]), [""; 0]);
    assert_eq!(found(&shallow, &["--since", "HEAD"]), [""; 0]);
    let hook = isms(&shallow, &["hook", "run"]);
    assert!(hook.code == 0 && !hook.stdout.contains("shallow"), "{}", hook.stdout);
    fs::write(root.join(".git/HEAD"), "rubbish").unwrap();
    assert_eq!(found(root, &[]), ["history-incomplete:warning:isms.yaml"]);
}

/// What is remembered of a history changes nothing: not when it is cold, warm, behind, of another branch, or broken.
#[test]
fn what_is_remembered_of_a_history_changes_nothing() {
    let folder = programme();
    let cache = tempfile::tempdir().unwrap();
    let root = folder.path();
    let approval = "treatment: {option: modify, approval: {by: ROL-isms-manager, on: 2026-01-02}}\n";
    let risk =
        |n: usize, likelihood: usize| format!("id: RSK-{n}\ntitle: Risk {n}\ncurrent: {{likelihood: {likelihood}, impact: 3}}\n{approval}");
    git(root, &["init", "-q", "-b", "main"]);
    let metric = |readings: &str| format!("id: MET-1\ntitle: Metric\nreadings:\n  - {{on: 2025-06-01, value: {readings}}}\n");
    let action = |due: &str| format!("id: RSK-8\ntitle: Risk 8\ntreatment: {{option: modify, actions: [{{what: Do it, due: {due}}}]}}\n");
    (0..8).for_each(|n| write(root, &format!("risks/RSK-{n}.yaml"), risk(n, 1)));
    write(root, "metrics/MET-1.yaml", metric("1"));
    write(root, "risks/RSK-8.yaml", action("2031-01-01"));
    write(root, "evidence/EVD-1.yaml", "id: EVD-1\ntitle: Evidence\n");
    commit_on(root, "2025-11-01", "begin");
    let late: String = (2..9).map(|n| format!("\n  - {{on: 2025-06-0{n}, value: 1}}")).collect();
    write(root, "metrics/MET-1.yaml", metric(&format!("2}}{}", &late[..late.len() - 1])));
    write(root, "risks/RSK-8.yaml", action("2032-01-01"));
    fs::remove_file(root.join("evidence/EVD-1.yaml")).unwrap();
    commit_on(root, "2026-01-02", "tidy up");
    let more = |from: usize, to: usize| {
        for n in from..to {
            write(root, &format!("risks/RSK-{}.yaml", n % 8), risk(n % 8, 1 + n % 5));
            commit_on(root, "2026-01-03", "judge");
        }
    };
    let args = ["check", "--today", "2030-06-30", "--format", "json"];
    let same = |what: &str| {
        let fresh = isms(root, &args);
        let remembered = ran(command(root, &args).env("ISMS_CACHE", cache.path()).output().unwrap());
        for rule in ["approval-stale", "fact-rewritten", "entries-written-late", "action-date-slipped", "record-deleted"] {
            assert!(fresh.stdout.contains(rule) || what == "cold" && rule == "approval-stale", "{what}: no {rule} in {}", fresh.stdout);
        }
        assert_eq!((fresh.stdout, fresh.code), (remembered.stdout, remembered.code), "{what}");
        fs::read_dir(cache.path()).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    assert!(same("cold").is_empty(), "a short history is not worth keeping");
    more(0, 70);
    let kept = same("first");
    assert_eq!(kept.len(), 1);
    let bytes = fs::read(&kept[0]).unwrap();
    same("warm");
    more(70, 73);
    same("behind");
    assert_eq!(fs::read(&kept[0]).unwrap(), bytes, "a few commits are not worth writing");
    git(root, &["switch", "-q", "-c", "side", "HEAD~20"]);
    more(80, 84);
    git(root, &["commit", "-q", "--amend", "-m", "another"]);
    same("another branch");
    git(root, &["switch", "-q", "main"]);
    git(root, &["merge", "-q", "-s", "ours", "side", "-m", "merge"]);
    same("merged");
    for broken in [&b""[..], b"nonsense", &bytes[..bytes.len() / 2]] {
        fs::write(&kept[0], broken).unwrap();
        same("broken");
    }
    fs::create_dir(root.join("isms")).unwrap();
    for entry in ["isms.yaml", "metrics", "risks", "roles", "people", "scope.yaml", "soa.yaml", "context.yaml"] {
        let _ = fs::rename(root.join(entry), root.join("isms").join(entry));
    }
    commit_on(root, "2026-01-05", "move");
    let moved = root.join("isms");
    let fresh = isms(&moved, &args);
    let remembered = || ran(command(&moved, &args).env("ISMS_CACHE", cache.path()).output().unwrap());
    assert_eq!(remembered().stdout, fresh.stdout);
    assert_eq!(remembered().stdout, fresh.stdout, "warm, in another folder");
    let elsewhere = ran(command(&moved, &args).env("ISMS_CACHE", "/dev/null/nowhere").output().unwrap());
    assert_eq!(elsewhere.stdout, fresh.stdout, "a cache that cannot be written to");
}
