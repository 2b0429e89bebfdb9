//! What is going to be committed, whatever the index is and whoever asks for it.

use crate::support::{command, commit, executable, git, git_command, git_may_fail, isms, put, ran, read, room, write};
use std::fs;
use std::path::Path;

const WRONG: &str = "id: RSK-9\ntitl: x\n";
const NOTICED: &str = "did you mean `title`";

fn staged(folder: &Path) -> String {
    let ran = isms(folder, &["check", "--staged", "--format", "short", "--fail-on", "never"]);
    ran.stdout + &ran.stderr
}

/// What a commit said, and whether it was made.
fn tries(folder: &Path, args: &[&str]) -> (String, bool) {
    let ran = git_may_fail(folder, &[&["commit", "-q", "-m", "x"], args].concat());
    (ran.stdout + &ran.stderr, ran.code == 0)
}

#[test]
fn exactly_the_staged_bytes_are_judged() {
    let (_room, root) = room();
    put(&root, "isms", "Acme one");
    commit(&root);
    let isms_folder = root.join("isms");
    write(&isms_folder, "risks/RSK-9.yaml", WRONG);
    assert!(!staged(&isms_folder).contains("RSK-9"), "not staged");
    git(&root, &["add", "-N", "."]);
    assert!(!staged(&isms_folder).contains("RSK-9"), "its content is not");
    git(&root, &["add", "."]);
    write(&isms_folder, "risks/RSK-9.yaml", "id: RSK-9\ntitle: x\n");
    assert!(staged(&isms_folder).contains(NOTICED), "the wrong half is staged");
    git(&root, &["add", "."]);
    write(&isms_folder, "risks/RSK-9.yaml", WRONG);
    assert!(!staged(&isms_folder).contains(NOTICED), "the right half is staged");
    fs::write(root.join(".git/index.lock"), "").unwrap();
    assert!(staged(&isms_folder).contains("RSK-9"), "somebody writes the index meanwhile");
}

#[test]
fn a_conflict_is_one_finding_and_other_states_are_read() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    commit(&root);
    git(&root, &["switch", "-q", "-c", "side"]);
    put(&root, "", "Acme side");
    commit(&root);
    git(&root, &["switch", "-q", "main"]);
    put(&root, "", "Acme main");
    commit(&root);
    assert_ne!(git_may_fail(&root, &["merge", "-q", "side"]).code, 0);
    assert_eq!(staged(&root).matches("the file is unmerged in the index").count(), 1);
    assert_eq!(isms(&root, &["hook", "run"]).code, 1);
    assert_eq!(read(&root, &["--at", "HEAD"]), "Acme main");
    assert_eq!(read(&root, &["--at", "side"]), "Acme side");
}

#[test]
fn what_the_work_tree_leaves_out_is_in_the_index() {
    let (_room, root) = room();
    put(&root, "isms", "Acme one");
    write(&root, "other/file", "x");
    commit(&root);
    git(&root, &["sparse-checkout", "set", "--no-sparse-index", "other"]);
    assert!(!root.join("isms").exists());
    assert!(staged(&root).contains("isms/risks/RSK-1.yaml:"), "{}", staged(&root));
    assert_eq!(read(&root, &["-C", "isms", "--at", "HEAD"]), "Acme one");
    assert_eq!(isms(&root, &["-C", "isms", "hook", "run"]).code, 0);
    git(&root, &["sparse-checkout", "reapply", "--sparse-index"]);
    assert!(staged(&root).contains("isms/risks/RSK-1.yaml:"), "{}", staged(&root));
    git(&root, &["sparse-checkout", "disable"]);
    git(&root, &["update-index", "--split-index"]);
    assert!(staged(&root.join("isms")).contains("git update-index --no-split-index"));
    git(&root, &["update-index", "--no-split-index"]);
    git(&root, &["-c", "feature.manyFiles=true", "update-index", "--index-version", "4", "--force-write-index"]);
    assert!(staged(&root.join("isms")).contains("risks/RSK-1.yaml:"));
    git(&root, &["update-index", "--skip-worktree", "isms/risks/RSK-1.yaml"]);
    fs::remove_file(root.join("isms/risks/RSK-1.yaml")).unwrap();
    assert!(staged(&root.join("isms")).contains("risks/RSK-1.yaml:"));
}

#[test]
fn the_hook_sees_each_index_that_git_may_use() {
    let (_room, root) = room();
    put(&root, "isms", "Acme one");
    write(&root, "other", "x");
    commit(&root);
    assert_eq!(isms(&root.join("isms"), &["hook", "install"]).code, 0);
    git(&root, &["worktree", "add", "-q", "../wt"]);
    for top in [&root, &root.join("../wt")] {
        write(top, "isms/risks/RSK-9.yaml", WRONG);
        git(top, &["add", "."]);
        let risks = top.join("isms/risks");
        for (folder, args) in [
            (top.as_path(), &[][..]),
            (top, &["-a"]),
            (top, &["isms"]),
            (&risks, &[]),
            (&risks, &["-a"]),
            (&risks, &["RSK-9.yaml"]),
            (&risks, &["-i", "RSK-9.yaml"]),
        ] {
            let (said, made) = tries(folder, args);
            assert!(!made && said.contains(NOTICED), "{args:?}: {said}");
        }
        // A commit of another file leaves out what is wrong.
        write(top, "other", format!("{}", top.display()));
        let (said, made) = tries(top, &["other"]);
        assert!(made, "{said}");
    }
}

#[test]
fn a_work_tree_far_from_its_repository_is_named_by_the_environment() {
    let (room, _) = room();
    let (home, store) = (room.path().join("home"), room.path().join("store.git"));
    put(&home, "isms", "Acme home");
    git(room.path(), &["init", "-q", "--bare", "-b", "main", "store.git"]);
    let places = [format!("--git-dir={}", store.display()), format!("--work-tree={}", home.display())];
    let far = |args: &[&str]| git_may_fail(&home, &[&[places[0].as_str(), &places[1]], args].concat());
    assert_eq!(far(&["add", "isms"]).code + far(&["commit", "-q", "-m", "one"]).code, 0);
    let mut at = command(&home.join("isms"), &["--at", "HEAD", "list", "risk", "--format", "csv"]);
    at.env("GIT_DIR", &store).env("GIT_WORK_TREE", &home);
    assert!(ran(at.output().unwrap()).stdout.contains("Acme home"));
    write(&store, "hooks/pre-commit", format!("#!/bin/sh\nexec '{}' -C isms hook run\n", env!("CARGO_BIN_EXE_isms")));
    executable(&store.join("hooks/pre-commit"));
    write(&home, "isms/risks/RSK-9.yaml", WRONG);
    assert_eq!(far(&["add", "isms"]).code, 0);
    let refused = far(&["commit", "-q", "-m", "two"]);
    assert!(refused.code == 1 && (refused.stdout + &refused.stderr).contains(NOTICED));
}

#[test]
fn a_hook_may_ask_about_a_programme_in_another_repository() {
    let (_room, root) = room();
    put(&root, "isms", "Acme outer");
    commit(&root);
    git(&root, &["init", "-q", "-b", "main", "inner"]);
    put(&root, "inner/isms", "Acme inner");
    commit(&root.join("inner"));
    let isms = env!("CARGO_BIN_EXE_isms");
    let lists = format!("'{isms}' -C inner/isms --at HEAD list risk --format csv\n'{isms}' -C inner/isms check --staged --format short\n");
    write(&root, ".git/hooks/pre-commit", format!("#!/bin/sh\n{lists}exit 1\n"));
    executable(&root.join(".git/hooks/pre-commit"));
    git(&root, &["worktree", "add", "-q", "../wt"]);
    git(&root.join("../wt"), &["clone", "-q", "../repo/inner", "inner"]);
    for top in [&root, &root.join("../wt")] {
        for args in [&["--allow-empty"][..], &["--allow-empty", "-a"]] {
            let (said, _) = tries(top, args);
            assert!(said.contains("Acme inner") && said.contains("inner/isms/risks/RSK-1.yaml:") && !said.contains("error: "), "{said}");
        }
    }
}

#[test]
fn nobody_looks_above_a_ceiling() {
    let (room, root) = room();
    put(&root, "isms", "Acme one");
    commit(&root);
    for (ceiling, code) in [(root.as_path(), 3), (room.path(), 0)] {
        let mut at = command(&root, &["-C", "isms", "--at", "HEAD", "check", "--fail-on", "never"]);
        assert_eq!(ran(at.env("GIT_CEILING_DIRECTORIES", ceiling).output().unwrap()).code, code);
    }
}

#[test]
fn the_hook_follows_a_programme_that_moves_and_leaves_other_branches_alone() {
    let (_room, root) = room();
    put(&root, "isms", "Acme one");
    commit(&root);
    assert_eq!(isms(&root.join("isms"), &["hook", "install"]).code, 0);
    git(&root, &["mv", "isms", "compliance"]);
    let (said, made) = tries(&root, &[]);
    assert!(made && said.contains("`compliance/` by now") && said.contains("isms hook install"), "{said}");
    write(&root, "compliance/risks/RSK-9.yaml", WRONG);
    git(&root, &["add", "."]);
    let (said, made) = tries(&root, &[]);
    assert!(!made && said.contains(NOTICED) && !said.contains("RSK-1"), "{said}");
    git(&root, &["rm", "-rqf", "compliance"]);
    put(&root, "another", "Beta one");
    git(&root, &["add", "."]);
    git(&root, &["commit", "-q", "--no-verify", "-m", "x"]);
    write(&root, "another/note", "x");
    git(&root, &["add", "."]);
    let (said, made) = tries(&root, &[]);
    assert!(!made && said.contains("the index has no programme in `isms`; it has one in `another`"), "{said}");
    git(&root, &["checkout", "-q", "--orphan", "pages"]);
    git(&root, &["rm", "-rqf", "."]);
    write(&root, "index.html", "x");
    git(&root, &["add", "."]);
    let (said, made) = tries(&root, &[]);
    assert!(made && said.contains("so nothing was checked"), "{said}");
    let quiet = git_command(&root, &["status", "--short"]).output().unwrap();
    assert!(quiet.stdout.is_empty());
}
