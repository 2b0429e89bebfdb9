//! The history as figures: each period is what `--at` reads for its last day.

use crate::support::{commit_on, git, isms, programme, write};
use proptest::prelude::*;
use serde_json::Value;
use std::path::Path;

/// What happens in one commit: files written or removed, on a day.
#[derive(Clone, Debug)]
struct Commit {
    day: u16,
    acts: Vec<Act>,
}

#[derive(Clone, Debug)]
enum Act {
    Risk { n: u8, likelihood: u8, accepted: bool, done: bool },
    Control { n: u8, status: &'static str },
    Soa { applicable: bool },
    Finding { n: u8, closed: Option<u8> },
    Appetite(&'static str),
    Broken(u8),
}

fn act() -> impl Strategy<Value = Act> {
    let n = || 0_u8..4;
    prop_oneof![
        3 => (n(), 1_u8..6, any::<bool>(), any::<bool>())
            .prop_map(|(n, likelihood, accepted, done)| Act::Risk { n, likelihood, accepted, done }),
        2 => (n(), prop::sample::select(vec!["planned", "implemented", "retired"])).prop_map(|(n, status)| Act::Control { n, status }),
        1 => any::<bool>().prop_map(|applicable| Act::Soa { applicable }),
        2 => (n(), prop::option::of(1_u8..28)).prop_map(|(n, closed)| Act::Finding { n, closed }),
        1 => prop::sample::select(vec!["low", "medium"]).prop_map(Act::Appetite),
        1 => n().prop_map(Act::Broken),
    ]
}

fn take(root: &Path, act: &Act) {
    match act {
        Act::Risk { n, likelihood, accepted, done } => {
            let until = if *accepted { "acceptance: {by: ROL-top-management, on: 2026-01-01, until: 2026-04-15}\n" } else { "" };
            let done = if *done { ", done: 2026-02-01" } else { "" };
            let action = format!("treatment: {{option: modify, actions: [{{what: Fence, due: 2026-03-0{}{done}}}]}}\n", n + 1);
            let text = format!("id: RSK-{n}\ntitle: Risk {n}\ncurrent: {{likelihood: {likelihood}, impact: 4}}\n{until}{action}");
            write(root, &format!("risks/RSK-{n}.yaml"), text);
        }
        Act::Control { n, status } => {
            write(
                root,
                &format!("controls/CTL-{n}.yaml"),
                format!("id: CTL-{n}\ntitle: C\nimplements: [A.5.{}]\nstatus: {status}\n", n + 1),
            );
            let evidence = format!("id: EVD-{n}\ntitle: E\nsupports: [CTL-{n}]\ncollected: 2026-01-10\nvalid_until: 2026-0{}-15\n", n + 3);
            write(root, &format!("evidence/EVD-{n}.yaml"), evidence);
        }
        Act::Soa { applicable } => {
            let decision = format!("{{applicable: {applicable}, justification: We said so}}");
            write(root, "soa.yaml", format!("version: '1'\ncontrols:\n  A.5.1: {decision}\n  A.5.2: {decision}\n  A.5.3: {decision}\n"));
        }
        Act::Finding { n, closed } => {
            let closed = closed.map_or(String::new(), |day| format!("closed: {{on: 2026-03-{day:02}}}\n"));
            let text = format!("id: FND-{n}\ntitle: F\ngrade: major\nraised: {{on: 2026-01-{:02}}}\n{closed}", 10 + n);
            write(root, &format!("findings/FND-{n}.yaml"), text);
        }
        Act::Appetite(level) => {
            let path = root.join("isms.yaml");
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text
                .lines()
                .map(|line| if line.trim_start().starts_with("appetite:") { format!("  appetite: {level}") } else { line.into() });
            std::fs::write(&path, lines.collect::<Vec<String>>().join("\n") + "\n").unwrap();
        }
        Act::Broken(n) => write(root, &format!("risks/RSK-{n}.yaml"), "id: [\n"),
    }
}

fn json(root: &Path, args: &[&str]) -> Value {
    let ran = isms(root, &[args, &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

/// The day so many days after the beginning of 2026.
fn day(n: u16) -> String {
    let (mut month, mut rest) = (1, n);
    for days in [31, 28, 31, 30, 31, 30] {
        if rest < days {
            break;
        }
        (month, rest) = (month + 1, rest - days);
    }
    format!("2026-{month:02}-{:02}", rest + 1)
}

/// How many records a list has.
fn listed(root: &Path, kind: &str, condition: &str, at: &[&str]) -> Value {
    let list = json(root, &[&["list", kind, "--where", condition], at].concat());
    list["records"].as_array().map(Vec::len).unwrap().into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn every_period_is_what_its_last_day_reads(
        commits in prop::collection::vec((0_u16..180, prop::collection::vec(act(), 1..4)).prop_map(|(day, acts)| Commit { day, acts }), 1..6),
    ) {
        let folder = programme();
        let root = folder.path();
        git(root, &["init", "-q", "-b", "main"]);
        // In the order they are made, so that some are dated back.
        for commit in &commits {
            commit.acts.iter().for_each(|act| take(root, act));
            commit_on(root, &day(commit.day), "step");
        }
        let trend = json(root, &["trend", "--today", "2026-07-10"]);
        let periods = trend["periods"].as_array().unwrap();
        prop_assert_eq!(periods.last().unwrap()["on"].as_str(), Some("2026-07-10"));
        for period in periods {
            let on = period["on"].as_str().unwrap();
            let at = ["--at", on, "--today", on];
            let score = json(root, &[&["risk", "score"], &at[..]].concat());
            prop_assert_eq!(&period["commit"], &score["commit"]);
            prop_assert_eq!(&period["risks"]["by_level"], &score["totals"]["current"]);
            prop_assert_eq!(&period["risks"]["unrated"], &score["totals"]["unrated"]);
            let risks = score["risks"].as_array().unwrap();
            let above: Vec<&Value> = risks.iter().filter(|risk| risk["above_appetite"] == true).collect();
            // What changed since only the history tells, and a trend does not ask it.
            let accepted = above.iter().filter(|risk| risk["acceptance"]["state"] == "valid" || risk["acceptance"]["state"] == "stale");
            prop_assert_eq!(&period["risks"]["open"], &Value::from(risks.len()));
            prop_assert_eq!(&period["risks"]["above_appetite"], &Value::from(above.len()));
            prop_assert_eq!(&period["risks"]["accepted_above_appetite"], &Value::from(accepted.count()));
            let soa = json(root, &[&["soa", "status"], &at[..]].concat());
            for count in ["applicable", "implemented"] {
                prop_assert_eq!(&period["soa"][count], &soa["totals"][count]);
            }
            prop_assert_eq!(&period["findings"]["overdue"], &listed(root, "finding", "overdue = true", &at));
            let checked = json(root, &[&["check", "--select", "action-overdue", "--fail-on", "never"], &at[..]].concat());
            prop_assert_eq!(&period["actions"]["overdue"], &Value::from(checked["diagnostics"].as_array().unwrap().len()));
        }
    }
}

/// A programme with one risk that gets worse, over four months.
fn story(root: &Path) {
    git(root, &["init", "-q", "-b", "main"]);
    write(root, "notes.txt", "not yet a programme\n");
    git(root, &["add", "notes.txt"]);
    let risk = |likelihood: u8| take(root, &Act::Risk { n: 1, likelihood, accepted: true, done: false });
    risk(1);
    commit_on(root, "2026-02-10", "begin");
    risk(3);
    take(root, &Act::Finding { n: 0, closed: Some(2) });
    take(root, &Act::Finding { n: 1, closed: Some(15) });
    commit_on(root, "2026-03-20", "worse");
    risk(5);
    commit_on(root, "2026-05-31", "worst");
}

#[test]
fn a_trend_is_told_in_rows_and_columns() {
    let folder = programme();
    story(folder.path());
    let run = |args: &[&str]| {
        let ran = isms(folder.path(), &[&["trend", "--today", "2026-05-31"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    let text = run(&[]);
    for line in [
        "Periods       2026-02 to 2026-05 by month, the last one as of 2026-05-31",
        "above appetite           ▁███        0     1      0     1",
        "accepted above appetite  ▁█▁▁        0     0      0     1",
        "overdue                  ▁███        0     1      0     1",
        "median days              ·▁··       57    57     57    57",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let csv = run(&["--format", "csv"]).replace('\r', "");
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows[0].starts_with("Period,As of,risks low,risks medium,risks high,risks critical,risks unrated,risks open,"), "{csv}");
    assert!(rows[2].starts_with("2026-03,2026-03-31,") && rows.len() == 5, "{csv}");
    let quarters = run(&["--by", "quarter", "--format", "csv"]).replace('\r', "");
    assert!(quarters.contains("\n2026-Q1,2026-03-31,") && quarters.contains("\n2026-Q2,2026-05-31,"), "{quarters}");
    let cut = run(&["--since", "2026-03-15", "--until", "2026-04-10", "--format", "csv"]).replace('\r', "");
    assert!(cut.lines().count() == 3 && cut.contains("\n2026-03,2026-03-31,") && cut.contains("\n2026-04,2026-04-10,"), "{cut}");
    let long = isms(folder.path(), &["trend", "--today", "2040-01-01"]);
    assert!(long.stdout.contains("2030-02 to 2040-01") && long.stdout.contains("Earlier months are left out"), "{}", long.stdout);
    assert!(run(&["--format", "html"]).contains("<svg role=\"img\""));
    assert!(run(&["--format", "md"]).contains("| **Open risks** |"));
}

#[test]
fn what_has_no_history_is_told() {
    let folder = programme();
    let says = |root: &Path, args: &[&str], code: i32, what: &str| {
        let ran = isms(root, &[&["trend"], args].concat());
        assert!(ran.code == code && ran.stderr.contains(what), "{}: {}", ran.code, ran.stderr);
    };
    says(folder.path(), &[], 3, "not in a git repository");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    says(folder.path(), &[], 3, "no commits yet");
    story(folder.path());
    says(folder.path(), &["--until", "2026-01-31"], 2, "there is no commit on or before 2026-01-31");
    says(folder.path(), &["--since", "2026-06-01", "--until", "2026-05-01"], 2, "is after 2026-05-01");

    let elsewhere = tempfile::tempdir().unwrap();
    let from = format!("file://{}", folder.path().to_str().unwrap());
    git(elsewhere.path(), &["clone", "-q", "--depth", "2", &from, "shallow"]);
    let shallow = isms(&elsewhere.path().join("shallow"), &["trend", "--today", "2026-05-31"]);
    assert!(shallow.stdout.contains("2026-03 to 2026-05") && shallow.stdout.contains("This clone is shallow"), "{}", shallow.stdout);

    let top = tempfile::tempdir().unwrap();
    git(top.path(), &["init", "-q", "-b", "main"]);
    write(top.path(), "readme.txt", "a product\n");
    commit_on(top.path(), "2026-01-05", "begin");
    write(top.path(), "isms/isms.yaml", "format: 1\norganisation: {name: X}\n");
    let below = top.path().join("isms");
    says(&below, &["--today", "2026-02-01"], 3, "no commit up to 2026-02-01 holds this programme");
    commit_on(top.path(), "2026-03-05", "a programme");
    let trend = json(&below, &["trend", "--today", "2026-04-01"]);
    let periods: Vec<&str> = trend["periods"].as_array().unwrap().iter().map(|period| period["period"].as_str().unwrap()).collect();
    assert_eq!(periods, ["2026-03", "2026-04"]);
}
