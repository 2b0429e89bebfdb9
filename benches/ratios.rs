//! The promises about speed, as ratios of one run: `cargo bench --bench ratios`. With `-- write DIR N` it writes a
//! programme of N records instead, to try things on. Where `ISMS_BEFORE` names the program of an earlier commit, its times
//! are the other side of some of the ratios.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is a table for people")]

mod corpus;
mod growth;
mod measure;

use isms::bench;
use measure::{isms, medians, ratio};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "write") {
        let (Some(folder), Some(Ok(records))) = (args.get(at + 1), args.get(at + 2).map(|n| n.parse())) else {
            eprintln!("usage: write DIR N");
            return ExitCode::from(2);
        };
        corpus::write(Path::new(folder), &corpus::files(records, 2026)).expect("the folder can be written to");
        return ExitCode::SUCCESS;
    }
    let scale = if args.iter().any(|arg| arg == "--large") { 100_000 } else { 20_000 };
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let (small, large) = (folder.path().join("small"), folder.path().join("large"));
    corpus::write(&small, &corpus::files(10_000, 2026)).expect("there is room for temporary files");
    corpus::write(&large, &corpus::files(scale, 2026)).expect("there is room for temporary files");
    report(&small, &large, scale);
    rename(&small);
    grow(folder.path());
    ExitCode::SUCCESS
}

fn report(small: &Path, large: &Path, scale: usize) {
    type Stage = fn(&Path) -> anyhow::Result<usize>;
    let run = |stage: Stage, root| _ = black_box(stage(root).expect("the programme can be read"));
    let [read, parse, load, check] = medians(
        5,
        [&mut || run(bench::read, small), &mut || run(bench::read_and_parse, small), &mut || run(bench::load_only, small), &mut || {
            run(bench::check, small)
        }],
    );
    let [check_large] = medians(3, [&mut || run(bench::check, large)]);
    let bytes: u64 = size_of(small);
    let acme = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acme");
    let [start, acme_time] = medians(30, [&mut || isms(&acme, &["--version"]), &mut || isms(&acme, &["check", "--fail-on", "never"])]);
    println!("| what | value | promise |");
    println!("|---|---|---|");
    println!("| 10,000 records: check / reading the same bytes | {:.2} | 5.4 |", ratio(check, read));
    println!("| 10,000 records: load and schema / read and parse | {:.2} | |", ratio(load, parse));
    println!("| 10,000 records: rules / load and schema | {:.2} | 0.6 |", ratio(check.saturating_sub(load), load));
    println!("| check {scale} / check 10,000 | {:.2} | {:.1} |", ratio(check_large, check), 1.05 * scale as f64 / 10_000.0);
    match peak_memory(small, &["check", "--format", "short"]) {
        Some(peak) => println!("| 10,000 records: peak memory / bytes on disk | {:.2} | 6.5 |", peak as f64 / bytes as f64),
        None => println!("| 10,000 records: peak memory | not known on this system | 6.5 |"),
    }
    report_memory(large, scale);
    println!("| `check` on examples/acme / `--version` | {:.2} | |", ratio(acme_time, start));
    if let Some(before) = std::env::var_os("ISMS_BEFORE").map(PathBuf::from) {
        against(&before, small, &acme);
    }
    let slowest = bench::rule_times(large).expect("the programme can be read");
    for (name, time) in slowest.iter().take(3) {
        println!("| {scale} records: rule `{name}` alone / check | {:.3} | 0.05 |", ratio(*time, check_large));
    }
    println!();
    println!("For the reader's own machine: read and parse {parse:.0?}, check {check:.0?}, acme {acme_time:.1?}, --version {start:.1?}.");
}

/// Holds a check against that of an earlier program.
fn against(before: &Path, small: &Path, acme: &Path) {
    let args = ["check", "--fail-on", "never", "--format", "short"];
    let isms_before = |folder: &Path| {
        let mut command = Command::new(before);
        measure::run(command.current_dir(folder).args(args).env("ISMS_TODAY", "2026-06-30").env("ISMS_CACHE", "off"));
    };
    let [now, then] = medians(5, [&mut || isms(small, &args), &mut || isms_before(small)]);
    println!("| 10,000 records: check / the program before | {:.2} | 0.65 |", ratio(now, then));
    let [now, then] = medians(30, [&mut || isms(acme, &args), &mut || isms_before(acme)]);
    println!("| `check` on examples/acme / the program before | {:.2} | 0.6 |", ratio(now, then));
}

/// A rename that 5,000 of 10,000 records follow, held against a check, and against writing the same files without a look at them.
fn rename(root: &Path) {
    const FOLLOW: usize = 5_000;
    let mut files = corpus::files(10_000, 2026);
    let fixed = files.len() - 10_000;
    files[fixed..]
        .iter_mut()
        .filter(|(path, _)| !path.ends_with("/CTL-6.yaml"))
        .take(FOLLOW)
        .for_each(|(_, text)| text.push_str("links: [CTL-6]\n"));
    corpus::write(root, &files).expect("there is room for temporary files");
    let mut names = ["CTL-6", "CTL-other"];
    let check: &[&str] = &["check", "--fail-on", "never", "--format", "short"];
    let mut write = || assert!(bench::exchange(root, "links: [CTL-").expect("the files can be written") >= FOLLOW);
    let mut rename = || {
        isms(root, &["rename", names[0], names[1], "--quiet"]);
        names.reverse();
    };
    let [check, write, rename] = medians(5, [&mut || isms(root, check), &mut write, &mut rename]);
    let allowed = 2.0 * check.as_secs_f64() + 1.5 * write.as_secs_f64();
    println!(
        "| 10,000 records: rename with 5,000 references / (2 checks + 1.5 × writing them) | {:.2} | 1.0 |",
        rename.as_secs_f64() / allowed
    );
    println!("| 10,000 records: rename with 5,000 references / check | {:.2} | |", ratio(rename, check));
}

/// Nothing takes more than in proportion.
fn grow(folder: &Path) {
    println!("| twice as many | value | promise |");
    println!("|---|---|---|");
    let check: &[&str] = &["check", "--fail-on", "never", "--format", "short"];
    let checked = growth::CASES.iter().map(|case| (&check, case));
    for (n, (args, (what, many, files))) in checked.chain(growth::COMMANDS.iter().map(|(args, case)| (args, case))).enumerate() {
        let [once, twice] = [1, 2].map(|times| {
            let root = folder.join(format!("grown-{n}-{times}"));
            corpus::write(&root, &[corpus::files(0, 2026), files(many * times)].concat()).expect("there is room for temporary files");
            root
        });
        let [once, twice] = medians(5, [&mut || isms(&once, args), &mut || isms(&twice, args)]);
        println!("| {what}: {} / {many} | {:.2} | 2.2 |", many * 2, ratio(twice, once));
    }
}

fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("the folder can be read"));
    entries.map(|entry| if entry.path().is_dir() { size_of(&entry.path()) } else { entry.metadata().map_or(0, |meta| meta.len()) }).sum()
}

/// What reports take beside what a check of the same records does: rows are written while they are made.
fn report_memory(root: &Path, records: usize) {
    let Some(check) = peak_memory(root, &["check", "--format", "short"]) else { return };
    for (report, promise) in [(["risk", "score"], 1.1), (["risk", "plan"], 1.1), (["list", "risk"], 1.2)] {
        for format in ["html", "json", "yaml", "text"] {
            let peak = peak_memory(root, &[report[0], report[1], "--format", format]).expect("that of a check was known");
            let name = report.join(" ");
            println!(
                "| {records} records: peak memory of `{name} --format {format}` / check | {:.2} | {promise} |",
                peak as f64 / check as f64
            );
        }
    }
}

/// Peak resident memory in bytes of a command in a process of its own, as Linux counts it.
fn peak_memory(root: &Path, args: &[&str]) -> Option<u64> {
    let output = Command::new("python3")
        .args(["-c", "import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"])
        .arg(env!("CARGO_BIN_EXE_isms"))
        .args(args)
        .args(["--today", "2026-06-30", "-C"])
        .arg(root)
        .output()
        .ok()?;
    let kilobytes: u64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
