//! Running the binary in a clean environment.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run said, and how it ended.
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

/// The project's own folder.
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A command with nothing of this machine's in it: no colours, no configuration of git, a fixed width.
pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isms"));
    command.current_dir(folder).args(args).stdin(Stdio::null()).env_clear();
    clean(&mut command);
    command
}

/// Takes what is this machine's out of a command's environment.
pub fn clean(command: &mut Command) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env("PATH", path).env("HOME", "/nonexistent").env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for (name, value) in [
        ("GIT_AUTHOR_NAME", "Ada"),
        ("GIT_AUTHOR_EMAIL", "ada@example.org"),
        ("GIT_COMMITTER_NAME", "Ada"),
        ("GIT_COMMITTER_EMAIL", "ada@example.org"),
    ] {
        command.env(name, value);
    }
}

/// Runs `isms` in a folder.
pub fn isms(folder: &Path, args: &[&str]) -> Ran {
    ran(command(folder, args).output().expect("the program runs"))
}

/// The example with its past.
pub fn demo() -> (tempfile::TempDir, PathBuf) {
    let room = tempfile::tempdir().unwrap();
    let made = isms(room.path(), &["init", "demo", "--example"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let demo = room.path().join("demo");
    (room, demo)
}

/// Commands of their own that write a report of the example, in each format.
pub const REPORTING: [&str; 14] = [
    "report interview PER-ines-haupt",
    "due",
    "next",
    "plan",
    "trend",
    "log",
    "verify",
    "list control",
    "show RSK-001",
    "impact CTL-backup",
    "diff HEAD~1",
    "audit checklist AUD-2026-1",
    "audit report AUD-2026-1",
    "document render DOC-access-policy",
];

/// Commits all as somebody, on a day.
pub fn commit_as(root: &Path, who: &str, day: &str) {
    git(root, &["add", "-A"]);
    let author = format!("--author={who} <{who}@example.org>");
    let noon = format!("{day}T12:00:00Z");
    let mut command = git_command(root, &["commit", "-q", &author, "-m", day]);
    let done = ran(command.env("GIT_AUTHOR_DATE", &noon).env("GIT_COMMITTER_DATE", &noon).output().unwrap());
    assert_eq!(done.code, 0, "{}", done.stderr);
}

/// Runs `git` in a folder; it must succeed.
pub fn git(folder: &Path, args: &[&str]) -> Ran {
    let ran = git_may_fail(folder, args);
    assert_eq!(ran.code, 0, "git {args:?}: {}{}", ran.stdout, ran.stderr);
    ran
}

/// Runs `git` in a folder.
pub fn git_may_fail(folder: &Path, args: &[&str]) -> Ran {
    ran(git_command(folder, args).output().expect("git runs"))
}

/// Commits everything below a folder at noon of a day.
pub fn commit_on(folder: &Path, day: &str, message: &str) {
    git(folder, &["add", "-A"]);
    let noon = format!("{day}T12:00:00Z");
    let mut command = git_command(folder, &["commit", "-q", "--allow-empty", "-m", message]);
    let ran = ran(command.env("GIT_AUTHOR_DATE", &noon).env("GIT_COMMITTER_DATE", &noon).output().expect("git runs"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

/// A command of git, in the same clean environment.
pub fn git_command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(args).stdin(Stdio::null()).env_clear();
    clean(&mut command);
    command
}

pub fn ran(output: Output) -> Ran {
    Ran {
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("output is UTF-8"),
        code: output.status.code().expect("no signal ended it"),
    }
}

/// A fresh programme in a folder of its own, without git.
pub fn programme() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    let made = isms(folder.path(), &["init", ".", "--org", "Test & Sons", "--no-git"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    folder
}

/// Writes a file below a folder, folders and all.
pub fn write(folder: &Path, path: &str, text: impl AsRef<[u8]>) {
    let full = folder.join(path);
    std::fs::create_dir_all(full.parent().expect("a file has a folder")).expect("folders can be made");
    std::fs::write(full, text).expect("files can be written");
}

/// A folder for repositories, and the path of one in it.
pub fn room() -> (tempfile::TempDir, PathBuf) {
    let room = tempfile::tempdir().unwrap();
    let root = room.path().canonicalize().unwrap().join("repo");
    fs::create_dir(&root).unwrap();
    git(&root, &["init", "-q", "-b", "main"]);
    (room, root)
}

/// A programme as small as it can be, with one risk that says which version it is.
pub fn put(root: &Path, place: &str, title: &str) {
    let name = title.split(' ').next().unwrap();
    write(&root.join(place), "isms.yaml", format!("format: 1\norganisation: {{name: {name}}}\n"));
    write(&root.join(place), "risks/RSK-1.yaml", format!("id: RSK-1\ntitle: {title}\n"));
}

pub fn commit(root: &Path) {
    commit_on(root, "2026-01-01", "step");
}

/// The titles of the risks that were read, or the error.
pub fn read(folder: &Path, args: &[&str]) -> String {
    said(isms(folder, &[args, &["list", "risk", "--columns", "title", "--format", "csv"]].concat()))
}

fn said(ran: Ran) -> String {
    if ran.code == 0 {
        return ran.stdout.lines().skip(1).collect::<Vec<_>>().join(",");
    }
    // What names no state is wrong usage; what cannot be had is not.
    assert!(matches!(ran.code, 2 | 3), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: ") && ran.stderr.contains("\nhint: "), "{}", ran.stderr);
    ran.stderr
}

/// Makes a script one that can be run.
pub fn executable(path: &Path) {
    assert!(Command::new("chmod").arg("+x").arg(path).status().expect("there is a shell's chmod").success());
}

/// Feeds `git fast-import`.
pub fn import(root: &Path, stream: &[u8]) {
    git_fed(root, &["fast-import", "--quiet"], stream);
}

/// All files of a folder, hidden ones too.
pub fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { files.push((path.to_string_lossy().into_owned(), fs::read(&path).unwrap())) }
        }
    }
    files.sort();
    files
}

/// Runs git with bytes to read; says what it says.
pub fn git_fed(folder: &Path, args: &[&str], bytes: &[u8]) -> String {
    let mut child = git_command(folder, args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "git {args:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Compares a committed file with what it should be, or writes it when asked to.
pub fn same(path: &Path, text: &str) {
    if std::env::var_os("ISMS_WRITE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    let help = "look at the difference, and run `ISMS_WRITE=1 cargo test generated` if it is meant";
    assert!(committed == text, "{} is not what the program says; {help}", path.display());
}
