//! The promises about sheets, as ratios of one run: `cargo bench --bench sheets`.

#![allow(clippy::print_stdout, reason = "its output is a table for people")]

mod corpus;
mod measure;

use isms::bench;
use measure::{isms, medians, ratio};
use rust_xlsxwriter::{Format, Workbook};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

/// The rows of the register that comes in.
const ROWS: usize = 50_000;
/// The workbook that goes out.
const TALL: u32 = 100_000;
const WIDE: u16 = 12;

fn main() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    println!("| what | value | promise |");
    println!("|---|---|---|");
    import(folder.path());
    workbook();
}

/// A register of others comes into a programme with nothing in it, each time into another one.
fn import(folder: &Path) {
    const TIMES: usize = 3;
    let sheet = folder.join("risks.csv");
    std::fs::write(&sheet, register()).expect("there is room for temporary files");
    let roots: Vec<_> = (0..TIMES).map(|n| folder.join(format!("programme-{n}"))).collect();
    for root in &roots {
        corpus::write(root, &corpus::files(0, 2026)).expect("there is room for temporary files");
    }
    let path = sheet.to_str().expect("temporary folders have plain names");
    let mut fresh = roots.iter();
    let mut import = || {
        let root = fresh.next().expect("there is one for each time");
        isms(root, &["import", path, "--as", "risk", "-q"]);
    };
    let mut rows = || assert_eq!(black_box(read(&sheet)), ROWS * 8);
    let [import, rows] = medians(TIMES, [&mut import, &mut rows]);
    let mut load = || assert!(black_box(bench::load_only(&roots[0]).expect("the programme can be read")) >= ROWS);
    let [load] = medians(TIMES, [&mut load]);
    println!("| {ROWS} rows of CSV: import / (reading the rows + loading what results) | {:.2} | 4.0 |", ratio(import, rows + load));
    println!("For the reader's own machine: import {import:.1?}, its rows {rows:.1?}, loading what results {load:.1?}.");
}

fn register() -> String {
    let mut text = String::from("ID,Risk,Owner,Likelihood,Impact,Treatment,Status,Notes\n");
    for n in 0..ROWS {
        let (likelihood, impact) = (1 + n % 5, 1 + n / 5 % 5);
        let _ =
            writeln!(text, "R-{n},\"Risk {n}, of a register\",Head of {},{likelihood},{impact},Mitigate,Open,As row {n} has it", n % 40);
    }
    text
}

/// How many cells the rows have, as the `csv` crate reads them.
fn read(sheet: &Path) -> usize {
    let mut rows = csv::Reader::from_path(sheet).expect("the sheet is there");
    rows.records().map(|row| row.expect("it is CSV").len()).sum()
}

/// The same cells, written as a table of a report and by the library alone.
fn workbook() {
    let mut ours = || assert!(black_box(bench::workbook(TALL as usize, usize::from(WIDE)).expect("it can be written")) > 0);
    let mut theirs = || assert!(black_box(plain().len()) > 0);
    let [ours, theirs] = medians(5, [&mut ours, &mut theirs]);
    println!("| a workbook of {TALL} rows with {WIDE} columns / the library alone | {:.2} | 1.3 |", ratio(ours, theirs));
    println!("For the reader's own machine: {ours:.1?}, the library alone {theirs:.1?}.");
}

fn plain() -> Vec<u8> {
    let mut book = Workbook::new();
    let (text, number) = (Format::new().set_text_wrap(), Format::new().set_num_format("0"));
    let sheet = book.add_worksheet();
    for row in 0..TALL {
        for column in 0..WIDE {
            if column % 3 == 0 {
                sheet.write_number_with_format(row, column, f64::from(row), &number).expect("it fits");
            } else {
                sheet.write_string_with_format(row, column, bench::cell(row as usize, usize::from(column)), &text).expect("it fits");
            }
        }
    }
    book.save_to_buffer().expect("it can be written")
}
