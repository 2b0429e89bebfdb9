//! What an import tells its user: where each column went, which rows did not, what was taken for what, and the files.

use super::columns::{Columns, Goal};
use super::field::group_of;
use super::method::Ratings;
use super::plan::Plan;
use super::product;
use super::sheet::{Sheet, short as shown};
use super::words;
use crate::base::text::{count, list_of, natural};
use crate::render::escape::terminal_line;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

/// Of many records of a kind only the first and the last are named.
const MOST_NAMED: usize = 3;

/// Every column with where it goes, in words. Rows that add to what is there have no fields of their own.
pub fn columns(sheet: &Sheet, columns: &Columns, ratings: &Ratings<'_>, adds: bool) -> Vec<(String, String)> {
    let rest = columns.fields.iter().find(|field| field.headers.is_empty()).map(|field| field.name);
    let goal = |(header, (index, goal)): (&String, (usize, &Goal))| {
        let goal = match goal {
            Goal::Field(field) => match factored(header, field, columns) {
                Some(state) => format!("{state}.likelihood and {state}.impact; compared with the {state} score by the method"),
                None => field_goal(field, columns, ratings),
            },
            Goal::Custom(_) | Goal::Notes if rest.is_some() => format!("the {} of this name", rest.unwrap_or_default()),
            Goal::Custom(_) if adds => "notes".into(),
            Goal::Custom(key) if sheet.column(index).all(words::is_short) => format!("custom.{key}"),
            Goal::Custom(key) => format!("custom.{key}, long texts to notes"),
            Goal::Notes => "notes".into(),
            Goal::Out => "left out, as asked".into(),
            Goal::Empty => "left out: no cell has anything in it".into(),
        };
        (header.clone(), goal)
    };
    sheet.header.iter().zip(columns.goals.iter().enumerate()).map(goal).collect()
}

/// The state of ratings that stand in one column with what comes of them.
fn factored<'f>(header: &str, field: &'f str, columns: &Columns) -> Option<&'f str> {
    let state = field.strip_suffix(".score").filter(|_| product::order(header).is_some())?;
    let has = |part: &str| columns.of(&format!("{state}.{part}")).is_some();
    (!has("likelihood") && !has("impact") && columns.dimensions(state).is_empty()).then_some(state)
}

fn field_goal(field: &str, columns: &Columns, ratings: &Ratings<'_>) -> String {
    if let Some((group, _)) = group_of(field).filter(|(group, _)| columns.loose.contains(group.name)) {
        let lacking = group.needs.iter().filter(|part| columns.of(&format!("{}.{part}", group.name)).is_none());
        return format!("unclear.{}: no column says {}", group.name, list_of(lacking, "and"));
    }
    let (state, part) = field.split_once('.').unwrap_or(("", field));
    match part.split_once('.') {
        Some((_, dimension)) if !ratings.by_dimension => format!("the largest as {state}.impact; {dimension} to custom"),
        _ if part == "score" && !columns.scales.is_empty() => "not compared: its numbers are those of another scale".into(),
        _ if matches!(part, "score" | "level") => format!("compared with the {state} {part} by the method"),
        _ if part == "impact" && !columns.dimensions(state).is_empty() => format!("compared with the largest {state} impact"),
        _ if state == "current" && columns.today_is_expected => format!("{field} and residual.{part}"),
        _ if field == "rationale" => "current.rationale".into(),
        _ => field.into(),
    }
}

impl Plan {
    /// Writes the summary; `done` says whether the files are written by now.
    pub fn write(&self, out: &mut dyn Write, done: bool) -> io::Result<()> {
        self.write_head(out)?;
        self.write_columns(out)?;
        write_told(out, "scales", &self.scales)?;
        write_told(out, "values", &self.valued)?;
        self.write_faults(out)?;
        self.write_remarks(out)?;
        self.write_files(out, done)
    }

    fn write_head(&self, out: &mut dyn Write) -> io::Result<()> {
        let tally = &self.tally;
        let rows = tally.imported + tally.unchanged + tally.left + self.faults.len();
        let parts = [
            (tally.imported, "imported"),
            (tally.unchanged, "there already and the same"),
            (tally.left, "there already and left alone"),
            (self.faults.len(), "not imported"),
        ];
        let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let parts = if parts.is_empty() { "nothing to import".into() } else { parts.join(", ") };
        line(out, &format!("{} of `{}` read as {}: {parts}", count(rows, "row"), self.sheet, self.kind.what))?;
        if let Some(how) = &self.how {
            line(out, &format!("{}: {how}", self.kind.name))?;
        }
        if let Some(text) = self.comparison() {
            line(out, &text)?;
        }
        Ok(())
    }

    /// How what the sheet says follows from its ratings compares with ours, and which columns were not compared.
    pub fn comparison(&self) -> Option<String> {
        const WHAT: &str = "scores, levels and largest impacts";
        let left = (!self.uncompared.is_empty()).then(|| format!("{} not compared", list_of(&self.uncompared, "and")));
        let compared = match (self.agreed, self.differing, &left) {
            (0, 0, _) => None,
            (agreed, 0, None) => Some(format!("{WHAT}: all {agreed} of the sheet come out as they stand in it")),
            (agreed, 0, Some(_)) => Some(format!("{WHAT}: all {agreed} that were compared come out as they stand in the sheet")),
            (agreed, differing, _) => {
                let all = agreed + differing;
                Some(format!("{WHAT}: {differing} of {all} in the sheet do not come out as they stand in it; see below"))
            }
        };
        match (compared, left) {
            (Some(compared), Some(left)) => Some(format!("{compared}; {left}")),
            (None, Some(left)) => Some(format!("{WHAT}: {left}")),
            (compared, None) => compared,
        }
    }

    fn write_columns(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\ncolumns")?;
        let width = self.columns.iter().map(|(header, _)| shown(header).chars().count()).max().unwrap_or(0).min(40);
        for (header, goal) in &self.columns {
            line(out, &format!("  {:width$}  {goal}", shown(header)))?;
        }
        Ok(())
    }

    fn write_faults(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.faults.is_empty() {
            return Ok(());
        }
        writeln!(out, "\nnot imported ({})", self.marks.form())?;
        for fault in &self.faults {
            line(out, &format!("  {}: {}", self.marks.place(&self.sheet, fault.line, fault.cell), fault.message))?;
            line(out, &format!("    help: {}", fault.help))?;
        }
        Ok(())
    }

    fn write_remarks(&self, out: &mut dyn Write) -> io::Result<()> {
        let obstacle = self.obstacle.as_ref();
        if self.remarks.is_empty() && obstacle.is_none() {
            return Ok(());
        }
        writeln!(out, "\nworth knowing ({})", self.marks.form())?;
        if let Some(obstacle) = obstacle {
            line(out, &format!("  {obstacle}"))?;
        }
        let mut times: HashMap<(usize, &str), usize> = HashMap::new();
        self.remarks.iter().for_each(|remark| *times.entry((remark.cell, &remark.message)).or_default() += 1);
        for remark in &self.remarks {
            let Some(all) = times.remove(&(remark.cell, remark.message.as_str())) else { continue };
            let more = match all {
                1 => String::new(),
                _ => format!(" (and {} more like it)", count(all - 1, "row")),
            };
            line(out, &format!("  {}: {}{more}", self.marks.place(&self.sheet, remark.line, remark.cell), remark.message))?;
        }
        Ok(())
    }

    fn write_files(&self, out: &mut dyn Write, done: bool) -> io::Result<()> {
        if self.changes.is_empty() {
            return writeln!(out, "\nnothing {} written", if done { "was" } else { "would be" });
        }
        writeln!(out, "\n{}", if done { "written" } else { "would be written" })?;
        let mut kinds: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for record in &self.records {
            let ids = kinds.entry(record.kind.name).or_default();
            let title = if self.by_name.contains(&record.id) { record.title.as_str() } else { "" };
            ids.push((&record.id, title));
        }
        for (kind, mut ids) in kinds {
            ids.sort_by(|a, b| natural(a.0, b.0));
            let (named, own): (Vec<_>, Vec<_>) = ids.into_iter().partition(|(_, title)| !title.is_empty());
            if !own.is_empty() {
                let ids: Vec<&str> = own.iter().map(|(id, _)| *id).collect();
                line(out, &format!("  {}: {}", count(ids.len(), kind), few(&ids)))?;
            }
            if !named.is_empty() {
                line(out, &format!("  {} that cells name: look through them", count(named.len(), kind)))?;
            }
            for (id, title) in named {
                line(out, &format!("    {id}  {title}"))?;
            }
        }
        for change in self.others() {
            line(out, &format!("  {}: {}", change.path, change.why))?;
        }
        Ok(())
    }
}

/// Lines under a heading, if there are any.
fn write_told(out: &mut dyn Write, heading: &str, lines: &[String]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading}")?;
    lines.iter().try_for_each(|text| line(out, &format!("  {text}")))
}

fn few(ids: &[&str]) -> String {
    match ids {
        [first, .., last] if ids.len() > MOST_NAMED => format!("`{first}` to `{last}`"),
        _ => list_of(ids, "and"),
    }
}

fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out, "{}", terminal_line(text))
}
