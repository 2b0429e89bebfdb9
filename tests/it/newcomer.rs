//! A new user's first day: from `isms init` to a programme in which `isms check` finds no error, without an editor.

use crate::asking::{DAY, typed};
use crate::support::{commit_on, isms, write};
use std::path::Path;

/// What was typed so far.
struct Session<'r> {
    root: &'r Path,
    commands: usize,
}

impl Session<'_> {
    /// A command that is said whole.
    fn say(&mut self, args: &[&str]) {
        self.commands += 1;
        let ran = isms(self.root, &[args, &["--today", DAY]].concat());
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
    }

    /// A command that asks.
    fn answer(&mut self, args: &[&str], answers: &[(&str, &str)]) {
        self.commands += 1;
        let (shown, code) = typed(self.root, args, answers);
        assert_eq!(code, 0, "{args:?}: {shown}");
    }
}

#[test]
fn a_programme_without_errors_takes_no_editor() {
    let room = tempfile::tempdir().unwrap();
    let root = room.path();
    let mut user = Session { root, commands: 0 };
    user.answer(
        &["init", "."],
        &[
            ("organisation", "Acme Robotics"),
            ("sites", "Berlin"),
            ("scope", "The hosted service of Acme Robotics, run from Berlin"),
            ("top management", "Ada Lovelace <ada@example.org>"),
            ("ISMS manager", "Grace Hopper <grace@example.org>"),
            ("target", "31 December 2027"),
        ],
    );
    let means = ["mandate=Bring Acme to a certificate", "team+={person: PER-grace-hopper, function: security}"];
    user.say(
        &[&["set", "plan", "sponsor=ROL-top-management"], &means[..], &["resources+={what: Security manager, amount: half a post}"]]
            .concat(),
    );
    user.say(&[
        "set",
        "context",
        "climate={relevant: false, rationale: No site is exposed to heat or flood, decided_on: today, decided_by: ROL-top-management}",
    ]);
    user.answer(
        &["new", "document", "--title", "Information security policy", "--set", "status=approved", "--set", "satisfies=5.2"],
        &[
            ("type", "master"),
            ("owner", "isms"),
            ("version", "1.0"),
            ("classification", "internal"),
            ("commitments requirements", "yes"),
            ("commitments improvement", "yes"),
        ],
    );
    user.say(&["new", "person", "--title", "Alan Turing", "--set", "emails=alan@example.org"]);
    user.say(&["new", "role", "--title", "Internal auditor", "--set", "duties=internal-audit", "--set", "held_by=PER-alan-turing"]);
    let business = vec![("yes, no, later, back or quit", "y business: it belongs to one set of rules for all sites"); 93];
    user.answer(&["soa", "decide"], &business);
    let soa = std::fs::read_to_string(root.join("soa.yaml")).unwrap();
    let ids: Vec<&str> =
        soa.lines().filter_map(|line| line.trim().strip_prefix("A.").and_then(|_| line.trim().split(':').next())).collect();
    user.answer(
        &["new", "control", "--title", "Baseline", "--set", "status=planned", "--set", &format!("implements={}", ids.join(","))],
        &[("owner", "isms")],
    );
    user.answer(
        &["new", "control", "--title", "Backup", "--set", "status=implemented", "--set", "implements=A.8.13"],
        &[("owner", "isms")],
    );
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "restore.txt", "restored 12 of 12\n");
    write(outside.path(), "course.txt", "passed\n");
    let file = |name: &str| outside.path().join(name).to_string_lossy().into_owned();
    user.say(&["evidence", "add", &file("restore.txt"), "--title", "Restore of June", "--supports", "CTL-backup"]);
    user.say(&["evidence", "add", &file("course.txt"), "--title", "Course", "--supports", "7.2"]);
    user.say(&["set", "PER-grace-hopper", "competence+={what: ISO/IEC 27001, obtained: today, evidence: EVD-course}"]);
    user.answer(
        &["new", "risk", "--title", "Orders are lost", "--set", "treatment.option=modify", "--set", "treatment.controls=CTL-backup"],
        &[
            ("owner", "top"),
            ("scenario", "A disk of the hosted service fails, and the orders of a week cannot be restored"),
            ("affects", "availability"),
            ("assessed on", "today"),
            ("current likelihood", "unlikely"),
            ("current impact", "minor"),
            ("current rationale", "Two disks failed in five years, and both times the copy was there"),
        ],
    );
    user.say(&["new", "objective", "--title", "Orders survive a disk", "--set", "statement=Every order is restored within a day"]);
    user.say(&["new", "metric", "--title", "Restores that worked"]);
    user.say(&["record", "reading", "MET-restores-that-worked", "100"]);
    user.say(&[
        "new",
        "assessment",
        "--title",
        "First assessment",
        "--set",
        "on=today",
        "--set",
        "trigger=planned",
        "--set",
        "conclusion=One risk, within the appetite",
    ]);
    let days = ["--set", "planned=today", "--set", "started=today", "--set", "finished=today"];
    let of = ["--set", "auditors=PER-alan-turing", "--set", "clauses=4,5,6,7,8,9,10", "--set", "conclusion.text=It conforms"];
    user.say(&[&["new", "audit", "--title", "Internal audit", "--set", "type=internal"][..], &days, &of].concat());
    let decisions = "decisions=[{kind: improvement, text: The certificate stays the target}, {kind: change, text: No change is needed}]";
    let inputs = ["a", "b", "c", "d1", "d2", "d3", "d4", "e", "f", "g"].map(|input| (format!("inputs {input}"), "Looked at; nothing new"));
    let asked: Vec<(&str, &str)> =
        [("on", "today")].into_iter().chain(inputs.iter().map(|(asked, said)| (asked.as_str(), *said))).collect();
    user.answer(
        &[
            "new",
            "review",
            "--title",
            "Management review",
            "--set",
            "chair=ROL-top-management",
            "--set",
            "attendees=PER-ada-lovelace",
            "--set",
            decisions,
        ],
        &asked,
    );
    for what in ["plan", "scope", "method", "soa", "RSK-001", "DOC-information-security-policy"] {
        user.say(&["approve", what]);
    }
    let ran = isms(root, &["check", "--format", "short", "--today", DAY]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    commit_on(root, DAY, "First day");
    let ran = isms(root, &["check", "--format", "short", "--today", DAY]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    println!("{} commands from `isms init` to 0 errors", user.commands);
    assert_eq!(user.commands, 25);
}
