//! Evidence: a file that shows something, kept with its digest.

use super::act::{Act, Done, How, perform};
use super::error::{Error, What};
use super::ids::{self, Wish};
use super::open::View;
use super::read::Read;
use super::when;
use super::who::actor;
use crate::base::digest::sha256_hex;
use crate::edit::assign::Assignment;
use crate::edit::scaffold::Scaffold;
use crate::model::kinds::{self, Evidence, RecordKind as _};
use crate::model::program::Program;
use crate::store::plain;
use crate::store::write::Change;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// No file that is kept beside records is larger: git would carry it in every clone for ever.
pub(super) const LARGEST: u64 = 64 << 20;

/// A file that becomes evidence.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    pub file: PathBuf,
    /// What it speaks for: ids of records, controls of Annex A, clauses.
    pub supports: Vec<String>,
    /// What people call it; without it, the name of the file.
    pub title: Option<String>,
    pub id: Wish,
    /// Where it is from, such as a system.
    pub source: Option<String>,
    /// The day it was collected, and the period it speaks of, as people say days.
    pub on: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// Who collected it.
    pub by: Option<String>,
}

/// A file that is evidence, or is about to be.
pub(super) struct Kept {
    pub id: String,
    pub title: String,
}

/// What evidence holds is not committed where these rules find something in it.
pub(super) const KEPT_OUT: &[&str] = &["evidence-sensitive"];

/// Makes a file evidence: one of the programme stays where it is, any other is copied to `evidence/files`.
///
/// # Errors
/// When the file cannot be read, is too large or is evidence already, and as [`perform`].
pub fn add(view: &View, how: &How, collected: &Collected) -> Result<Done, Error> {
    let bytes = bytes(&collected.file)?;
    perform(view, how, |read| {
        if let Some(id) = there(read, &sha256_hex(&bytes)) {
            return Err(Error::asked(format!("`{}` is evidence already: `{id}`", collected.file.display()))
                .hint(format!("`isms set {id} supports+=…` lets it speak for something else, too")));
        }
        let mut act = Act { kept_out: KEPT_OUT, ..Act::default() };
        let place = below(view.tree.root(), &collected.file).filter(|path| read.loaded.program.has_path(path));
        let kept = keep(view, read, &mut act, collected, (&bytes, place))?;
        act.what = format!("Keep {} as evidence", kept.title);
        Ok(act)
    })
}

/// The bytes of a file that becomes evidence.
pub(super) fn bytes(file: &Path) -> Result<Vec<u8>, Error> {
    plain::read_up_to(file, LARGEST).map_err(|source| What::Reading { what: format!("`{}`", file.display()), source }.into())
}

/// The evidence that is a file with this digest.
pub(super) fn there<'a>(read: &'a Read, digest: &str) -> Option<&'a str> {
    let mut all = read.loaded.program.all::<Evidence>();
    all.find(|evidence| evidence.sha256.as_deref() == Some(digest)).map(|evidence| evidence.data().id.as_str())
}

/// Adds a piece of evidence to an act: its file, unless that has its place in the programme, and the record that names it.
pub(super) fn keep(
    view: &View,
    read: &Read,
    act: &mut Act,
    collected: &Collected,
    (bytes, place): (&[u8], Option<String>),
) -> Result<Kept, Error> {
    let program = &read.loaded.program;
    let kind = kinds::by_name(Evidence::NAME).expect("evidence is a kind");
    let stem = collected.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let title = collected.title.clone().unwrap_or(stem);
    let id = ids::choose(view, program, kind, &title, &collected.id);
    let by = actor(view, program, collected.by.as_deref())?;
    let path = place.unwrap_or_else(|| {
        let path = free(program, &collected.file);
        act.files.push(Change::new(path.as_str(), bytes));
        path
    });
    let day = when::over(read, collected.on.as_deref())?;
    let from = collected.from.as_deref().map_or(Ok(day), |from| when::over(read, Some(from)))?;
    let to = collected.to.as_deref().map(|to| when::over(read, Some(to))).transpose()?;
    if to.is_some_and(|to| to < from) {
        return Err(
            Error::asked(format!("what it speaks of ends before it begins, on {from}")).hint("say both days with `--from` and `--to`")
        );
    }
    let (day, from, to, digest) = (day.to_string(), from.to_string(), to.map(|to| to.to_string()), sha256_hex(bytes));
    let fields = [
        ("file", Some(path.as_str())),
        ("sha256", Some(&digest)),
        ("effective.from", Some(&from)),
        ("effective.to", to.as_deref()),
        ("collected.on", Some(&day)),
        ("collected.by", Some(&by.id)),
        ("source", collected.source.as_deref()),
    ];
    let given = fields.into_iter().filter_map(|(path, value)| Some(Assignment::set(path, value?)));
    let supports = collected.supports.iter().map(|id| Assignment::add("supports", id));
    let given: Vec<Assignment> = given.chain(supports).collect::<Result<_, _>>().map_err(Error::asked)?;
    let (path, text) = Scaffold::new(kind, id.clone(), &title, &given, read.today).map_err(Error::asked)?.file();
    act.files.insert(0, Change::new(path, text));
    Ok(Kept { id, title })
}

/// Where a file of this name has a place: runs of one test call their reports alike. What is hidden elsewhere is none of a
/// programme's, so it is not hidden here.
fn free(program: &Program, file: &Path) -> String {
    let part = |part: Option<&OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = file.extension().map_or(String::new(), |ending| format!(".{}", part(Some(ending))));
    let stem = part(file.file_stem());
    let stem = Some(stem.trim_start_matches('.')).filter(|stem| !stem.is_empty()).unwrap_or("file");
    let names = std::iter::once(String::new()).chain((2..).map(|n: u32| format!("-{n}")));
    let mut paths = names.map(|n| format!("evidence/files/{stem}{n}{ending}"));
    paths.find(|path| !program.has_path(path)).unwrap_or_default()
}

/// The path of a file below a folder, `/` between parts. None if it lies elsewhere.
pub(super) fn below(root: &Path, file: &Path) -> Option<String> {
    let (root, file) = (root.canonicalize().ok()?, file.canonicalize().ok()?);
    let path = file.strip_prefix(root).ok()?;
    Some(path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}
