//! A document as people get it: its text with what says which version it is and who approved that.

use super::act::unread;
use super::error::Error;
use super::open::View;
use super::read::Need;
use super::report::Seen;
use crate::base::text::did_you_mean;
use crate::model::kinds::Document;
use crate::model::program::{Program, View as Record};
use crate::report::document::{DocumentReport, Text};
use std::path::Path;

/// A text is read up to so many bytes: what is longer is none that a person wrote.
const LONGEST: u64 = 4 * 1024 * 1024;
/// How files of Markdown end, and of plain text.
const MARKDOWN: [&str; 2] = ["md", "markdown"];
const PLAIN: &str = "txt";

/// Renders the document of that id.
///
/// # Errors
/// When there is none, or its text is not here to be read as text.
pub fn render(view: &View, id: &str) -> Result<DocumentReport, Error> {
    let read = view.read(Need::Approvals)?;
    let seen = Seen::of(view, &read);
    let document = the_one(seen.cx.program, id)?;
    let text = text(view, seen.cx.program, document).map_err(|missing| missing.error(&document.id))?;
    Ok(DocumentReport::build(&seen.cx, document, text, &seen.origin))
}

fn the_one<'p>(program: &'p Program, id: &str) -> Result<Record<'p, Document>, Error> {
    let id = program.names().now(id);
    if let Some(document) = program.by_id::<Document>(id) {
        return Ok(document);
    }
    if program.known(id).is_some_and(|known| known.kind.name != "document") {
        return Err(Error::asked(format!("`{id}` is no document")).hint(format!("`isms show {id}` shows it")));
    }
    if let Some(error) = unread(program, id) {
        return Err(error);
    }
    let near = did_you_mean(id, program.all::<Document>().map(|document| document.data().id.as_str()));
    let hint = near.map_or("`isms list document` lists them".into(), |near| format!("did you mean `{near}`?"));
    Err(Error::asked(format!("there is no document `{id}`")).hint(hint))
}

/// Why a text cannot be shown, and what to do about it.
pub(super) struct Missing {
    pub what: String,
    hint: String,
}

impl Missing {
    fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }

    fn error(self, id: &str) -> Error {
        Error::failed(format!("`{id}` cannot be rendered: {}", self.what)).hint(self.hint)
    }
}

/// The text of a document, where the programme has it as text.
pub(super) fn text<'p>(view: &View, program: &Program, document: Record<'p, Document>) -> Result<Text<'p>, Missing> {
    let id = &document.id;
    let set = format!("isms set {id} file=documents/files/{id}.md");
    let Some(file) = document.data().file.as_deref() else {
        return Err(Missing::new("its record names no file", format!("write its text as Markdown, and name it: `{set}`")));
    };
    if file.contains("://") {
        let hint = format!("open it there, or keep its text here as Markdown, and name it: `{set}`");
        return Err(Missing::new(format!("its text is at `{file}`, outside of the programme"), hint));
    }
    if !program.has_path(file) {
        return Err(Missing::new(format!("there is no file `{file}`"), format!("write it, or name the one that there is: `{set}`")));
    }
    let ending = Path::new(file).extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let is_plain = ending == PLAIN;
    if !is_plain && !MARKDOWN.contains(&ending.as_str()) {
        let hint = format!("hand out the file as it is, or keep its text as Markdown, and name it: `{set}`");
        return Err(Missing::new(format!("`{file}` is neither Markdown (`.md`) nor plain text (`.txt`)"), hint));
    }
    let read = view.source.read_up_to(file, LONGEST);
    let bytes =
        read.map_err(|error| Missing::new(format!("`{file}` cannot be read: {error}"), "see that it is there and yours to read"))?;
    let Some(bytes) = bytes else {
        return Err(Missing::new(format!("`{file}` is longer than {} MiB", LONGEST >> 20), "name the text, and keep the rest beside it"));
    };
    let text =
        String::from_utf8(bytes).map_err(|_| Missing::new(format!("`{file}` is not UTF-8"), "save it as UTF-8, as editors offer"))?;
    if text.contains('\0') {
        return Err(Missing::new(format!("`{file}` is no text"), format!("name one that is: `{set}`")));
    }
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Text { file, text, is_plain })
}
