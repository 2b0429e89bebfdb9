//! Times that are held against each other, and so are taken in turns: what else the machine does falls on all alike.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The median time of each, of several runs.
pub fn medians<const N: usize>(times: usize, mut runs: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut taken: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..times {
        for (run, taken) in runs.iter_mut().zip(&mut taken) {
            let start = Instant::now();
            run();
            taken.push(start.elapsed());
        }
    }
    taken.map(|mut taken| {
        taken.sort();
        taken[times / 2]
    })
}

pub fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

/// Runs `isms` in a folder as of a fixed day, to the end and for nothing but its time. Nothing is remembered.
pub fn isms(folder: &Path, args: &[&str]) {
    isms_with(Path::new("off"), folder, args);
}

/// The same, with what is remembered of commits in a folder of its own.
pub fn isms_with(cache: &Path, folder: &Path, args: &[&str]) {
    isms_of(Path::new(env!("CARGO_BIN_EXE_isms")), cache, folder, args);
}

/// The same by a program of another commit.
pub fn isms_of(program: &Path, cache: &Path, folder: &Path, args: &[&str]) {
    let mut command = Command::new(program);
    run(command.current_dir(folder).args(args).env("ISMS_TODAY", "2026-06-30").env("ISMS_CACHE", cache));
}

/// Runs a command for nothing but its time. Findings are a result too; a command that could not do its work is quick
/// and would be praised for it.
pub fn run(command: &mut Command) {
    let ran = command.stdin(Stdio::null()).stdout(Stdio::null()).output().expect("the program runs");
    assert!(matches!(ran.status.code(), Some(0 | 1)), "{command:?} failed: {}", String::from_utf8_lossy(&ran.stderr));
}
