//! Writing a programme's files: one writer at a time, and what an interrupted one left is told.

use super::error::{Error, said};
use super::note::Note;
use crate::base::text::count;
use crate::store::write::{Change, Interrupted, Writer};
use std::path::Path;

/// Begins to write in a folder, before its files are read, so that nobody else of us changes them meanwhile. What became
/// of an interrupted change is told to everybody: files may not be as they left them.
///
/// # Errors
/// When the folder cannot be written to.
pub fn begin(root: &Path, mut note: impl FnMut(Note)) -> Result<Writer, Error> {
    let writer = Writer::begin(root)?;
    writer.interrupted.iter().for_each(|interrupted| tell(interrupted, &mut note));
    Ok(writer)
}

/// What was changed, for a command that fails after it.
pub fn told(changes: &[Change]) -> impl Iterator<Item = String> {
    changes.iter().map(|change| said(&change.left()))
}

fn tell(interrupted: &Interrupted, note: &mut dyn FnMut(Note)) {
    let files = |n: usize| count(n, "file");
    let (what, left) = match interrupted {
        Interrupted::Foreign(folder) => {
            let folder = folder.display();
            return note(Note::always(format!(
                "`{folder}` is no work of a command in this folder, and is left alone; remove it if nobody needs it"
            )));
        }
        Interrupted::Begun => ("before it had changed anything; what it left is removed".into(), &[][..]),
        Interrupted::Done(n) => (format!("after it had written all of its {}, which stay", files(*n)), &[][..]),
        Interrupted::TakenBack(left) => (format!("after {}, which are now as they were before it", files(left.len())), &left[..]),
        Interrupted::Stays(left) => (
            format!("after {}, and its files were changed since, so that they stay as they are; look at them", files(left.len())),
            &left[..],
        ),
    };
    note(Note::always(format!("an earlier command was interrupted {what}")));
    let done = if matches!(interrupted, Interrupted::Stays(_)) { "" } else { " no longer" };
    left.iter().for_each(|left| note(Note::always(said(left).replacen(" is ", &format!(" is{done} "), 1))));
}
