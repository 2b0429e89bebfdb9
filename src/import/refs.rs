//! What a cell refers to: records, controls of Annex A, clauses.

use super::annex::{self, AROUND};
use super::draft::Draft;
use super::list::parts;
use super::names::Fit;
use super::record::Record;
use super::row::Cell;
use super::words::{is_no_control, normal};
use crate::base::text::list_of;
use crate::edit::value::Value;
use crate::model::annex_a::{self, AnnexControl};
use crate::model::clause;
use crate::model::kinds::KINDS;
use std::collections::HashSet;

/// The records that a cell names, of any kind. What it says beyond their ids goes to the notes.
pub fn records(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let found = known(draft, cell.text);
    if !is_only(draft, cell.text) {
        record.note(cell.header, cell.text);
    }
    listed(found)
}

/// The one record that a cell names, the first of several; the text is kept if it is not the id of one, where rules look
/// for it if it names none.
pub fn one_record(draft: &mut Draft<'_>, cell: Cell<'_>, field: &str, record: &mut Record) -> Option<Value> {
    let mut found = known(draft, cell.text).into_iter();
    let first = found.next();
    match first {
        None => record.doubt(field, cell.header, cell.text),
        Some(_) if found.next().is_some() || !is_only(draft, cell.text) => record.keep_text(cell.header, cell.text),
        Some(_) => {}
    }
    first.map(Value::from)
}

/// What a text says of Annex A.
pub struct Annexed {
    pub controls: Vec<&'static AnnexControl>,
    /// It says nothing else.
    pub is_all: bool,
}

/// What stands between the first and the last of controls that follow one another.
const THROUGH: [&str; 8] = ["–", "-", "to", "bis", "through", "à", "hasta", "until"];
/// What stands before a control that is not meant.
const NOT: [&str; 16] = [
    "not",
    "no",
    "nicht",
    "kein",
    "keine",
    "without",
    "ohne",
    "except",
    "excluding",
    "außer",
    "ausser",
    "non",
    "sauf",
    "hors",
    "excepto",
    "salvo",
];
/// What stands before the word right before a control that is not meant: `instead of A.5.16`, `all but A.8.7`.
const NOT_THAN: [(&str, &str); 4] = [("instead", "of"), ("rather", "than"), ("all", "but"), ("everything", "but")];
/// What stands between two that are meant alike.
const AND: [&str; 10] = ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "&"];
/// What stands behind one.
const EXCLUDED: [&str; 21] = [
    "excluded",
    "missing",
    "lacking",
    "absent",
    "replaced",
    "withdrawn",
    "obsolete",
    "ausgeschlossen",
    "ausgenommen",
    "fehlt",
    "fehlen",
    "fehlend",
    "ersetzt",
    "exclu",
    "exclue",
    "manquant",
    "remplacé",
    "excluido",
    "excluida",
    "falta",
    "reemplazado",
];
/// What stands between a control and what is said of it.
const IS: [&str; 8] = ["is", "are", "was", "ist", "wird", "est", "es", "está"];

/// The controls of Annex A that a text names, with those between the ends of a range. A bare number is one only in a text that is
/// a list of such numbers: elsewhere it may be a version, a score or a clause. `is_other` knows what else is a reference.
pub fn annex(text: &str, is_other: impl Fn(&str) -> bool) -> Annexed {
    let spaced = parts(text).collect::<Vec<_>>().join("; ").replace(['–', '—'], " – ");
    let words = annex_words(&spaced);
    let says = |at: Option<usize>, known: &[&str]| {
        at.and_then(|at| words.get(at)).is_some_and(|word| known.contains(&word.to_lowercase().as_str()))
    };
    if is_of_2013(&words) {
        return Annexed { controls: Vec::new(), is_all: false };
    }
    let is_a = |word: &str| word == "A" || ["annex", "annexe", "anhang", "anexo"].contains(&word.to_lowercase().as_str());
    let is_after_a = |at: usize| at > 0 && is_a(words[at - 1]);
    // With whether it says itself that it is one.
    let control = |at: usize| {
        let word = *words.get(at)?;
        attached(word)
            .or_else(|| numbered(word).filter(|_| is_after_a(at)))
            .map(|control| (control, true))
            .or_else(|| Some((numbered(word)?, false)))
    };
    let (mut marked, mut bare) = (Vec::new(), Vec::new());
    let (mut is_all, mut is_list) = (true, true);
    let (mut before, mut first) = (None, None);
    // What is denied of a control is denied of that behind an `and`.
    let mut is_denied = false;
    for (at, word) in words.iter().enumerate() {
        if let Some((found, is_marked)) = control(at) {
            let begin = at - words[..at].iter().rev().take_while(|word| is_a(word)).count();
            let behind = at + 1 + words[at + 1..].iter().take_while(|word| IS.contains(word)).count();
            let is_than = |(first, second): &(&str, &str)| says(begin.checked_sub(2), &[*first]) && says(begin.checked_sub(1), &[*second]);
            is_denied &= says(begin.checked_sub(1), &AND);
            is_denied |= says(begin.checked_sub(1), &NOT) || NOT_THAN.iter().any(is_than);
            // `A.8.8 not needed`, and not `A.8.7, not A.8.8`.
            let is_not_so = says(Some(behind), &NOT) && control(behind + 1).is_none() && !is_a(words.get(behind + 1).unwrap_or(&""));
            let is_meant = !is_denied && !says(Some(behind), &EXCLUDED) && !is_not_so;
            let controls = if is_marked { &mut marked } else { &mut bare };
            match first.take().filter(|_| is_meant).map(|first| between(first, found)) {
                Some(Some(all)) => controls.extend(all),
                Some(None) => is_all = false,
                None => {}
            }
            if is_meant {
                controls.push(found);
            }
            is_all &= is_meant;
            before = Some(found).filter(|_| is_meant);
        } else if THROUGH.contains(word) && before.is_some() && (control(at + 1).is_some() || is_a(words.get(at + 1).unwrap_or(&""))) {
            first = before;
        } else if AROUND.contains(&word.to_lowercase().as_str()) {
            (is_list, first) = (false, None);
        } else if !is_a(word) && !is_other(word) {
            (is_all, is_list, before, first) = (false, false, None, None);
            is_denied = false;
        }
    }
    is_all &= is_list || bare.is_empty();
    if is_list {
        marked.extend(bare);
    }
    Annexed { controls: marked, is_all }
}

/// Whether a text speaks of the edition before, whose numbers are other controls.
fn is_of_2013(words: &[&str]) -> bool {
    let names = |year: &str| words.iter().any(|word| word.ends_with(year));
    names("2013") && !names("2022")
}

/// The words of a text, with ranges and lists of controls that are written as one come apart.
fn annex_words(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
    let divided = parts.flat_map(|part| part.split(|c: char| c == '/' && part.starts_with(['A', 'a'])));
    let words = divided.map(|word| word.trim_matches(['(', ')', '[', ']', '"', '*', '`', ':', '.'])).filter(|word| !word.is_empty());
    let is_end = |word: &str| attached(word).or(numbered(word)).is_some();
    let apart = |word| match str::split_once(word, '-') {
        Some((first, last)) if is_end(first) && is_end(last) => vec![first, "-", last],
        _ => vec![word],
    };
    words.flat_map(apart).collect()
}

/// That controls have no record, with those of Annex A that are meant.
pub fn recordless(lacking: &[&str]) -> String {
    match lacking {
        [] => "names controls that have no record".into(),
        ids => format!("names controls that have no record: {}", list_of(ids, "and")),
    }
}

/// The controls between two of a theme; None if they do not stand so.
fn between(first: &AnnexControl, last: &AnnexControl) -> Option<&'static [AnnexControl]> {
    let place = |control: &AnnexControl| annex_a::ANNEX_A.iter().position(|known| known.id == control.id);
    let (first_at, last_at) = (place(first)?, place(last)?);
    (first.theme == last.theme && first_at < last_at).then(|| &annex_a::ANNEX_A[first_at + 1..last_at])
}

/// `A.5.1`, `A5.1`, `a.5-01`.
fn attached(word: &str) -> Option<&'static AnnexControl> {
    let rest = word.strip_prefix(['A', 'a'])?;
    annex::of_number(rest.strip_prefix(['.', '-', '_']).unwrap_or(rest))
}

/// `5.1` and nothing else.
fn numbered(word: &str) -> Option<&'static AnnexControl> {
    annex_a::by_id(&format!("A.{word}"))
}

/// Controls of our own and of Annex A. What the cell says beyond them goes to the notes.
pub fn measures(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    if is_no_control(cell.text) {
        return None;
    }
    let annexed = annex(cell.text, |word| of_kind(draft, "control", word).is_some());
    let mut found: Vec<String> = annexed.controls.iter().map(|control| control.id.to_owned()).collect();
    found.extend(words(cell.text).filter_map(|word| of_kind(draft, "control", word)));
    if found.is_empty() || !annexed.is_all {
        record.note(cell.header, cell.text);
    }
    listed(found)
}

/// Records, controls of Annex A, and clauses such as `6.2`. A number is a clause behind the standard or another clause, or
/// in a cell of references only.
pub fn anything(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let says_nothing =
        |word: &str| matches!(word.to_ascii_lowercase().as_str(), "iso" | "iec" | "27001" | "clause" | "clauses" | "and" | "annex");
    let is_clause = |word: &str| word.contains('.') && clause::is_known(word);
    let is_plain = |word: &str| says_nothing(word) || is_clause(word) || attached(word).is_some() || of_any_kind(draft, word).is_some();
    let mut found = Vec::new();
    let mut before = "";
    let mut all_known = true;
    let mut is_of_standard = words(cell.text).all(|word| word == "A" || is_plain(word) || numbered(word).is_some());
    for word in words(cell.text) {
        let is_annex = before == "A" || before.eq_ignore_ascii_case("annex");
        let annex = attached(word).or_else(|| numbered(word).filter(|_| is_annex)).map(|annex| annex.id.to_owned());
        let clause = (is_clause(word) && is_of_standard).then(|| word.to_owned());
        let id = of_any_kind(draft, word).or(annex).or(clause);
        let is_known = id.is_some() || word == "A" || says_nothing(word);
        all_known &= is_known;
        is_of_standard = is_known && (is_of_standard || says_nothing(word));
        found.extend(id);
        before = word;
    }
    if !all_known {
        record.note(cell.header, cell.text);
    }
    listed(found)
}

/// Whether a text has words that neither the id nor the title of the record that it names has.
pub fn says_more(draft: &Draft<'_>, id: &str, text: &str) -> bool {
    let Some(known) = draft.program.known(id) else { return false };
    let node = draft.program.node(known.doc);
    let names = ["/title", "/custom/source_id"].into_iter().filter_map(|pointer| node.find(pointer)).filter(|node| node.is_scalar());
    let mut known: HashSet<String> = names.flat_map(|node| normal(node.text()).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    known.extend(normal(id).split(' ').map(str::to_owned));
    normal(text).split(' ').any(|word| !word.is_empty() && !known.contains(word))
}

/// The records of a kind whose ids stand in a text, whatever stands around them.
pub fn ids(draft: &Draft<'_>, kind: &'static str, text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in words(text).filter_map(|word| of_kind(draft, kind, word)) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// The records of a kind that a text names, by ids anywhere in it or by a name.
pub fn of(draft: &Draft<'_>, kind: &'static str, text: &str) -> Vec<String> {
    let found = ids(draft, kind, text);
    if !found.is_empty() {
        return found;
    }
    match draft.names.find_close(kind, text) {
        Some(Fit::Exact(id) | Fit::Close(id)) => vec![id],
        Some(Fit::Near(_)) | None => Vec::new(),
    }
}

/// The records with ids in a text; for one without, the assets it names.
fn known(draft: &Draft<'_>, text: &str) -> Vec<String> {
    let found: Vec<String> = words(text).filter_map(|word| of_any_kind(draft, word)).collect();
    if found.is_empty() { assets(draft, text).into_iter().flatten().collect() } else { found }
}

/// The asset that each part of a text names, or all of it.
fn assets(draft: &Draft<'_>, text: &str) -> Vec<Option<String>> {
    let find = |name: &str| draft.names.find("asset", name).map(str::to_owned);
    match find(text) {
        Some(id) => vec![Some(id)],
        None => parts(text).map(find).collect(),
    }
}

/// Whether a text names records that are there, and nothing else.
pub fn is_only(draft: &Draft<'_>, text: &str) -> bool {
    assets(draft, text).iter().all(Option::is_some) || parts(text).flat_map(words).all(|word| of_any_kind(draft, word).is_some())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> (Vec<&'static str>, bool) {
        let annexed = annex(text, |word| word == "CTL-1");
        (annexed.controls.iter().map(|control| control.id).collect(), annexed.is_all)
    }

    #[test]
    fn controls_are_told_from_other_numbers() {
        for (text, controls) in [
            ("A 5.17 A 8.5", &["A.5.17", "A.8.5"][..]),
            ("8.2, 5.18", &["A.8.2", "A.5.18"]),
            ("8.2;5.18|A.5.1\n5.2 5.3", &["A.5.1", "A.8.2", "A.5.18", "A.5.2", "A.5.3"]),
            ("Annex A 5.1 and Annex 5.2", &["A.5.1", "A.5.2"]),
            ("A.5.1/A.5.2", &["A.5.1", "A.5.2"]),
            ("a5.1, CTL-1", &["A.5.1"]),
            ("8.2", &["A.8.2"]),
            ("A.5.1 – A.5.3", &["A.5.1", "A.5.2", "A.5.3"]),
            ("A.5.15-A.5.18; A.8.2", &["A.5.15", "A.5.16", "A.5.17", "A.5.18", "A.8.2"]),
            ("A.5.15 to A.5.17", &["A.5.15", "A.5.16", "A.5.17"]),
            ("Annex A 5.15 bis A 5.17", &["A.5.15", "A.5.16", "A.5.17"]),
            ("5.15–5.17, 8.2", &["A.5.15", "A.5.16", "A.5.17", "A.8.2"]),
            ("5.15-5.17", &["A.5.15", "A.5.16", "A.5.17"]),
        ] {
            assert_eq!(ids(text), (controls.to_vec(), true), "{text}");
        }
        for (text, controls) in [
            ("A.7.8 locked cage; weekly look by the site lead", &["A.7.8"][..]),
            ("A.5.1, 8.2 and PHP 8.2", &["A.5.1"]),
            ("A.5.3 – A.5.1", &["A.5.3", "A.5.1"]),
            ("A.5.37 – A.6.1", &["A.5.37", "A.6.1"]),
            ("not A.5.15", &[]),
            ("nicht Annex A 5.15, A.5.16", &["A.5.16"]),
            ("A.5.15 excluded; A.5.16", &["A.5.16"]),
            ("A.5.1 – weekly", &["A.5.1"]),
            ("A.5.1 – Annex with A.5.9", &["A.5.1", "A.5.9"]),
            ("A.5.1 – A.5.9 excluded", &["A.5.1"]),
            ("PHP 8.2", &[]),
            ("CVSS 9.8, 8.2", &[]),
            ("8.2, 9.8", &[]),
            ("v5.10", &[]),
            ("API8.2", &[]),
            ("Class-A-5.1", &[]),
            ("ISO 27001 6.1.2", &[]),
            ("ISO 27001 8.2", &[]),
            ("5.10.2025", &[]),
            ("§ 8.2", &[]),
            ("8.2 %", &[]),
            ("8.2/10", &[]),
            ("a 5.10 kernel", &[]),
            ("since 5.1", &[]),
        ] {
            assert_eq!(ids(text), (controls.to_vec(), false), "{text}");
        }
    }
}
