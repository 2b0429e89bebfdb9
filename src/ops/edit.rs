//! A record's file as a whole, changed by hand and looked at before it counts.

use super::act::{Act, Done, How, find, perform};
use super::error::Error;
use super::open::View;
use crate::store::write::Change;

/// The file that a record or singleton stands in.
#[derive(Clone, Debug)]
pub struct Opened {
    pub id: String,
    /// Below the programme's folder.
    pub path: String,
    pub text: String,
}

/// The file of a record or singleton, as it is.
///
/// # Errors
/// When there is none of that name.
pub fn open(view: &View, id: &str) -> Result<Opened, Error> {
    let loaded = view.load()?;
    let found = find(&loaded.program, id)?;
    let file = found.node.file();
    Ok(Opened { id: id.to_owned(), path: file.path.clone(), text: file.text.to_string() })
}

/// Writes the file as it is now, if it was not changed meanwhile.
///
/// # Errors
/// As [`perform`].
pub fn close(view: &View, how: &How, opened: &Opened, text: String) -> Result<Done, Error> {
    perform(view, how, |_| {
        let mut act = Act { what: format!("Edit {}", opened.id), by_hand: true, ..Act::default() };
        if text != opened.text {
            act.files.push(Change::of(opened.path.as_str(), opened.text.as_bytes(), text.into_bytes()));
            act.tells.push(opened.id.clone());
        }
        Ok(act)
    })
}
