//! What two branches made of a record file, joined: what git asks where a file changed on both sides.

use super::error::{Error, What};
use super::note::Note;
use crate::edit::merge::Conflict;
use crate::edit::merge::text::{Clash, Joined, Marks, join};
use crate::edit::value::Value;
use crate::edit::yaml::flow;
use crate::load::{kind_at, yaml};
use crate::model::schemas;
use crate::store::plain;
use crate::store::write::write_file;
use serde_json::Value as Json;
use std::path::Path;

/// What git names: the files of the three states, how long marks are, and the path in the repository.
#[derive(Debug)]
pub struct Asked<'a> {
    pub base: &'a Path,
    pub ours: &'a Path,
    pub theirs: &'a Path,
    pub size: usize,
    pub path: &'a str,
}

/// Joins the three and writes what comes of it in the place of ours. Whether all of it is joined, and what is to be said.
///
/// # Errors
/// When a file cannot be read or is no text, or ours cannot be written; then ours stays as it is.
pub fn merge(asked: &Asked<'_>) -> Result<(bool, Vec<Note>), Error> {
    let texts = [text(asked.base, asked.path)?, text(asked.ours, asked.path)?, text(asked.theirs, asked.path)?];
    let kind = kind(asked.path);
    let schema = kind.and_then(schemas::schema).unwrap_or(&Json::Null);
    let marks = Marks { size: asked.size, ours: "ours", theirs: "theirs" };
    let Joined { text, clashes } = join(texts.each_ref().map(String::as_str), schema, marks);
    write_file(asked.ours, text.as_bytes())?;
    Ok((clashes.is_empty(), clashes.iter().map(|clash| Note::always(said(asked.path, clash))).collect()))
}

fn text(file: &Path, path: &str) -> Result<String, Error> {
    let failed = |source| What::Reading { what: format!("a state of `{path}`"), source };
    let bytes = plain::read_up_to(file, yaml::MAX_BYTES).map_err(failed)?;
    String::from_utf8(bytes).map_err(|_| Error::failed(format!("a state of `{path}` is no text in UTF-8")).hint("choose one side of it"))
}

/// The kind of what is read from a path; the programme may lie in a folder of the repository.
fn kind(path: &str) -> Option<&'static str> {
    let folders = path.match_indices('/').map(|(at, _)| &path[at + 1..]);
    [path].into_iter().chain(folders).find_map(kind_at)
}

fn said(path: &str, clash: &Clash) -> String {
    let of = |id: &str| if id.is_empty() { String::new() } else { format!(" of {id}") };
    match clash {
        Clash::Field { id, conflict: Conflict { path: field, base, ours, theirs } } => {
            let [base, ours, theirs] = [base, ours, theirs].map(|value| shown(value.as_ref()));
            format!("{path}: both sides changed `{field}`{}: {ours} on ours, {theirs} on theirs, {base} before", of(id))
        }
        Clash::Twice { id } => format!(
            "{path}: both sides made a record `{id}`, and they are not the same; on one of the two branches give it another id with \
             `isms rename {id} NEW`, commit that, and merge again"
        ),
        Clash::Gone { id } => format!("{path}: one side took out what the other changed{}", of(id)),
        Clash::Lines { id } => format!("{path}: both sides changed the same lines{}", of(id)),
    }
}

/// A long value is cut.
fn shown(value: Option<&Value>) -> String {
    const LONGEST: usize = 60;
    let Some(value) = value.map(flow) else { return "nothing".into() };
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &value[..end]),
        None => format!("`{value}`"),
    }
}
