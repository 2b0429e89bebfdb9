//! A new programme: the smallest honest one, or the example company.

use super::answers::{self, Answers, Files, Slot};
use super::error::Error;
use super::example;
use super::note::Note;
use super::writing;
use crate::base::date::Date;
use crate::model::program::ROOT;
use crate::model::schemas;
use crate::store::git::{self, Environment, Past};
use crate::store::worktree::WorkTree;
use crate::store::write::{Change, WriteError};
use include_dir::{Dir, include_dir};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a new programme begins as; its tests compare it with `examples/minimal`.
static MINIMAL: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/examples/minimal");
/// The example company.
static ACME: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/examples/acme");
/// The name that `examples/minimal` has.
pub const PLACEHOLDER: &str = "Example Organisation";
/// Keeps out of commits what belongs to the version that wrote it, so that those of the example are the same for all versions.
const OURS: (&str, &[u8]) = ("schemas/.gitignore", b"*\n");

/// A programme that was written.
pub struct Begun {
    /// How many files were written.
    pub written: usize,
    /// What was there already and stays as it is.
    pub kept: Vec<String>,
    /// A git repository was begun, too.
    pub began_git: bool,
    /// It is in a repository, old or new.
    pub has_repository: bool,
    /// How many commits tell its past; None if it was written without one.
    pub past: Option<usize>,
    pub notes: Vec<Note>,
}

/// Refuses a folder that holds a programme already.
///
/// # Errors
/// When it does.
pub fn must_be_free(root: &Path) -> Result<(), Error> {
    if root.join(ROOT).exists() {
        let error = Error::failed(format!("`{}` holds a programme already", root.display()));
        return Err(error.hint("choose another folder; nothing is overwritten"));
    }
    if let Some(outer) = around(root) {
        let error = Error::failed(format!("`{}` is within the programme in `{}`", root.display(), outer.display()));
        return Err(error.hint("choose a folder beside it: the records of both would be read as those of one"));
    }
    Ok(())
}

/// The programme that would read a folder as its own: one of a folder above it, but for what it keeps as it is.
fn around(root: &Path) -> Option<PathBuf> {
    let here = |folder: &Path| if folder.as_os_str().is_empty() { Path::new(".").canonicalize() } else { folder.canonicalize() };
    // Of a folder that is to be made, as much of the way to it as is there.
    let (above, full) = root.ancestors().skip(1).find_map(|above| Some((above, here(above).ok()?)))?;
    let outer = WorkTree::discover(&full)?;
    let full = full.join(root.strip_prefix(above).ok()?);
    let is_kept = full.strip_prefix(outer.root()).is_ok_and(|below| below.components().any(|part| part.as_os_str() == "files"));
    (!is_kept).then(|| outer.root().to_owned())
}

/// Writes a new programme: the smallest one, with answers that were given on a day, or the example company. Begins a
/// repository where there is none if it is to.
///
/// # Errors
/// When the folder holds a programme already or a file in the way of one, when the name is none, and when files cannot be
/// written; then nothing is left of it.
pub fn init(root: &Path, answers: Option<(&Answers, Date)>, wants_git: bool, environment: &Environment) -> Result<Begun, Error> {
    must_be_free(root)?;
    let mut files = match answers {
        Some((answers, today)) => minimal(answers, today)?,
        None => all(&ACME),
    };
    let own_git = root.join(".git");
    let past = if answers.is_none() && wants_git { Some(Past::of(&example::commits(&files)?)?) } else { None };
    files.extend(schemas::files_of_programmes().into_iter().map(|(name, text)| (format!("schemas/{name}"), text.into_bytes())));
    // One that cannot be opened is one all the same, but one without these files is only the beginning of one.
    let begun = own_git.is_dir() && ["HEAD", "config"].iter().any(|file| !own_git.join(file).exists());
    let found = git::Repository::discover(root, environment);
    let has_repository = !begun && !matches!(found, Ok(None));
    let began_git = wants_git && !has_repository;
    // A run that was cut off left the whole past, or none of it.
    let is_there = |past: &Past| matches!(&found, Ok(Some(git)) if git.prefix().is_empty() && git.commit_id("HEAD") == Some(past.last));
    let told = past.as_ref().filter(|past| is_there(past) || began_git && !begun).map(|past| past.count);
    files.extend(told.map(|_| (OURS.0.into(), OURS.1.into())));
    // The file that makes a folder a programme comes last, so that a run that is cut off can be begun again.
    files.sort_by(|(a, _), (b, _)| (a == ROOT, a).cmp(&(b == ROOT, b)));
    let begin = began_git.then(|| past.filter(|_| !begun));
    let (mut made, mut notes) = (Made::default(), Vec::new());
    let (written, kept) =
        write(root, files, begin.as_ref().map(Option::as_ref), &mut made, &mut notes).map_err(|error| made.take_back(error))?;
    Ok(Begun {
        written,
        kept: kept.iter().map(|path| left_alone(path)).collect(),
        began_git,
        has_repository: has_repository || began_git,
        past: told,
        notes,
    })
}

/// The answers with one more, if a new programme can say it.
///
/// # Errors
/// Why it cannot, in words for whoever answered.
pub fn answered(answers: &Answers, slot: &Slot, text: &str, today: Date) -> Result<Answers, String> {
    let more = answers.with(slot, text, today)?;
    minimal(&more, today).map(|_| more).map_err(|error| error.to_string())
}

/// Files beside the records, which may be there already: they stay as they are.
fn is_beside(path: &str) -> bool {
    matches!(path, "README.md" | ".gitattributes") || path.starts_with("schemas/")
}

fn left_alone(path: &str) -> String {
    let more = if path == ".gitattributes" { "; `isms init` in an empty folder shows the lines that keep evidence as it is" } else { "" };
    format!("`{path}` was there already and stays as it is{more}")
}

/// What is there before the files are, to be taken back if they cannot be written.
#[derive(Default)]
struct Made {
    /// The outer ones first.
    folders: Vec<PathBuf>,
    git: Option<PathBuf>,
}

impl Made {
    fn take_back(&self, error: Error) -> Error {
        if !error.done.is_empty() {
            return error;
        }
        let git = self.git.iter().filter(|git| fs::remove_dir_all(git).is_err());
        let folders = self.folders.iter().rev().filter(|folder| fs::remove_dir(folder).is_err());
        let left: Vec<&PathBuf> = git.chain(folders).filter(|path| path.symlink_metadata().is_ok()).collect();
        error.after(left.iter().map(|path| format!("`{}` is new", path.display())))
    }
}

/// Writes the files, and begins a repository first where there is to be one, with its past if it has one. Returns how many
/// files were written, and which were there already.
fn write(
    root: &Path,
    files: Vec<(String, Vec<u8>)>,
    begin: Option<Option<&Past>>,
    made: &mut Made,
    notes: &mut Vec<Note>,
) -> Result<(usize, Vec<String>), Error> {
    let missing: Vec<&Path> = root.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder).map_err(|source| WriteError { path: folder.into(), source, left: Vec::new() })?;
        made.folders.push(folder.to_owned());
    }
    let writer = writing::begin(root, |note| notes.push(note))?;
    let (kept, new): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(path, _)| is_beside(path) && root.join(path).symlink_metadata().is_ok());
    if let Some(past) = begin {
        let git = root.join(".git");
        // Whoever began it before is no more: nobody else of us writes here now.
        ["HEAD.lock", "config.lock"].iter().for_each(|lock| drop(fs::remove_file(git.join(lock))));
        made.git = Some(git.clone()).filter(|git| !git.exists());
        past.map_or_else(|| git::init(root), |past| past.begin(root))?;
    }
    let changes: Vec<Change> = new.into_iter().map(|(path, bytes)| Change::new(path, bytes)).collect();
    writer.write(&changes).map_err(|error| refused(root, error))?;
    Ok((changes.len(), kept.into_iter().map(|(path, _)| path).collect()))
}

fn refused(root: &Path, error: WriteError) -> Error {
    let exists = error.source.kind() == io::ErrorKind::AlreadyExists;
    let error = Error::from(error);
    if exists { error.hint(format!("choose another folder than `{}`; nothing is overwritten", root.display())) } else { error }
}

/// Every file of an embedded folder, schemas excepted: those come from the structs.
fn all(folder: &Dir<'static>) -> Vec<(String, Vec<u8>)> {
    let mut open = vec![folder];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs().filter(|dir| dir.path() != Path::new("schemas")));
        files.extend(folder.files().map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec())));
    }
    files
}

/// The smallest programme, with what was answered.
fn minimal(answers: &Answers, today: Date) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut files: Files = all(&MINIMAL).into_iter().collect();
    if let Some(org) = &answers.org {
        let name = answers::plain(org).map_err(|problem| {
            Error::asked(format!("the organisation's name is none: {problem}"))
                .hint("write it as on the certificate: `--org \"Our company\"`")
        })?;
        call(&mut files, &name);
    }
    answers.write(&mut files, today)?;
    Ok(files.into_iter().collect())
}

/// Gives the organisation its name.
fn call(files: &mut Files, name: &str) {
    let quoted = serde_json::Value::String(name.into()).to_string();
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(bytes);
        // In YAML a JSON string is a quoted string; in prose the name stands as it is.
        let text = if path.ends_with(".yaml") {
            text.replace(&format!("name: {PLACEHOLDER}"), &format!("name: {quoted}"))
        } else {
            text.replace(PLACEHOLDER, name)
        };
        *bytes = text.into_bytes();
    }
}
