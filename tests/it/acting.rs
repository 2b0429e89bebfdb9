//! Acts on records: what they write, what they refuse, what git is told of them.

use crate::support::{Ran, command, commit_on, executable, git, project, ran, snapshot, write};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

pub const DAY: &str = "2026-06-30";

/// The example in a repository of its own, whose user is Lena Vogt, the managing director.
pub fn acme() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let example = project().join("examples/acme");
    for (path, bytes) in snapshot(&example) {
        write(folder.path(), Path::new(&path).strip_prefix(&example).unwrap().to_str().unwrap(), bytes);
    }
    git(folder.path(), &["init", "-q", "-b", "main"]);
    commit_on(folder.path(), "2026-06-29", "The programme");
    folder
}

pub const LENA: &str = "lena.vogt@acme-robotics.example";

/// What Lena types.
pub fn act(folder: &Path, args: &[&str]) -> Ran {
    act_as(LENA, folder, args)
}

pub fn act_as(email: &str, folder: &Path, args: &[&str]) -> Ran {
    let mut command = command(folder, &[&["--today", DAY], args].concat());
    ran(command.env("GIT_AUTHOR_EMAIL", email).output().unwrap())
}

/// What differs from the last commit: the lines that are gone and those that are new.
pub fn differs(folder: &Path) -> String {
    let diff = git(folder, &["diff", "-U0"]).stdout;
    let is_change = |line: &&str| line.starts_with(['+', '-']) && !line.starts_with("+++") && !line.starts_with("---");
    diff.lines().filter(is_change).collect::<Vec<&str>>().join("\n")
}

#[test]
fn only_what_was_said_changes() {
    let acme = acme();
    let cases: [(&[&str], &str); 8] = [
        (&["RSK-001", "current.likelihood=3"], "current 2×4 medium → 3×4 high"),
        (&["RSK-001", "treatment.actions[split].due=+90d"], "due 2026-09-15 → 2026-09-28"),
        (&["RSK-001", "treatment.actions[2].owner="], "owner PER-mira-stein removed"),
        (&["CTL-backup", "tests[1].results+={on: today, by: ROL-platform-lead, result: fail}"], "failed on 2026-06-30"),
        (&["RSK-001", "treatment.controls-=CTL-awareness", "tags+=a,b"], "tag a added"),
        (&["A.5.1", "notes=One policy, eight topics: see there"], "One policy"),
        (&["plan", "target=31.12.2026", "notes=a # b"], "a # b"),
        (&["isms", "organisation.employees=130"], "130"),
    ];
    for (words, said) in cases {
        let ran = act(acme.path(), &[&["set"], words].concat());
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.stderr);
        assert!(ran.stdout.contains(said), "{words:?}: {}", ran.stdout);
        assert!(!differs(acme.path()).is_empty(), "{words:?}");
        git(acme.path(), &["checkout", "-q", "."]);
    }
    act(acme.path(), &["set", "RSK-001", "current.likelihood=3", "tags+=a"]);
    insta::assert_snapshot!(differs(acme.path()), @r"
    -current: {likelihood: 2, impact: {financial: 4, customers: 4, safety: 2}, rationale: Rights for hours only and separate backups; two attempts in 2025 stopped at the mail gateway}
    +current: {likelihood: 3, impact: {financial: 4, customers: 4, safety: 2}, rationale: Rights for hours only and separate backups; two attempts in 2025 stopped at the mail gateway}
    +tags: [a]
    ");
}

#[test]
fn what_would_break_is_refused_unless_it_is_forced() {
    let acme = acme();
    let cases: [(&[&str], &str); 13] = [
        (&["RSK-001", "owner=ROL-nobody"], "there is no role `ROL-nobody`"),
        (&["RSK-001", "owne=ROL-it-lead"], "did you mean `owner`?"),
        (&["RSK-1", "owner=ROL-it-lead"], "there is no record `RSK-1`"),
        (&["RSK-001", "current.likelihood=often"], "is a whole number"),
        (&["RSK-001", "treatment.option=hope"], "hope"),
        (&["RSK-001", "assessed.on=+5d"], "`assessed.on` says when something happened, and "),
        (&["RSK-001", "acceptance={by: ROL-platform-lead, on: tomorrow}"], "is yet to come; nothing was written"),
        (&["RSK-001", "id=RSK-009"], "hint: `isms rename OLD RSK-009` does it"),
        (&["RSK-001", "assessed.on=03/04/2026"], "may be `2026-04-03` or `2026-03-04`"),
        (&["RSK-001", "treatment.actions[7].due=today"], "has no item `7`; there are `Separate backup account from production` and"),
        (&["RSK-001", "treatment.actions.due=today"], "needs an item of `actions`"),
        (&["RSK-001", "tags-=none"], "there is nothing to take out"),
        (&["A.5.99", "applicable=true"], "there is no record `A.5.99`"),
    ];
    for (words, said) in cases {
        let ran = act(acme.path(), &[&["set"], words].concat());
        assert_eq!(ran.code, 2, "{words:?}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(said), "{words:?}: {}", ran.stderr);
        assert_eq!(differs(acme.path()), "", "{words:?}");
    }
    let ran = act(acme.path(), &["set", "RSK-001", "owner=ROL-nobody", "--force"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("there is no role `ROL-nobody`"), "{}", ran.stderr);
    assert!(differs(acme.path()).contains("ROL-nobody"));
}

#[test]
fn several_records_change_where_that_is_agreed_to() {
    let acme = acme();
    let all = ["set", "--where", "risk: owner = ROL-platform-lead", "tags+=x"];
    let ran = act(acme.path(), &all);
    assert_eq!((ran.code, ran.stderr.contains("would change")), (2, true), "{}", ran.stderr);
    let ran = act(acme.path(), &[&all[..], &["--dry-run"]].concat());
    assert!(ran.stdout.contains("+++ b/risks/RSK-001.yaml"), "{}", ran.stdout);
    assert_eq!(differs(acme.path()), "");
    let ran = act(acme.path(), &[&all[..], &["--yes"]].concat());
    assert_eq!(ran.stdout.lines().count(), git(acme.path(), &["diff", "--name-only"]).stdout.lines().count());
    assert!(ran.stdout.contains("RSK-001: tag x added"), "{}", ran.stdout);
}

#[test]
fn a_commit_takes_what_was_written_and_nothing_else() {
    let acme = acme();
    write(acme.path(), "lies-around.txt", "mine");
    write(acme.path(), "staged.txt", "mine");
    git(acme.path(), &["add", "staged.txt"]);
    let ran = act(acme.path(), &["accept", "RSK-003", "--until", "+3mo", "--why", "Comes: in August", "--commit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(
        git(acme.path(), &["show", "--name-only", "--format=%s"]).stdout,
        "Accept RSK-003 until 2026-09-30, by Managing director\n\nrisks/RSK-003.yaml\n"
    );
    assert_eq!(git(acme.path(), &["status", "--porcelain"]).stdout, "A  staged.txt\n?? lies-around.txt\n");
    let ran = act(acme.path(), &["set", "RSK-003", "tags+=w", "-m", "Tag it as weighty"]);
    assert!(ran.stdout.ends_with(": Tag it as weighty\n"), "{}{}", ran.stdout, ran.stderr);
    // What nobody committed yet would become part of it.
    write(acme.path(), "risks/RSK-003.yaml", fs::read_to_string(acme.path().join("risks/RSK-003.yaml")).unwrap() + "# more\n");
    let ran = act(acme.path(), &["set", "RSK-003", "tags+=y", "-m", "Tag it"]);
    assert_eq!((ran.code, ran.stderr.contains("changes that are in no commit yet")), (3, true), "{}", ran.stderr);
    assert_eq!(differs(acme.path()), "+# more");
    git(acme.path(), &["checkout", "-q", "."]);
    // A hook that refuses leaves the files, and that is said.
    let hook = acme.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\necho no today >&2\nexit 1\n").unwrap();
    executable(&hook);
    let ran = act(acme.path(), &["set", "RSK-003", "tags+=z", "--commit"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("no today") && ran.stderr.contains("`risks/RSK-003.yaml` is changed"), "{}", ran.stderr);
}

#[test]
fn a_commit_needs_git_and_a_quiet_repository() {
    let acme = acme();
    let mut without = command(acme.path(), &["--today", DAY, "set", "RSK-003", "tags+=y", "--commit"]);
    let ran = ran(without.env("PATH", "/nowhere").output().unwrap());
    assert_eq!((ran.code, ran.stderr.contains("there is no `git` to be run")), (3, true), "{}", ran.stderr);
    let mut nobody = command(acme.path(), &["--today", DAY, "set", "RSK-003", "tags+=y", "--commit"]);
    let ran = crate::support::ran(nobody.env_remove("GIT_AUTHOR_EMAIL").env_remove("GIT_AUTHOR_NAME").env("EMAIL", "").output().unwrap());
    assert_eq!((ran.code, ran.stderr.contains("git does not know who you are")), (3, true), "{}", ran.stderr);
    assert_eq!(differs(acme.path()), "");
    let lock = acme.path().join(".git/index.lock");
    fs::write(&lock, "").unwrap();
    let ran = act(acme.path(), &["set", "RSK-003", "tags+=y", "--commit"]);
    assert_eq!((ran.code, ran.stderr.contains("index.lock` is there")), (3, true), "{}", ran.stderr);
    fs::remove_file(&lock).unwrap();
    git(acme.path(), &["checkout", "-q", "--detach"]);
    let ran = act(acme.path(), &["set", "RSK-003", "tags+=y", "--commit"]);
    assert_eq!((ran.code, ran.stderr.contains("no branch is checked out")), (3, true), "{}", ran.stderr);
    assert_eq!(differs(acme.path()), "");
    git(acme.path(), &["switch", "-q", "-c", "side"]);
    fs::write(acme.path().join(".git/MERGE_HEAD"), git(acme.path(), &["rev-parse", "HEAD"]).stdout).unwrap();
    let ran = act(acme.path(), &["set", "RSK-003", "tags+=y", "--commit"]);
    assert_eq!((ran.code, ran.stderr.contains("a merge is under way")), (3, true), "{}", ran.stderr);
    assert_eq!(differs(acme.path()), "");
}

#[test]
fn a_yes_is_bound_to_what_it_was_said_to() {
    let acme = acme();
    for what in ["DOC-access-policy", "soa", "scope", "method", "plan"] {
        let ran = act(acme.path(), &["approve", what]);
        assert_eq!(ran.code, 0, "{what}: {}", ran.stderr);
    }
    assert!(differs(acme.path()).contains("+approval: {by: ROL-managing-director, on: 2026-06-30, digest: \"sha256:"));
    let verified = |n: &str| {
        let json = act(acme.path(), &["verify", "--format", "json"]).stdout;
        let report: serde_json::Value = serde_json::from_str(&json).unwrap();
        let all = report["approvals"].as_array().unwrap().clone();
        all.into_iter().find(|approval| approval["record"] == n).unwrap()["standing"].clone()
    };
    assert_eq!(verified("DOC-access-policy"), "fresh");
    write(acme.path(), "documents/files/access-policy.md", "Everything is allowed.\n");
    assert_eq!(verified("DOC-access-policy"), "stale");
}

#[test]
fn who_may_not_say_yes_is_refused() {
    let acme = acme();
    let shown = |what| ["approve", what, "--by", "ROL-finance-lead", "--shown-by", "EVD-desk-walk"];
    let cases: [(&[&str], i32, &str); 11] = [
        (&shown("scope"), 3, "the scope was approved by `ROL-finance-lead`, who is not top management"),
        (&shown("plan"), 3, "the plan was approved by `ROL-finance-lead`, who is not top management"),
        (&["approve", "scope", "--on", "tomorrow"], 2, "2026-07-01 is yet to come"),
        (&["approve", "RSK-001"], 3, "its owner is `ROL-platform-lead`"),
        (&["approve", "RSK-001", "--by", "ROL-platform-lead"], 3, "git knows you as `PER-lena-vogt`"),
        (&["approve", "CTL-backup"], 2, "is nothing that is approved"),
        (&["approve", "soa", "--by", "ROL-none"], 2, "there is no role or person"),
        (&["accept", "RSK-003", "--until", "yesterday", "--why", "x"], 3, "2026-06-29 is over on 2026-06-30"),
        (&["accept", "DOC-access-policy", "--until", "today", "--why", "x"], 2, "is no risk"),
        (
            &["accept", "RSK-002", "--by", "PER-mira-stein", "--shown-by", "EVD-desk-walk", "--until", "+3mo", "--why", "x"],
            3,
            "may not accept",
        ),
        (&["approve", "soa", "--by", "ROL-managing-director", "--shown-by", "EVD-none"], 2, "there is no evidence `EVD-none`"),
    ];
    for (words, code, said) in cases {
        let ran = act(acme.path(), words);
        assert_eq!(ran.code, code, "{words:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{words:?}: {}", ran.stderr);
        assert_eq!(differs(acme.path()), "", "{words:?}");
    }
    let ran = act(acme.path(), &["approve", "RSK-001", "--by", "ROL-platform-lead", "--shown-by", "EVD-desk-walk"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(differs(acme.path()).contains("shown_by: EVD-desk-walk, typed_by: PER-lena-vogt"), "{}", differs(acme.path()));
    // `--by` is offered where it was not said.
    let said = ["approve", "RSK-001", "--by", "ROL-platform-lead", "--shown-by", "EVD-desk-walk"];
    for (words, offers) in [(&["approve", "soa"][..], true), (&said, false)] {
        let ran = act_as("nobody@example.com", acme.path(), words);
        let is_unknown = ran.stderr.contains("no person of the programme has the e-mail address");
        assert_eq!((ran.code, is_unknown, ran.stderr.contains("`--by` says")), (3, true, offers), "{}", ran.stderr);
    }
}

#[test]
fn what_happened_is_written_where_it_belongs() {
    let acme = acme();
    let cases: [(&[&str], &str); 7] = [
        (&["done", "RSK-001"], "done: 2026-06-30"),
        (&["done", "plan", "documents", "--on", "yesterday"], "done: 2026-06-29"),
        (&["close", "FND-2026-03", "--why", "Done: seen"], "  why: \"Done: seen\""),
        (
            &["record", "test", "CTL-backup", "--result", "pass", "--evidence", "EVD-backup-restore"],
            "result: pass, evidence: EVD-backup-restore}",
        ),
        (&["record", "reading", "MET-patch-days", "7.5", "--on", "2026-06-29"], "{on: 2026-06-29, value: 7.5, by: PER-lena-vogt}"),
        (
            &["record", "training", "TRN-awareness", "PER-mira-stein", "--score", "80"],
            "{person: PER-mira-stein, on: 2026-06-30, score: 80}",
        ),
        (&["acknowledge", "DOC-access-policy", "--by", "PER-mira-stein"], "{person: PER-mira-stein, version: \"1.3\", on: 2026-06-30}"),
    ];
    for (words, said) in cases {
        let ran = act(acme.path(), words);
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.stderr);
        assert!(differs(acme.path()).contains(said), "{words:?}: {}", differs(acme.path()));
        git(acme.path(), &["checkout", "-q", "."]);
    }
    let walk = project().join("README.md");
    let walk = walk.to_str().unwrap();
    let refused: [(&[&str], &str); 19] = [
        (&["set", "RSK-001", "title=a", "title=b"], "`title` is given twice"),
        (&["done", "CHG-2026-01"], "was done on 2026-03-13 already"),
        (&["evidence", "add", walk, "--from", "yesterday", "--to", "-3d"], "ends before it begins"),
        (&["evidence", "add", walk, "--to", "tomorrow"], "is yet to come"),
        (&["close", "FND-2026-03", "--why", " "], "it says nothing"),
        (&["accept", "RSK-003", "--until", "+3mo", "--why", ""], "it says nothing"),
        (&["accept", "RSK-003", "--until", "+3mo", "--why", "Spare", "--by", "lena vogt"], "did you mean `PER-lena-vogt`?"),
        (&["accept", "RSK-003", "--until", "+3mo", "--why", "Spare", "--by", LENA], "did you mean `PER-lena-vogt`?"),
        (&["accept", "RSK-003", "--until", "+3mo", "--why", "Spare", "--by", "managing director"], "did you mean `ROL-managing-director`?"),
        (&["new", "risk", "--title", "  "], "it says nothing"),
        (&["set", "RSK-001", "RSK-001", "title=Once", "tags-=none"], "`RSK-001`: `tags` is not there"),
        (&["done", "plan"], "several open actions"),
        (&["done", "RSK-001", "paint"], "no open action `paint`"),
        (&["record", "reading", "MET-patch-days", "3,5"], "is a number"),
        (&["record", "test", "MET-patch-days", "--result", "pass"], "is a metric, not a control"),
        (&["record", "effect", "FND-2026-03", "--effective", "yes"], "does not say what shows an effect"),
        (&["close", "CTL-backup"], "is not closed"),
        (&["set", "risks/RSK-001.yaml", "title=a"], "did you mean `RSK-001`?"),
        (&["edit", "A.5.1"], "`isms soa decide --set A.5.1=…`"),
    ];
    for (words, said) in refused {
        let ran = act(acme.path(), words);
        assert_eq!((ran.code, ran.stderr.contains(said)), (2, true), "{words:?}: {}", ran.stderr);
        assert_eq!(differs(acme.path()), "", "{words:?}");
    }
}

/// The index has what a sparse checkout leaves out: another record in its place would be committed over it.
#[test]
fn what_a_sparse_checkout_leaves_out_is_not_written() {
    let acme = acme();
    git(acme.path(), &["sparse-checkout", "set", "--no-cone", "/*", "!/controls/"]);
    let acts: [&[&str]; 3] = [
        &["new", "control", "--id", "CTL-backup", "--title", "Another"],
        &["set", "CTL-backup", "title=Another"],
        &["rename", "CTL-backup", "CTL-copies"],
    ];
    for words in acts {
        let ran = act(acme.path(), words);
        assert_eq!(ran.code, 3, "{words:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("`git sparse-checkout add controls` brings it here"), "{words:?}: {}", ran.stderr);
        assert_eq!(git(acme.path(), &["status", "--porcelain"]).stdout, "", "{words:?}");
    }
    assert_eq!(act(acme.path(), &["new", "control", "--id", "CTL-none", "--title", "Not there yet"]).code, 0);
    assert_eq!(act(acme.path(), &["set", "RSK-001", "tags+=a"]).code, 0);
}

#[test]
fn names_with_nothing_behind_them_are_filled() {
    let acme = acme();
    let risk = "\u{feff}id: RSK-900\r\ntitle: Awkward # so\r\nowner: ROL-it-lead\r\ntags:\r\ncurrent: # none yet\r\n";
    write(acme.path(), "risks/RSK-900.yaml", risk);
    let ran = act(acme.path(), &["set", "RSK-900", "tags+=a", "current.likelihood=2", "current.impact=3", "affects=integrity", "--force"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = fs::read_to_string(acme.path().join("risks/RSK-900.yaml")).unwrap();
    assert!(text.starts_with("\u{feff}id: RSK-900\r\ntitle: Awkward # so\r\nowner: ROL-it-lead\r\naffects:"), "{text:?}");
    assert!(
        text.ends_with("current: # none yet\r\n  likelihood: 2\r\n  impact: 3\r\n") && !text.replace("\r\n", "").contains('\n'),
        "{text:?}"
    );
}

#[test]
fn who_may_is_not_asked_of_a_record_that_cannot_be_read() {
    let acme = acme();
    let finding = "id: FND-900\ntitle: F\nowner: ROL-it-lead\ngrade: minor\nraised: sometime\nactions: [{what: Not done}]\n";
    write(acme.path(), "findings/FND-900.yaml", finding);
    let ran = act(acme.path(), &["close", "FND-900", "--why", "x"]);
    assert_eq!((ran.code, ran.stderr.contains("has faults of form")), (3, true), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(acme.path().join("findings/FND-900.yaml")).unwrap(), finding);
}

#[test]
fn nothing_happened_on_a_day_to_come() {
    let acme = acme();
    let acts: [&[&str]; 8] = [
        &["done", "RSK-001"],
        &["close", "RSK-002"],
        &["close", "FND-2026-03", "--why", "x"],
        &["record", "test", "CTL-backup", "--result", "pass"],
        &["record", "reading", "MET-patch-days", "7.5"],
        &["record", "training", "TRN-awareness", "PER-mira-stein"],
        &["acknowledge", "DOC-access-policy", "--by", "PER-mira-stein"],
        &["retire", "CTL-web-filter", "--why", "x"],
    ];
    for words in acts {
        let ran = act(acme.path(), &[words, &["--on", "+1d"]].concat());
        assert_eq!((ran.code, ran.stderr.contains("2026-07-01 is yet to come")), (2, true), "{words:?}: {}", ran.stderr);
        assert_eq!(differs(acme.path()), "", "{words:?}");
    }
}

#[test]
fn what_is_asked_to_be_committed_by_its_approver_can_be() {
    let acme = acme();
    let isms = fs::read_to_string(acme.path().join("isms.yaml")).unwrap();
    write(acme.path(), "isms.yaml", isms + "trust: {approvals: committed}\n");
    commit_on(acme.path(), "2026-06-29", "Ask for more");
    let ran = act(acme.path(), &["approve", "DOC-access-policy", "--commit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("is in no commit yet"), "{}", ran.stderr);
}

#[test]
fn a_file_becomes_evidence() {
    let acme = acme();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("walk.txt");
    fs::write(&file, "All doors were shut.\n").unwrap();
    let path = file.to_str().unwrap();
    let ran = act(acme.path(), &["evidence", "add", path, "--supports", "CTL-backup,A.8.13", "--title", "Walk at night", "--commit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.starts_with("evidence/EVD-walk-at-night.yaml\nevidence/files/walk.txt\ncommitted as "), "{}", ran.stdout);
    let record = fs::read_to_string(acme.path().join("evidence/EVD-walk-at-night.yaml")).unwrap();
    assert!(record.contains("sha256: ") && record.contains("supports: [CTL-backup, A.8.13]"), "{record}");
    let again = act(acme.path(), &["evidence", "add", path, "--supports", "CTL-backup"]);
    assert_eq!((again.code, again.stderr.contains("is evidence already: `EVD-walk-at-night`")), (2, true), "{}", again.stderr);
    // Another file of that name has a place of its own.
    fs::write(&file, "One door stood open.\n").unwrap();
    let ran = act(acme.path(), &["evidence", "add", path, "--supports", "CTL-backup", "--commit"]);
    assert!(ran.stdout.contains("evidence/files/walk-2.txt\n"), "{}{}", ran.stdout, ran.stderr);
    // Nor is one hidden that was hidden elsewhere.
    for (name, kept) in [(".settings", "settings"), ("..settings.conf", "settings.conf"), ("...", "file.")] {
        let hidden = elsewhere.path().join(name);
        fs::write(&hidden, kept).unwrap();
        let ran = act(acme.path(), &["evidence", "add", hidden.to_str().unwrap(), "--supports", "CTL-backup"]);
        assert!(ran.stdout.contains(&format!("evidence/files/{kept}\n")), "{}{}", ran.stdout, ran.stderr);
    }
    // What git would keep for ever is not committed.
    fs::write(&file, "password: correct horse\n").unwrap();
    fs::rename(&file, elsewhere.path().join("secrets.txt")).unwrap();
    let path = elsewhere.path().join("secrets.txt");
    let ran = act(acme.path(), &["evidence", "add", path.to_str().unwrap(), "--supports", "CTL-backup", "--commit"]);
    assert_eq!((ran.code, ran.stderr.contains("seems to hold a password")), (3, true), "{}", ran.stderr);
    assert!(!acme.path().join("evidence/EVD-secrets.yaml").exists());
}

#[test]
fn what_comes_back_from_an_editor_is_looked_at() {
    let acme = acme();
    let edit = |editor: &str| {
        let mut command = command(acme.path(), &["--today", DAY, "edit", "RSK-003"]);
        ran(command.env("EDITOR", editor).output().unwrap())
    };
    let good = edit("sed -i 's/Cloud region fails for days/The region is gone/'");
    assert_eq!(good.code, 0, "{}", good.stderr);
    assert!(good.stdout.starts_with("RSK-003: "), "{}", good.stdout);
    assert_eq!(differs(acme.path()), "-title: Cloud region fails for days\n+title: The region is gone");
    git(acme.path(), &["checkout", "-q", "."]);
    let broken = edit("sed -i s/ROL-platform-lead/ROL-nobody/");
    assert_eq!((broken.code, differs(acme.path())), (2, String::new()), "{}", broken.stderr);
    let kept = broken.stderr.split("kept in `").nth(1).and_then(|rest| rest.split('`').next()).expect(&broken.stderr);
    assert!(fs::read_to_string(kept).unwrap().contains("ROL-nobody"));
    fs::remove_dir_all(Path::new(kept).parent().unwrap()).unwrap();
    assert!(
        broken.stderr.contains("there is no role `ROL-nobody`") && broken.stderr.contains("line 4, column 8 of it"),
        "{}",
        broken.stderr
    );
    // That other records find nothing there any more only follows from it.
    let unread = edit("sed -i '3s/: /: [/'");
    assert!(unread.code == 2 && unread.stderr.contains(" of it\n") && !unread.stderr.contains("there is no risk"), "{}", unread.stderr);
    assert_eq!(edit("true").stderr.lines().last(), Some("nothing changes: it says so already"));
    assert_eq!((edit("false").code, edit("/nowhere/editor").code, edit("").code), (3, 3, 2));
}

#[test]
fn a_record_ends_without_leaving_a_hole() {
    let acme = acme();
    let ran = act(acme.path(), &["retire", "CTL-web-filter", "--why", "The proxy does it"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        differs(acme.path()).contains("status: retired") && differs(acme.path()).contains("reason: The proxy does it"),
        "{}",
        differs(acme.path())
    );
    git(acme.path(), &["checkout", "-q", "."]);
    let refused: [(&[&str], i32, &str); 4] = [
        (&["retire", "RSK-001", "--why", "x"], 2, "is never out of use"),
        (
            &["rm", "CTL-backup"],
            3,
            "`AUD-2025-1`, `EVD-backup-restore`, `EVD-offline-copies`, `MET-restore-minutes` and `RSK-001` and 1 more refer to `CTL-backup`",
        ),
        (&["rm", "FND-2025-01"], 3, "an auditor takes a finding that is gone for one that was hidden"),
        (&["rm", "soa"], 2, "is no record"),
    ];
    for (words, code, said) in refused {
        let ran = act(acme.path(), words);
        assert_eq!((ran.code, ran.stderr.contains(said)), (code, true), "{words:?}: {}", ran.stderr);
        assert_eq!(differs(acme.path()), "", "{words:?}");
    }
    write(acme.path(), "metrics/MET-spare.yaml", "id: MET-spare\ntitle: Spare\n");
    commit_on(acme.path(), "2026-06-29", "More");
    let ran = act(acme.path(), &["rm", "MET-spare", "--commit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.starts_with("metrics/MET-spare.yaml is gone\ncommitted as "), "{}", ran.stdout);
    assert_eq!(git(acme.path(), &["show", "--name-status", "--format=%s"]).stdout, "Remove MET-spare\n\nD\tmetrics/MET-spare.yaml\n");
}

/// Where one or several may stand, an item is added to none, to one and to several.
#[test]
fn a_holder_is_added_to_whoever_holds_a_role() {
    let acme = acme();
    for (before, after) in [("", "PER-mira-stein"), ("held_by: PER-paul-adler\n", "PER-paul-adler, PER-mira-stein")] {
        write(acme.path(), "roles/ROL-spare.yaml", format!("id: ROL-spare\ntitle: Spare\n{before}"));
        let ran = act(acme.path(), &["set", "ROL-spare", "held_by+=PER-mira-stein"]);
        let said = std::fs::read_to_string(acme.path().join("roles/ROL-spare.yaml")).unwrap();
        let holders: Vec<&str> = said.split("held_by:").nth(1).unwrap_or_default().split_whitespace().filter(|word| *word != "-").collect();
        let holders = holders.join(", ").replace(",,", ",").replace(['[', ']'], "");
        assert_eq!((ran.code, holders), (0, after.to_owned()), "{said}{}", ran.stderr);
    }
}

/// Nobody approves decisions that are still to be made, nor has them on a sheet; who insists may.
#[test]
fn nothing_is_approved_that_is_not_there() {
    let fresh = crate::support::programme();
    write(fresh.path(), "people/PER-ada.yaml", "id: PER-ada\ntitle: Ada\njoined: 2020-01-01\nemails: [ada@example.org]\n");
    let top = act(fresh.path(), &["set", "ROL-top-management", "held_by+=PER-ada"]);
    assert_eq!(top.code, 0, "{}", top.stderr);
    for (what, said) in [("soa", "93 controls are not decided"), ("scope", "the scope has no statement")] {
        let args = ["approve", what, "--by", "ROL-top-management"];
        let ran = act(fresh.path(), &args);
        assert!(ran.code == 3 && ran.stderr.contains(said) && ran.stderr.contains("nothing was written"), "{what}: {}", ran.stderr);
    }
    let sheet = act(fresh.path(), &["signoff", "ROL-top-management", "--format", "json"]).stdout;
    assert!(!sheet.contains("\"soa\"") && !sheet.contains("\"scope\""), "{sheet}");
    let forced = act(fresh.path(), &["approve", "scope", "--by", "ROL-top-management", "--force"]);
    assert_eq!(forced.code, 0, "{}", forced.stderr);
}

/// A value that check would call off the scale is not written, by `set` as by `new`.
#[test]
fn a_rating_off_the_scale_is_not_written() {
    let acme = acme();
    let rating = ["current.likelihood=9", "current.impact=3"];
    let set = act(acme.path(), &[&["set", "RSK-001"][..], &rating].concat());
    let new = act(acme.path(), &["new", "risk", "--title", "It floods", "--set", rating[0], "--set", rating[1]]);
    for ran in [set, new] {
        assert!(ran.code == 2 && ran.stderr.contains("is not on the scale"), "{} {}", ran.code, ran.stderr);
    }
    assert_eq!(git(acme.path(), &["status", "--porcelain"]).stdout, "");
    assert_eq!(act(acme.path(), &[&["set", "RSK-001", "--force"][..], &rating].concat()).code, 0);
}

/// An acceptance ends on a day to come, and one that outlasts the next look at the risk is told.
#[test]
fn an_acceptance_ends_when_its_level_asks_for_another_look() {
    let acme = acme();
    let accept = |until: &str| act(acme.path(), &["accept", "RSK-002", "--until", until, "--why", "The parts come in May", "-n"]);
    let over = accept("2026-06-29");
    assert!(over.code == 3 && over.stderr.contains("2026-06-29 is over on 2026-06-30"), "{}", over.stderr);
    let longer = accept("2027-07-01");
    assert!(longer.code == 0 && longer.stderr.contains("its level asks for another look by 2027-06-30"), "{}", longer.stderr);
    let within = accept("2027-06-30");
    assert!(within.code == 0 && !within.stderr.contains("another look"), "{}", within.stderr);
}

#[test]
fn nobody_says_yes_for_somebody_else_field_by_field() {
    let acme = acme();
    let ines = "ines.haupt@acme-robotics.example";
    for field in ["acceptance.on=2026-06-29", "acceptance={by: ROL-managing-director, on: today, until: 2029-01-01, rationale: So be it}"] {
        let ran = act_as(ines, acme.path(), &["set", "RSK-002", field]);
        assert_eq!(ran.code, 3, "{field}: {}", ran.stderr);
        assert!(ran.stderr.contains("who does not speak for `ROL-managing-director`") && differs(acme.path()).is_empty(), "{}", ran.stderr);
    }
    let ran = act_as(ines, acme.path(), &["set", "DOC-backup-policy", "approval.on=2026-06-29"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    // What is no part of a yes is set as before, and so is a yes by whoever gives it.
    assert_eq!(act_as(ines, acme.path(), &["set", "RSK-002", "acceptance.rationale=It was said so on paper"]).code, 0);
    git(acme.path(), &["checkout", "-q", "."]);
    assert_eq!(act(acme.path(), &["set", "RSK-002", "acceptance.on=2026-06-29"]).code, 0);
}

#[test]
fn an_id_stays_one_record_s() {
    let acme = acme();
    write(acme.path(), "risks/several.yaml", "id: RSK-801\ntitle: One\n---\nid: RSK-802\ntitle: Two\n");
    let again = act(acme.path(), &["new", "risk", "--id", "RSK-802", "--title", "Again"]);
    assert_eq!(again.code, 3, "{}", again.stderr);
    assert!(again.stderr.contains("there is a record `RSK-802` already, in `risks/several.yaml`"), "{}", again.stderr);
    let mut edit = command(acme.path(), &["--today", DAY, "edit", "RSK-021"]);
    let edited = ran(edit.env("EDITOR", "sed -i 's/^id:.*/id: RSK-777/'").output().unwrap());
    assert_ne!(edited.code, 0);
    assert!(edited.stderr.contains("`RSK-021` would be gone") && edited.stderr.contains("isms rename RSK-021 NEW"), "{}", edited.stderr);
    assert!(fs::read_to_string(acme.path().join("risks/RSK-021.yaml")).unwrap().contains("id: RSK-021"));
    // Ids that are counted by the year go on in this one, and what is out of use is so once.
    let finding = ["--set", "source=AUD-2026-1", "--set", "grade=minor"];
    let ran = act(acme.path(), &[&["new", "finding", "--title", "F"][..], &finding].concat());
    assert_eq!(ran.stdout, "findings/FND-2026-04.yaml\n", "{}", ran.stderr);
    assert_eq!(act(acme.path(), &["retire", "CTL-web-filter", "--why", "Not needed here any more"]).code, 0);
    let ran = act(acme.path(), &["retire", "CTL-web-filter", "--why", "Other words"]);
    assert!(ran.code == 3 && ran.stderr.contains("is retired already"), "{}", ran.stderr);
}

#[test]
fn one_value_in_the_place_of_several_is_told() {
    let acme = acme();
    let ran = act(acme.path(), &["set", "RSK-001", "current.impact=4"]);
    assert!(ran.stderr.contains("`current.impact` of `RSK-001` had `financial`, `customers` and `safety`, which go"), "{}", ran.stderr);
}

#[test]
fn a_risk_says_why_it_is_closed_and_a_refusal_speaks_of_nothing_else() {
    let acme = acme();
    let ran = act(acme.path(), &["close", "RSK-022", "--why", "The site is sold"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(differs(acme.path()).contains("Closed on 2026-06-30: The site is sold"), "{}", differs(acme.path()));
    let ran = act(acme.path(), &["record", "training", "TRN-awareness", "ROL-cto"]);
    assert!(ran.code != 0 && ran.stderr.contains("`ROL-cto` is not an id") && !ran.stderr.contains("could not be read"), "{}", ran.stderr);
}
