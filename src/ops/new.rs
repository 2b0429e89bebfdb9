//! A new record.

use super::error::Error;
use super::open::View;
use crate::edit::assign::{Assignment, Op};
use crate::edit::preview::Preview;
use crate::edit::scaffold::{self, Scaffold};
use crate::load::Loaded;
use crate::model::kinds::KindInfo;
use crate::register::fields;
use crate::register::unresolved::unresolved;
use crate::store::write::Change;

pub use super::list::kind;

/// What a record is to say.
pub struct Wanted {
    pub kind: &'static KindInfo,
    pub title: String,
    /// The next free one if it is None.
    pub id: Option<String>,
    pub fields: Vec<Assignment>,
}

/// The fields that a record of this kind must have and that are not among these, each with the words it may be.
pub fn missing(kind: &'static KindInfo, fields: &[Assignment]) -> Vec<(String, Vec<String>)> {
    let is_given = |name: &str| fields.iter().any(|field| field.names().split('.').next() == Some(name));
    scaffold::required(kind).into_iter().filter(|(name, _)| !is_given(name)).collect()
}

/// Writes the record, and returns what was written.
///
/// # Errors
/// When a field is none of the kind, when the record would have a fault, and when it cannot be written.
pub fn create(view: &View, wanted: &Wanted) -> Result<[Change; 1], Error> {
    let writer = view.begin_writing()?;
    let loaded = view.load()?;
    let scaffold = scaffold(view, wanted, &loaded)?;
    let (id, (path, text)) = (scaffold.id(), scaffold.file());
    let change = [Change::new(path.as_str(), text)];
    let preview = Preview::of(&*view.source, &change)?;
    if let Some((_, fault)) = preview.faults().next() {
        let error = Error::asked(fault.message.clone());
        return Err(fault.help.iter().fold(error, |error, help| error.hint(help.clone())));
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

fn scaffold(view: &View, wanted: &Wanted, loaded: &Loaded) -> Result<Scaffold, Error> {
    refuse_unknown(wanted.kind, &wanted.fields)?;
    let is_twice =
        |(n, field): &(usize, &Assignment)| field.op == Op::Set && wanted.fields[..*n].iter().any(|earlier| earlier.path == field.path);
    let id_or_title = wanted.fields.iter().enumerate().find(|(_, field)| matches!(field.path.as_str(), "id" | "title"));
    if let Some((_, field)) = wanted.fields.iter().enumerate().find(is_twice).or(id_or_title) {
        return Err(Error::asked(format!("`{}` is given twice", field.path)).hint("leave one of them out"));
    }
    let id = wanted.id.clone().unwrap_or_else(|| scaffold::next_id(&loaded.program, wanted.kind, &wanted.title));
    Scaffold::new(wanted.kind, id, &wanted.title, &wanted.fields, view.today).map_err(Error::asked)
}

/// Fields that the kind has not, with what may have been meant.
pub(super) fn refuse_unknown(kind: &KindInfo, given: &[Assignment]) -> Result<(), Error> {
    let unknown = given.iter().find_map(|field| fields::unknown(kind, &field.names()));
    unknown.map_or(Ok(()), |message| Err(Error::asked(message).hint("docs/records.md lists the fields of each kind")))
}
