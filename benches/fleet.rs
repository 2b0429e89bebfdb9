//! The promises about many programmes, as ratios of one run: `cargo bench --bench fleet`. With `--features parquet` also those
//! about rows; with `-- --large` rows of 5,000 programmes instead of 500.

#![allow(clippy::print_stdout, reason = "its output is a table for people")]

mod corpus;
mod measure;

use measure::{isms, medians, ratio, run};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

fn main() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    println!("| what | value | promise |");
    println!("|---|---|---|");
    let root = folder.path().join("status");
    write(&root, 200, 300);
    let [status, check, alone] = medians(
        3,
        [
            &mut || isms(&root, &["fleet", "status", "-q"]),
            &mut || isms(&root, &["fleet", "check", "--fail-on", "never", "-q"]),
            &mut || {
                checks(&root, 200);
            },
        ],
    );
    println!(
        "| 200 programmes of 300: fleet status / half the sum of their checks on one thread | {:.2} | 1.2 |",
        ratio(status, alone / 2)
    );
    println!("| 200 programmes of 300: fleet check / half the sum of their checks on one thread | {:.2} | |", ratio(check, alone / 2));
    println!("For the reader's own machine: status {status:.1?}, check {check:.1?}, one by one {alone:.1?}.");
    if cfg!(feature = "parquet") {
        let many = if std::env::args().any(|arg| arg == "--large") { 5_000 } else { 500 };
        rows(&folder.path().join("rows"), many);
    }
}

/// Programmes in `p/`, and the file that names them.
fn write(root: &Path, programmes: usize, records: usize) {
    for n in 0..programmes {
        corpus::write(&programme(root, n), &corpus::files(records, 2026)).expect("there is room for temporary files");
    }
    let fleet = ("fleet.yaml".to_owned(), "format: 1\nprogrammes:\n  - path: p/*\n".to_owned());
    corpus::write(root, &[fleet]).expect("there is room for temporary files");
}

fn programme(root: &Path, n: usize) -> PathBuf {
    root.join(format!("p/{n}"))
}

/// Each programme checked by a process of its own on one thread.
fn checks(root: &Path, programmes: usize) {
    for n in 0..programmes {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isms"));
        let args = ["check", "--fail-on", "never", "--format", "short", "-q"];
        run(command.current_dir(programme(root, n)).args(args).envs([
            ("ISMS_TODAY", "2026-06-30"),
            ("RAYON_NUM_THREADS", "1"),
            ("ISMS_CACHE", "off"),
        ]));
    }
}

fn rows(root: &Path, many: usize) {
    write(root, many, 200);
    for n in 0..many {
        commit(&programme(root, n), true);
    }
    let out = root.join("rows");
    let export = |out: &Path| isms(root, &["fleet", "export", "-q", "-o", out.to_str().expect("temporary folders have plain names")]);
    let timed = |act: &mut dyn FnMut()| -> Duration {
        let start = Instant::now();
        act();
        start.elapsed()
    };
    let alone = timed(&mut || checks(root, many));
    let first = timed(&mut || export(&out));
    std::fs::write(programme(root, many / 2).join("risks/RSK-new.yaml"), "id: RSK-new\ntitle: New\n")
        .expect("the folder can be written to");
    commit(&programme(root, many / 2), false);
    let one = timed(&mut || export(&out));
    let none = timed(&mut || export(&out));
    println!(
        "| {many} programmes of 200: first export / half the sum of their checks on one thread | {:.2} | 1.5 |",
        ratio(first, alone / 2)
    );
    println!("| {many} programmes of 200: export after one changed / first | {:.3} | 0.05 |", ratio(one, first));
    println!("| {many} programmes of 200: export after nothing changed / first | {:.3} | |", ratio(none, first));
    println!("For the reader's own machine: one by one {alone:.1?}, first {first:.1?}, one changed {one:.1?}, none {none:.1?}.");
}

fn commit(root: &Path, is_first: bool) {
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(root).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]).args(args);
        run(command.envs([("GIT_AUTHOR_DATE", "2026-06-01T12:00:00Z"), ("GIT_COMMITTER_DATE", "2026-06-01T12:00:00Z")]));
    };
    if is_first {
        git(&["init", "-q", "-b", "main"]);
    }
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "step"]);
}
