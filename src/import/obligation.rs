//! Rows of a register of laws, contracts and standards.

use super::draft::{Draft, kind};
use super::read;
use super::record::Record;
use super::row::{Cell, Cells};
use super::sheet::{Fault, short};
use super::vocabulary::{DUTIES, DUTY_HINTS, TRUTHS};
use super::words::{self, Meaning, Words};

/// What a duty is as long as nobody has said it.
const UNTOLD: &str = "law";

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let source = [cells.get("source"), cells.get("section")].into_iter().flatten().map(|cell| cell.text).collect::<Vec<_>>().join(", ");
    let requirement = cells.get("requirement").map(|cell| cell.text);
    let title = cells.get("title").map(|cell| cell.text).or(Some(source.as_str()).filter(|text| !text.is_empty())).or(requirement);
    let mut record = draft.begin_named(kind("obligation"), cells, title)?;
    let of_type = of_type(draft, cells, &mut record);
    record.fields.put("type", of_type);
    record.fields.put_some("source", Some(source).filter(|text| !text.is_empty()));
    read::fields(draft, cells, &mut record);
    notice(draft, cells);
    tell_not_applicable(draft, cells, &record.id);
    draft.add(record, cells, "id");
    Ok(())
}

/// A record of a duty that does not apply has no field for that: whoever imports it decides whether it stays.
fn tell_not_applicable(draft: &mut Draft<'_>, cells: Cells<'_>, id: &str) {
    let is_about = |cell: &Cell<'_>| words::exactly(APPLIES, &words::normal(cell.header)).is_some();
    let says_no = |cell: &Cell<'_>| words::meaning(TRUTHS, cell.text).is_some_and(|meaning| meaning == Meaning::Exactly("false"));
    let mut all = (0..cells.sheet.header.len()).filter_map(|index| cells.at(index));
    if let Some(cell) = all.find(|cell| is_about(cell) && says_no(cell)) {
        let why = format!("`{id}` comes in like one that applies, and the sheet says `{}`: `isms rm {id}` takes it out", short(cell.text));
        draft.remark(cell, why);
    }
}

/// Headers that say whether a duty is one of the company's.
static APPLIES: Words = &[("applicable", "applies"), ("applies", "applies"), ("applicability", "applies"), ("relevant", "applies")];

/// The name of the source tells, else the column for it.
fn of_type(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> &'static str {
    let cell = cells.get("type");
    let told = cell.and_then(|cell| words::exactly(DUTIES, &words::normal(cell.text)));
    let hinted = cells.get("source").and_then(|cell| words::spoken_of(DUTY_HINTS, cell.text));
    if let Some(cell) = cell.filter(|_| told.is_none() || told != hinted.or(told)) {
        record.keep_text(cell.header, cell.text);
    }
    hinted.or(told).unwrap_or_else(|| {
        if let Some(cell) = cells.get("source").or(cells.get("requirement")) {
            draft.remark(cell, format!("nothing says what kind of duty `{}` is; it is taken as `{UNTOLD}`", short(cell.text)));
        }
        UNTOLD
    })
}

/// A duty to tell somebody within hours deserves a field that incidents are checked against, but prose does not fill it.
fn notice(draft: &mut Draft<'_>, cells: Cells<'_>) {
    let Some(cell) = cells.get("requirement") else { return };
    let text = words::normal(cell.text);
    let has_hours = text.split(' ').any(|word| word.strip_suffix('h').is_some_and(|n| n.parse::<u32>().is_ok())) || text.contains("hours");
    if has_hours && ["notif", "warn", "report", "melde"].iter().any(|stem| text.contains(stem)) {
        draft.remark(
            cell,
            "this looks like a duty to notify: write `notify: {within: …, whom: …}`, and incidents are held against it".into(),
        );
    }
}
