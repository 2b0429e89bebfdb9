//! The README's commands are run, and print what it says. `ISMS_WRITE=1 cargo test readme` writes what they print.

use crate::support::project;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a line as a reader would, with `isms` on the path, in an empty folder.
fn run(line: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_isms")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_clear()
        .env("PATH", path)
        .env("HOME", "/nonexistent")
        .env("COLUMNS", "110")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// The page with every `$ isms` line of its console blocks followed by what it prints.
fn rerun(page: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (mut out, mut inside, mut printed) = (String::new(), false, false);
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
            printed = false;
        }
        if inside && line.starts_with("$ isms ") {
            write!(out, "{line}\n{}", run(&line[2..], folder.path())).unwrap();
            printed = true;
        } else if !(inside && printed) {
            writeln!(out, "{line}").unwrap();
        }
    }
    out
}

#[test]
fn the_readme_prints_what_it_says() {
    let path = project().join("README.md");
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.matches("\n$ isms ").count() >= 2, "the README shows the program at work");
    let now = rerun(&page);
    assert!(!now.contains("judged by no commit"), "the example is shown where its past is");
    if std::env::var_os("ISMS_WRITE").is_some() {
        fs::write(&path, now).unwrap();
        return;
    }
    assert_eq!(page, now, "run `ISMS_WRITE=1 cargo test readme` and look at the difference");
}

#[test]
fn the_two_commands_of_the_set_up_are_there() {
    let page = fs::read_to_string(project().join("README.md")).unwrap();
    for (mark, begins) in [("run", "$ cargo run "), ("test", "$ cargo test ")] {
        let block = page.split(&format!("<!-- {mark} -->")).nth(1).unwrap_or_else(|| panic!("README has no block marked {mark}"));
        assert!(block.lines().take(3).any(|line| line.starts_with(begins)), "{mark}");
    }
}
