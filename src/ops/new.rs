//! A new record.

use super::act::would_be;
use super::ask::Question;
use super::error::Error;
use super::ids::{self, Wish};
use super::offer;
use super::open::View;
use super::when;
use crate::base::diagnostic::Diagnostic;
use crate::base::span::Span;
use crate::check::{self, Selection};
use crate::edit::assign::{Assignment, Op};
use crate::edit::happened::to_come;
use crate::edit::ids::Ids;
use crate::edit::preview::Preview;
use crate::edit::scaffold::{self, Scaffold};
use crate::load::Loaded;
use crate::model::kinds::KindInfo;
use crate::register::cx::Cx;
use crate::register::fields;
use crate::register::unresolved::unresolved;
use crate::report::next;
use crate::report::readiness::OFF;
use crate::store::write::Change;
use std::collections::BTreeSet;

pub use super::list::kind;

/// What a record is to say.
pub struct Wanted {
    pub kind: &'static KindInfo,
    pub title: String,
    pub id: Wish,
    pub fields: Vec<Assignment>,
}

impl Wanted {
    /// The fields that a record of this kind must have and that nothing was said of.
    pub fn missing(&self) -> Vec<String> {
        scaffold::required(self.kind).into_iter().filter(|path| !self.says(path)).collect()
    }

    /// Whether something was said of a field, of a part of it or of what it is a part of.
    fn says(&self, path: &str) -> bool {
        let within = |path: &str, above: &str| path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.fields.iter().map(Assignment::names).any(|given| within(path, &given) || within(&given, path))
    }
}

/// What is still to be said: the fields that the record must have, then those that rules would ask for next. Those of `asked`
/// were asked for already.
///
/// # Errors
/// When the programme cannot be read, and when the record cannot say what was given.
pub fn questions(view: &View, wanted: &Wanted, asked: &BTreeSet<String>) -> Result<Vec<Question>, Error> {
    let loaded = view.load()?;
    let missing = wanted.missing();
    let mut paths = if missing.is_empty() { next_asked(view, wanted, &loaded)? } else { missing };
    paths.retain(|path| !asked.contains(path) && !wanted.says(path));
    let order = offer::fields(wanted.kind.name);
    paths.sort_by_key(|path| order.iter().position(|(known, _)| known == path));
    paths.dedup();
    Ok(paths.iter().filter_map(|path| question_of(&loaded, wanted.kind, path)).collect())
}

/// The question for a field that was said otherwise. None if it has none.
///
/// # Errors
/// When the programme cannot be read.
pub fn question(view: &View, kind: &'static KindInfo, path: &str) -> Result<Option<Question>, Error> {
    Ok(question_of(&view.load()?, kind, path))
}

fn question_of(loaded: &Loaded, kind: &'static KindInfo, path: &str) -> Option<Question> {
    let is_required = scaffold::required(kind).iter().any(|required| required == path);
    Some(Question { is_required, ..Question::field(&loaded.program, kind.name, path)? })
}

/// The fields by which those findings would end that rules have of the record as it is.
fn next_asked(view: &View, wanted: &Wanted, loaded: &Loaded) -> Result<Vec<String>, Error> {
    let (change, id) = draft(view, wanted, loaded)?;
    let after = would_be(view, &change)?;
    let outcome = check::run(&Cx::new(&after.program, None, view.today), &after.findings, &Selection::default());
    let is_own = |finding: &Diagnostic| after.program.document_at(finding.primary.span) == Some(id.as_str());
    Ok(outcome.findings.iter().flat_map(|finding| next::asks_for(finding, wanted.kind, is_own(finding))).collect())
}

/// Why the record cannot say what was given last. None if it can.
///
/// # Errors
/// When the programme cannot be read.
pub fn problem(view: &View, wanted: &Wanted) -> Result<Option<String>, Error> {
    let loaded = view.load()?;
    let Some(last) = wanted.fields.last() else { return Ok(None) };
    let (change, id) = match draft(view, wanted, &loaded) {
        Ok(draft) => draft,
        Err(error) => return Ok(Some(error.to_string())),
    };
    let preview = Preview::of(&*view.source, &change)?;
    let program = &preview.loaded.program;
    let record = program.records().find(|(known, ..)| *known == id).map(|(_, _, doc)| program.node(doc));
    let value = record.and_then(|record| record.find(&format!("/{}", last.names().replace('.', "/"))));
    // What is missing is asked for next.
    let is_here = |place: Span| value.is_some_and(|value| value.span().contains(place));
    let fault = preview.faults().find(|(_, fault)| is_here(fault.primary.span)).map(|(_, fault)| fault.message.clone());
    let unknown = || Some(unresolved(program, wanted.kind.name, record?).into_iter().next()?.0);
    Ok(fault.or_else(unknown))
}

/// The record as a file, under an id that may be taken elsewhere.
fn draft(view: &View, wanted: &Wanted, loaded: &Loaded) -> Result<([Change; 1], String), Error> {
    let none = BTreeSet::new();
    let id = Ids { program: &loaded.program, kind: wanted.kind, elsewhere: &none }.next(&wanted.title);
    let scaffold = scaffold(view, wanted, id)?;
    let (path, text) = scaffold.file();
    Ok(([Change::new(path.as_str(), text)], scaffold.id().to_owned()))
}

/// Writes the record, and returns what was written.
///
/// # Errors
/// When a field is none of the kind, when the record would have a fault, and when it cannot be written.
pub fn create(view: &View, wanted: &Wanted) -> Result<[Change; 1], Error> {
    let writer = view.begin_writing()?;
    let loaded = view.load()?;
    let id = ids::choose(view, &loaded.program, wanted.kind, &wanted.title, &wanted.id);
    let scaffold = scaffold(view, wanted, id)?;
    let (id, (path, text)) = (scaffold.id(), scaffold.file());
    let change = [Change::new(path.as_str(), text)];
    let preview = Preview::of(&*view.source, &change)?;
    if let Some((_, fault)) = preview.faults().next() {
        let error = Error::asked(fault.message.clone());
        return Err(fault.help.iter().fold(error, |error, help| error.hint(help.clone())));
    }
    let off = Selection { select: OFF.iter().map(|rule| (*rule).to_owned()).collect(), ..Selection::default() };
    let off = check::run(&Cx::new(&preview.loaded.program, None, view.today), &[], &off).findings;
    if let Some(off) = off.into_iter().find(|off| preview.loaded.program.document_at(off.primary.span) == Some(id)) {
        return Err(off.help.into_iter().fold(Error::asked(off.message), Error::hint));
    }
    // Whoever types a reference means a record that is there; in a file, one may come first and the other after it.
    let program = &preview.loaded.program;
    let begun = program.records().find(|(known, ..)| *known == id);
    if let Some((message, help)) = begun.and_then(|(_, kind, doc)| unresolved(program, kind.name, program.node(doc)).into_iter().next()) {
        return Err(Error::asked(message).hint(help));
    }
    writer.write(&change)?;
    Ok(change)
}

fn scaffold(view: &View, wanted: &Wanted, id: String) -> Result<Scaffold, Error> {
    refuse_unknown(wanted.kind, &wanted.fields)?;
    let is_twice =
        |(n, field): &(usize, &Assignment)| field.op == Op::Set && wanted.fields[..*n].iter().any(|earlier| earlier.path == field.path);
    let id_or_title = wanted.fields.iter().enumerate().find(|(_, field)| matches!(field.path.as_str(), "id" | "title"));
    if let Some((_, field)) = wanted.fields.iter().enumerate().find(is_twice).or(id_or_title) {
        return Err(Error::asked(format!("`{}` is given twice", field.path)).hint("leave one of them out"));
    }
    let scaffold = Scaffold::new(wanted.kind, id, &wanted.title, &wanted.fields, view.today).map_err(Error::asked)?;
    when::none_to_come(scaffold.id(), to_come(wanted.kind.name, scaffold.values(), view.today).iter(), view.today)?;
    Ok(scaffold)
}

/// Fields that the kind has not, with what may have been meant.
pub(super) fn refuse_unknown(kind: &KindInfo, given: &[Assignment]) -> Result<(), Error> {
    let unknown = given.iter().find_map(|field| fields::unknown(kind, &field.names()));
    unknown.map_or(Ok(()), |message| Err(Error::asked(message).hint("docs/records.md lists the fields of each kind")))
}
