//! What programs say of their tests: JUnit XML, SARIF, or a sheet with a row for each check. A file that is cut short, that
//! contradicts itself or that shows nothing that was tested is refused: it would be a pass that nobody saw.

mod junit;
mod sarif;
mod table;

use crate::base::date::Date;
use crate::base::span::position;
use crate::base::text::{count, list_of};

/// What a run of tests came to.
#[derive(Debug)]
pub struct Report {
    /// In a word or two: `JUnit`, `SARIF`, `CSV`.
    pub format: &'static str,
    pub cases: Vec<Case>,
    /// The day it ended, or what stands in its place and is no day.
    pub day: Option<Result<Date, String>>,
    /// What was read as what, for people.
    pub read: Vec<String>,
}

/// One thing that was tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub name: String,
    pub came: Came,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    Passed,
    Failed,
    /// It could not be brought to its end.
    Erred,
    /// It was left out.
    Skipped,
}

/// Why a report cannot be taken.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unfit {
    /// Line and column, where it has them: `:7:3`.
    pub place: String,
    message: String,
    pub hint: &'static str,
}

impl Unfit {
    fn of(message: impl Into<String>, hint: &'static str) -> Self {
        Self { place: String::new(), message: message.into(), hint }
    }

    /// At a byte of a text.
    fn at(text: &str, offset: usize, message: impl Into<String>, hint: &'static str) -> Self {
        let place = position(text, u32::try_from(offset).unwrap_or(u32::MAX));
        Self::on(place.line, place.column, message, hint)
    }

    fn on(line: usize, column: usize, message: impl Into<String>, hint: &'static str) -> Self {
        Self { place: format!(":{line}:{column}"), message: message.into(), hint }
    }
}

/// What the user says of a report.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Headers of a sheet: which column holds what.
    pub columns: Vec<(String, String)>,
    /// The lowest level of a result of SARIF that fails: `error`, `warning` or `note`.
    pub level: Level,
}

/// The levels of SARIF, the lowest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    None,
    Note,
    #[default]
    Warning,
    Error,
}

/// Reads a report by what it holds.
///
/// # Errors
/// Where it is none, or not whole.
pub fn read(bytes: &[u8], wanted: &Wanted) -> Result<Report, Unfit> {
    let again = "let the tool write it again as UTF-8";
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        Unfit::at(&before, before.len(), "it is no UTF-8 text", again)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim_start().chars().next() {
        None => Err(Unfit::of("it is empty", "a run that did not take place shows nothing")),
        Some('<') => junit::read(text),
        Some('{' | '[') => sarif::read(text, wanted.level),
        Some(_) => table::read(text, &wanted.columns),
    }
}

impl Report {
    /// Keeps the cases whose names have these words.
    ///
    /// # Errors
    /// When none has.
    pub fn only(&mut self, words: &str) -> Result<(), Unfit> {
        let wanted = words.to_lowercase();
        let (kept, others): (Vec<Case>, Vec<Case>) =
            std::mem::take(&mut self.cases).into_iter().partition(|case| case.name.to_lowercase().contains(&wanted));
        self.cases = kept;
        if self.cases.is_empty() {
            let first = list_of(others.iter().take(5).map(|case| case.name.as_str()), "and");
            return Err(Unfit::of(
                format!("none of its {} is called `{words}`; there are {first}", count(others.len(), "case")),
                "name one that is there",
            ));
        }
        Ok(())
    }

    fn number(&self, came: Came) -> usize {
        self.cases.iter().filter(|case| case.came == came).count()
    }

    /// Whether all that was tested passed.
    ///
    /// # Errors
    /// When nothing was: that is no pass.
    pub fn passed(&self) -> Result<bool, Unfit> {
        let tested = self.cases.len() - self.number(Came::Skipped);
        if tested > 0 {
            return Ok(self.number(Came::Passed) == tested);
        }
        let what = match self.cases.len() {
            0 => "it holds no test".to_owned(),
            skipped => format!("all of its {} were skipped", count(skipped, "test")),
        };
        Err(Unfit::of(format!("{what}, and what was not tested did not pass"), "record a run in which something was tested"))
    }

    /// `2 of 14 failed: login.locks, login.expires; 1 skipped`
    pub fn words(&self) -> String {
        let [failed, erred, skipped] = [Came::Failed, Came::Erred, Came::Skipped].map(|came| self.number(came));
        let all = self.cases.len();
        let bad = self.cases.iter().filter(|case| matches!(case.came, Came::Failed | Came::Erred));
        let named: Vec<&str> = bad.map(|case| case.name.as_str()).take(3).collect();
        let parts: Vec<String> = match (failed, erred) {
            (0, 0) => vec![format!("{} of {all} passed", self.number(Came::Passed))],
            (0, erred) => vec![format!("{erred} of {all} could not be run to the end")],
            (failed, 0) => vec![format!("{failed} of {all} failed")],
            (failed, erred) => vec![format!("{failed} of {all} failed"), format!("{erred} could not be run to the end")],
        };
        let first = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
        let more = if failed + erred > named.len() { " and others" } else { "" };
        let skipped = if skipped > 0 { format!("; {skipped} skipped") } else { String::new() };
        format!("{}{first}{more}{skipped}", parts.join(" and "))
    }
}

/// The day that a moment begins with: `2026-06-30T10:15:00Z`. Whoever ran it wrote it in their own time.
fn day(moment: &str) -> Result<Date, String> {
    let moment = moment.trim();
    moment.get(..10).and_then(|day| day.parse().ok()).ok_or_else(|| moment.to_owned())
}

/// The later of two days; what is no day is told rather than left out.
fn later(a: Option<Result<Date, String>>, b: Option<Result<Date, String>>) -> Option<Result<Date, String>> {
    match (a, b) {
        (Some(Ok(a)), Some(Ok(b))) => Some(Ok(a.max(b))),
        (Some(Err(odd)), _) | (_, Some(Err(odd))) => Some(Err(odd)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests;
