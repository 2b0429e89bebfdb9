//! A new record.

use super::error::Error;
use super::open::View;
use super::writing;
use crate::edit::preview::Preview;
use crate::edit::scaffold::{self, Scaffold, ScaffoldError};
use crate::load::Loaded;
use crate::model::kinds::KindInfo;
use crate::register::fields;
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
    scaffold::required(kind).into_iter().filter(|(name, _)| !is_given(name)).collect()
}

/// Writes the record, and returns what was written.
///
/// # Errors
/// When a field is none of the kind, when the record would have a fault, and when it cannot be written.
pub fn create(view: &View, wanted: &Wanted) -> Result<[Change; 1], Error> {
    let writer = writing::begin(view.tree.root(), |note| view.note(note))?;
    let loaded = view.load()?;
    let (path, text) = scaffold(wanted, &loaded)?.file();
    let change = [Change::new(path.as_str(), text)];
    if let Some((_, fault)) = Preview::of(&*view.source, &change)?.faults().next() {
        let error = Error::asked(fault.message.clone());
        return Err(fault.help.iter().fold(error, |error, help| error.hint(help.clone())));
    }
    writer.write(&change)?;
    Ok(change)
}

fn scaffold(wanted: &Wanted, loaded: &Loaded) -> Result<Scaffold, Error> {
    if let Some(message) = wanted.fields.iter().find_map(|(field, _)| fields::unknown(wanted.kind, field)) {
        return Err(Error::asked(message).hint("docs/records.md lists the fields of each kind"));
    }
    let id = wanted.id.clone().unwrap_or_else(|| scaffold::next_id(&loaded.program, wanted.kind, &wanted.title));
    Scaffold::new(wanted.kind, id, wanted.title.clone(), &wanted.fields).map_err(|error| match error {
        ScaffoldError::Twice { field } => Error::asked(format!("`{field}` is given twice")).hint("leave one of them out"),
        ScaffoldError::Deep { field } => Error::asked(format!("`{field}` is a list of mappings")).hint("write it in the file by hand"),
        ScaffoldError::Value { field, wanted } => Error::asked(format!("`{field}` is {wanted}")),
    })
}
