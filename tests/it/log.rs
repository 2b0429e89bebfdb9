//! The history as people read it, and what it is worth: words, signatures, verification.

use crate::support::{Ran, command, commit_on, git, isms, programme, write};
use std::fs;
use std::path::Path;
use std::process::Command;

const RISK: &str = "id: RSK-1\ntitle: The server room floods\nowner: ROL-isms-manager\n";

fn risk(likelihood: u8, more: &str) -> String {
    format!("{RISK}current: {{likelihood: {likelihood}, impact: 4}}\n{more}")
}

fn begun() -> tempfile::TempDir {
    let folder = programme();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    write(folder.path(), "risks/RSK-1.yaml", risk(3, ""));
    commit_on(folder.path(), "2026-01-05", "begin");
    folder
}

fn json(ran: &Ran) -> serde_json::Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", ran.stdout, ran.stderr))
}

#[test]
fn a_record_tells_its_history_in_its_own_words() {
    let folder = begun();
    let root = folder.path();
    let approved = "treatment: {option: modify, controls: [CTL-pump], approval: {by: ROL-isms-manager, on: 2026-02-01}}\n";
    write(root, "risks/RSK-1.yaml", risk(2, approved));
    commit_on(root, "2026-02-01", "a pump");
    write(root, "risks/RSK-1.yaml", format!("# only a comment\n{}", risk(2, approved)));
    commit_on(root, "2026-02-02", "say more");
    let log = isms(root, &["log", "RSK-1"]);
    for words in
        ["current 3×4 high → 2×4 medium", "control CTL-pump added", "treatment approved by ROL-isms-manager", "added, current 3×4 high"]
    {
        assert!(log.stdout.replace(['\n', ' '], "").contains(&words.replace(' ', "")), "{words}: {}", log.stdout);
    }
    assert!(!log.stdout.contains("say more"), "{}", log.stdout);
    let events = json(&isms(root, &["log", "RSK-1", "--format", "json"]));
    let event = &events["events"][0];
    assert_eq!((&event["on"], &event["committer_email"]), (&"2026-02-01".into(), &"ada@example.org".into()));
    assert_eq!(event["signature"]["state"], "none");
    assert!(event["changes"][0]["words"].as_array().unwrap().iter().any(|words| words == "current 3×4 high → 2×4 medium"), "{event}");
    for (format, mark) in [("md", "current 3×4 high"), ("html", "current 3×4 high"), ("csv", "current.likelihood,3,2")] {
        let ran = isms(root, &["log", "--format", format]);
        assert!(ran.code == 0 && ran.stdout.contains(mark), "{format}: {}", ran.stdout);
    }
}

/// For one record only its folder is opened and only what names it is parsed: the whole log says the same of it.
#[test]
fn the_log_of_a_record_is_its_part_of_the_whole_log() {
    let folder = begun();
    let root = folder.path();
    write(root, "risks/RSK-1.yaml", risk(2, "").replace("RSK-1", "\"RSK-\\x31\""));
    write(root, "risks/deep/others.yaml", "id: RSK-10\ntitle: Ten\n---\nid: RSK-2\ntitle: Two\n");
    commit_on(root, "2026-01-06", "an id in an escape, and ids that begin alike");
    fs::remove_file(root.join("risks/RSK-1.yaml")).unwrap();
    write(root, "risks/deep/others.yaml", format!("id: RSK-10\ntitle: Ten\n---\n{}---\nid: RSK-2\ntitle: Second\n", risk(4, "")));
    write(root, "scope.yaml", "statement: All of it\n");
    commit_on(root, "2026-01-07", "into a file with others");
    git(root, &["switch", "-q", "-c", "side", "HEAD~1"]);
    write(root, "isms.yaml", format!("{}# counted\n", fs::read_to_string(root.join("isms.yaml")).unwrap()));
    write(root, "risks/RSK-3.yaml", "id: RSK-3\ntitle: Three\n");
    commit_on(root, "2026-01-08", "aside");
    git(root, &["switch", "-q", "main"]);
    git(root, &["merge", "-q", "--no-edit", "side"]);
    let whole = json(&isms(root, &["log", "--format", "json"]));
    for id in ["RSK-1", "RSK-2", "RSK-3", "RSK-10", "scope", "isms"] {
        let mut events = whole["events"].as_array().unwrap().clone();
        for event in &mut events {
            event["changes"].as_array_mut().unwrap().retain(|change| change["id"] == id);
        }
        events.retain(|event| event["changes"] != serde_json::json!([]));
        let of_one = json(&isms(root, &["log", id, "--format", "json"]));
        assert!(!events.is_empty() && of_one["events"] == serde_json::json!(events), "{id}: {of_one}");
    }
}

#[test]
fn a_record_that_never_was_is_a_slip_and_an_empty_one_is_a_record() {
    let folder = begun();
    let ran = isms(folder.path(), &["log", "RSK-2"]);
    assert!(ran.code == 2 && ran.stderr.contains("did you mean `RSK-1`?"), "{}{}", ran.stdout, ran.stderr);
    assert!(isms(folder.path(), &["log", "scope"]).stdout.contains("added"));
    let later = isms(folder.path(), &["log", "RSK-1", "--since", "2030-01-01"]);
    assert!(later.code == 0 && later.stdout.contains("No commit changed it."), "{}", later.stderr);
}

#[test]
fn a_programme_tells_its_history_by_day_and_person() {
    let folder = begun();
    let root = folder.path();
    for (n, author) in ["Bob <bob@example.org>", "Eve <eve@example.org>", "Bob <bob@example.org>"].iter().enumerate() {
        write(root, &format!("risks/RSK-{}.yaml", n + 2), format!("id: RSK-{}\ntitle: {n}\n", n + 2));
        git(root, &["add", "-A"]);
        git(root, &["commit", "-q", "-m", "more", "--author", author, "--date", "2026-03-01T12:00:00Z"]);
    }
    let log = isms(root, &["log", "--kind", "risk"]);
    let heads: Vec<&str> = log.stdout.lines().filter(|line| line.contains(" · ")).collect();
    assert_eq!(heads.len(), 3, "{}", log.stdout);
    assert!(heads[0].contains("Bob <bob@example.org>, committed by Ada <ada@example.org>"), "{}", log.stdout);
    assert!(log.stdout.contains("Names and days are what the commits claim"), "{}", log.stdout);
}

#[test]
fn a_merge_shows_what_is_in_none_of_its_branches() {
    let folder = begun();
    let root = folder.path();
    git(root, &["switch", "-q", "-c", "side"]);
    write(root, "risks/RSK-1.yaml", risk(5, ""));
    commit_on(root, "2026-02-01", "worse");
    git(root, &["switch", "-q", "main"]);
    write(root, "risks/RSK-1.yaml", risk(1, ""));
    commit_on(root, "2026-02-02", "better");
    crate::support::git_may_fail(root, &["merge", "-q", "side", "-m", "both"]);
    write(root, "risks/RSK-1.yaml", risk(4, ""));
    commit_on(root, "2026-02-03", "between");
    let log = json(&isms(root, &["log", "RSK-1", "--format", "json"]));
    let said: Vec<(String, String)> = log["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| (event["message"].as_str().unwrap().to_owned(), event["changes"][0]["words"][0].as_str().unwrap().to_owned()))
        .collect();
    let messages: Vec<&str> = said.iter().map(|(message, _)| message.as_str()).collect();
    assert_eq!(messages, ["between", "better", "worse", "begin"], "{said:?}");
    assert!(said[0].1.ends_with("→ 4×4 critical"), "{said:?}");
}

#[test]
fn a_folder_that_moved_keeps_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let made = programme();
    git(root, &["init", "-q", "-b", "main"]);
    fs::rename(made.path(), root.join("old")).unwrap();
    write(root, "old/risks/RSK-1.yaml", risk(3, ""));
    commit_on(root, "2026-01-05", "begin");
    fs::create_dir_all(root.join("grc")).unwrap();
    fs::rename(root.join("old"), root.join("grc/isms")).unwrap();
    commit_on(root, "2026-02-01", "move");
    write(root, "grc/isms/risks/RSK-1.yaml", risk(2, ""));
    commit_on(root, "2026-03-01", "judge anew");
    let log = json(&isms(&root.join("grc/isms"), &["log", "RSK-1", "--format", "json"]));
    let messages: Vec<&str> = log["events"].as_array().unwrap().iter().map(|event| event["message"].as_str().unwrap()).collect();
    assert_eq!(messages, ["judge anew", "begin"]);
}

/// A key pair, and git settings of a user who signs with it and knows it under an address.
struct Signer {
    folder: tempfile::TempDir,
}

impl Signer {
    /// None where there is no `ssh-keygen`, which git needs to sign and to check.
    #[expect(clippy::print_stdout, reason = "a test that is left out says so")]
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        if Command::new("ssh-keygen").arg("-?").output().is_err() {
            println!("skipped: there is no ssh-keygen");
            return None;
        }
        for name in ["eva", "mallory"] {
            let key = folder.path().join(name);
            let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"]).arg(&key).status().unwrap();
            assert!(made.success());
        }
        let public = fs::read_to_string(folder.path().join("eva.pub")).unwrap();
        write(folder.path(), "allowed", format!("eva@example.org namespaces=\"git\" {public}"));
        let allowed = folder.path().join("allowed");
        write(folder.path(), "config", format!("[gpg \"ssh\"]\n\tallowedSignersFile = {}\n", allowed.display()));
        Some(Self { folder })
    }

    fn commit(&self, root: &Path, key: &str, email: &str, day: &str, message: &str) {
        git(root, &["add", "-A"]);
        let key = format!("user.signingkey={}", self.folder.path().join(key).display());
        let author = format!("Somebody <{email}>");
        let date = format!("{day}T12:00:00Z");
        let args = ["-c", "gpg.format=ssh", "-c", &key, "-c", &format!("user.email={email}"), "commit", "-q", "-S", "-m", message];
        git(root, &[&args[..], &["--author", &author, "--date", &date]].concat());
    }

    fn isms(&self, root: &Path, args: &[&str]) -> Ran {
        let output = command(root, args).env("GIT_CONFIG_GLOBAL", self.folder.path().join("config")).output().unwrap();
        Ran {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }
}

const EVA: &str = "id: PER-eva\ntitle: Eva\nemails: [eva@example.org]\n";

fn approved_by_eva(root: &Path) {
    write(root, "people/PER-eva.yaml", EVA);
    write(root, "roles/ROL-owner.yaml", "id: ROL-owner\ntitle: Owner\nheld_by: [PER-eva]\n");
    commit_on(root, "2026-01-06", "eva holds the role");
    write(root, "risks/RSK-1.yaml", risk(3, "treatment: {option: modify, approval: {by: ROL-owner, on: 2026-02-01}}\n"));
}

#[test]
fn signatures_are_checked_with_the_keys_of_the_user() {
    let Some(signer) = Signer::new() else { return };
    let folder = begun();
    let root = folder.path();
    approved_by_eva(root);
    signer.commit(root, "eva", "eva@example.org", "2026-02-01", "approve");
    // The repository names a list of keys of its own, and a program of its own: neither counts.
    let public = fs::read_to_string(signer.folder.path().join("mallory.pub")).unwrap();
    write(signer.folder.path(), "forged", format!("eva@example.org {public}"));
    let marker = signer.folder.path().join("ran");
    git(root, &["config", "gpg.ssh.allowedSignersFile", signer.folder.path().join("forged").to_str().unwrap()]);
    write(signer.folder.path(), "program", format!("#!/bin/sh\ntouch {}\n", marker.display()));
    git(root, &["config", "gpg.ssh.program", signer.folder.path().join("program").to_str().unwrap()]);
    let state = |ran: &Ran, n: usize| json(ran)["events"][n]["signature"]["state"].as_str().unwrap().to_owned();
    let args = ["log", "RSK-1", "--format", "json"];
    let log = signer.isms(root, &args);
    assert_eq!(state(&log, 0), "good", "{}", log.stdout);
    assert_eq!(json(&log)["events"][0]["signature"]["signer"], "eva@example.org");
    assert_eq!(state(&isms(root, &args), 0), "unknown-key", "without the user's keys nobody vouches for it");
    assert_eq!(state(&signer.isms(root, &["log", "--format", "json"]), 0), "unchecked");
    assert_eq!(state(&signer.isms(root, &["log", "--signatures", "--format", "json"]), 0), "good");
    assert!(!marker.exists());

    let verify = json(&signer.isms(root, &["verify", "--format", "json"]));
    let approval = &verify["approvals"].as_array().unwrap().iter().find(|approval| approval["record"] == "RSK-1").unwrap().clone();
    assert_eq!((&approval["standing"], &approval["strength"]), (&"fresh".into(), &"signed".into()), "{approval}");
    assert_eq!(verify["signatures"]["good"], 1);

    // Where the organisation asks for a signature, it counts with the keys of the user and not without.
    write(root, "isms.yaml", fs::read_to_string(root.join("isms.yaml")).unwrap() + "\ntrust: {approvals: signed}\n");
    let unproven = |ran: Ran| ran.stdout.matches("approval-unproven").count();
    let args = ["check", "risks/RSK-1.yaml", "--format", "json"];
    assert_eq!((unproven(signer.isms(root, &args)), unproven(isms(root, &args))), (0, 1));
}

#[test]
fn a_signature_of_somebody_else_is_no_approval_by_the_approver() {
    let Some(signer) = Signer::new() else { return };
    let folder = begun();
    let root = folder.path();
    approved_by_eva(root);
    signer.commit(root, "mallory", "eva@example.org", "2026-02-01", "approve as eva");
    let strength = |ran: &Ran| {
        let verify = json(ran);
        let approval = verify["approvals"].as_array().unwrap().iter().find(|approval| approval["record"] == "RSK-1").unwrap().clone();
        (approval["strength"].as_str().unwrap().to_owned(), approval["standing"].as_str().unwrap().to_owned())
    };
    assert_eq!(strength(&signer.isms(root, &["verify", "--format", "json"])), ("committed".into(), "fresh".into()));
    // A signed commit whose content was exchanged afterwards.
    let commit = git(root, &["cat-file", "commit", "HEAD"]).stdout.replace("approve as eva", "approve as Eva");
    write(signer.folder.path(), "commit", commit);
    let forged = git(root, &["hash-object", "-t", "commit", "-w", signer.folder.path().join("commit").to_str().unwrap()]).stdout;
    git(root, &["reset", "-q", "--hard", forged.trim()]);
    let verify = signer.isms(root, &["verify", "--format", "json"]);
    assert_eq!(verify.code, 1, "{}", verify.stdout);
    assert_eq!(json(&verify)["bad_signatures"][0]["signature"]["state"], "bad");
}

#[test]
fn verify_says_what_changed_since_an_approval_and_who_changed_it() {
    let folder = begun();
    let root = folder.path();
    write(root, "risks/RSK-1.yaml", risk(3, "treatment: {option: modify, approval: {by: ROL-isms-manager, on: 2026-02-01}}\n"));
    commit_on(root, "2026-02-01", "approve");
    let fine = isms(root, &["verify", "--today", "2026-12-01"]);
    assert_eq!(fine.code, 0, "{}", fine.stdout);
    write(root, "risks/RSK-1.yaml", risk(5, "treatment: {option: modify, approval: {by: ROL-isms-manager, on: 2026-02-01}}\n"));
    commit_on(root, "2026-03-01", "quietly worse");
    write(
        root,
        "risks/RSK-1.yaml",
        risk(5, "vulnerability: and more\ntreatment: {option: modify, approval: {by: ROL-isms-manager, on: 2026-02-01}}\n"),
    );
    let verify = isms(root, &["verify", "--format", "json"]);
    assert_eq!(verify.code, 1);
    let approval = json(&verify)["approvals"].as_array().unwrap().iter().find(|approval| approval["record"] == "RSK-1").unwrap().clone();
    assert_eq!(approval["standing"], "stale");
    let changed: Vec<(&str, Option<&str>)> = approval["changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|since| (since["field"].as_str().unwrap(), since["commit"]["on"].as_str()))
        .collect();
    assert_eq!(changed, [("current.likelihood", Some("2026-03-01")), ("vulnerability", None)]);
    // The same is a finding, in the work tree and at a commit, and the register says so.
    for at in [&[][..], &["--at", "HEAD"]] {
        let check = isms(root, &[&["check", "--select", "approval-stale", "--format", "short", "--today", "2026-12-01"][..], at].concat());
        assert!(check.stdout.contains("has changed since: `current.likelihood` (2026-03-01 by Ada in"), "{}", check.stdout);
    }
    assert!(!isms(root, &["check", "--at", "HEAD~1", "--select", "approval-stale", "--format", "short"]).stdout.contains("error"));
    // Before the commits were made there is nothing to judge by them, and a shallow clone says that it cannot.
    let early = isms(root, &["check", "--today", "2026-01-31", "--format", "json"]);
    assert_eq!(json(&early)["history"], "later");
    let elsewhere = tempfile::tempdir().unwrap();
    git(elsewhere.path(), &["clone", "-q", "--depth", "1", &format!("file://{}", root.display()), "shallow"]);
    let shallow = elsewhere.path().join("shallow");
    let check = isms(&shallow, &["check", "--format", "json"]);
    assert!(json(&check)["history"] == "shallow" && check.stderr.matches("note: this clone is shallow").count() == 1, "{}", check.stderr);
    assert_eq!(isms(&shallow, &["verify"]).code, 3);
}

#[test]
fn verify_looks_at_evidence_anchors_and_dates() {
    let folder = begun();
    let root = folder.path();
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    write(root, "evidence/files/abc.txt", "abc");
    write(root, "evidence/files/lfs.bin", format!("version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 3\n"));
    for (id, file) in [("EVD-1", "abc.txt"), ("EVD-2", "lfs.bin"), ("EVD-3", "gone.txt"), ("EVD-4", "isms.txt")] {
        write(root, &format!("evidence/{id}.yaml"), format!("id: {id}\ntitle: x\nfile: evidence/files/{file}\nsha256: \"{digest}\"\n"));
    }
    write(root, "evidence/files/isms.txt", "another");
    commit_on(root, "2026-02-01", "evidence");
    let lost = git(root, &["rev-parse", "HEAD"]).stdout.trim().to_owned();
    git(root, &["tag", "audit"]);
    git(root, &["commit", "-q", "--amend", "-m", "evidence, reworded"]);
    // A commit dated before its parent.
    write(root, "risks/RSK-2.yaml", "id: RSK-2\ntitle: Another\n");
    commit_on(root, "2020-01-01", "dated back");
    let ran =
        isms(root, &["verify", "--format", "json", "--today", "2026-12-01", "--anchor", "audit", "--anchor", "HEAD~1", "--anchor", &lost]);
    let verify = json(&ran);
    let states: Vec<&str> = verify["evidence"].as_array().unwrap().iter().map(|evidence| evidence["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["ok", "pointer", "missing", "mismatch"]);
    let reach: Vec<bool> =
        verify["history"]["anchors"].as_array().unwrap().iter().map(|anchor| anchor["reachable"].as_bool().unwrap()).collect();
    assert_eq!(reach, [false, true, false]);
    assert_eq!(verify["dates"][0]["odd"], "before-parent");
    assert_eq!((ran.code, verify["problems"].as_u64()), (1, Some(4)));
    let isms_yaml = fs::read_to_string(root.join("isms.yaml")).unwrap();
    write(root, "isms.yaml", format!("{isms_yaml}\nanchors: [{{commit: \"{lost}\", on: 2026-02-01, kept: minutes}}]\n"));
    let check = isms(root, &["check", "--format", "short", "--today", "2026-12-01", "--select", "git-history-rewritten"]);
    assert!(check.stdout.contains("is not in the history any more"), "{}", check.stdout);
}

#[test]
fn a_state_can_be_named_by_an_approval_and_a_record_shows_how_its_approval_stands() {
    let folder = begun();
    let root = folder.path();
    let approved = "treatment: {option: modify, approval: {by: ROL-isms-manager, on: 2026-02-01}}\n";
    write(root, "risks/RSK-1.yaml", risk(3, approved));
    commit_on(root, "2026-02-01", "approve");
    let show = isms(root, &["show", "RSK-1", "--today", "2026-12-01"]);
    assert!(show.stdout.contains("by ROL-isms-manager ISMS manager on 2026-02-01, as it stands now"), "{}", show.stdout);
    write(root, "risks/RSK-1.yaml", risk(5, approved));
    commit_on(root, "2026-03-01", "worse");
    let show = isms(root, &["show", "RSK-1", "--today", "2026-12-01"]);
    for words in ["on 2026-02-01, and changed since", "2026-03-01 by Ada in ", "2026-01-05 by Ada in "] {
        assert!(show.stdout.contains(words), "{words}: {}", show.stdout);
    }
    let then = isms(root, &["list", "risk", "--columns", "current.likelihood", "--format", "csv", "--at", "approved:RSK-1"]);
    assert_eq!(then.stdout, "Current.likelihood\r\n3\r\n".replace("Current", "current"), "{}", then.stderr);
    let diff = isms(root, &["diff", "approved:RSK-1", "--format", "json"]);
    assert!(diff.stdout.contains("current 3×4 high → 5×4 critical"), "{}{}", diff.stdout, diff.stderr);
    for (name, code, says) in [("approved:RSK-9", 2, "there is no record `RSK-9`"), ("approved:ROL-isms-manager", 3, "carries no approval")]
    {
        let ran = isms(root, &["check", "--at", name]);
        assert!(ran.code == code && ran.stderr.contains(says) && ran.stderr.contains("hint: "), "{}", ran.stderr);
    }
}

#[test]
fn a_programme_of_a_later_format_is_refused_whichever_way_it_is_read() {
    let folder = begun();
    let root = folder.path();
    let text = fs::read_to_string(root.join("isms.yaml")).unwrap();
    let commands: [&[&str]; 18] = [
        &[],
        &["check"],
        &["check", "--staged"],
        &["check", "--at", "HEAD"],
        &["risk", "score", "--at", "HEAD"],
        &["soa", "status"],
        &["show", "RSK-1"],
        &["list", "risk"],
        &["audit", "readiness"],
        &["report", "register"],
        &["log"],
        &["log", "RSK-1"],
        &["diff", "HEAD"],
        &["verify"],
        &["trend"],
        &["check", "--at", "approved:RSK-1"],
        &["hook", "run"],
        &["new", "risk", "--title", "Another"],
    ];
    for (n, (format, says)) in [
        ("2", "written in format 2, and isms"),
        ("0", "says that its format is `0`, which is none"),
        ("one", "says that its format is `one`, which is none"),
        ("1.5", "says that its format is `1.5`, which is none"),
    ]
    .into_iter()
    .enumerate()
    {
        write(root, "isms.yaml", text.replace("format: 1", &format!("format: {format}")));
        commit_on(root, "2026-02-01", "another format");
        for args in commands {
            let ran = isms(root, args);
            assert!(ran.code == 3 && ran.stderr.contains(says), "{format} {args:?}: {}{}", ran.stdout, ran.stderr);
        }
        assert_ne!(isms(root, &["check", "--at", &format!("HEAD~{}", n + 1)]).code, 3);
    }
}

/// What `show` knows by a name has a history by that name.
#[test]
fn parts_of_files_have_a_history_of_their_own() {
    let folder = begun();
    let root = folder.path();
    let edit = |path: &str, from: &str, to: &str, day: &str| {
        let text = fs::read_to_string(root.join(path)).unwrap();
        assert!(text.contains(from), "{path}: {text}");
        write(root, path, text.replacen(from, to, 1));
        commit_on(root, day, "step");
    };
    edit("isms.yaml", "appetite: medium", "appetite: low", "2026-02-01");
    edit("isms.yaml", "cadence:", "notes: Nothing of the method\ncadence:", "2026-02-02");
    write(root, "plan.yaml", "milestones: [{what: Scope agreed, due: 2026-04-01}]\n");
    commit_on(root, "2026-02-03", "step");
    write(root, "soa.yaml", "controls:\n  A.5.10: {applicable: true, because: [business], justification: We lend laptops}\n");
    commit_on(root, "2026-02-05", "step");
    write(root, "soa.yaml", "controls:\n  A.5.10: {applicable: true, because: [business], justification: We lend tablets}\n");
    commit_on(root, "2026-02-06", "step");
    let told = |id: &str| {
        let log = json(&isms(root, &["log", id, "--format", "json"]));
        let event =
            |event: &serde_json::Value| format!("{} {}", event["on"].as_str().unwrap(), event["changes"][0]["words"][0].as_str().unwrap());
        (log["id"].as_str().unwrap().to_owned(), log["events"].as_array().unwrap().iter().map(event).collect::<Vec<_>>())
    };
    let (id, method) = told("method");
    assert_eq!(
        (id.as_str(), &method[..]),
        ("isms.risk", &["2026-02-01 method appetite medium → low".to_owned(), "2026-01-05 added".into()][..])
    );
    assert_eq!((told("isms.risk").1, told("isms.yaml").1.len()), (method, 3));
    // A list of nothing said nothing.
    assert_eq!(told("milestones"), ("plan.milestones".to_owned(), vec!["2026-02-03 added".to_owned()]));
    assert_eq!(told("plan").1.len(), 2);
    let (id, control) = told("A.5.10");
    assert_eq!((id.as_str(), control.len()), ("soa.controls.A.5.10", 2), "{control:?}");
    assert!(control[0].contains("We lend laptops → We lend tablets"), "{control:?}");
    let fields = &json(&isms(root, &["log", "A.5.10", "--format", "json"]))["events"][0]["changes"][0]["fields"];
    assert_eq!((fields.as_array().unwrap().len(), &fields[0]["field"]), (1, &"controls.A.5.10.justification".into()));
    let none = isms(root, &["log", "isms.certification"]);
    assert_eq!((none.code, none.stderr.contains("`isms` has no `certification`")), (2, true), "{}", none.stderr);
    assert_eq!(isms(root, &["log", "methd"]).code, 2);
}
