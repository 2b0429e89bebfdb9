//! Rows of a register of documents.

use super::draft::{Draft, kind};
use super::read;
use super::record::Record;
use super::row::Cells;
use super::sheet::{Fault, short};
use super::training::months_between;
use super::vocabulary::DOCUMENT_TYPES;
use super::words;

/// Titles of the one policy that the standard asks for (5.2).
const MASTER: [&str; 3] = ["information security policy", "isms policy", "information security management policy"];

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("document"), cells, cells.get("title"))?;
    let of_type = of_type(draft, cells)?;
    record.fields.put("type", of_type);
    read::fields(draft, cells, &mut record);
    rhythm(cells, &mut record);
    twin(draft, cells, &record);
    draft.add(record, cells, "id");
    Ok(())
}

fn of_type(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<&'static str, Fault> {
    let title = cells.get("title").map_or("", |cell| cell.text);
    let cell = cells.get("type");
    let said = cell.and_then(|cell| words::exactly(DOCUMENT_TYPES, &words::normal(cell.text)));
    let found = said.or_else(|| words::spoken_of(DOCUMENT_TYPES, title).filter(|_| cell.is_none()));
    match (found, cell) {
        (Some("policy"), _) if words::says_one_of(title, &MASTER) => {
            if let Some(cell) = cells.get("title") {
                draft.remark(cell, format!("`{}` is taken as the master policy (5.2)", short(title)));
            }
            Ok("master-policy")
        }
        (Some(found), _) => Ok(found),
        (None, Some(cell)) => {
            let message = format!("`{}` is no type of document", short(cell.text));
            let help = "write `policy`, `procedure`, `plan`, `guideline`, `form` or `external`; registers are the records of this programme themselves";
            Err(cells.fault("type", message, help))
        }
        (None, None) => {
            let message = format!("nothing says what kind of document `{}` is", short(title));
            Err(cells.fault("title", message, "add a column `Type`"))
        }
    }
}

/// The next review tells the interval, if it is whole months after the last one; else it is kept as it stands.
fn rhythm(cells: Cells<'_>, record: &mut Record) {
    let Some(next) = cells.get("next") else { return };
    let day = |field: &str| words::day(cells.get(field)?.text);
    match day("reviewed_on").zip(day("next")).and_then(|(last, next)| months_between(last, next)) {
        Some(period) if record.fields.get("review_every").is_none() => record.fields.put("review_every", period.to_string()),
        _ => record.keep_text(next.header, next.text),
    }
}

/// The same title twice is the same document under two names, as a rule.
fn twin(draft: &mut Draft<'_>, cells: Cells<'_>, record: &Record) {
    let Some(cell) = cells.get("title") else { return };
    let other = draft.names.find("document", cell.text).filter(|id| *id != record.id).map(str::to_owned);
    if let Some(other) = other {
        draft.remark(cell, format!("`{other}` has the same title as `{}`: point what refers to it here, and remove it", record.id));
    }
}
