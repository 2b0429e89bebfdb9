//! Fixes that cannot change a meaning, applied.

use super::error::Error;
use super::note::Note;
use super::open::View;
use crate::edit::fixes;
use crate::load::Loaded;
use crate::store::write::{Change, Writer};

/// Applies the fixes of what loading found, to all files or to none, and returns what it changed.
///
/// # Errors
/// When files cannot be written.
pub fn apply(view: &View, writer: &Writer, loaded: &Loaded) -> Result<Vec<Change>, Error> {
    let changes = fixes::of(loaded);
    writer.write(&changes)?;
    changes.iter().for_each(|change| view.note(Note::done(&change.why)));
    Ok(changes)
}
