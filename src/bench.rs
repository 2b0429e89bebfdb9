//! What the benchmarks measure; not for anything else.

use crate::base::span::FileId;
use crate::check::{self, Selection};
use crate::load::{load, yaml};
use crate::register::cx::Cx;
use crate::render::workbook;
use crate::report::doc::{Block, Column, Doc, Head, Row, Rows, Table};
use crate::store::Source;
use crate::store::worktree::WorkTree;
use crate::store::write::{Change, Writer};
use rayon::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};

/// Reads every YAML file below a folder, on the same threads. The measure that everything else is held against. Returns
/// how many bytes there were.
///
/// # Errors
/// When a file cannot be read.
pub fn read(root: &Path) -> anyhow::Result<usize> {
    let tree = WorkTree::at(root);
    let listed = tree.list()?;
    let files = listed.par_iter().filter(|entry| entry.path.ends_with(".yaml"));
    let sizes: Result<Vec<usize>, anyhow::Error> = files.map(|entry| Ok(tree.read(&entry.path)?.len())).collect();
    Ok(sizes?.into_iter().sum())
}

/// The same, and parses them as records are. Returns how many values there were.
///
/// # Errors
/// When a file cannot be read.
pub fn read_and_parse(root: &Path) -> anyhow::Result<usize> {
    let tree = WorkTree::at(root);
    let listed = tree.list()?;
    let slots: Result<Vec<usize>, anyhow::Error> = listed
        .par_iter()
        .filter(|entry| entry.path.ends_with(".yaml"))
        .map(|entry| Ok(yaml::read(FileId(0), entry.path.clone(), tree.read(&entry.path)?).0.slots.len()))
        .collect();
    Ok(slots?.into_iter().sum())
}

/// Loads a programme without running rules. Returns how many records there were.
///
/// # Errors
/// When a file cannot be read.
pub fn load_only(root: &Path) -> anyhow::Result<usize> {
    Ok(load(&WorkTree::at(root))?.program.record_count())
}

/// A whole check, as of a fixed day. Returns how many findings there were.
///
/// # Errors
/// When a file cannot be read.
pub fn check(root: &Path) -> anyhow::Result<usize> {
    let loaded = load(&WorkTree::at(root))?;
    let today = "2026-06-30".parse().map_err(anyhow::Error::msg)?;
    let cx = Cx::new(&loaded.program, None, today);
    Ok(check::run(&cx, &loaded.findings, &Selection::default()).findings.len())
}

/// Stages, exchanges and flushes every file that holds a text, with one line more or less, and nothing besides. Returns how many
/// files there were.
///
/// # Errors
/// When a file cannot be read or written.
pub fn exchange(root: &Path, holds: &str) -> anyhow::Result<usize> {
    let tree = WorkTree::at(root);
    let mut changes = Vec::new();
    for entry in tree.list()?.iter().filter(|entry| entry.path.ends_with(".yaml")) {
        let before = String::from_utf8(tree.read(&entry.path)?)?;
        if before.contains(holds) {
            let after = before.strip_suffix("#\n").map_or_else(|| format!("{before}#\n"), str::to_owned);
            changes.push(Change::of(entry.path.clone(), before, after));
        }
    }
    Writer::begin(root)?.write(&changes)?;
    Ok(changes.len())
}

/// How long each rule takes alone on a loaded programme, the slowest first.
///
/// # Errors
/// When a file cannot be read.
pub fn rule_times(root: &Path) -> anyhow::Result<Vec<(&'static str, Duration)>> {
    let loaded = load(&WorkTree::at(root))?;
    let today = "2026-06-30".parse().map_err(anyhow::Error::msg)?;
    let cx = Cx::new(&loaded.program, None, today);
    let time = |rule: &&'static check::Rule| {
        let start = Instant::now();
        std::hint::black_box(check::run_one(&cx, rule));
        (rule.name, start.elapsed())
    };
    let mut times: Vec<(&'static str, Duration)> = check::rules::RULES.iter().map(time).collect();
    times.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    Ok(times)
}

/// The text that stands in a cell of [`workbook`].
pub fn cell(row: usize, column: usize) -> String {
    format!("Row {row} of column {column}")
}

/// A table of a report as a workbook: a number in every third column, and texts in the others. Returns how many bytes it has.
///
/// # Errors
/// When it cannot be written.
pub fn workbook(rows: usize, columns: usize) -> anyhow::Result<usize> {
    let value = |row: usize, column: usize| if column.is_multiple_of(3) { row.into() } else { cell(row, column).into() };
    let headings = |column: usize| {
        let heading = format!("Column {column}");
        if column.is_multiple_of(3) { Column::number(heading, 0) } else { Column::text(heading, 0) }
    };
    let row = move |row: usize| Row::new((0..columns).map(|column| value(row, column)).collect());
    let rows = Rows::new(move || (0..rows).map(row));
    let table = Table { name: "rows", columns: (0..columns).map(headings).collect(), rows, empty: "" };
    let doc = Doc { head: Head::default(), blocks: vec![Block::Table(table)] };
    let mut out = Vec::new();
    workbook::write(&doc, &mut out)?;
    Ok(out.len())
}
