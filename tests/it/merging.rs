//! Branches that change the same records, joined by git itself with the driver.

use crate::support::{Ran, commit, git, git_may_fail, isms, room, write};
use std::fs;
use std::path::{Path, PathBuf};

const RISK: &str = "id: RSK-001\ntitle: Fire\nowner: ROL-it   # since May\ncurrent:\n  likelihood: 2\n  impact: 3\n";
const PLACE: &str = "risks/RSK-001.yaml";

/// A programme in a repository that has the driver, with a branch `side` that changes the risk, and `main` that does too.
fn branches(place: &str, ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let (room, root) = room();
    let folder = root.join(place);
    write(&folder, "isms.yaml", "format: 1\norganisation: {name: A}\n");
    write(&folder, ".gitattributes", "*.yaml text eol=lf merge=isms\n");
    write(&folder, PLACE, RISK);
    commit(&root);
    let installed = isms(&folder, &["hook", "install"]);
    assert!(installed.stderr.contains("git now merges records field by field, with `isms merge-driver`"), "{}", installed.stderr);
    // The hook of commits is not what is looked at here.
    fs::remove_dir_all(root.join(".git/hooks")).unwrap();
    git(&root, &["checkout", "-q", "-b", "side"]);
    change(&folder, theirs);
    commit(&root);
    git(&root, &["checkout", "-q", "main"]);
    change(&folder, ours);
    commit(&root);
    (room, root)
}

fn change(folder: &Path, changes: &[(&str, &str)]) {
    let text = changes.iter().fold(RISK.to_owned(), |text, (from, to)| text.replace(from, to));
    write(folder, PLACE, text);
}

fn risk(root: &Path) -> String {
    fs::read_to_string(root.join(PLACE)).unwrap()
}

const TITLE: (&str, &str) = ("title: Fire", "title: Flood");
const OWNER: (&str, &str) = ("owner: ROL-it ", "owner: ROL-hr ");
const JOINED: &str = "title: Flood\nowner: ROL-hr   # since May\n";

#[test]
fn git_joins_fields_wherever_it_joins_branches() {
    let ways: [&[&[&str]]; 4] = [
        &[&["merge", "-q", "side", "-m", "join"]],
        &[&["rebase", "-q", "side"]],
        &[&["cherry-pick", "side"]],
        // What is stashed is theirs.
        &[
            &["checkout", "-q", "side"],
            &["reset", "-q", "--soft", "HEAD~1"],
            &["stash", "-q"],
            &["checkout", "-q", "main"],
            &["stash", "pop", "-q"],
        ],
    ];
    for way in ways {
        let (_room, root) = branches("", &[TITLE], &[OWNER]);
        way.iter().for_each(|args| drop(git(&root, args)));
        assert!(risk(&root).contains(JOINED), "{way:?}: {}", risk(&root));
    }
    let (_room, root) = branches("a/b c", &[TITLE], &[OWNER]);
    git(&root, &["merge", "-q", "side", "-m", "join"]);
    assert!(risk(&root.join("a/b c")).contains(JOINED));
}

#[test]
fn a_conflict_stands_at_its_field_and_is_told() {
    let (_room, root) = branches("", &[TITLE, ("likelihood: 2", "likelihood: 4")], &[OWNER, ("likelihood: 2", "likelihood: 5")]);
    let Ran { code, stderr, .. } = git_may_fail(&root, &["merge", "side"]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("risks/RSK-001.yaml: both sides changed `current.likelihood` of RSK-001: `4` on ours, `5` on theirs, `2` before"),
        "{stderr}"
    );
    let text = risk(&root);
    assert!(text.contains(JOINED) && text.contains("<<<<<<< ours\n  likelihood: 4\n=======\n  likelihood: 5\n>>>>>>> theirs\n"), "{text}");
    assert!(git(&root, &["status", "--short"]).stdout.contains("UU risks/RSK-001.yaml"));
}

#[test]
fn two_records_of_one_id_are_told_with_the_command_that_renames_one() {
    let (_room, root) = branches("", &[], &[]);
    for (branch, title) in [("side", "Flood"), ("main", "Theft")] {
        git(&root, &["checkout", "-q", branch]);
        write(&root, "risks/RSK-002.yaml", format!("id: RSK-002\ntitle: {title}\n"));
        commit(&root);
    }
    let merged = git_may_fail(&root, &["merge", "side"]);
    assert_eq!(merged.code, 1);
    assert!(
        merged.stderr.contains("both sides made a record `RSK-002`") && merged.stderr.contains("`isms rename RSK-002 NEW`"),
        "{}",
        merged.stderr
    );
    // What is told is done.
    git(&root, &["merge", "--abort"]);
    git(&root, &["checkout", "-q", "side"]);
    let renamed = isms(&root, &["rename", "RSK-002", "RSK-003"]);
    assert_eq!(renamed.code, 0, "{}", renamed.stderr);
    commit(&root);
    git(&root, &["checkout", "-q", "main"]);
    git(&root, &["merge", "-q", "side", "-m", "join"]);
    let titles = isms(&root, &["list", "risk", "--columns", "id,title", "--format", "csv"]).stdout;
    assert!(titles.contains("RSK-002,Theft") && titles.contains("RSK-003,Flood"), "{titles}");
}

#[test]
fn the_setting_goes_with_the_hook_and_leaves_others_alone() {
    let (_room, root) = branches("", &[], &[]);
    let config = || fs::read_to_string(root.join(".git/config")).unwrap();
    assert!(git(&root, &["config", "merge.isms.driver"]).stdout.contains("merge-driver %O %A %B %L %P"));
    let with = config();
    assert_eq!(isms(&root, &["hook", "install"]).code, 0);
    assert_eq!(config(), with);
    let out = isms(&root, &["hook", "uninstall"]);
    assert!(out.stderr.contains("git merges records as text again"), "{}", out.stderr);
    assert_eq!(git_may_fail(&root, &["config", "merge.isms.driver"]).code, 1);
    fs::remove_file(root.join(".gitattributes")).unwrap();
    assert!(isms(&root, &["hook", "install"]).stderr.contains("`*.yaml merge=isms`"));
}
