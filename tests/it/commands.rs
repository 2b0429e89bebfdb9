//! What a user types, and what comes back.

use crate::support::{command, git, git_may_fail, isms, programme, project, snapshot, write};
use std::fs;
use std::io::Read;
use std::process::Stdio;

#[test]
fn without_a_programme_it_says_what_to_type_first() {
    let folder = tempfile::tempdir().unwrap();
    let ran = isms(folder.path(), &[]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("isms init"));
    let ran = isms(folder.path(), &["check"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.starts_with("error: there is no `isms.yaml`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: `isms init`"));
    assert_eq!(ran.stdout, "");
}

#[test]
fn wrong_usage_ends_with_two() {
    let folder = programme();
    for args in [
        &["chekc"][..],
        &["check", "--format", "xml"],
        &["check", "--select", "risk-no-ownr"],
        &["--today", "2026-02-30", "check"],
        &["risk", "score", "-o", "x.rtf"],
    ] {
        assert_eq!(isms(folder.path(), args).code, 2, "{args:?}");
    }
    let ran = isms(folder.path(), &["check", "--select", "risk-no-ownr"]);
    assert!(ran.stderr.contains("did you mean `risk-no-owner`"), "{}", ran.stderr);
}

#[test]
fn init_never_overwrites() {
    let folder = programme();
    let before = fs::read(folder.path().join("isms.yaml")).unwrap();
    let ran = isms(folder.path(), &["init", ".", "--org", "Another"]);
    assert_eq!(ran.code, 3);
    assert_eq!(fs::read(folder.path().join("isms.yaml")).unwrap(), before);
    let other = tempfile::tempdir().unwrap();
    write(other.path(), "roles/ROL-top-management.yaml", "mine\n");
    assert_eq!(isms(other.path(), &["init", ".", "--org", "Another"]).code, 3);
    let left: Vec<_> = fs::read_dir(other.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing else was written");
}

#[test]
fn a_new_programme_has_the_right_shape_and_a_list_of_things_to_do() {
    let folder = programme();
    let ran = isms(folder.path(), &["check", "--format", "json", "--today", "2026-06-30"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let rules: Vec<&str> = json["diagnostics"].as_array().unwrap().iter().map(|d| d["rule"].as_str().unwrap()).collect();
    for structural in ["record-shape", "reference-unresolved", "yaml-syntax", "id-duplicate"] {
        assert!(!rules.contains(&structural), "{rules:?}");
    }
    assert!(!rules.is_empty());
    let state = isms(folder.path(), &["--today", "2026-06-30"]);
    assert!(state.stdout.contains("Next"), "{}", state.stdout);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child =
        command(&project(), &["-C", "examples/acme", "soa", "render"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_one() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let status = command(&project(), &["-C", "examples/acme", "soa", "render"]).stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(3));
}

#[test]
fn reading_commands_write_nothing() {
    let folder = tempfile::tempdir().unwrap();
    isms(folder.path(), &["init", ".", "--org", "Test"]);
    let before = snapshot(folder.path());
    for args in [
        &["check"][..],
        &["risk", "score"],
        &["risk", "matrix"],
        &["risk", "plan"],
        &["soa", "render"],
        &["soa", "status"],
        &["audit", "readiness"],
        &[],
    ] {
        isms(folder.path(), args);
    }
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn output_files_are_whole_and_the_ending_picks_the_format() {
    let folder = programme();
    let ran = isms(folder.path(), &["soa", "render", "-o", "soa.html"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert!(fs::read_to_string(folder.path().join("soa.html")).unwrap().starts_with("<!doctype html>"));
    let ran = isms(folder.path(), &["soa", "render", "-o", "missing/soa.html"]);
    assert_eq!(ran.code, 3);
}

#[test]
fn the_same_content_and_day_give_the_same_bytes() {
    let project = project();
    for args in [
        &["soa", "render", "--format", "html"][..],
        &["risk", "score", "--format", "json"],
        &["audit", "readiness", "--format", "md"],
        &["check", "--format", "sarif"],
    ] {
        let run = |zone: &str, threads: &str| {
            let mut all = vec!["-C", "examples/acme", "--today", "2026-06-30"];
            all.extend(args);
            let output =
                command(&project, &all).env("TZ", zone).env("LC_ALL", "tr_TR.UTF-8").env("RAYON_NUM_THREADS", threads).output().unwrap();
            output.stdout
        };
        assert_eq!(run("UTC", "1"), run("Pacific/Kiritimati", "7"), "{args:?}");
    }
}

#[test]
fn the_public_statement_tells_no_owner_no_evidence_and_no_weakness() {
    for format in ["text", "md", "html", "csv", "json"] {
        let args = ["-C", "examples/acme", "--today", "2026-06-30", "soa", "render", "--audience", "public", "--format", format];
        let ran = isms(&project(), &args);
        assert_eq!(ran.code, 0);
        for word in ["EVD-", "RSK-", "ROL-it-lead", "Accounts of leavers stayed open"] {
            assert!(!ran.stdout.contains(word), "{format} has {word}");
        }
        assert!(ran.stdout.contains("landlord"), "{format}: exclusions keep their reason");
    }
}

fn acme(args: &[&str]) -> crate::support::Ran {
    isms(&project(), &[&["-C", "examples/acme", "--today", "2026-06-30"], args].concat())
}

#[test]
fn records_are_listed_by_written_and_derived_values() {
    let test = "current.level >= high and not owner = ROL-platform-lead";
    let ran = acme(&["list", "risk", "--where", test, "--columns", "id,current.score", "--sort", "-current.score", "--format", "csv"]);
    assert_eq!(ran.stdout, "id,current.score\r\nRSK-014,12\r\nRSK-002,10\r\n", "{}", ran.stderr);
    let ran = acme(&["list", "findings", "--where", "state != closed", "--columns", "id,state", "--format", "csv"]);
    assert_eq!(ran.stdout, "id,state\r\nFND-2026-01,planned\r\nFND-2026-03,open\r\n", "{}", ran.stderr);
    let ran = acme(&["list", "document", "--where", "not controls and type = policy", "--columns", "id", "--format", "csv"]);
    assert_eq!(ran.stdout, "id\r\n", "{}", ran.stderr);
    let ran = acme(&["list", "document", "--where", "id = DOC-backup-policy", "--columns", "controls", "--format", "csv"]);
    assert_eq!(ran.stdout, "controls\r\nCTL-backup\r\n", "{}", ran.stderr);
    for (args, said) in [
        (&["list", "risk", "--where", "ownr = x"][..], "did you mean `owner`"),
        (&["list", "risk", "--where", "owner = x)"], "           ^"),
        (&["list", "riks"], "did you mean `risk`"),
        (&["list", "risk", "--columns", "current.levl"], "did you mean `current.level`"),
    ] {
        let ran = acme(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn every_derived_value_has_a_name_that_can_be_listed() {
    for (kind, names) in isms::docs::derived_names() {
        for name in names {
            let ran = acme(&["list", kind, "--where", name, "--columns", name, "--sort", name]);
            assert_eq!(ran.code, 0, "{kind} {name}: {}", ran.stderr);
        }
    }
}

#[test]
fn a_record_is_shown_with_what_follows_and_who_refers_to_it() {
    let ran = acme(&["show", "CTL-backup", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let users: Vec<&str> = report["users"].as_array().unwrap().iter().map(|user| user["id"].as_str().unwrap()).collect();
    assert_eq!(users, ["AUD-2025-1", "EVD-backup-restore", "EVD-offline-copies", "MET-restore-minutes", "RSK-001", "RSK-008"]);
    assert_eq!(report["derived"][0]["value"], "passed");
    let ran = acme(&["show", "CTL-bakup"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean `CTL-backup`"), "{}", ran.stderr);
}

fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    let made = isms(folder.path(), &["init", "isms", "--org", "Test"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    folder
}

#[test]
fn the_hook_refuses_what_is_staged_and_wrong() {
    let folder = repository();
    let isms_folder = folder.path().join("isms");
    assert_eq!(isms(&isms_folder, &["hook", "install"]).code, 0);
    write(&isms_folder, "people/PER-ada.yaml", "id: PER-ada\ntitle: Ada\n");
    git(folder.path(), &["add", "isms/people"]);
    assert_eq!(git_may_fail(folder.path(), &["commit", "-qm", "add ada", "--", "isms/people"]).code, 0);
    write(&isms_folder, "people/PER-bob.yaml", "id: PER-bob\ntitl: Bob\n");
    git(folder.path(), &["add", "isms/people"]);
    // The file is right by now, what is staged is not.
    write(&isms_folder, "people/PER-bob.yaml", "id: PER-bob\ntitle: Bob\n");
    let refused = git_may_fail(folder.path(), &["commit", "-qm", "add bob"]);
    assert_eq!(refused.code, 1, "{}{}", refused.stdout, refused.stderr);
    assert!((refused.stdout + &refused.stderr).contains("did you mean `title`"));
    git(folder.path(), &["add", "isms/people"]);
    assert_eq!(git_may_fail(folder.path(), &["commit", "-qam", "add bob"]).code, 0);
}

#[test]
fn the_hook_refuses_what_a_commit_makes_worse_and_nothing_older() {
    let folder = repository();
    let isms_folder = folder.path().join("isms");
    assert_eq!(isms(&isms_folder, &["hook", "install"]).code, 0);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "begin"]);
    assert_eq!(isms(&isms_folder, &["check"]).code, 1, "a fresh programme has open points");
    write(&isms_folder, "risks/RSK-1.yaml", "id: RSK-1\ntitle: The server room floods\n");
    git(folder.path(), &["add", "."]);
    let added = git_may_fail(folder.path(), &["commit", "-qm", "add a risk"]);
    let said = added.stdout + &added.stderr;
    assert!(added.code == 0 && said.contains("findings about what is not done yet") && !said.contains("refused"), "{said}");
    let whole = "id: RSK-1\ntitle: The server room floods\nowner: ROL-isms-manager\ncurrent: {likelihood: 1, impact: 2}\n";
    write(&isms_folder, "risks/RSK-1.yaml", whole);
    git(folder.path(), &["add", "."]);
    assert_eq!(git_may_fail(folder.path(), &["commit", "-qm", "name who owns the risk, and rate it"]).code, 0);
    write(&isms_folder, "risks/RSK-1.yaml", "id: RSK-1\ntitle: The server room floods\ncurrent: {likelihood: 1, impact: 2}\n");
    git(folder.path(), &["add", "."]);
    let refused = git_may_fail(folder.path(), &["commit", "-qm", "nobody owns the risk"]);
    let said = refused.stdout + &refused.stderr;
    assert!(refused.code == 1 && said.contains("risk-no-owner") && !said.contains("scope-missing"), "{said}");
}

#[test]
fn the_hook_works_in_a_work_tree_and_leaves_an_earlier_hook_alone() {
    let folder = repository();
    let isms_folder = folder.path().join("isms");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "begin"]);
    let hook = folder.path().join(".git/hooks/pre-commit");
    write(folder.path(), ".git/hooks/pre-commit", "#!/bin/sh\necho earlier\n");
    let ran = isms(&isms_folder, &["hook", "install"]);
    assert_eq!(ran.code, 4);
    assert!(ran.stderr.contains("--chain") && ran.stderr.contains("`merge.isms.driver` is set"), "{}", ran.stderr);
    assert_eq!(isms(&isms_folder, &["hook", "install"]).code, 3);
    assert_eq!(isms(&isms_folder, &["hook", "install", "--chain"]).code, 0);
    assert!(fs::read_to_string(&hook).unwrap().contains("hook run"));
    git(folder.path(), &["worktree", "add", "-q", "../second", "-b", "second"]);
    let second = folder.path().parent().unwrap().join("second");
    let second = second.canonicalize().unwrap();
    write(&second, "isms/people/PER-bob.yaml", "id: PER-bob\ntitl: Bob\n");
    git(&second, &["add", "."]);
    let refused = git_may_fail(&second, &["commit", "-qm", "add bob"]);
    fs::remove_dir_all(&second).unwrap();
    assert_ne!(refused.code, 0, "{}{}", refused.stdout, refused.stderr);
    assert_eq!(isms(&isms_folder, &["hook", "uninstall"]).code, 0);
    assert_eq!(fs::read_to_string(&hook).unwrap(), "#!/bin/sh\necho earlier\n");
    assert!(!folder.path().join(".git/hooks/pre-merge-commit").exists());
}

#[test]
fn the_hook_refuses_what_a_merge_without_conflict_makes_worse() {
    let folder = repository();
    let root = folder.path();
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "begin"]);
    write(root, "isms/people/PER-bob.yaml", "id: PER-bob\ntitle: Bob\n");
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "add bob"]);
    git(root, &["checkout", "-qb", "side"]);
    write(root, "isms/roles/ROL-new.yaml", "id: ROL-new\ntitle: New\nheld_by: [PER-bob]\n");
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "give bob a role"]);
    git(root, &["checkout", "-q", "-"]);
    git(root, &["rm", "-q", "isms/people/PER-bob.yaml"]);
    git(root, &["commit", "-qm", "take bob out"]);
    assert_eq!(isms(&root.join("isms"), &["hook", "install"]).code, 0);
    let merged = git_may_fail(root, &["merge", "--no-edit", "side"]);
    assert!(merged.code != 0 && format!("{}{}", merged.stdout, merged.stderr).contains("PER-bob"), "{}{}", merged.stdout, merged.stderr);
    assert_eq!(isms(&root.join("isms"), &["hook", "uninstall"]).code, 0);
}

#[test]
fn a_hooks_path_of_the_user_is_not_written_to() {
    let folder = repository();
    let elsewhere = tempfile::tempdir().unwrap();
    git(folder.path(), &["config", "core.hooksPath", &elsewhere.path().to_string_lossy()]);
    let ran = isms(&folder.path().join("isms"), &["hook", "install"]);
    assert_eq!(ran.code, 4);
    assert!(ran.stderr.contains("core.hooksPath") && ran.stderr.contains("`merge.isms.driver` is set"), "{}", ran.stderr);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    git(folder.path(), &["config", "core.hooksPath", ".hooks"]);
    assert_eq!(isms(&folder.path().join("isms"), &["hook", "install"]).code, 0);
    assert!(folder.path().join(".hooks/pre-commit").exists());
}

#[test]
fn two_states_are_compared_by_record_by_risk_and_by_row() {
    let folder = repository();
    let isms_folder = folder.path().join("isms");
    let risk = "id: RSK-1\ntitle: It floods\nowner: ROL-isms-manager\ncurrent: {likelihood: 2, impact: 4}\n";
    write(&isms_folder, "risks/RSK-1.yaml", risk);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "begin"]);
    write(&isms_folder, "risks/RSK-1.yaml", risk.replace("likelihood: 2", "likelihood: 4"));
    write(&isms_folder, "risks/RSK-2.yaml", "id: RSK-2\ntitle: It burns\n");
    let soa = fs::read_to_string(isms_folder.join("soa.yaml")).unwrap();
    write(&isms_folder, "soa.yaml", soa.replace("A.5.1: {}", "A.5.1: {applicable: false, justification: We are few}"));
    let csv = |args: &[&str]| {
        let ran = isms(&isms_folder, &[args, &["HEAD", "--today", "2026-06-30", "--format", "csv"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout.replace('\r', "")
    };
    let records = csv(&["diff"]);
    assert!(records.contains("RSK-1,current.likelihood,2,4") && records.contains("RSK-2,added"), "{records}");
    let risks = csv(&["risk", "diff"]);
    assert!(risks.contains("RSK-1,current.score,8,16") && risks.contains("RSK-1,current.level,medium,critical"), "{risks}");
    let rows = csv(&["soa", "diff"]);
    assert!(rows.contains("A.5.1,applicable,,no") && rows.contains("A.5.1,status,not-implemented,not-applicable"), "{rows}");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "go on"]);
    assert!(isms(&isms_folder, &["diff", "HEAD~1", "HEAD"]).stdout.contains("1 record added, 0 removed, 0 retired or closed, 2 changed."));
    assert!(isms(&isms_folder, &["diff", "HEAD"]).stdout.contains("No record differs."));
    assert_eq!(isms(&isms_folder, &["diff", "nowhere"]).code, 2);
}

#[test]
fn an_earlier_state_reads_as_it_was() {
    let folder = repository();
    let isms_folder = folder.path().join("isms");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "begin"]);
    let before = isms(&isms_folder, &["--today", "2026-06-30", "soa", "status"]).stdout;
    let soa = fs::read_to_string(isms_folder.join("soa.yaml")).unwrap();
    write(&isms_folder, "soa.yaml", soa.replace("A.5.1: {}", "A.5.1: {applicable: true}"));
    git(folder.path(), &["commit", "-qam", "decide"]);
    let rows = |text: &str| text.lines().filter(|line| !line.contains("As of")).collect::<Vec<_>>().join("\n");
    let then = isms(&isms_folder, &["--today", "2026-06-30", "--at", "HEAD~1", "soa", "status"]);
    assert_eq!(rows(&then.stdout), rows(&before), "{}", then.stderr);
    let now = isms(&isms_folder, &["--today", "2026-06-30", "--at", "HEAD", "soa", "status"]);
    assert_ne!(rows(&now.stdout), rows(&before));
    let wrong = isms(&isms_folder, &["--at", "nothing", "soa", "status"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("no commit of this repository"));
    assert_eq!(isms(&isms_folder, &["--at", "1999-01-01", "soa", "status"]).code, 2);
}

#[test]
fn values_that_were_always_text_can_be_fixed() {
    let folder = programme();
    write(folder.path(), "documents/DOC-p.yaml", "# keep me\nid: DOC-p\ntitle: P # and me\ntype: policy\nversion: 1.0\n");
    let ran = isms(folder.path(), &["check", "--fix"]);
    assert!(!ran.stdout.contains("is a number to YAML"), "{}", ran.stdout);
    assert_eq!(
        fs::read_to_string(folder.path().join("documents/DOC-p.yaml")).unwrap(),
        "# keep me\nid: DOC-p\ntitle: P # and me\ntype: policy\nversion: \"1.0\"\n"
    );
}

#[test]
fn controls_and_ids_are_written_as_they_were_meant() {
    let folder = programme();
    let control = "id: CTL-p\ntitle: P\nimplements: [a.5.15, A8.13, 5.10, A.99.1]\nowner: \"ROL-isms-manager \"\n";
    write(folder.path(), "controls/CTL-p.yaml", control);
    isms(folder.path(), &["check", "--fix"]);
    assert_eq!(
        fs::read_to_string(folder.path().join("controls/CTL-p.yaml")).unwrap(),
        "id: CTL-p\ntitle: P\nimplements: [A.5.15, A.8.13, A.5.10, A.99.1]\nowner: ROL-isms-manager\n"
    );
}

#[test]
fn a_record_is_begun_with_the_next_id_and_comments() {
    let folder = programme();
    let new = |args: &[&str]| isms(folder.path(), &[&["new"], args].concat());
    let set = [
        "--set",
        "owner=ROL-isms-manager",
        "--set",
        "affects=integrity,availability",
        "--set",
        "current.likelihood=3",
        "--set",
        "current.impact=2",
    ];
    let ran = new(&[&["risk", "--title", "It's: wet"][..], &set].concat());
    assert_eq!(ran.stdout, "risks/RSK-001.yaml\n", "{}", ran.stderr);
    let text = fs::read_to_string(folder.path().join("risks/RSK-001.yaml")).unwrap();
    let begin = "# yaml-language-server: $schema=../schemas/risk.schema.json\nid: RSK-001\ntitle: \"It's: wet\"\nowner: ROL-isms-manager\n";
    assert!(text.starts_with(begin), "{text}");
    assert!(
        text.contains("affects: [integrity, availability]\ncurrent: {likelihood: 3, impact: 2}\n\n# What happens, in a sentence"),
        "{text}"
    );
    assert_eq!(new(&["risks", "--title", "Second"]).stdout, "risks/RSK-002.yaml\n");
    assert_eq!(new(&["asset", "--title", "Fleet cloud (EU)", "--set", "type=service"]).stdout, "assets/AST-fleet-cloud-eu.yaml\n");
    for (args, said) in [
        (&["risk"][..], "needs a title"),
        (&["asset", "--title", "x"], "an asset needs `type`"),
        (&["asset", "--title", "x", "--set", "type=sofware"], "did you mean `software`"),
        (&["risk", "--title", "x", "--set", "ownr=ROL-x"], "did you mean `owner`"),
        (&["risk", "--title", "x", "--set", "current.likelihood=high"], "a whole number"),
        (&["risk", "--title", "x", "--set", "treatment.actions=y"], "list of mappings"),
        (&["risk", "--title", "x", "--id", "R-1"], "R-1"),
    ] {
        let ran = new(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(new(&["risk", "--title", "x", "--id", "RSK-001"]).code, 3);
    assert!(!isms(folder.path(), &["check", "--format", "short"]).stdout.contains("record-shape"));
}

#[test]
fn explain_shows_a_licensees_own_copy_of_the_text() {
    let folder = programme();
    let isms_yaml = fs::read_to_string(folder.path().join("isms.yaml")).unwrap();
    write(folder.path(), "isms.yaml", format!("{isms_yaml}\nstandard_text: own/text.yaml\n"));
    write(folder.path(), "own/text.yaml", "A.5.1: |\n  words we bought\n\"5.1\": other words\n");
    assert!(isms(folder.path(), &["explain", "A.5.1"]).stdout.ends_with("## In your own copy\n\nwords we bought\n"));
    assert!(isms(folder.path(), &["explain", "5.1"]).stdout.ends_with("## In your own copy\n\nother words\n"));
    assert!(!isms(folder.path(), &["explain", "5.2"]).stdout.contains("own copy"));
}

#[test]
fn explain_tells_clauses_from_controls() {
    let folder = tempfile::tempdir().unwrap();
    let say = |what: &str| isms(folder.path(), &["explain", what]);
    assert!(say("5.1").stdout.starts_with("# 5.1 Leadership"), "{}", say("5.1").stdout);
    assert!(say("A.5.1").stdout.starts_with("# A.5.1 Policies"));
    assert!(say("6.3").stdout.contains("## What it does not take\n\n- a change of what it protects, such as a patch\n"));
    assert!(say("risk-no-owner").stdout.starts_with("# risk-no-owner"));
    assert_eq!(say("5.99").code, 2);
    assert!(say("5.15").stderr.contains("`A.5.15`"), "{}", say("5.15").stderr);
}
