//! Repositories of which a part is cut short, damaged, or no file at all: each command ends soon, with the name of what is
//! wrong or without having needed it.

use crate::support::{command, commit_on, git, git_command, git_fed, isms, put, ran, read, room, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// What reads a history in one way or another.
const COMMANDS: [&[&str]; 8] = [
    &["check", "--format", "short", "--fail-on", "never"],
    &["log"],
    &["verify"],
    &["diff", "HEAD~1"],
    &["trend"],
    &["--at", "HEAD", "show", "RSK-1"],
    &["--at", "2026-12-31", "list", "risk"],
    &["check", "--staged", "--fail-on", "never"],
];

/// Whether a child ended by itself; it is ended otherwise.
fn ended(child: &mut Child) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(20) {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    false
}

/// Runs a command that has to end by itself; says what it complained of.
fn complaint(root: &Path, args: &[&str], what: &str) -> String {
    let mut child = command(root, args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    assert!(ended(&mut child), "{what}: {args:?} goes on for ever");
    let ran = ran(child.wait_with_output().unwrap());
    assert!(matches!(ran.code, 0 | 1 | 3), "{what}: {args:?}: {} {}", ran.code, ran.stderr);
    assert!(ran.code != 3 || ran.stderr.contains("error: ") && ran.stderr.contains("\nhint: "), "{what}: {}", ran.stderr);
    ran.stderr
}

/// Three versions of a risk, in a tagged history whose objects lie loose.
fn history() -> (tempfile::TempDir, PathBuf) {
    let (room, root) = room();
    for (day, title) in [("2026-01-01", "one"), ("2026-02-01", "two"), ("2026-03-01", "three")] {
        put(&root, "", &format!("Acme {title} {}", "and so on ".repeat(40)));
        commit_on(&root, day, "step");
    }
    git(&root, &["tag", "-a", "v1", "-m", "first"]);
    (room, root)
}

fn loose(root: &Path, name: &str) -> (String, PathBuf) {
    let id = git(root, &["rev-parse", name]).stdout.trim().to_owned();
    let path = root.join(".git/objects").join(&id[..2]).join(&id[2..]);
    (id, path)
}

fn replace(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

/// What may become of a file: cut anywhere, empty, rubbish, with more behind it, with bits turned.
fn spoilt(whole: &[u8]) -> Vec<Vec<u8>> {
    let cuts = [0, 1, 2, 3, 7, whole.len() / 3, whole.len() / 2, whole.len().saturating_sub(5), whole.len() - 1];
    let mut all: Vec<Vec<u8>> = cuts.iter().filter(|cut| **cut < whole.len()).map(|cut| whole[..*cut].to_vec()).collect();
    for at in [0, 1, 2, whole.len() / 2, whole.len() - 1] {
        let mut turned = whole.to_vec();
        turned[at] ^= 0x10;
        all.push(turned);
    }
    all.extend([b"rubbish".to_vec(), [whole, b"more"].concat(), [&whole[..2], &[0xff; 40]].concat()]);
    all
}

#[test]
fn an_object_that_is_cut_short_or_damaged_is_named_at_once() {
    let (_room, root) = history();
    for (n, name) in ["HEAD", "HEAD~1", "HEAD^{tree}", "HEAD:risks", "HEAD:risks/RSK-1.yaml", "v1"].into_iter().enumerate() {
        let (id, path) = loose(&root, name);
        let whole = fs::read(&path).unwrap();
        for (m, bytes) in spoilt(&whole).into_iter().enumerate() {
            replace(&path, &bytes);
            let at: &[&str] = match name {
                "v1" => &["--at", "v1", "check"],
                "HEAD~1" => &["log"],
                _ => &["--at", "HEAD", "check"],
            };
            let said = complaint(&root, at, name);
            assert!(said.contains(&id) && said.contains("cannot be read"), "{name} {m}: {said}");
            complaint(&root, COMMANDS[(n + m) % COMMANDS.len()], name);
        }
        replace(&path, &whole);
    }
    // The same commands say nothing of a whole repository.
    for args in COMMANDS {
        assert!(!complaint(&root, args, "whole").contains("cannot be read"), "{args:?}");
    }
}

/// The index of a pack in which two objects have each other's places. It has 1,032 bytes that lead to the ids, of 20 bytes each; then
/// come sums and places, of four each.
fn exchanged(index: &[u8], ids: &[String; 2]) -> Vec<u8> {
    let count = u32::from_be_bytes(index[1_028..1_032].try_into().unwrap()) as usize;
    let id = |n: usize| index[1_032 + 20 * n..][..20].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let [a, b] = ids.each_ref().map(|wanted| 1_032 + 24 * count + 4 * (0..count).find(|n| id(*n) == *wanted).unwrap());
    let mut exchanged = index.to_vec();
    (0..4).for_each(|n| exchanged.swap(a + n, b + n));
    exchanged
}

#[test]
fn an_object_of_a_pack_that_stands_in_for_another_is_noticed() {
    let (_room, root) = history();
    git(&root, &["repack", "-adq"]);
    let mut packs = fs::read_dir(root.join(".git/objects/pack")).unwrap().map(|entry| entry.unwrap().path());
    let index = packs.find(|path| path.extension().is_some_and(|ending| ending == "idx")).unwrap();
    let whole = fs::read(&index).unwrap();
    let id = |name: &str| git(&root, &["rev-parse", name]).stdout.trim().to_owned();
    let pair = |name| (name, [id(name), id(&name.replace("~1", "~2"))]);
    // Their names first: git itself may notice.
    for (name, ids) in ["HEAD~1", "HEAD~1^{tree}", "HEAD~1:risks", "HEAD~1:risks/RSK-1.yaml"].map(pair) {
        replace(&index, &exchanged(&whole, &ids));
        let said = complaint(&root, &["verify"], name);
        assert!(said.contains("holds something else than its name says") && ids.iter().any(|id| said.contains(id)), "{name}: {said}");
    }
    replace(&index, &whole);
    assert!(!complaint(&root, &["verify"], "whole").contains("something else"));
}

/// A stored object: no compression, and whatever header and content.
fn stored(text: &[u8]) -> Vec<u8> {
    let len = u16::try_from(text.len()).unwrap();
    let (mut a, mut b) = (1_u32, 0_u32);
    text.iter().for_each(|byte| {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    });
    [&[0x78, 0x01, 0x01][..], &len.to_le_bytes(), &(!len).to_le_bytes(), text, &(b << 16 | a).to_be_bytes()].concat()
}

#[test]
fn an_object_that_lies_about_itself_is_named() {
    let (_room, root) = history();
    let (id, path) = loose(&root, "HEAD");
    let text = git(&root, &["cat-file", "commit", "HEAD"]).stdout;
    let honest = stored(format!("commit {}\0{text}", text.len()).as_bytes());
    replace(&path, &honest);
    assert!(read(&root, &["--at", "HEAD"]).contains("Acme three"), "the honest form is read");
    for header in ["commit 99999999999", "commit 1", "commit -5", "commit", "commit x", "tree 10", "nothing 10", ""] {
        replace(&path, &stored(format!("{header}\0{text}").as_bytes()));
        let said = complaint(&root, &["--at", "HEAD", "check"], header);
        assert!(said.contains(&id), "{header}: {said}");
        complaint(&root, &["log"], header);
    }
}

#[test]
fn packs_and_lists_that_are_damaged_end_no_command_late() {
    let (_room, root) = history();
    for args in [
        &["repack", "-q", "-a", "-d"][..],
        &["pack-refs", "--all"],
        &["multi-pack-index", "write"],
        &["commit-graph", "write", "--reachable"],
    ] {
        git(&root, args);
    }
    git(&root, &["prune-packed", "-q"]);
    let mut files = vec![root.join(".git/packed-refs"), root.join(".git/index"), root.join(".git/objects/info/commit-graph")];
    files.extend(fs::read_dir(root.join(".git/objects/pack")).unwrap().map(|entry| entry.unwrap().path()));
    let mut complaints = 0;
    for (n, path) in files.iter().enumerate() {
        let whole = fs::read(path).unwrap();
        for (m, bytes) in spoilt(&whole).into_iter().enumerate().skip(n % 2).step_by(2) {
            replace(path, &bytes);
            let said = complaint(&root, COMMANDS[(n + m) % COMMANDS.len()], &path.display().to_string());
            complaints += usize::from(said.contains("cannot be read") || said.contains("is missing in the repository"));
        }
        replace(path, &whole);
    }
    assert!(complaints > 10, "{complaints}");
    assert!(read(&root, &["--at", "HEAD"]).contains("Acme three"));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_keeps_nobody_waiting() {
    let (room, root) = history();
    let (_, object) = loose(&root, "HEAD:isms.yaml");
    let object = object.strip_prefix(root.join(".git")).unwrap().display().to_string();
    let pipe = |path: &Path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    let names = [
        "config",
        "HEAD",
        "packed-refs",
        "shallow",
        "index",
        "commondir",
        "gitdir",
        "objects/info/alternates",
        "info/grafts",
        "info/exclude",
        "refs/heads/main",
        "refs/tags/v1",
        "objects/info/commit-graph",
        "objects/pack/multi-pack-index",
        "objects/pack/pack-0000000000000000000000000000000000000000.idx",
        "objects/pack/pack-0000000000000000000000000000000000000000.pack",
        &object,
    ];
    let read_for_all = ["config", "HEAD", "shallow", "objects/info/alternates", "objects/pack/multi-pack-index"];
    for (n, name) in names.into_iter().enumerate() {
        let (path, aside) = (root.join(".git").join(name), root.join(".git/aside"));
        let kept = fs::rename(&path, &aside).is_ok();
        for kind in ["pipe", "folder", "link"] {
            match kind {
                "pipe" => pipe(&path),
                "folder" => fs::create_dir(&path).unwrap(),
                _ => {
                    pipe(&room.path().join("pipe"));
                    std::os::unix::fs::symlink(room.path().join("pipe"), &path).unwrap();
                }
            }
            let at = complaint(&root, &["--at", "HEAD", "check"], name);
            assert!(kind == "folder" || !read_for_all.contains(&name) || at.contains(name), "{name} {kind}: {at}");
            [n, n + 3].iter().for_each(|n| drop(complaint(&root, COMMANDS[n % COMMANDS.len()], name)));
            if kind == "folder" { fs::remove_dir(&path) } else { fs::remove_file(&path) }.unwrap();
            let _ = fs::remove_file(room.path().join("pipe"));
        }
        if kept {
            fs::rename(&aside, &path).unwrap();
        }
    }
    // A pipe does hold up who opens it: git waits for its own settings.
    fs::rename(root.join(".git/config"), root.join(".git/aside")).unwrap();
    pipe(&root.join(".git/config"));
    let mut waits = git_command(&root, &["log"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(waits.try_wait().unwrap().is_none());
    waits.kill().unwrap();
    waits.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn what_the_environment_or_a_git_file_names_keeps_nobody_waiting() {
    let (room, root) = history();
    let pipe = room.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "ISMS_CACHE"] {
        for args in [&["log"][..], &["check", "--staged"], &["check"]] {
            let mut child = command(&root, args);
            if name.contains("OBJECT") {
                child.env("GIT_DIR", root.join(".git"));
            }
            let mut child = child.env(name, &pipe).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            assert!(ended(&mut child), "{name} {args:?}");
        }
    }
    fs::rename(root.join(".git"), room.path().join("away")).unwrap();
    fs::rename(&pipe, root.join(".git")).unwrap();
    COMMANDS.iter().for_each(|args| drop(complaint(&root, args, ".git")));
    fs::remove_file(root.join(".git")).unwrap();
    write(&root, ".git", "gitdir: ../pipe\n");
    fs::write(room.path().join("pipe"), "").unwrap();
    COMMANDS.iter().for_each(|args| drop(complaint(&root, args, "gitdir")));
}

#[cfg(unix)]
#[test]
fn what_a_repository_includes_in_its_settings_is_not_opened() {
    let (room, root) = history();
    let signed = {
        let tree = git(&root, &["rev-parse", "HEAD^{tree}"]).stdout;
        let head = git(&root, &["rev-parse", "HEAD"]).stdout;
        let who = "Ada <ada@example.org> 1772600000 +0000";
        let sig = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----";
        let text = format!("tree {tree}parent {head}author {who}\ncommitter {who}\n{sig}\n\nx\n");
        git_fed(&root, &["hash-object", "-t", "commit", "-w", "--stdin"], text.as_bytes())
    };
    git(&root, &["update-ref", "HEAD", &signed]);
    let pipe = room.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let config = fs::read_to_string(root.join(".git/config")).unwrap();
    for include in
        ["[include]\n\tpath = ", "[includeIf \"gitdir:**\"]\n\tpath = ", "[core]\n\tattributesFile = ", "[core]\n\texcludesFile = "]
    {
        write(&root, ".git/config", format!("{config}{include}{}\n", pipe.display()));
        COMMANDS.iter().chain([&&["log", "RSK-1"][..]]).for_each(|args| drop(complaint(&root, args, include)));
        assert!(read(&root, &["--at", "HEAD"]).contains("Acme three"));
    }
    // What an included file says counts for nothing: git itself would take this for a bare repository of another form.
    write(room.path(), "more", "[core]\n\trepositoryformatversion = 7\n");
    write(&root, ".git/config", format!("{config}[include]\n\tpath = {}\n", room.path().join("more").display()));
    assert!(read(&root, &["--at", "HEAD"]).contains("Acme three"));
    write(&root, ".git/config", format!("{config}[core]\n\trepositoryformatversion = 7\n"));
    assert!(read(&root, &["--at", "HEAD"]).contains("repository version 7"));
}

#[test]
fn a_commit_without_a_date_stays_in_the_history() {
    let (_room, root) = history();
    let before = git(&root, &["rev-list", "--count", "HEAD"]).stdout.trim().parse::<usize>().unwrap();
    let first = git(&root, &["rev-parse", "HEAD"]).stdout.trim().to_owned();
    for (n, time) in ["99999999999999999999 +0000", "-5 +9999", "253402300800 +0000", "when where", "1772600000 +99999", "1772600000", ""]
        .into_iter()
        .enumerate()
    {
        let tree = git(&root, &["rev-parse", &format!("{first}^{{tree}}")]).stdout;
        let text =
            format!("tree {tree}parent {first}\nauthor Ada <ada@example.org> {time}\ncommitter Ada <ada@example.org> {time}\n\nodd\n");
        let odd = git_fed(&root, &["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], text.as_bytes());
        git(&root, &["reset", "-q", "--hard", &odd]);
        put(&root, "", &format!("Acme honest {n}"));
        commit_on(&root, "2026-04-01", "honest");
        for args in COMMANDS {
            let said = complaint(&root, args, time);
            assert!(!said.contains("error: "), "{time}: {args:?}: {said}");
        }
        let check = isms(&root, &["check", "--today", "2026-06-30", "--format", "short", "--select", "git-date-unreadable"]).stdout;
        assert!(check.contains(&format!("commit `{}` has no date that can be read", &odd[..10])), "{time}: {check}");
        let verify = isms(&root, &["verify", "--today", "2026-06-30", "--format", "csv"]).stdout;
        assert!(verify.contains("dated by something that is no date"), "{time}: {verify}");
        assert_eq!(git(&root, &["rev-list", "--count", "HEAD"]).stdout.trim().parse(), Ok(before + 2));
        // It hides neither what came before it nor what came after.
        assert!(read(&root, &["--at", "2026-02-15"]).contains("Acme two"), "{time}");
        assert!(read(&root, &["--at", "2026-03-15"]).contains("Acme three"), "{time}");
        assert_eq!(read(&root, &["--at", "2026-06-30"]), format!("Acme honest {n}"), "{time}");
        // By itself it is judged on the day of the one before it.
        let at = isms(&root, &["--at", "HEAD~1", "check", "--format", "json"]);
        assert!(at.stdout.contains("\"as_of\": \"2026-03-01\"") && at.stderr.contains("has a date that cannot be read"), "{}", at.stderr);
    }
    let clean = isms(&root, &["--at", &first, "check", "--format", "short", "--select", "git-date-unreadable"]).stdout;
    assert!(!clean.contains("git-date-unreadable"), "{clean}");
}
