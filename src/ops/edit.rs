//! A record's file as a whole, changed by hand and looked at before it counts.

use super::act::{Act, Done, How, find, perform};
use super::error::Error;
use super::open::View;
use crate::base::span::FileId;
use crate::load::yaml;
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
        if let Some(id) = lost(&opened.text, &text).filter(|_| !how.force) {
            let error = Error::asked(format!("`{id}` would be gone: an id is changed wherever something refers to it, or nowhere"));
            return Err(error.hint(format!("`isms rename {id} NEW` does it, and `isms rm {id}` takes a record away; nothing was written")));
        }
        let mut act = Act { what: format!("Edit {}", opened.id), by_hand: true, ..Act::default() };
        if text != opened.text {
            act.files.push(Change::of(opened.path.as_str(), opened.text.as_bytes(), text.into_bytes()));
            act.tells.push(opened.id.clone());
        }
        Ok(act)
    })
}

/// The id of a record of a text that has none of that id any more. One that cannot be read is told as such.
fn lost(before: &str, after: &str) -> Option<String> {
    let ids = |text: &str| -> Vec<String> {
        let (file, _) = yaml::read(FileId::ALONE, String::new(), text.as_bytes().to_vec());
        file.documents().filter_map(|node| Some(node.get("id")?.text().to_owned())).collect()
    };
    let kept = ids(after);
    ids(before).into_iter().find(|id| !kept.is_empty() && !kept.contains(id))
}
