//! Cells that say more or less than the field they stand for: what the field cannot hold is kept beside it.

use super::draft::Draft;
use super::list::parts;
use super::record::Record;
use super::refs;
use super::row::Cell;
use super::vocabulary::{OBJECTIVE_STATES, SERVICES, THREAT_CATEGORIES, TRUTHS, WORKED};
use super::words::{self, Meaning, is_everybody};
use crate::edit::value::Value;

/// Who must know a document: names between signs, and `all` for everybody.
pub fn audience(cell: Cell<'_>) -> Value {
    let parts = parts(cell.text).flat_map(|part| part.split([',', '+'])).map(str::trim).filter(|part| !part.is_empty());
    Value::List(parts.map(|part| if is_everybody(part) { "all".into() } else { part.into() }).collect())
}

/// A breach of data means personal data was involved; none does not mean that it was not.
pub fn breach(cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let said = words::meaning(TRUTHS, cell.text);
    let is_breach = matches!(said, Some(Meaning::Exactly("true") | Meaning::Roughly("true")));
    if said != Some(Meaning::Exactly("true")) {
        record.keep_text(cell.header, cell.text);
    }
    is_breach.then(|| true.into())
}

/// What is named as a certificate, unless it says that there is none, or none that counts.
pub fn certificate(draft: &mut Draft<'_>, cell: Cell<'_>, field: &str, record: &mut Record) -> Option<Value> {
    let says = |word: &str| words::says_one_of(word, &NOT_CERTIFIED);
    if words::is_nothing(cell.text) || words::is_answer(cell.text) {
        record.doubt(field, cell.header, cell.text);
        return None;
    }
    let text = words::normal(cell.text);
    let is_denied = text.split(' ').next().is_some_and(|first| words::says_one_of(first, &["no", "not", "without"]));
    if is_denied || says(cell.text) || text.split(' ').any(says) || text.contains("in progress") {
        draft.doubt(cell, field, "is no certificate that counts today", record);
        return None;
    }
    Some(cell.text.into())
}

/// What says of a certificate that there is none today.
const NOT_CERTIFIED: [&str; 11] =
    ["expired", "lapsed", "lost", "revoked", "suspended", "withdrawn", "planned", "pending", "in progress", "applied", "uncertified"];

/// What shows that something worked. That it did, or did not, is a result, and says nothing of how it was seen.
pub fn criterion(draft: &mut Draft<'_>, cell: Cell<'_>, field: &str, record: &mut Record) -> Option<Value> {
    let is_condition = || words::normal(cell.text).split(' ').any(|word| CONDITIONS.contains(&word));
    let is_verdict = match words::meaning(WORKED, cell.text) {
        Some(Meaning::Exactly(_)) => true,
        Some(Meaning::Roughly(_)) => !is_condition(),
        None => words::is_nothing(cell.text) || words::is_answer(cell.text),
    };
    if is_verdict {
        draft.doubt(cell, field, "says whether it worked, and not by what that is seen", record);
        return None;
    }
    Some(cell.text.into())
}

/// What begins a condition.
const CONDITIONS: [&str; 12] = ["if", "when", "once", "wenn", "falls", "sobald", "sofern", "si", "lorsque", "quand", "cuando", "as"];

/// The people that a cell names, in words; what is no name is kept.
pub fn people(draft: &mut Draft<'_>, cell: Cell<'_>, field: &str, record: &mut Record) -> Option<Value> {
    let names: Vec<Value> = draft.people(cell, field, record).into_iter().map(Value::from).collect();
    (!names.is_empty()).then_some(Value::List(names))
}

/// Whether a category is one of cloud services. Others say nothing about it; the category is kept.
pub fn cloud(cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let text = words::normal(cell.text);
    let told = words::exactly(SERVICES, &text);
    if !matches!(text.as_str(), "yes" | "no") {
        record.keep_text(cell.header, cell.text);
    }
    told.map(|word| (word == "true").into())
}

/// What is deviated from: a control or document that a cell names.
pub fn deviation(draft: &Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let of = |kind: &'static str| refs::of(draft, kind, cell.text).into_iter().next();
    let found = of("document").or_else(|| of("control"));
    record.keep_text(cell.header, cell.text);
    found.map(Value::from)
}

/// What became of an objective, with the sheet's own word beside if it is another one.
pub fn outcome(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let meaning = words::meaning(OBJECTIVE_STATES, cell.text);
    match meaning {
        Some(Meaning::Exactly(word)) => {
            if words::normal(cell.text) != word {
                record.keep_text(cell.header, cell.text);
            }
            Some(word.into())
        }
        _ => draft.word(OBJECTIVE_STATES, Some(cell), "status", record).map(Value::from),
    }
}

/// The group of a threat, if the sheet groups as the standard does; else its own group is kept.
pub fn threat_group(cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let found = words::exactly(THREAT_CATEGORIES, &words::normal(cell.text));
    if found.is_none() {
        record.keep_text(cell.header, cell.text);
    }
    found.map(Value::from)
}
