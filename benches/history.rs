//! The promises about history, as ratios of one run: `cargo bench --bench history`, or less of it with `-- --small`. With
//! `-- write DIR RECORDS COMMITS [merges]` it writes a repository instead, to try things on. Where `ISMS_BEFORE` names the
//! program of an earlier commit, its times are the other side of some of the ratios.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is a table for people")]

mod corpus;
mod measure;
mod repository;

use measure::{isms, isms_of, isms_with, medians, ratio, run};
use repository::{Shape, git};
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "write") {
        return write(&args[at + 1..]);
    }
    let (records, commits) = if args.iter().any(|arg| arg == "--small") { (1_000, 4_000) } else { (5_000, 20_000) };
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    report(folder.path(), records, commits).expect("there is room for temporary files");
    grow(folder.path()).expect("there is room for temporary files");
    ExitCode::SUCCESS
}

fn write(args: &[String]) -> ExitCode {
    let number = |at: usize| args.get(at).and_then(|n| n.parse().ok());
    let shape = match args.get(3).map(String::as_str) {
        None => Some(Shape::Linear),
        Some("merges") => Some(Shape::Merges),
        Some(_) => None,
    };
    let (Some(folder), Some(records), Some(commits), Some(shape)) = (args.first(), number(1), number(2), shape) else {
        eprintln!("usage: write DIR RECORDS COMMITS [merges]");
        return ExitCode::from(2);
    };
    repository::write(Path::new(folder), records, commits, shape).expect("git can write to the folder");
    ExitCode::SUCCESS
}

fn report(folder: &Path, records: usize, commits: usize) -> io::Result<()> {
    let [linear, plain, short, merges, staged] = ["linear", "plain", "short", "merges", "staged"].map(|name| folder.join(name));
    repository::write(&linear, records, commits, Shape::Linear)?;
    repository::done(&mut git(&linear, &["checkout-index", "--all", "--prefix=../plain/"]))?;
    repository::write(&short, records, commits / 4, Shape::Linear)?;
    repository::write(&merges, records, commits, Shape::Merges)?;
    repository::write(&staged, STAGED, 5, Shape::Linear)?;
    stage_a_change(&staged)?;

    let earlier = &format!("HEAD~{}", commits / 4);
    let path = "risks/RSK-1.yaml";
    let [git_log, verify, git_log_path, log_record, walk, log, trend, log_short, git_merges, log_merges, trend_merges] = medians(
        3,
        [
            &mut || git_log_of(&linear),
            &mut || isms(&linear, &["verify"]),
            &mut || run(&mut git(&linear, &["log", "--name-status", "--no-renames", "--", path])),
            &mut || isms(&linear, &["log", "RSK-1"]),
            &mut || isms(&linear, &["log", "--since", "2100-01-01", "--format", "json"]),
            &mut || isms(&linear, &["log", "--format", "json"]),
            &mut || isms(&linear, &["trend", "--format", "json"]),
            &mut || isms(&short, &["log", "--format", "json"]),
            &mut || git_log_of(&merges),
            &mut || isms(&merges, &["log", "--format", "json"]),
            &mut || isms(&merges, &["trend", "--format", "json"]),
        ],
    );
    let [first, check, check_plain, check_at, diff, check_staged, hook] = medians(
        5,
        [
            &mut || isms(&linear, &["check", "--fail-on", "never"]),
            &mut || isms_again(&linear, &["check", "--fail-on", "never"]),
            &mut || isms(&plain, &["check", "--fail-on", "never"]),
            &mut || isms_again(&linear, &["check", "--at", earlier, "--fail-on", "never"]),
            &mut || isms_again(&linear, &["diff", earlier, "HEAD", "--format", "json"]),
            &mut || isms_again(&staged, &["check", "--fail-on", "never"]),
            &mut || isms_again(&staged, &["hook", "run"]),
        ],
    );

    println!("| {records} records, {commits} commits | value | promise |");
    println!("|---|---|---|");
    for (what, taken, against, promise) in [
        ("`verify` / `git log --name-status`", verify, git_log, "2.5"),
        ("`log RSK-1` / `git log --name-status` of its file", log_record, git_log_path, "3"),
        ("the walk alone, `log` of no commit / `git log --name-status`", walk, git_log, "3"),
        ("`log`, all changed records read and told in words / `git log --name-status`", log, git_log, "3"),
        ("`log` / `git log --name-status`, with merges", log_merges, git_merges, "3"),
        ("`trend` / `git log --name-status`", trend, git_log, "3"),
        ("`trend` / `git log --name-status`, with merges", trend_merges, git_merges, "3"),
        ("`log` / `log` of a quarter of the commits", log, log_short, "4.4"),
        ("`check` for the first time / `git log --name-status`", first, git_log, "2"),
        ("`check` / `check` for the first time", check, first, ""),
        ("`check` / `check` of the same files without a repository", check, check_plain, ""),
        (&format!("`check --at {earlier}` / `check`"), check_at, check, "1.5"),
        (&format!("`diff {earlier} HEAD` / `check`"), diff, check, "2"),
        (&format!("{STAGED} records, one file staged: `hook run` / `check`"), hook, check_staged, "1.2"),
    ] {
        println!("| {what} | {:.2} | {promise} |", ratio(taken, against));
    }
    let remembered: u64 =
        fs::read_dir(linear.with_file_name("cache"))?.map(|file| file?.metadata().map(|file| file.len())).sum::<io::Result<u64>>()?;
    println!("| what is remembered of {commits} commits, in MB | {:.1} | 3 |", remembered as f64 / 1e6);
    if let Some(before) = std::env::var_os("ISMS_BEFORE") {
        let before = |folder: &Path| isms_of(Path::new(&before), Path::new("off"), folder, &["check", "--fail-on", "never"]);
        let [now, then] = medians(5, [&mut || isms_again(&linear, &["check", "--fail-on", "never"]), &mut || before(&plain)]);
        println!("| `check` / `check` of the same files without a repository by the program before | {:.2} | 1.6 |", ratio(now, then));
        let [now, then] = medians(5, [&mut || isms_again(&staged, &["hook", "run"]), &mut || before(&staged)]);
        println!("| {STAGED} records, one file staged: `hook run` / `check` by the program before | {:.2} | 0.8 |", ratio(now, then));
    }
    println!();
    println!(
        "For the reader's own machine: git log {git_log:.1?}, walk {walk:.1?}, log {log:.1?}, trend {trend:.1?}; with merges git log {git_merges:.1?}, \
         log {log_merges:.1?}, trend {trend_merges:.1?}; first check {first:.1?}, check {check:.1?}, without a repository {check_plain:.1?}, \
         check --at {check_at:.1?}, diff {diff:.1?}; {STAGED} records: check {check_staged:.1?}, hook run {hook:.1?}."
    );
    Ok(())
}

/// Nothing takes more than in proportion to the versions of a record.
fn grow(folder: &Path) -> io::Result<()> {
    let [once, twice] = [VERSIONS, 2 * VERSIONS].map(|many| (folder.join(format!("versions-{many}")), many));
    for (root, many) in [&once, &twice] {
        repository::write_versions(root, *many)?;
    }
    println!("| versions of one record: {} / {VERSIONS} | value | promise |", 2 * VERSIONS);
    println!("|---|---|---|");
    for args in [&["check", "--fail-on", "never"][..], &["log", "RSK-1"], &["verify"]] {
        let [once, twice] = medians(5, [&mut || isms(&once.0, args), &mut || isms(&twice.0, args)]);
        println!("| `{}` | {:.2} | 2.2 |", args[0], ratio(twice, once));
    }
    Ok(())
}

/// So many versions of one record, and then twice as many.
const VERSIONS: usize = 2_000;

/// With what was remembered of commits the last time.
fn isms_again(folder: &Path, args: &[&str]) {
    isms_with(&folder.with_file_name("cache"), folder, args);
}

/// Records of the programme that the hook looks at.
const STAGED: usize = 10_000;

/// What git itself needs to say which files each commit changed.
fn git_log_of(root: &Path) {
    run(&mut git(root, &["log", "--name-status", "--no-renames"]));
}

fn stage_a_change(root: &Path) -> io::Result<()> {
    let path = "risks/RSK-1.yaml";
    let text = fs::read_to_string(root.join(path))? + "notes: Looked at once more\n";
    corpus::write(root, &[(path.into(), text)])?;
    repository::done(&mut git(root, &["add", path]))
}
