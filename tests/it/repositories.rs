//! Every state that a repository can be in: read right, or refused with what helps.

use crate::support::{commit, commit_on, executable, git, git_may_fail, import, isms, put, read, room, write};
use std::fs;
use std::path::{Path, PathBuf};

/// A programme that moved twice, was at the top, and whose first commit is on no branch of its own any more.
fn moved() -> (tempfile::TempDir, PathBuf) {
    let (room, root) = room();
    write(&root, "README", "before\n");
    commit_on(&root, "2025-01-01", "step");
    put(&root, "old/place", "Acme one");
    commit_on(&root, "2025-02-01", "step");
    git(&root, &["tag", "-a", "v1", "-m", "first"]);
    git(&root, &["rm", "-q", "README"]);
    git(&root, &["mv", "old/place/isms.yaml", "old/place/risks", "."]);
    commit_on(&root, "2025-03-01", "step");
    put(&root, "", "Acme two");
    commit_on(&root, "2025-04-01", "step");
    git(&root, &["tag", "v2"]);
    fs::create_dir(root.join("isms")).unwrap();
    git(&root, &["mv", "isms.yaml", "risks", "isms"]);
    put(&root, "isms", "Acme three");
    commit_on(&root, "2025-05-01", "step");
    (room, root)
}

#[test]
fn a_moved_programme_is_read_where_it_was() {
    let (_room, root) = moved();
    for (at, title) in [
        ("v1", "Acme one"),
        ("2025-02-10", "Acme one"),
        ("HEAD~2", "Acme one"),
        ("v2", "Acme two"),
        ("HEAD", "Acme three"),
        ("v1:old/place", "Acme one"),
        ("v1:old/place/", "Acme one"),
        ("2025-04-15:.", "Acme two"),
        ("v2:", "Acme two"),
    ] {
        assert_eq!(read(&root, &["-C", "isms", "--at", at]), title, "{at}");
    }
    let before = read(&root, &["-C", "isms", "--at", "HEAD~4"]);
    assert!(before.contains("has no programme in `isms`") && before.contains("later commit"), "{before}");
    let wrong = read(&root, &["-C", "isms", "--at", "v1:old"]);
    assert!(wrong.contains("has no programme in `old`; it has one in `old/place`") && wrong.contains("`v1:old/place`"), "{wrong}");
    let log = isms(&root, &["-C", "isms", "log", "RSK-1", "--format", "csv"]).stdout;
    assert!(log.contains("title,Acme two,Acme three") && log.contains("title,Acme one,Acme two") && log.lines().count() == 4, "{log}");
    let diff = isms(&root, &["-C", "isms", "diff", "v1"]);
    assert!(diff.stdout.contains("1 changed") && diff.stderr.contains("the programme is in `old/place`"), "{}{}", diff.stdout, diff.stderr);
    // Looked at from the past, the places of today are found as well.
    git(&root, &["checkout", "-q", "v1"]);
    assert_eq!(read(&root, &["-C", "old/place", "--at", "main"]), "Acme three");
    assert_eq!(read(&root, &["-C", "old/place", "--at", "v2"]), "Acme two");
    // So they are before the move is committed.
    git(&root, &["checkout", "-q", "main"]);
    fs::rename(root.join("isms"), root.join("new")).unwrap();
    put(&root, "new", "Acme four");
    assert_eq!(read(&root, &["-C", "new", "--at", "HEAD"]), "Acme three");
    assert_eq!(read(&root, &["-C", "new", "--at", "v1"]), "Acme one");
}

#[test]
fn another_programme_is_never_taken_for_the_one_that_is_looked_for() {
    let (_room, root) = room();
    put(&root, "a", "Alpha");
    commit(&root);
    put(&root, "b", "Beta");
    commit(&root);
    let none = read(&root, &["-C", "b", "--at", "HEAD~1"]);
    assert!(none.contains("has no programme in `b`; it has one in `a`") && none.contains("`HEAD~1:a`"), "{none}");
    assert_eq!(read(&root, &["-C", "b", "--at", "HEAD~1:a"]), "Alpha");
    let two = read(&root, &["--at", "HEAD"]);
    assert!(two.contains("has several programmes: `a` and `b`") && two.contains("`HEAD:a`"), "{two}");
    assert_eq!(read(&root, &["--at", "HEAD~1"]), "Alpha");
    // Gone from the work tree, its name still finds it.
    git(&root, &["rm", "-rq", "b"]);
    commit(&root);
    assert_eq!(read(&root, &["-C", "b", "--at", "HEAD~1"]), "Beta");
    assert_eq!(read(&root, &["-C", "b/risks", "--at", "HEAD~1"]), "Beta");
    assert!(read(&root, &["-C", "b", "--at", "HEAD"]).contains("has no programme in `b`"));
    assert!(read(&root, &["-C", "b"]).contains("there is no folder `b`"));
}

#[test]
fn a_branch_begun_before_a_move_is_followed_too() {
    let (_room, root) = room();
    put(&root, "old", "Acme one");
    commit(&root);
    git(&root, &["switch", "-q", "-c", "side"]);
    put(&root, "old", "Acme side");
    commit(&root);
    git(&root, &["switch", "-q", "main"]);
    git(&root, &["mv", "old", "new"]);
    commit(&root);
    git(&root, &["merge", "-q", "-m", "merge", "side"]);
    assert_eq!(read(&root, &["-C", "new", "--at", "side"]), "Acme side");
    let log = isms(&root, &["-C", "new", "log", "--by", "ada", "RSK-1", "--format", "csv"]).stdout;
    assert!(log.contains("title,Acme one,Acme side") && log.lines().count() == 3, "{log}");
}

#[test]
fn every_reading_command_reads_bare_repositories_and_moved_programmes_alike() {
    let (room, root) = moved();
    git(room.path(), &["clone", "-q", "--bare", "repo", "bare.git"]);
    git(&root, &["worktree", "add", "-q", "../then", "v1"]);
    let (bare, then) = (room.path().join("bare.git"), room.path().join("then"));
    for args in [
        &["check", "--format", "short"][..],
        &["check", "--format", "sarif"],
        &["risk", "score"],
        &["risk", "matrix"],
        &["risk", "plan"],
        &["risk", "diff", "v1", "main"],
        &["soa", "render"],
        &["soa", "status"],
        &["soa", "diff", "v1", "main"],
        &["audit", "readiness"],
        &["list", "risk"],
        &["show", "RSK-1"],
        &["log"],
        &["diff", "v1", "main"],
        &[],
    ] {
        let at: &[&str] = if args.contains(&"diff") { &[] } else { &["--at", "v1"] };
        let [bare, moved, there] = [(&bare, "."), (&root, "isms"), (&then, "old/place")].map(|(folder, place)| {
            let ran = isms(folder, &[&["-C", place][..], at, args].concat());
            assert!(ran.code == 0 || ran.code == 1, "{args:?} {place}: {}", ran.stderr);
            ran.stdout
        });
        assert_eq!(bare, there, "{args:?}");
        assert_eq!(moved, there, "{args:?}");
    }
}

#[test]
fn a_bare_repository_has_commits_and_no_files() {
    let (room, root) = moved();
    git(room.path(), &["clone", "-q", "--bare", "repo", "bare.git"]);
    let bare = room.path().join("bare.git");
    for args in [&["check"][..], &["log"], &["new", "risk"], &["diff", "v1"], &[]] {
        let ran = isms(&bare, args);
        assert_eq!(ran.code, 3, "{args:?}");
        assert!(ran.stderr.contains("`.` is a bare repository") && ran.stderr.contains("such as `--at main`"), "{}", ran.stderr);
    }
    for args in [&["check", "--staged"][..], &["hook", "run"]] {
        assert!(isms(&bare, args).stderr.contains("nothing is staged in a bare repository"));
    }
    put(&root, "second", "Beta");
    commit(&root);
    git(&root, &["push", "-q", "../bare.git", "main"]);
    let several = read(&bare, &["--at", "main"]);
    assert!(several.contains("`isms` and `second`") && several.contains("`main:isms`"), "{several}");
    assert_eq!(read(&bare, &["--at", "main:second"]), "Beta");
    assert_eq!(read(room.path(), &["-C", "bare.git", "--at", "v1"]), "Acme one");
    // A hook of the server sees what is pushed before anybody else does.
    let hook =
        format!("#!/bin/sh\nread old new ref\n'{}' --at \"$new:isms\" check --format short --fail-on never\n", env!("CARGO_BIN_EXE_isms"));
    write(&bare, "hooks/pre-receive", hook);
    executable(&bare.join("hooks/pre-receive"));
    write(&root, "isms/risks/RSK-2.yaml", "id: RSK-2\ntitl: Acme pushed\n");
    commit(&root);
    let pushed = git(&root, &["push", "../bare.git", "main"]);
    assert!(pushed.stderr.contains("did you mean `title`"), "{}", pushed.stderr);
}

#[test]
fn revisions_are_those_of_the_repository_not_of_this_clone() {
    let (_room, root) = moved();
    for at in [
        "-x",
        ":/2025",
        "HEAD^{/2025}",
        "HEAD@{0}",
        "@{1}",
        "main..HEAD",
        "^HEAD",
        "",
        ":",
        "HEAD^2",
        "HEAD~9",
        "HEAD^{tree}",
        "HEAD:/isms",
    ] {
        let said = read(&root, &["-C", "isms", &format!("--at={at}")]);
        assert!(said.contains("is no commit of this repository"), "{at}: {said}");
    }
    let short = git(&root, &["rev-parse", "--short", "v2"]).stdout;
    for (at, title) in [
        ("@", "Acme three"),
        ("v1^{}", "Acme one"),
        ("v1^{commit}^0", "Acme one"),
        ("HEAD^~1", "Acme one"),
        ("heads/main", "Acme three"),
        ("refs/tags/v2", "Acme two"),
        (short.trim(), "Acme two"),
    ] {
        assert_eq!(read(&root, &["-C", "isms", "--at", at]), title, "{at}");
    }
    assert!(read(&root, &["-C", "isms", "--at", "2024-12-31"]).contains("the first is of 2025-01-01"));
    assert!(isms(&root, &["-C", "isms", "--at", "2025-02-30", "check"]).stderr.contains("not a day in the calendar"));
    git(&root, &["branch", "v2", "HEAD"]);
    assert!(read(&root, &["-C", "isms", "--at", "v2"]).contains("`v2` is a tag and a branch, of different commits"));
    assert_eq!(read(&root, &["-C", "isms", "--at", "tags/v2"]), "Acme two");
    git(&root, &["tag", "2025-02-10", "HEAD"]);
    let both = isms(&root, &["-C", "isms", "--at", "2025-02-10", "list", "risk", "--format", "csv"]);
    assert!(both.stdout.contains("Acme one") && both.stderr.contains("`refs/tags/2025-02-10` names what is called so"), "{}", both.stderr);
    let blobs: String = (0..600).map(|n| format!("blob\ndata {}\n{n}\n", n.to_string().len())).collect();
    import(&root, blobs.as_bytes());
    let all = git(&root, &["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"]).stdout;
    let ids: Vec<&str> = all.lines().map(|id| &id[..4]).collect();
    let twice = ids.windows(2).find(|pair| pair[0] == pair[1]).unwrap()[0];
    assert!(read(&root, &["-C", "isms", "--at", twice]).contains(&format!("`{twice}` is how several ids begin")));
}

#[test]
fn replacements_grafts_and_forged_dates_do_not_change_what_is_read() {
    let (_room, root) = room();
    for (day, title) in
        [("2025-01-01", "one"), ("2025-02-01", "two"), ("2025-03-01", "three"), ("2001-01-01", "forged"), ("2025-05-01", "five")]
    {
        put(&root, "", &format!("Acme {title}"));
        commit_on(&root, day, "step");
    }
    let look = || {
        let at = ["HEAD", "HEAD~1", "HEAD~3", "2025-02-15", "2025-06-01"].map(|at| read(&root, &["--at", at]));
        (at, isms(&root, &["log", "--format", "json"]).stdout)
    };
    let before = look();
    assert_eq!(before.0, ["Acme five", "Acme forged", "Acme two", "Acme two", "Acme five"]);
    let id = |name: &str| git(&root, &["--no-replace-objects", "rev-parse", name]).stdout.trim().to_owned();
    git(&root, &["replace", "HEAD", "HEAD~3"]);
    git(&root, &["replace", "HEAD~1", "HEAD~2"]);
    git(&root, &["replace", &id("HEAD~3:risks/RSK-1.yaml"), &id("HEAD~4:risks/RSK-1.yaml")]);
    assert_eq!(look(), before);
    git(&root, &["replace", "-d", &id("main")]);
    write(&root, ".git/info/grafts", format!("{} {}\n", id("HEAD"), id("HEAD~3")));
    assert_eq!(look(), before);
    // A forged day is told, and hides nothing else.
    let note = isms(&root, &["--at", "2025-02-15", "check"]).stderr;
    assert!(note.contains("dates are out of order") && note.contains("claims 2001-01-01"), "{note}");
    assert!(read(&root, &["--at", "2001-06-01"]).contains("there is no commit on or before 2001-06-01"));
}

#[test]
fn twenty_thousand_commits_are_no_reason_to_wait() {
    let (_room, root) = room();
    let mut stream = b"reset refs/heads/main\n".to_vec();
    for n in 0..20_000_u32 {
        stream.extend(format!("commit refs/heads/main\ncommitter A <a> {} +0000\ndata 1\nc\n", 1_500_000_000 + n * 3600).bytes());
        if n % 1_000 == 0 {
            let text = format!("id: RSK-1\ntitle: At {n}\n");
            stream.extend(format!("M 644 inline risks/RSK-1.yaml\ndata {}\n{text}\n", text.len()).bytes());
            let root = "format: 1\norganisation: {name: Acme}\n";
            stream.extend(format!("M 644 inline isms.yaml\ndata {}\n{root}\n", root.len()).bytes());
        }
    }
    import(&root, &stream);
    git(&root, &["reset", "-q", "--hard"]);
    let begin = std::time::Instant::now();
    assert_eq!(read(&root, &["--at", "2018-01-01"]), "At 4000");
    assert_eq!(read(&root, &["--at", "HEAD~19500"]), "At 0");
    assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
}

#[test]
fn a_shallow_clone_says_that_it_is_one() {
    let (room, root) = moved();
    git(room.path(), &["clone", "-q", "--depth", "2", &format!("file://{}", root.display()), "shallow"]);
    let shallow = room.path().join("shallow");
    assert_eq!(read(&shallow, &["-C", "isms", "--at", "HEAD~1"]), "Acme two");
    assert_eq!(read(&shallow, &["-C", "isms", "--at", "2025-04-15"]), "Acme two");
    let id = git(&root, &["rev-parse", "v1^{}"]).stdout;
    for at in ["HEAD~2", "HEAD~1^", "HEAD~3", "v1", "2025-03-15", "2024-01-01", id.trim()] {
        let said = read(&shallow, &["-C", "isms", "--at", at]);
        assert!(said.contains("is not in this clone, which is shallow") && said.contains("git fetch --unshallow"), "{at}: {said}");
    }
    assert!(isms(&shallow, &["-C", "isms", "diff", "v1"]).stderr.contains("shallow"));
    assert!(isms(&shallow, &["-C", "isms", "log"]).stdout.contains("This clone is shallow"));
    git(&shallow, &["fetch", "-q", "--unshallow", "--tags"]);
    assert_eq!(read(&shallow, &["-C", "isms", "--at", "v1"]), "Acme one");
}

#[cfg(unix)]
#[test]
fn a_partial_clone_fetches_nothing_by_itself() {
    let (room, root) = moved();
    git(&root, &["config", "uploadpack.allowFilter", "true"]);
    let marker = room.path().join("FETCHED");
    let script = room.path().join("upload-pack");
    write(room.path(), "upload-pack", format!("#!/bin/sh\ntouch '{}'\nexec git-upload-pack \"$@\"\n", marker.display()));
    executable(&script);
    for filter in ["blob:none", "tree:0"] {
        let name = filter.replace(':', "-");
        git(room.path(), &["clone", "-q", &format!("--filter={filter}"), &format!("file://{}", root.display()), &name]);
        let partial = room.path().join(name);
        git(&partial, &["config", "remote.origin.uploadpack", &script.to_string_lossy()]);
        assert_eq!(read(&partial, &["-C", "isms", "--at", "HEAD"]), "Acme three");
        for args in [&["--at", "HEAD~1", "check"][..], &["--at", "v1", "list", "risk"], &["diff", "v1"], &["log"]] {
            let said = isms(&partial, &[&["-C", "isms"], args].concat()).stderr;
            assert!(
                said.contains("is not in this partial clone") && said.contains("`git fetch --refetch --no-filter`"),
                "{args:?}: {said}"
            );
        }
        assert!(!marker.exists());
        git(&partial, &["show", "HEAD~1:risks/RSK-1.yaml"]);
        assert!(marker.exists(), "the test can fail: git fetches what is missing");
        git(&partial, &["-c", "maintenance.auto=false", "fetch", "-q", "--refetch", "--no-filter"]);
        assert_eq!(read(&partial, &["-C", "isms", "--at", "v1"]), "Acme one");
        fs::remove_file(&marker).unwrap();
    }
}

#[test]
fn work_trees_detached_and_unborn_branches_are_what_they_are() {
    let (room, root) = moved();
    git(&root, &["worktree", "add", "-q", "../wt", "v2"]);
    let linked = room.path().join("wt");
    assert_eq!(read(&linked, &["--at", "HEAD"]), "Acme two");
    assert_eq!(read(&linked, &["--at", "main"]), "Acme three");
    assert_eq!(read(&linked, &["--at", "2025-03-15"]), "Acme one");
    git(&root, &["checkout", "-q", "--orphan", "fresh"]);
    for at in ["HEAD", "2026-01-01", "@"] {
        assert!(read(&root, &["-C", "isms", "--at", at]).contains("the current branch `fresh` has no commits yet"), "{at}");
    }
    assert_eq!(read(&root, &["-C", "isms", "--at", "main"]), "Acme three");
    let (_room, empty) = crate::support::room();
    put(&empty, "isms", "Acme none");
    for args in [&["--at", "HEAD", "check"][..], &["--at", "main", "check"], &["--at", "2026-01-01", "check"], &["log"], &["diff", "HEAD"]]
    {
        let ran = isms(&empty.join("isms"), args);
        assert!(ran.code == 3 && ran.stderr.contains("this repository has no commits yet"), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(isms(&empty.join("isms"), &["hook", "run"]).code, 0);
}

#[test]
fn a_programme_in_a_submodule_is_the_submodules() {
    let (room, root) = moved();
    git(room.path(), &["init", "-q", "-b", "main", "super"]);
    let outer = room.path().join("super");
    git(&outer, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &format!("file://{}", root.display()), "sub"]);
    commit(&outer);
    assert_eq!(read(&outer, &["-C", "sub/isms", "--at", "HEAD"]), "Acme three");
    assert_eq!(read(&outer, &["-C", "sub/isms", "--at", "v1"]), "Acme one");
    assert!(read(&outer, &["--at", "HEAD:sub/isms"]).contains("has no programme in `sub/isms`"));
    git(&outer.join("sub"), &["worktree", "prune"]);
    fs::rename(outer.join(".git/modules"), outer.join(".git/away")).unwrap();
    let lost = read(&outer, &["-C", "sub/isms", "--at", "HEAD"]);
    assert!(lost.contains("sub/.git` leads to no repository") && lost.contains("git submodule update --init"), "{lost}");
}

#[test]
fn a_broken_repository_is_named_and_the_files_are_read_all_the_same() {
    let (room, root) = room();
    put(&root, "", "Acme one");
    let says = |what: &str| {
        let said = read(&root, &["--at", "HEAD"]);
        assert!(said.contains(what), "{what}: {said}");
        assert_eq!(isms(&root, &["check", "--fail-on", "never"]).code, 0, "{what}");
        assert_eq!(isms(&root, &[]).code, 0, "{what}");
    };
    let spoil = |path: &str, text: &str, what: &str| {
        let path = root.join(".git").join(path);
        let before = fs::read(&path).unwrap();
        fs::write(&path, text).unwrap();
        says(what);
        fs::write(&path, before).unwrap();
    };
    commit(&root);
    spoil("HEAD", "rubbish\n", "cannot be read");
    spoil("refs/heads/main", "rubbish\n", "cannot be read");
    spoil("refs/heads/main", &format!("{}\n", "1".repeat(40)), "is missing in the repository");
    spoil("config", "[core\n", "git cannot open the repository");
    spoil("config", "[core]\nrepositoryformatversion = 1\n[extensions]\nrefstorage = reftable\n", "reftable");
    spoil("config", "[core]\nrepositoryformatversion = 1\n[extensions]\npartialclone = origin\n", "partial clone of an early form");
    spoil("config", "[core]\nrepositoryformatversion = 1\n[extensions]\nfancy = 1\n", "needs `fancy` of git");
    spoil("config", "[core]\nrepositoryformatversion = 7\n", "repository version 7");
    fs::write(root.join(".git/index"), "rubbish").unwrap();
    assert_eq!(read(&root, &["--at", "HEAD"]), "Acme one");
    assert!(isms(&root, &["check", "--staged"]).stderr.contains("the index cannot be read: it is cut short"));
    fs::rename(root.join(".git/objects"), root.join(".git/away")).unwrap();
    says(".git` is no repository");
    fs::remove_dir_all(root.join(".git")).unwrap();
    fs::write(root.join(".git"), "gitdir: ../nowhere\n").unwrap();
    says(".git` leads to no repository");
    fs::write(root.join(".git"), "rubbish\n").unwrap();
    says("malformed");
    fs::remove_file(root.join(".git")).unwrap();
    says("is not in a git repository");
    drop(room);
}

#[test]
fn formats_of_git_that_cannot_be_read_are_named() {
    for (option, what) in [("--object-format=sha256", "SHA-256"), ("--ref-format=reftable", "reftable")] {
        let room = tempfile::tempdir().unwrap();
        if git_may_fail(room.path(), &["init", "-q", option, "-b", "main"]).code != 0 {
            continue;
        }
        put(room.path(), "", "Acme one");
        commit(room.path());
        for args in [&["--at", "HEAD", "check"][..], &["check", "--staged"], &["log"], &["diff", "HEAD"], &["hook", "install"]] {
            let ran = isms(room.path(), args);
            assert!(ran.code == 3 && ran.stderr.contains(what) && ran.stderr.contains("\nhint: "), "{args:?}: {}", ran.stderr);
        }
        assert_eq!(read(room.path(), &[]), "Acme one");
    }
}

#[cfg(unix)]
#[test]
fn the_repository_of_another_user_is_not_read() {
    use std::os::unix::fs::MetadataExt as _;
    let (_room, root) = room();
    put(&root, "", "Acme one");
    commit(&root);
    let given = std::process::Command::new("chown").args(["-R", "12345"]).arg(&root).output().is_ok_and(|ran| ran.status.success());
    if !given || fs::metadata(&root).unwrap().uid() != 12345 {
        return;
    }
    let said = read(&root, &["--at", "HEAD"]);
    assert!(said.contains("belongs to another user") && said.contains(&format!("safe.directory '{}'", root.display())), "{said}");
    assert_eq!(read(&root, &[]), "Acme one");
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_read_from_the_index() {
    let (_room, root) = crate::support::room();
    put(&root, "", "Acme one");
    write(&root, "people/PER-eva.yaml", "id: PER-eva\ntitle: Eva\n");
    write(&root, "roles/ROL-a.yaml", "id: ROL-a\ntitle: A\nheld_by: [PER-eva]\n");
    commit(&root);
    let found = |args: &[&str]| isms(&root, &[&["check", "--format", "short"], args].concat());
    let whole = found(&[]);
    git(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!/people/"]);
    assert!(!root.join("people/PER-eva.yaml").exists());
    let sparse = found(&[]);
    assert_eq!(sparse.stdout, whole.stdout);
    assert!(sparse.stderr.contains("this checkout is sparse: 1 file of the programme is not here"), "{}", sparse.stderr);
    write(&root, "people/PER-eva.yaml", "id: PER-eva\ntitle: Eve\n");
    assert!(isms(&root, &["list", "person", "--columns", "title", "--format", "csv"]).stdout.contains("Eve"));
}

/// The path of a risk that is begun, and what is said beside it.
fn begun(root: &Path, args: &[&str]) -> (String, String) {
    let ran = isms(root, &[&["new", "risk", "--title", "T"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    (ran.stdout.trim().to_owned(), ran.stderr)
}

#[test]
fn the_next_id_is_free_on_all_branches_and_in_the_index() {
    let (room, root) = moved();
    let far = room.path().join("far");
    git(room.path(), &["clone", "-q", &root.to_string_lossy(), "far"]);
    git(&far, &["switch", "-q", "-c", "theirs"]);
    write(&far, "isms/risks/more/of.yaml", "title: Two in a file\nid: RSK-7\n---\nid: RSK-012\ntitle: T\n");
    commit(&far);
    git(&root, &["remote", "add", "far", &far.to_string_lossy()]);
    let programme = root.join("isms");
    // Nobody has fetched it yet.
    assert_eq!(begun(&programme, &["--id", "RSK-003"]).0, "risks/RSK-003.yaml");
    git(&root, &["fetch", "-q", "far"]);
    let (path, said) = begun(&programme, &[]);
    assert_eq!(path, "risks/RSK-013.yaml");
    assert!(said.contains("`RSK-004` or a later one is taken on another branch or in the index"), "{said}");
    // A local branch from before the programme was moved, whose file has a name that it does not keep.
    git(&root, &["switch", "-q", "-c", "side", "HEAD~1"]);
    write(&root, "risks/RSK-020.yaml", "title: no id\n");
    git(&root, &["add", "risks"]);
    git(&root, &["commit", "-q", "-m", "step"]);
    git(&root, &["switch", "-q", "main"]);
    assert_eq!(begun(&programme, &[]).0, "risks/RSK-021.yaml");
    // What is staged is there, even if its file is gone.
    write(&programme, "risks/RSK-030.yaml", "id: RSK-030\ntitle: T\n");
    git(&root, &["add", "-A"]);
    fs::remove_file(programme.join("risks/RSK-030.yaml")).unwrap();
    let (path, said) = begun(&programme, &["-q"]);
    assert_eq!((path.as_str(), said.as_str()), ("risks/RSK-031.yaml", ""));
    // Whoever names one is told of the other.
    assert!(begun(&programme, &["--id", "RSK-020"]).1.contains("another branch or the index has a record `RSK-020` too"));
    let drawn = begun(&programme, &["--id", "random"]).0;
    assert!(drawn.len() == "risks/RSK-k7m2qa.yaml".len() && drawn != begun(&programme, &["--id", "random"]).0, "{drawn}");
    assert_eq!(begun(&programme, &[]).0, "risks/RSK-032.yaml");
}

#[test]
fn branches_that_cannot_be_read_are_told_and_keep_nobody_from_writing() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    commit(&root);
    // The others count all the same.
    git(&root, &["switch", "-q", "-c", "whole"]);
    write(&root, "risks/RSK-007.yaml", "id: RSK-007\ntitle: T\n");
    commit(&root);
    git(&root, &["switch", "-q", "main"]);
    write(&root, ".git/refs/heads/torn", "no commit\n");
    let (path, said) = begun(&root, &[]);
    assert_eq!(path, "risks/RSK-008.yaml");
    assert!(said.contains("`refs/heads/torn` may have this id too, since it cannot be read: "), "{said}");
    assert!(!said.contains("other branches may have"), "{said}");
    // Nor does one whose commit is gone, or an index that is none, hide what can be read.
    write(&root, ".git/refs/heads/gone", format!("{}\n", "1".repeat(40)));
    write(&root, ".git/index", "none");
    let (path, said) = begun(&root, &[]);
    assert_eq!(path, "risks/RSK-009.yaml");
    for what in ["`refs/heads/torn`", "`refs/heads/gone`", "the index"] {
        assert!(said.contains(&format!("what is in {what} may have this id too")), "{what}: {said}");
    }
}

/// A folder that branches have in common is opened once, and what stands beside it on each.
#[test]
fn folders_in_common_hide_no_others() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    for folder in ["a", "z"] {
        write(&root, &format!("risks/{folder}/RSK-00{}.yaml", if folder == "a" { 2 } else { 3 }), "title: T\n");
    }
    commit(&root);
    git(&root, &["switch", "-q", "-c", "side"]);
    write(&root, "risks/a/RSK-040.yaml", "id: RSK-040\ntitle: T\n");
    commit(&root);
    git(&root, &["switch", "-q", "main"]);
    assert_eq!(begun(&root, &[]).0, "risks/RSK-041.yaml");
}
