//! A new record.

use super::error::Error;
use super::open::View;
use super::writing;
use crate::import::stub::{self, Stub, StubError};
use crate::load::Loaded;
use crate::model::kinds::KindInfo;
use crate::store::write::Change;

pub use super::list::kind;

/// What a record is to say.
pub struct Wanted {
    pub kind: &'static KindInfo,
    pub title: String,
    /// The next free one if it is None.
    pub id: Option<String>,
    /// Fields by their path, such as `current.likelihood`, with their values; commas divide the items of a list.
    pub fields: Vec<(String, String)>,
}

/// The fields that a record of this kind must have and that are not among these, each with the words it may be.
pub fn missing(kind: &'static KindInfo, fields: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let is_given = |name: &str| fields.iter().any(|(field, _)| field == name || field.starts_with(&format!("{name}.")));
    stub::required(kind).into_iter().filter(|(name, _)| !is_given(name)).collect()
}

/// Writes the record, and returns what was written.
///
/// # Errors
/// When a field is none of the kind, when the record would have a fault, and when it cannot be written.
pub fn create(view: &View, wanted: &Wanted) -> Result<[Change; 1], Error> {
    let writer = writing::begin(view.tree.root(), |note| view.note(note))?;
    let loaded = view.load()?;
    let (path, text) = stub(wanted, &loaded)?.file();
    let faults = stub::faults(&*view.source, &path, &text)?;
    if let Some(fault) = faults.first() {
        let error = Error::asked(fault.message.clone());
        return Err(fault.help.iter().fold(error, |error, help| error.hint(help.clone())));
    }
    let change = [Change::new(path.as_str(), text)];
    writer.write(&change)?;
    Ok(change)
}

fn stub(wanted: &Wanted, loaded: &Loaded) -> Result<Stub, Error> {
    let id = wanted.id.clone().unwrap_or_else(|| stub::next_id(&loaded.program, wanted.kind, &wanted.title));
    Stub::new(wanted.kind, id, wanted.title.clone(), &wanted.fields).map_err(|error| match error {
        StubError::NoField { message } => Error::asked(message).hint("docs/records.md lists the fields of each kind"),
        StubError::Twice { field } => Error::asked(format!("`{field}` is given twice")).hint("leave one of them out"),
        StubError::Deep { field } => Error::asked(format!("`{field}` is a list of mappings")).hint("write it in the file by hand"),
        StubError::Value { field, wanted } => Error::asked(format!("`{field}` is {wanted}")),
    })
}
