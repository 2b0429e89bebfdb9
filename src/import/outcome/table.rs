//! A sheet with a row for each check. Which column is which is read from the header where that is clear, said where it is
//! asked, and never guessed.

use super::{Came, Case, Report, Unfit, later};
use crate::base::text::list_of;
use crate::base::written;
use crate::import::sheet::Sheet;

/// What a column may hold, and the headers that say so.
const COLUMNS: [(&str, &[&str]); 3] = [
    ("result", &["result", "outcome", "status", "verdict"]),
    ("name", &["name", "test", "check", "test case", "testcase", "title", "id"]),
    ("on", &["on", "date", "day", "executed", "executed on", "timestamp"]),
];

const PASSED: &[&str] = &["pass", "passed", "ok", "success", "successful", "succeeded"];
const FAILED: &[&str] = &["fail", "failed", "failure", "not ok", "nok"];
const ERRED: &[&str] = &["error", "errored", "blocked", "timeout"];
const SKIPPED: &[&str] = &["skip", "skipped", "ignored", "not run", "n/a", "disabled"];

const WORDS: &str = "results are `pass`, `fail`, `error` or `skipped`";

pub fn read(text: &str, wanted: &[(String, String)]) -> Result<Report, Unfit> {
    let hint = "JUnit XML, SARIF and CSV with a header are read";
    let sheet = Sheet::read("it", text.as_bytes()).map_err(|error| Unfit::of(error.to_string(), hint))?;
    if let Some(fault) = sheet.faults.first() {
        return Err(Unfit::on(fault.line, fault.cell, fault.message.clone(), "mend the row, or write the sheet again"));
    }
    let mut report = Report { format: "CSV", cases: Vec::new(), day: None, read: Vec::new() };
    let result = column(&sheet, "result", wanted)?.ok_or_else(|| unclear(&sheet, "result", "no column of it is called so"))?;
    let (name, on) = (column(&sheet, "name", wanted)?, column(&sheet, "on", wanted)?);
    for (what, place) in [("results", Some(result)), ("names", name), ("days", on)] {
        let header = place.map(|at| format!("`{}`", sheet.header[at]));
        report.read.push(header.map_or(format!("{what} are read from no column"), |header| format!("{what} are read from {header}")));
    }
    for row in &sheet.rows {
        let word = row.cells[result].to_lowercase();
        let known = [(PASSED, Came::Passed), (FAILED, Came::Failed), (ERRED, Came::Erred), (SKIPPED, Came::Skipped)];
        let Some((_, came)) = known.into_iter().find(|(words, _)| words.contains(&&*word)) else {
            return Err(Unfit::on(row.line, result + 1, format!("`{}` is no result", row.cells[result]), WORDS));
        };
        let name = name.map_or_else(|| format!("row {}", row.line), |at| row.cells[at].clone());
        report.cases.push(Case { name, came });
        let day = on.map(|at| &row.cells[at]).filter(|cell| !cell.is_empty());
        let day = day.map(|cell| super::day(cell).or_else(|odd| written::day(cell).ok_or(odd)));
        report.day = later(report.day.take(), day);
    }
    Ok(report)
}

/// The column that is said or clearly called so.
fn column(sheet: &Sheet, what: &str, wanted: &[(String, String)]) -> Result<Option<usize>, Unfit> {
    let called = |name: &str| sheet.header.iter().position(|header| header.eq_ignore_ascii_case(name.trim()));
    if let Some((_, header)) = wanted.iter().find(|(known, _)| known == what) {
        return called(header).map(Some).ok_or_else(|| unclear(sheet, what, &format!("no column of it is called `{header}`")));
    }
    let names = COLUMNS.iter().find(|(known, _)| *known == what).map_or(&[][..], |(_, names)| names);
    let taken = |at: &usize| wanted.iter().any(|(_, header)| called(header) == Some(*at));
    let found: Vec<usize> = names.iter().filter_map(|name| called(name)).filter(|at| !taken(at)).collect();
    match found[..] {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(unclear(sheet, what, "several columns of it may be meant")),
    }
}

fn unclear(sheet: &Sheet, what: &str, problem: &str) -> Unfit {
    let all = list_of(&sheet.header, "and");
    Unfit::on(
        1,
        1,
        format!("which column holds the {what}? {problem}; there are {all}"),
        "say it with `--column result=HEADER`, and `name=`, `on=`",
    )
}
