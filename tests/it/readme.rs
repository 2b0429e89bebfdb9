//! The README and the guides are run: what their commands print is what they say. `ISMS_WRITE=1 cargo test readme` writes it.
//!
//! A page is one session of a shell in a folder of its own. In its `console` blocks a line that begins with `$ ` is a command,
//! together with the lines that a backslash at the end joins to it; all else there was printed. A block whose first line is a
//! comment with nothing but a file's name is a file that the reader writes; only YAML has such comments, elsewhere that line is
//! not part of it. `<!-- on 2026-07-06 -->` is the day from there on.

use crate::support::{isms, project};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What ends the output of a command, before its exit code.
const END: char = '\u{1}';

/// A part of a page.
enum Part {
    /// A line that stays as it is.
    Line(String),
    /// A command, line by line.
    Command(String),
    /// A file to be written, beside the lines that show it.
    File { name: String, text: String },
    /// The day from here on.
    Day(String),
}

/// The parts of a page, without what its commands printed.
fn parts(page: &str) -> Vec<Part> {
    let (mut parts, mut lines) = (Vec::new(), page.lines().peekable());
    while let Some(line) = lines.next() {
        parts.push(Part::Line(line.to_owned()));
        if let Some(day) = line.strip_prefix("<!-- on ").and_then(|rest| rest.strip_suffix(" -->")) {
            parts.push(Part::Day(day.to_owned()));
        }
        let Some(language) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match language {
            "console" => parts.extend(console(&block)),
            _ => {
                parts.extend(block.iter().map(|line| Part::Line((*line).to_owned())));
                parts.extend(file(language, &block));
            }
        }
        parts.push(Part::Line("```".to_owned()));
    }
    parts
}

/// The commands of a console block; one that this project's own tools run is left to who sets it up.
fn console(block: &[&str]) -> Vec<Part> {
    if block.first().is_some_and(|line| line.starts_with("$ cargo ")) {
        return block.iter().map(|line| Part::Line((*line).to_owned())).collect();
    }
    let (mut parts, mut lines) = (Vec::new(), block.iter());
    while let Some(line) = lines.next() {
        if !line.starts_with("$ ") {
            continue;
        }
        let mut command = (*line).to_owned();
        while command.ends_with('\\') {
            write!(command, "\n{}", lines.next().expect("a backslash joins a line to the next")).unwrap();
        }
        parts.push(Part::Command(command));
    }
    parts
}

/// The file that a block shows, if its first line names one.
fn file(language: &str, block: &[&str]) -> Option<Part> {
    let name = block.first()?.strip_prefix("# ")?;
    let plain = !name.contains(' ') && Path::new(name).extension().is_some_and(|ending| ending == language);
    let text = if language == "yaml" { block } else { &block[1..] };
    plain.then(|| Part::File { name: name.to_owned(), text: text.iter().map(|line| format!("{line}\n")).collect() })
}

/// What a shell is given to do all of a page, as a reader would; each command ends in a mark and its exit code.
fn script(parts: &[Part]) -> String {
    let mut script = "exec 2>&1\n".to_owned();
    for part in parts {
        match part {
            Part::Line(_) => {}
            Part::Command(command) => writeln!(script, "{}\nprintf '\\001%s\\001' $?", &command[2..]).unwrap(),
            Part::File { name, text } => {
                write!(script, "mkdir -p \"$(dirname {name})\"\ncat > {name} <<'end of file'\n{text}end of file\n").unwrap();
            }
            Part::Day(day) => {
                writeln!(script, "export ISMS_TODAY={day} GIT_AUTHOR_DATE={day}T09:00:00Z GIT_COMMITTER_DATE={day}T09:00:00Z").unwrap();
            }
        }
    }
    script
}

/// What each command of a script printed, with its exit code.
fn session(script: &str) -> Vec<(String, i32)> {
    let room = tempfile::tempdir().unwrap();
    let (home, folder) = (room.path().join("home"), room.path().join("work"));
    fs::create_dir(&home).unwrap();
    fs::create_dir(&folder).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_isms")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", script])
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_clear()
        .env("PATH", path)
        .env("HOME", home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("COLUMNS", "110")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap_or_else(|_| panic!("a page prints what is no UTF-8, such as half a sign by `cut`"));
    let here = room.path().to_str().unwrap();
    assert!(!text.contains(here), "a page shows a path of this machine, {here}: {text}");
    let ends: Vec<&str> = text.split(END).collect();
    ends.chunks_exact(2).map(|pair| (pair[0].to_owned(), pair[1].parse().unwrap())).collect()
}

/// The page with every command followed by what it prints, and the commands that fail without the page saying so.
fn rerun(page: &str) -> (String, Vec<String>) {
    let parts = parts(page);
    let mut printed = session(&script(&parts)).into_iter();
    let (mut out, mut failed) = (String::new(), Vec::new());
    for part in parts {
        match part {
            Part::Line(line) => writeln!(out, "{line}").unwrap(),
            Part::Command(command) => {
                let (text, code) = printed.next().unwrap_or_else(|| panic!("the shell ended before `{command}`"));
                let went = code == 0 || (code == 1 && command.starts_with("$ isms ")); // 1: there are findings
                let said = command.contains(" || ") || !text.lines().any(|line| line.starts_with("error: "));
                if !(went && said) {
                    failed.push(format!("{command}: {text}"));
                }
                let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
                write!(out, "{command}\n{text}{end}").unwrap();
            }
            Part::File { .. } | Part::Day(_) => {}
        }
    }
    (out, failed)
}

/// A page prints what it says; where it is asked for, what it prints is written.
fn prints_what_it_says(path: &Path) {
    let page = fs::read_to_string(path).unwrap();
    let (now, failed) = rerun(&page);
    if std::env::var_os("ISMS_WRITE").is_some() {
        fs::write(path, &now).unwrap();
    } else {
        assert_eq!(page, now, "{}: run `ISMS_WRITE=1 cargo test readme` and look at the difference", path.display());
    }
    assert!(failed.is_empty(), "{}: what fails ends in ` || echo …`, so that the reader sees it: {failed:#?}", path.display());
    assert!(!now.contains("judged by no commit"), "{} shows a programme where its past is", path.display());
}

/// The pages of the documentation, and what they say.
fn pages() -> Vec<(PathBuf, String)> {
    let paths = fs::read_dir(project().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = paths.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    pages.map(|path| (path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn the_readme_prints_what_it_says() {
    let path = project().join("README.md");
    assert!(fs::read_to_string(&path).unwrap().matches("\n$ isms ").count() >= 2, "the README shows the program at work");
    prints_what_it_says(&path);
}

#[test]
fn guides_of_the_readme_print_what_they_say() {
    std::thread::scope(|scope| {
        for (path, page) in pages() {
            if page.contains("```console") {
                scope.spawn(move || prints_what_it_says(&path));
            }
        }
    });
}

#[test]
fn guides_are_no_longer_than_somebody_reads_at_once() {
    for (path, page) in pages() {
        let lines = page.lines().count();
        assert!(!page.contains("```console") || lines <= 320, "{}: {lines} lines", path.display());
    }
}

#[test]
fn what_the_readme_and_the_pages_link_to_is_there() {
    let readme = project().join("README.md");
    let text = fs::read_to_string(&readme).unwrap();
    for (path, page) in pages().into_iter().chain([(readme, text)]) {
        for target in page.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let there = target.contains("://") || path.parent().unwrap().join(target).exists();
            assert!(there, "{}: {target}", path.display());
        }
    }
}

/// The commands that a page names in a sentence or a table: the words of each before what it is about, and its long options.
fn named<'p>(page: &'p str) -> BTreeSet<(Vec<&'p str>, Vec<&'p str>)> {
    let prose = page.split("```").step_by(2);
    let commands = prose.flat_map(|prose| prose.split('`').skip(1).step_by(2)).filter_map(|code| code.strip_prefix("isms "));
    let is_command = |word: &&str| word.starts_with(|letter: char| letter.is_ascii_lowercase()) && !word.contains(['.', '=', '/', ':']);
    let is_option = |word: &&str| word.starts_with("--") && word.len() > 2;
    let parts = |command: &'p str| {
        let words = command.split(' ').take_while(is_command).collect();
        (words, command.split(' ').filter(is_option).map(|option| option.split('=').next().unwrap_or(option)).collect())
    };
    commands.map(parts).collect()
}

#[test]
fn commands_that_the_readme_and_the_guides_name_are_there() {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let guides = pages().into_iter().map(|(_, page)| page).filter(|page| page.contains("```console"));
    let all: Vec<String> = guides.chain([readme]).collect();
    let named: BTreeSet<_> = all.iter().flat_map(|page| named(page)).collect();
    assert!(named.len() > 80, "{named:?}");
    for (words, options) in named {
        let ran = isms(&project(), &[&words[..], &["--help"]].concat());
        assert_eq!(ran.code, 0, "isms {}: {}", words.join(" "), ran.stderr);
        let missing: Vec<_> = options.iter().filter(|option| !ran.stdout.contains(**option)).collect();
        assert!(missing.is_empty(), "isms {} has no {missing:?}", words.join(" "));
    }
}

#[test]
fn the_two_commands_of_the_set_up_are_there() {
    let page = fs::read_to_string(project().join("README.md")).unwrap();
    for (mark, begins) in [("run", "$ cargo run "), ("test", "$ cargo test ")] {
        let block = page.split(&format!("<!-- {mark} -->")).nth(1).unwrap_or_else(|| panic!("README has no block marked {mark}"));
        assert!(block.lines().take(3).any(|line| line.starts_with(begins)), "{mark}");
    }
}
