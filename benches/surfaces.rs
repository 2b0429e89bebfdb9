//! The promises about pages and papers, as ratios of one run: `cargo bench --bench surfaces`.

#![allow(clippy::print_stdout, reason = "its output is a table for people")]

mod corpus;
mod measure;

use measure::{isms, medians, ratio};
use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let root = folder.path().join("programme");
    corpus::write(&root, &corpus::files(10_000, 2026)).expect("there is room for temporary files");
    println!("| what | value | promise |");
    println!("|---|---|---|");
    site(&root, &folder.path().join("site"));
    papers(&root);
}

fn timed(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

fn site(root: &Path, out: &Path) {
    let check = || isms(root, &["check", "--fail-on", "never", "--format", "short"]);
    let path = out.to_str().expect("temporary folders have plain names");
    let write = || isms(root, &["site", "-q", "-o", path]);
    let [check] = medians(3, [&mut || check()]);
    let first = timed(write);
    let copy = out.with_extension("copy");
    let bytes = timed(|| copied(out, &copy));
    std::fs::write(root.join("risks/RSK-0.yaml"), "id: RSK-0\ntitle: Changed\n").expect("the folder can be written to");
    let second = timed(write);
    let allowed = check * 3 + bytes;
    println!("| 10,000 records: site / (3 checks + writing its bytes) | {:.2} | 1.0 |", ratio(first, allowed));
    println!("| 10,000 records: site again after one change / check | {:.2} | 1.3 |", ratio(second, check));
    println!("For the reader's own machine: check {check:.1?}, site {first:.1?}, its bytes {bytes:.1?}, again {second:.1?}.");
}

/// Writes the same files once more, for nothing but the time that this takes.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("there is room for temporary files");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copied(&path, &to);
        } else {
            std::fs::copy(path, to).expect("there is room for temporary files");
        }
    }
}

fn papers(root: &Path) {
    let acme = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acme");
    let soa = |format: &'static str| {
        let acme = &acme;
        move || isms(acme, &["soa", "render", "--format", format])
    };
    let [html, pdf] = medians(5, [&mut soa("html"), &mut soa("pdf")]);
    println!("| 93 rows of examples/acme: PDF / HTML, both with reading | {:.2} | 5 |", ratio(pdf, html));
    let [list, html, pdf] = medians(
        3,
        [&mut || isms(root, &["list", "risk", "--format", "csv"]), &mut || isms(root, &["list", "risk", "--format", "html"]), &mut || {
            isms(root, &["list", "risk", "--format", "pdf"])
        }],
    );
    println!("| 4,000 risks: list as PDF / as HTML | {:.2} | |", ratio(pdf, html));
    let (pdf, html) = (pdf.saturating_sub(list), html.saturating_sub(list));
    println!("For the reader's own machine: 4,000 rows take {pdf:.1?} as PDF and {html:.1?} as HTML, more than as CSV.");
}
