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
use std::fmt::Write as _;

/// The map, with a word on each column of which no field has anything.
pub fn map(kind: &SheetKind, sheet: &Sheet, columns: &Columns, asked: &Asked) -> String {
    let mut out = String::from(
        "# How this sheet was read. Behind each header stands its field; `custom` and `notes` keep a column, `-` leaves it out.\n\
         # Use it with `isms import FILE --map` and the name of this file.\n",
    );
    let _ = writeln!(out, "kind: {}", kind.name);
    if let Some(sheet) = &asked.sheet {
        let _ = writeln!(out, "sheet: {}", text(sheet));
    }
    if let Some(line) = asked.header_line {
        let _ = writeln!(out, "header_line: {line}");
    }
    if let Some(order) = order(columns, asked) {
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
        let _ = writeln!(out, "  {}: {field}{remark}", text(&name(sheet, index)));
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

/// A text as every reader takes it, as a name too.
fn text(text: &str) -> String {
    yaml::flow(&Value::from(text))
}
