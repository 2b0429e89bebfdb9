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
use crate::model::program::ROOT;
use crate::register::cx::Cx;
use crate::register::fields;
use crate::register::unresolved::unresolved;
use crate::report::next;
use crate::report::readiness::OFF;
use crate::store::only::Only;
use crate::store::write::Change;
use std::collections::BTreeSet;

pub use super::list::kind;

/// What a record is to say.
#[derive(Clone)]
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

/// Asking for what a record is to say. The programme is read once: an answer is tried on the record by itself.
pub struct Dialog<'v> {
    view: &'v View,
    loaded: Loaded,
}

impl<'v> Dialog<'v> {
    /// # Errors
    /// When the programme cannot be read.
    pub fn begin(view: &'v View) -> Result<Self, Error> {
        Ok(Self { view, loaded: view.load()? })
    }

    /// What is still to be said: the fields that the record must have, then those that rules would ask for next. Those of
    /// `asked` were asked for already.
    ///
    /// # Errors
    /// When the programme cannot be read, and when the record cannot say what was given.
    pub fn questions(&self, wanted: &Wanted, asked: &BTreeSet<String>) -> Result<Vec<Question>, Error> {
        let missing = wanted.missing();
        let mut paths = if missing.is_empty() { self.next_asked(wanted)? } else { missing };
        paths.retain(|path| !asked.contains(path) && !wanted.says(path));
        let order = offer::fields(wanted.kind.name);
        paths.sort_by_key(|path| order.iter().position(|(known, _)| known == path));
        paths.dedup();
        Ok(paths.iter().filter_map(|path| self.question(wanted.kind, path)).collect())
    }

    /// The question for a field. None if it has none.
    pub fn question(&self, kind: &'static KindInfo, path: &str) -> Option<Question> {
        let is_required = scaffold::required(kind).iter().any(|required| required == path);
        Some(Question { is_required, ..Question::field(&self.loaded.program, kind.name, path)? })
    }

    /// The fields by which those findings would end that rules have of the record as it is.
    fn next_asked(&self, wanted: &Wanted) -> Result<Vec<String>, Error> {
        let (change, id) = self.draft(wanted)?;
        let after = would_be(self.view, &change)?;
        let outcome = check::run(&Cx::new(&after.program, None, self.view.today), &after.findings, &Selection::default());
        let is_own = |finding: &Diagnostic| after.program.document_at(finding.primary.span) == Some(id.as_str());
        Ok(outcome.findings.iter().flat_map(|finding| next::asks_for(finding, wanted.kind, is_own(finding))).collect())
    }

    /// Why the record cannot say what was given last, or have its title where nothing else was given. None if it can.
    ///
    /// # Errors
    /// When the record cannot be read back.
    pub fn problem(&self, wanted: &Wanted) -> Result<Option<String>, Error> {
        let last = wanted.fields.last().map_or_else(|| "title".to_owned(), Assignment::names);
        let (change, id) = match self.draft(wanted) {
            Ok(draft) => draft,
            Err(error) => return Ok(Some(error.to_string())),
        };
        let preview = Preview::of(&Only { path: ROOT, bytes: self.root() }, &change)?;
        let alone = &preview.loaded.program;
        let record = alone.records().find(|(known, ..)| *known == id).map(|(_, _, doc)| alone.node(doc));
        let value = record.and_then(|record| record.find(&format!("/{}", last.replace('.', "/"))));
        // What is missing is asked for next.
        let is_here = |place: Span| value.is_some_and(|value| value.span().contains(place));
        let fault = preview.faults().find(|(_, fault)| is_here(fault.primary.span)).map(|(_, fault)| fault.message.clone());
        let unknown = || Some(unresolved(&self.loaded.program, wanted.kind.name, record?).into_iter().next()?.0);
        Ok(fault.or_else(unknown))
    }

    /// What `isms.yaml` says.
    fn root(&self) -> Vec<u8> {
        let files = &self.loaded.program.files;
        files.find(ROOT).map(|file| files.get(file).text.as_bytes().to_vec()).unwrap_or_default()
    }

    /// The record as a file, under an id that may be taken elsewhere.
    fn draft(&self, wanted: &Wanted) -> Result<([Change; 1], String), Error> {
        let none = BTreeSet::new();
        let id = Ids { program: &self.loaded.program, kind: wanted.kind, elsewhere: &none, today: self.view.today }.next(&wanted.title);
        let scaffold = scaffold(self.view, wanted, id)?;
        let (path, text) = scaffold.file();
        Ok(([Change::new(path.as_str(), text)], scaffold.id().to_owned()))
    }
}

/// Writes the record, and returns what was written.
///
/// # Errors
/// When a field is none of the kind, when the record would have a fault, and when it cannot be written.
pub fn create(view: &View, wanted: &Wanted) -> Result<[Change; 1], Error> {
    let writer = view.begin_writing()?;
    let loaded = view.load()?;
    let id = ids::choose(view, &loaded.program, wanted.kind, &wanted.title, &wanted.id);
    // A record may stand in a file of any name; its own is in the way by itself.
    let elsewhere = loaded.program.known(&id).map(|known| loaded.program.node(known.doc).file().path.clone());
    if let Some(path) = elsewhere.filter(|path| *path != format!("{}/{id}.yaml", wanted.kind.folder)) {
        return Err(
            Error::failed(format!("there is a record `{id}` already, in `{path}`")).hint("without `--id` it gets the next free one")
        );
    }
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
