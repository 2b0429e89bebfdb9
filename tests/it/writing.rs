//! What commands that write do to files, devices and each other.

use crate::support::{command, git, isms, programme, ran, write};
use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const RISK: [&str; 6] = ["new", "risk", "--title", "It floods", "--set", "owner=ROL-isms-manager"];

/// The names of hidden things in a folder, those of git left out.
fn litter(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".isms")).collect()
}

/// Everything in a folder but git's, by path.
fn seen(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| !path.ends_with(".git")) {
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.clone(), fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
#[cfg(unix)]
fn an_output_goes_to_what_is_there() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    let folder = programme();
    let root = folder.path();
    // A device of our own, with the number of /dev/full: only root may make one, and only where nodes may be made.
    let full = root.join("full");
    let made = std::process::Command::new("mknod").arg(&full).args(["c", "1", "7"]).stderr(Stdio::null()).status();
    if made.is_ok_and(|status| status.success()) && fs::OpenOptions::new().write(true).open(&full).is_ok() {
        for args in [&["soa", "render", "-o", "full", "--format", "md"][..], &["check", "-o", "full"]] {
            let ran = isms(root, args);
            assert_eq!(ran.code, 3, "{args:?}: {}", ran.stderr);
            assert!(ran.stderr.contains("nothing was changed"), "{}", ran.stderr);
        }
        assert!(fs::symlink_metadata(&full).unwrap().file_type().is_char_device());
        fs::remove_file(&full).unwrap();
    } else {
        eprintln!("left out: no device can be made here");
    }
    symlink("elsewhere.md", root.join("link.md")).unwrap();
    assert_eq!(isms(root, &["soa", "render", "-o", "link.md"]).code, 0);
    assert!(root.join("link.md").is_symlink() && root.join("elsewhere.md").is_file());
    let inode = fs::metadata(root.join("elsewhere.md")).unwrap().ino();
    fs::hard_link(root.join("elsewhere.md"), root.join("twin.md")).unwrap();
    assert_eq!(isms(root, &["risk", "score", "-o", "link.md"]).code, 0);
    assert_eq!(fs::metadata(root.join("twin.md")).unwrap().ino(), inode);
    assert!(fs::read_to_string(root.join("twin.md")).unwrap().contains("isk register"));
    // Streams: what was there stays, and `-` is one.
    let text = isms(root, &["soa", "status"]).stdout;
    assert_eq!(isms(root, &["soa", "status", "-o", "-", "--format", "text"]).stdout, text);
    let log = fs::File::create(root.join("log")).unwrap();
    let mut shell = command(root, &["soa", "status", "-o", "/dev/stdout", "--format", "text"]);
    std::io::Write::write_all(&mut &log, b"before\n").unwrap();
    assert!(shell.stdout(log).status().unwrap().success());
    assert_eq!(fs::read_to_string(root.join("log")).unwrap(), format!("before\n{text}"));
    assert!(!root.join("-").exists());
    let ran = isms(root, &["soa", "status", "-o", "roles", "--format", "text"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert_eq!(litter(root), [""; 0]);
}

#[test]
fn writers_do_not_destroy_each_others_records() {
    let folder = programme();
    let root = folder.path();
    write(root, "sheet.csv", "ID,Title,Owner\nRSK-002,From a sheet,ISMS manager\n");
    let mut running: Vec<_> = (0..6).map(|_| command(root, &RISK).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()).collect();
    running.push(command(root, &["import", "sheet.csv", "--as", "risk"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let done: Vec<_> = running.into_iter().map(|child| ran(child.wait_with_output().unwrap())).collect();
    let imported = done[6].stdout.contains("1 imported");
    let said: std::collections::BTreeSet<&str> = done[..6].iter().filter(|ran| ran.code == 0).map(|ran| ran.stdout.trim()).collect();
    assert_eq!(said.len(), 6, "every one has a record of its own");
    let kept = fs::read_dir(root.join("risks")).unwrap().count();
    assert_eq!(kept, 6 + usize::from(imported), "{}", done[6].stdout);
    let floods = fs::read_dir(root.join("risks"))
        .unwrap()
        .filter(|entry| fs::read_to_string(entry.as_ref().unwrap().path()).unwrap().contains("It floods"));
    assert_eq!(floods.count(), 6);
}

#[test]
fn a_file_in_the_way_is_left_alone() {
    let folder = programme();
    write(folder.path(), "risks/RSK-001.yaml", "id: [not closed\n");
    let ran = isms(folder.path(), &RISK);
    assert_eq!((ran.code, ran.stdout.trim()), (0, "risks/RSK-002.yaml"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("risks/RSK-001.yaml")).unwrap(), "id: [not closed\n");
}

/// A repository may bring a folder that looks as if a command had been interrupted there. Nothing is done by it.
#[test]
fn what_a_clone_brings_is_not_taken_back() {
    let folder = programme();
    let root = folder.path();
    let sum = |text: &str| {
        write(root, "schemas/x", text);
        let out = std::process::Command::new("sha256sum").arg(root.join("schemas/x")).output().unwrap();
        fs::remove_file(root.join("schemas/x")).unwrap();
        String::from_utf8(out.stdout).unwrap()[..64].to_owned()
    };
    write(root, ".gitignore", "/clone\n");
    let head = "ref: refs/heads/main\n";
    let plan = format!("isms writing 2\nin 1:0\n- {} .git/HEAD\n- {} README.md\n- {} z\n", sum(head), sum("mine\n"), sum("z"));
    write(root, "README.md", "mine\n");
    write(root, ".isms-writing-abcdef/plan", plan);
    git(root, &["init", "-q", "-b", "main"]);
    git(root, &["add", "-A", "-f"]);
    git(root, &["commit", "-q", "-m", "begin"]);
    git(root, &["clone", "-q", ".", "clone"]);
    let clone = root.join("clone");
    // Whoever reads or writes is told, and what to do by the command that would settle it.
    let told =
        "isms-writing-abcdef` tells of an edit of `.git/HEAD` and 2 other files that was interrupted, and was not written in this folder";
    for args in [&["new", "role", "--title", "Lead"][..], &["list", "role"]] {
        let ran = isms(&clone, args);
        assert!(ran.code == 0 && ran.stderr.matches(told).count() == 1, "{args:?}: {}", ran.stderr);
    }
    for args in [&["recover"][..], &["recover", "-n"], &["recover", "--keep"]] {
        let ran = isms(&clone, args);
        assert!(ran.code == 4 && ran.stderr.contains(told) && ran.stdout.is_empty(), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("hint: if this folder was copied while an edit was under way"), "{}", ran.stderr);
    }
    assert_eq!(git(&clone, &["status", "--short", "-uall"]).stdout, "?? roles/ROL-lead.yaml\n");
    assert_eq!(fs::read_to_string(clone.join("README.md")).unwrap(), "mine\n");
}

#[test]
#[cfg(unix)]
fn what_an_interrupted_command_left_is_told_and_taken_back() {
    let folder = programme();
    let root = folder.path();
    git(root, &["init", "-q"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "begin"]);
    // What a process leaves that is killed when one of its two files is in place.
    let sha256 = |text: &str| {
        write(root, "schemas/x", text);
        let out = std::process::Command::new("sha256sum").arg(root.join("schemas/x")).output().unwrap();
        fs::remove_file(root.join("schemas/x")).unwrap();
        String::from_utf8(out.stdout).unwrap()[..64].to_owned()
    };
    let (one, two) = ("id: RSK-001\ntitle: One\n", "id: RSK-002\ntitle: Two\n");
    write(root, ".isms-writing-abcdef/.gitignore", "*\n");
    let made = fs::metadata(root.join(".isms-writing-abcdef")).unwrap();
    // Nothing of the disk: its number is another when the machine is started again.
    let mark = format!("{}:{}", made.ino(), made.uid());
    write(
        root,
        ".isms-writing-abcdef/plan",
        format!("isms writing 2\nin {mark}\n- {} risks/RSK-001.yaml\n- {} risks/RSK-002.yaml\nfolder risks\n", sha256(one), sha256(two)),
    );
    write(root, ".isms-writing-abcdef/1", two);
    write(root, "risks/RSK-001.yaml", one);
    let status = || git(root, &["status", "--short", "-uall"]).stdout;
    assert_eq!(status(), "?? risks/RSK-001.yaml\n", "git sees none of the litter");
    // Who only reads is told, sees nothing of it, and takes nothing back.
    let half = seen(root);
    for args in [
        &["check"][..],
        &["list", "risk"],
        &["report", "register"],
        &["status"],
        &["diff", "HEAD"],
        &["set", "ROL-isms-manager", "title=X", "-n"],
    ] {
        let ran = isms(root, args);
        let told = "note: an edit of `risks/RSK-001.yaml` and 1 other file was interrupted; its files are read as they were before it; \
                    `isms recover` settles it\n";
        assert_eq!(ran.stderr.matches(told).count(), 1, "{args:?}: {}", ran.stderr);
        assert!(!ran.stdout.contains("RSK-001"), "{args:?}: {}", ran.stdout);
        assert_eq!(seen(root), half, "{args:?}");
    }
    git(root, &["add", "-f", "risks/RSK-001.yaml"]);
    let ran = isms(root, &["check", "--staged", "--format", "short"]);
    assert!(ran.stdout.contains("RSK-001.yaml") && !ran.stderr.contains("interrupted"), "{}{}", ran.stdout, ran.stderr);
    git(root, &["rm", "-q", "--cached", "risks/RSK-001.yaml"]);
    let ran = isms(root, &["recover", "--dry-run"]);
    assert_eq!((ran.code, status().as_str()), (0, "?? risks/RSK-001.yaml\n"));
    assert!(ran.stdout.ends_with("`risks/RSK-001.yaml` would no longer be new\n"), "{}", ran.stdout);
    // What somebody has changed since is not touched, and nobody writes until he has chosen.
    write(root, "risks/RSK-001.yaml", "mine\n");
    for args in [&["recover"][..], &["recover", "-n"], &["new", "role", "--title", "Lead"]] {
        let ran = isms(root, args);
        assert_eq!(ran.code, 4, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("hint: `risks/RSK-001.yaml` was changed since") && ran.stderr.contains("`isms recover --keep`"));
        assert_eq!(fs::read_to_string(root.join("risks/RSK-001.yaml")).unwrap(), "mine\n");
    }
    let ran = isms(root, &["list", "risk"]);
    assert!(ran.stderr.contains("the rest as it was before; `isms recover --keep` settles it\n"), "{}", ran.stderr);
    let half = seen(root);
    let ran = isms(root, &["recover", "-n", "--keep"]);
    assert_eq!((ran.code, seen(root) == half), (0, true), "{}", ran.stderr);
    assert!(ran.stdout.contains("which would be as they were before it; one that was changed since would stay\n"), "{}", ran.stdout);
    write(root, "risks/RSK-001.yaml", one);
    let ran = isms(root, &["new", "role", "--title", "Lead"]);
    assert!(ran.stderr.contains("note: `risks/RSK-001.yaml` is no longer new"), "{}", ran.stderr);
    assert_eq!(status(), "?? roles/ROL-lead.yaml\n");
    assert_eq!(litter(root), [""; 0]);
    assert!(!isms(root, &["check"]).stderr.contains("interrupted"));
    let ran = isms(&root.join("roles"), &["recover"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "no edit was interrupted here; there is nothing to take back\n"));
}

/// A process that really is killed, once so many of its files are in their places. Whoever reads then sees none of them or all,
/// and so it is after recovery.
#[test]
#[cfg(unix)]
fn an_import_that_is_killed_is_whole() {
    // So many that a kill comes amid them in memory too, where files are made in no time.
    const ROWS: usize = 1_500;
    let sheet: String = (0..ROWS).map(|n| format!("It floods in room {n},ISMS manager\n")).collect();
    let (mut killed, mut interrupted) = (0, 0);
    for moved in [0, 1, ROWS / 2, ROWS - 1] {
        let folder = programme();
        let root = folder.path();
        write(root, "sheet.csv", format!("Title,Owner\n{sheet}"));
        let there = || fs::read_dir(root.join("risks")).map_or(0, Iterator::count);
        let is_begun = || litter(root).iter().any(|name| root.join(name).join("plan").exists());
        let mut running =
            command(root, &["import", "sheet.csv", "--as", "risk"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while running.try_wait().unwrap().is_none() && !(is_begun() && there() >= moved) {}
        running.kill().unwrap();
        killed += usize::from(!running.wait().unwrap().success());
        let listed = isms(root, &["list", "risk", "--columns", "id", "--format", "csv"]);
        let whole = listed.stdout.lines().count();
        assert!([1, ROWS + 1].contains(&whole), "killed after {moved}: {whole} lines: {}", listed.stderr);
        interrupted += usize::from(listed.stderr.contains("was interrupted"));
        let ran = isms(root, &["recover"]);
        assert_eq!((ran.code, there()), (0, whole - 1), "{}{}", ran.stdout, ran.stderr);
        assert_eq!(litter(root), [""; 0]);
    }
    assert!(killed > 0 && interrupted > 0, "{killed} were killed, {interrupted} amid their files");
}

#[test]
fn a_record_that_cannot_be_read_is_refused_with_its_place() {
    let folder = programme();
    let root = folder.path();
    let text = "id: RSK-001\n<<<<<<< HEAD\ntitle: One\n=======\ntitle: Two\n>>>>>>> other\n";
    write(root, "risks/RSK-001.yaml", text);
    write(root, "risks/RSK-002.yaml", "id: RSK-002\ntitle: [\n");
    let before = seen(root);
    for args in
        [&["set", "RSK-001", "title=Three"][..], &["rename", "RSK-001", "RSK-009"], &["accept", "RSK-001", "--until", "+1y", "--why", "x"]]
    {
        let ran = isms(root, args);
        assert_eq!(ran.code, 3, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("`risks/RSK-001.yaml:2` holds an unresolved merge conflict"), "{args:?}: {}", ran.stderr);
    }
    // A merge that is under way is no obstacle for another file.
    git(root, &["init", "-q"]);
    write(root, ".git/MERGE_HEAD", "");
    let ran = isms(root, &["set", "ROL-isms-manager", "notes=x", "-n"]);
    assert_eq!((ran.code, ran.stderr.contains("under way")), (0, false), "nothing is written: {}", ran.stderr);
    let ran = isms(root, &["set", "RSK-002", "title=Three"]);
    assert!(ran.stderr.contains("a merge is under way in this repository"), "{}", ran.stderr);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("`isms check risks/RSK-002.yaml` says what is wrong with it"), "{}", ran.stderr);
    assert_eq!(seen(root), before);
}

#[test]
fn a_command_that_wrote_says_so_when_it_cannot_report() {
    // A device that is always full.
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        eprintln!("left out: there is no /dev/full here");
        return;
    };
    let full = || Stdio::from(full.try_clone().unwrap());
    let folder = programme();
    let root = folder.path();
    let run = ran(command(root, &RISK).stdout(full()).stderr(Stdio::piped()).output().unwrap());
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(run.stderr.contains("`risks/RSK-001.yaml` is new, and stays so"), "{}", run.stderr);
    write(root, "sheet.csv", "Title,Owner\nFrom a sheet,Head of sheets\n");
    let run = ran(command(root, &["import", "sheet.csv", "--as", "risk"]).stdout(full()).stderr(Stdio::piped()).output().unwrap());
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(run.stderr.contains("`risks/RSK-from-a-sheet.yaml` is new") && run.stderr.contains("`roles/ROL-head-of-sheets.yaml` is new"));
    write(root, "roles/ROL-x.yaml", "id: ROL-x\ntitle: X\nmandate: 1.10\n");
    let run = ran(command(root, &["import", "-n", "sheet.csv", "--as", "risk"]).stdout(full()).stderr(Stdio::piped()).output().unwrap());
    assert_eq!(run.code, 3, "{}", run.stderr);
}

#[test]
fn init_goes_on_where_one_was_cut_off_and_keeps_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    // As after a kill: a repository that is only begun, and no `isms.yaml` yet.
    fs::create_dir_all(root.join(".git/objects")).unwrap();
    write(root, "README.md", "mine\n");
    let ran = isms(root, &["init", ".", "--org", "Test"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("`README.md` was there already and stays as it is"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(root.join("README.md")).unwrap(), "mine\n");
    git(root, &["add", "-A"]);
    // One that finds a record in its way changes nothing, and leaves no folder behind.
    let other = tempfile::tempdir().unwrap();
    write(other.path(), "new/scope.yaml", "mine\n");
    let ran = isms(other.path(), &["init", "new", "--org", "Test"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("scope.yaml`: it is there already\nhint: nothing was changed"), "{}", ran.stderr);
    assert_eq!(fs::read_dir(other.path().join("new")).unwrap().count(), 1);
}

#[test]
fn evidence_keeps_its_bytes_in_git() {
    let folder = programme();
    let root = folder.path();
    git(root, &["init", "-q"]);
    let (sheet, another) = ("a,b\r\n1,2\r\n", "0".repeat(64));
    write(root, "evidence/files/sheet.csv", sheet);
    write(root, "documents/files/policy.md", "# Policy\r\n");
    write(root, "evidence/files/settings.yaml", "a: 1\r\n");
    write(root, "roles/ROL-x.yaml", "id: ROL-x\r\ntitle: X\r\n");
    git(root, &["add", "-A"]);
    for (path, text) in [
        ("evidence/files/sheet.csv", sheet),
        ("documents/files/policy.md", "# Policy\r\n"),
        ("evidence/files/settings.yaml", "a: 1\r\n"),
        ("roles/ROL-x.yaml", "id: ROL-x\ntitle: X\n"),
    ] {
        assert_eq!(git(root, &["show", &format!(":{path}")]).stdout, text, "{path}");
    }
    let digest = std::process::Command::new("sha256sum").arg(root.join("evidence/files/sheet.csv")).output().unwrap();
    let digest = String::from_utf8(digest.stdout).unwrap()[..64].to_owned();
    let evidence = |digest: &str| format!("id: EVD-a\ntitle: A\nfile: evidence/files/sheet.csv\nsha256: \"{digest}\"\n");
    let found = |args: &[&str]| isms(root, &[&["check", "--format", "short", "--select", "evidence-hash-mismatch"], args].concat()).stdout;
    write(root, "evidence/EVD-a.yaml", evidence(&digest));
    git(root, &["add", "-A"]);
    assert!(!found(&["--staged"]).contains("evidence"), "{}", found(&["--staged"]));
    write(root, "evidence/files/sheet.csv", "a,b\n1,2\n");
    assert!(found(&[]).contains("in nothing but its line ends"), "{}", found(&[]));
    git(root, &["commit", "-q", "-m", "begin"]);
    assert!(isms(root, &["verify"]).stdout.contains("but for its line ends"));
    write(root, "evidence/EVD-a.yaml", evidence(&another));
    assert!(found(&[]).contains("is not the file that evidence"), "{}", found(&[]));
}
