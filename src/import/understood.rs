//! What was understood of a sheet, as a map that can be edited and used again: it brings the very records that came without it.

use super::columns::{Columns, Goal};
use super::conversion::Scale;
use super::kind::SheetKind;
use super::mapping::Asked;
use super::measures::Axis;
use super::sheet::Sheet;
use super::wishes::{NOTES, name};
use crate::base::written::Order;
use crate::edit::value::Value;
use crate::edit::yaml;
use crate::render::escape::visible;
use std::fmt::Write as _;

/// What is still to be said of a sheet that was refused.
#[derive(Debug, Default)]
pub struct Open {
    /// Before all others.
    pub first: Vec<String>,
    /// Headers, a field that each may be, and why that is not known.
    pub columns: Vec<(String, String, String)>,
    /// Nobody knows whether the day or the month comes first.
    pub has_no_order: bool,
}

impl Open {
    /// What is open of a column, by how it is named in a map or by its header.
    fn of(&self, name: &str, header: &str) -> Option<&(String, String, String)> {
        self.columns.iter().find(|(open, ..)| open == name || open == header)
    }

    /// Whether a column is taken for what one that is open may be.
    fn rivals(&self, goal: &Goal) -> bool {
        let part = |field: &str| field.split('.').nth(1).map(str::to_owned);
        matches!(goal, Goal::Field(field) if part(field).is_some() && self.columns.iter().any(|(_, may_be, _)| part(may_be) == part(field)))
    }
}

/// The map, with a word on each column of which no field has anything, and with what is open as comments.
pub fn map(kind: &SheetKind, sheet: &Sheet, columns: &Columns, asked: &Asked, open: &Open) -> String {
    let mut out = String::from(
        "# How this sheet was read. Behind each header stands its field; `custom` and `notes` keep a column, `-` leaves it out.\n\
         # Use it with `isms import FILE --map` and the name of this file.\n",
    );
    if !open.first.is_empty() || !open.columns.is_empty() {
        out.push_str("# The sheet was refused. Say what is open: correct the lines with `?` and take their `#` away.\n");
    }
    for line in &open.first {
        let _ = writeln!(out, "# {}", one_line(line));
    }
    let _ = writeln!(out, "kind: {}", kind.name);
    if let Some(sheet) = &asked.sheet {
        let _ = writeln!(out, "sheet: {}", text(sheet));
    }
    if let Some(line) = asked.header_line {
        let _ = writeln!(out, "header_line: {line}");
    }
    if let Some(order) = order(columns, asked).filter(|_| !open.has_no_order) {
        let _ = writeln!(out, "dates: {}", if order == Order::Month { "mdy" } else { "dmy" });
    }
    out.push_str(&scales(columns));
    out.push_str("columns:\n");
    for (index, goal) in columns.goals.iter().enumerate() {
        let (field, remark) = match goal {
            Goal::Field(field) if field == "notes" => (text(NOTES), ""),
            Goal::Field(field) => (text(field), ""),
            Goal::Custom(_) => ("custom".into(), kind.rest()),
            Goal::Notes => ("notes".into(), kind.rest()),
            Goal::Out => (text("-"), "  # not read, as asked"),
            Goal::Empty => (text("-"), "  # not read: no cell has anything in it"),
        };
        let name = name(sheet, index);
        let _ = match open.of(&name, &sheet.header[index]) {
            Some((_, may_be, why)) => writeln!(out, "  # {}: {may_be} # {}", text(&name), one_line(why)),
            // Whoever says what it is says what the other may be.
            None if open.rivals(goal) => writeln!(out, "  # {}: {field} # ? beside the one that is unclear", text(&name)),
            None => writeln!(out, "  {}: {field}{remark}", text(&name)),
        };
    }
    if !asked.values.is_empty() {
        out.push_str("values:\n");
    }
    for values in &asked.values {
        let _ = writeln!(out, "  {}:", text(&values.field));
        for (said, means) in values.pairs() {
            let _ = writeln!(out, "    {}: {}", text(said), text(means));
        }
    }
    out
}

/// The order of days that was asked for, or that all columns show which show one.
fn order(columns: &Columns, asked: &Asked) -> Option<Order> {
    let mut shown = columns.orders.iter().flatten().copied();
    let first = shown.next();
    asked.dates.or(first.filter(|first| shown.all(|other| other == *first)))
}

fn scales(columns: &Columns) -> String {
    let line = |axis: Axis| columns.scales.of(axis).map(|scale: &Scale| format!("  {}: {}\n", axis.name(), text(&scale.written())));
    let lines: String = [Axis::Likelihood, Axis::Impact].into_iter().filter_map(line).collect();
    if lines.is_empty() { lines } else { format!("scale:\n{lines}") }
}

/// A text that goes on no other line, as comments have to.
fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text as every reader takes it, as a name too.
fn text(text: &str) -> String {
    yaml::flow(&Value::from(text))
}
