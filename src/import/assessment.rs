//! Rows of a log of risk assessments: all rows of a day make one assessment, each with who took part.

use super::draft::{Draft, kind};
use super::list;
use super::record::Record;
use super::row::{Cell, Cells, keep_other, keep_rest};
use super::several::swapped;
use super::sheet::Fault;
use super::vocabulary::{FUNCTIONS, TRIGGERS};
use super::words::{self, is_everybody};
use crate::edit::value::{Map, Value};

/// What each row says for itself.
const OF_ROWS: [&str; 3] = ["on", "participants", "function"];

/// Imports all rows of one assessment.
pub fn rows(draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<(), Fault> {
    let first = rows[0];
    let on = first.get("on").filter(|cell| cell.day().is_some_and(|day| day <= draft.today)).and_then(|cell| cell.day());
    let Some(on) = on else {
        let message = "the row does not say on which day the assessment was finished".into();
        return Err(first.fault("on", message, "write the day; an assessment that is still to come is no record yet"));
    };
    let made = format!("Risk assessment {on}");
    let title = first.get("title").map_or(made.as_str(), |cell| cell.text);
    let mut record = draft.begin_named(kind("assessment"), first, Some(title))?;
    let owner = draft.party(first.get("owner"), "owner", &mut record);
    record.fields.put_some("owner", owner);
    record.fields.put("on", on.to_string());
    let trigger = trigger(draft, first, title, &mut record)?;
    record.fields.put("trigger", trigger);
    record.fields.put_some("method", first.get("method").map(|cell| cell.text));
    let (mut participants, mut groups) = (Vec::new(), Vec::new());
    for cells in rows {
        took_part(draft, *cells, &on.to_string(), (&mut participants, &mut groups), &mut record);
    }
    record.fields.put_list("participants", participants);
    record.fields.put_list("groups", groups);
    for field in ["scope", "conclusion"] {
        record.fields.put_some(field, first.get(field).map(|cell| cell.text));
    }
    record.notes.extend(first.get("notes").map(|cell| cell.text.to_owned()));
    keep_rest(&mut record, first);
    rows[1..].iter().for_each(|cells| keep_other(&mut record, first, *cells, &OF_ROWS));
    draft.add_whole(record, first, "id");
    Ok(())
}

/// Why it was made, by its column or else by its title: nobody can tell a planned one from one after something happened.
fn trigger(draft: &mut Draft<'_>, cells: Cells<'_>, title: &str, record: &mut Record) -> Result<&'static str, Fault> {
    let help = "write `planned`, `change` or `incident` into a column `Trigger`";
    let Some(cell) = cells.get("trigger") else {
        let said = words::spoken_of(TRIGGERS, title);
        return said.ok_or_else(|| cells.fault("title", format!("nothing says why `{title}` was made"), help));
    };
    let said = words::meaning(TRIGGERS, cell.text).is_some().then(|| draft.word(TRIGGERS, Some(cell), "trigger", record)).flatten();
    let spoken = said.or_else(|| {
        let said = words::spoken_of(TRIGGERS, cell.text)?;
        record.note(cell.header, cell.text);
        Some(said)
    });
    spoken.ok_or_else(|| cells.fault("trigger", format!("`{}` does not say why the assessment was made", cell.text), help))
}

/// Those whom a row names, each with the function of the row or in brackets behind the name, and groups with their number.
fn took_part(
    draft: &mut Draft<'_>,
    cells: Cells<'_>,
    on: &str,
    (participants, groups): (&mut Vec<Value>, &mut Vec<Value>),
    record: &mut Record,
) {
    let function = cells.get("function");
    let of_row = function.and_then(|cell| words::exactly(FUNCTIONS, &words::normal(cell.text)));
    let Some(cell) = cells.get("participants") else {
        function.into_iter().for_each(|cell| record.doubt("participants", cell.header, cell.text));
        return;
    };
    let mut is_whole = true;
    for part in list::parts(cell.text).flat_map(people) {
        let (name, bracket) = bracketed(part);
        let count = bracket.and_then(|text| text.parse::<i64>().ok()).filter(|count| *count > 0);
        let of = bracket.and_then(|text| words::exactly(FUNCTIONS, &words::normal(text))).or(of_row);
        match (count, of) {
            (Some(count), _) => groups.push(group(name, count, on)),
            (None, Some(of)) if words::is_name(name) && !is_everybody(name) => {
                let who = draft.person(swapped(name).as_deref().unwrap_or(name));
                let one = Map(vec![("person".into(), who.into()), ("function".into(), of.into())]).into();
                if !participants.contains(&one) {
                    participants.push(one);
                }
            }
            _ => is_whole = false,
        }
    }
    if !is_whole || function.is_some() && of_row.is_none() {
        record.doubt("participants", cell.header, cell.text);
        function.into_iter().for_each(|cell| record.doubt("participants", cell.header, cell.text));
        draft.remark(cell, no_function(cell));
    }
}

fn no_function(cell: Cell<'_>) -> String {
    let known = "it, leadership, department, legal, compliance, security or audit";
    format!("`{}` does not say of each for which function they spoke, which is {known}; it is kept under `unclear`", cell.text)
}

/// The people of a text between commas that stand outside of brackets; `Weber, Anna` is one.
fn people(text: &str) -> impl Iterator<Item = &str> {
    let is_one = swapped(bracketed(text).0).is_some();
    let mut depth = 0_usize;
    text.split(move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0 && !is_one
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
}

/// `Ann Lee (IT)` as a name and what stands in brackets behind it.
fn bracketed(part: &str) -> (&str, Option<&str>) {
    let inner = part.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    inner.map_or((part, None), |(name, inner)| (name.trim(), Some(inner.trim())))
}

fn group(name: &str, count: i64, on: &str) -> Value {
    let mut group = Map::default();
    group.put("group", if is_everybody(name) { "all" } else { name });
    group.put("count", count);
    group.put("of", count);
    group.put("on", on);
    group.into()
}
