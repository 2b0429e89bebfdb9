//! What a cell refers to: records, controls of Annex A, clauses.

use super::draft::Draft;
use super::names::Fit;
use super::row::Cell;
use super::soa::annex_references;
use super::write::{Record, Value};
use crate::model::clause;
use crate::model::kinds::KINDS;

/// The records that a cell names, of any kind. What it says beyond their ids goes to the notes.
pub fn records(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let found = known(draft, cell.text);
    if !is_only(draft, cell.text) {
        record.note(cell.header, cell.text);
    }
    listed(found)
}

/// The one record that a cell names; the text is kept if it is no id.
pub fn one_record(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let first = known(draft, cell.text).into_iter().next();
    if first.is_none() || !is_only(draft, cell.text) {
        record.keep_text(cell.header, cell.text);
    }
    first.map(Value::from)
}

/// Controls of our own and of Annex A.
pub fn measures(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let mut found: Vec<String> = annex_references(cell.text).iter().map(|annex| annex.id.to_owned()).collect();
    found.extend(words(cell.text).filter_map(|word| of_kind(draft, "control", word)));
    if found.is_empty() {
        record.note(cell.header, cell.text);
    }
    listed(found)
}

/// Records, controls of Annex A, and clauses such as `6.2`.
pub fn anything(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let mut found = Vec::new();
    let mut before = "";
    let mut all_known = true;
    for word in words(cell.text) {
        let is_annex = before.eq_ignore_ascii_case("a") || word.starts_with(['A', 'a']);
        let annex = annex_references(word).first().map(|annex| annex.id.to_owned()).filter(|_| is_annex);
        let clause = || (word.contains('.') && clause::is_known(word)).then(|| word.to_owned());
        let id = of_any_kind(draft, word).or(annex).or_else(clause);
        let says_nothing = matches!(word.to_ascii_lowercase().as_str(), "a" | "iso" | "27001" | "clause" | "and" | "annex");
        all_known &= id.is_some() || says_nothing;
        found.extend(id);
        before = word;
    }
    if !all_known {
        record.note(cell.header, cell.text);
    }
    listed(found)
}

/// The records of a kind that a text names, by ids anywhere in it or by a name.
pub fn of(draft: &Draft<'_>, kind: &'static str, text: &str) -> Vec<String> {
    let found: Vec<String> = words(text).filter_map(|word| of_kind(draft, kind, word)).collect();
    if !found.is_empty() {
        return found;
    }
    match draft.names.find_close(kind, text) {
        Some(Fit::Exact(id) | Fit::Close(id)) => vec![id],
        None => Vec::new(),
    }
}

/// The records with ids in a text; for one without, the asset it names.
fn known(draft: &Draft<'_>, text: &str) -> Vec<String> {
    let found: Vec<String> = words(text).filter_map(|word| of_any_kind(draft, word)).collect();
    if found.is_empty() { draft.names.find("asset", text).map(str::to_owned).into_iter().collect() } else { found }
}

fn is_only(draft: &Draft<'_>, text: &str) -> bool {
    draft.names.find("asset", text).is_some() || words(text).all(|word| of_any_kind(draft, word).is_some())
}

/// The words of a text, with the signs that ids have in them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')));
    parts.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty())
}

fn of_any_kind(draft: &Draft<'_>, word: &str) -> Option<String> {
    KINDS.iter().find_map(|kind| of_kind(draft, kind.name, word))
}

/// A record by its id or by its id in a sheet; a mere word is none.
fn of_kind(draft: &Draft<'_>, kind: &'static str, word: &str) -> Option<String> {
    let is_id = word.contains('-') && word.contains(|c: char| c.is_ascii_digit());
    draft.names.find(kind, word).filter(|_| is_id).map(str::to_owned)
}

fn listed(found: Vec<String>) -> Option<Value> {
    let mut ids: Vec<Value> = Vec::new();
    for id in found {
        if !ids.contains(&id.as_str().into()) {
            ids.push(id.into());
        }
    }
    (!ids.is_empty()).then_some(Value::List(ids))
}
