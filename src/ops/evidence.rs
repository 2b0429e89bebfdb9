//! Evidence: a file that shows something, kept with its digest.

use super::act::{Act, Done, How, perform};
use super::error::{Error, What};
use super::open::View;
use super::who::actor;
use crate::base::digest::sha256_hex;
use crate::edit::assign::Assignment;
use crate::edit::scaffold::{self, Scaffold};
use crate::model::kinds::{self, Evidence, RecordKind as _};
use crate::store::plain;
use crate::store::write::Change;
use std::path::{Path, PathBuf};

/// No file that is kept beside records is larger: git would carry it in every clone for ever.
const LARGEST: u64 = 64 << 20;

/// A file that becomes evidence.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    pub file: PathBuf,
    /// What it speaks for: ids of records, controls of Annex A, clauses.
    pub supports: Vec<String>,
    /// What people call it; without it, the name of the file.
    pub title: Option<String>,
    pub id: Option<String>,
    /// Where it is from, such as a system.
    pub source: Option<String>,
    /// The day it was collected, and the period it speaks of, as people say days.
    pub on: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// Who collected it.
    pub by: Option<String>,
}

/// Makes a file evidence: one below the programme's folder stays where it is, any other is copied to `evidence/files`.
///
/// # Errors
/// When the file cannot be read or is too large, and as [`perform`].
pub fn add(view: &View, how: &How, collected: &Collected) -> Result<Done, Error> {
    let name = collected.file.display().to_string();
    let bytes = plain::read_up_to(&collected.file, LARGEST).map_err(|source| What::Reading { what: format!("`{name}`"), source })?;
    perform(view, how, |read| {
        let program = &read.loaded.program;
        let kind = kinds::by_name(Evidence::NAME).expect("evidence is a kind");
        let stem = collected.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let title = collected.title.as_deref().unwrap_or(&stem);
        let id = collected.id.clone().unwrap_or_else(|| scaffold::next_id(program, kind, title));
        let by = actor(view, program, collected.by.as_deref())?;
        let mut act = Act { what: format!("Keep {title} as evidence"), kept_out: &["evidence-sensitive"], ..Act::default() };
        let path = match below(view.tree.root(), &collected.file) {
            Some(path) => path,
            None => {
                let name = collected.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let path = format!("evidence/files/{name}");
                act.files.push(Change::new(path.as_str(), bytes.as_slice()));
                path
            }
        };
        let day = collected.on.as_deref().unwrap_or("today");
        let digest = sha256_hex(&bytes);
        let fields = [
            ("file", Some(path.as_str())),
            ("sha256", Some(&digest)),
            ("effective.from", Some(collected.from.as_deref().unwrap_or(day))),
            ("effective.to", collected.to.as_deref()),
            ("collected.on", Some(day)),
            ("collected.by", Some(&by.id)),
            ("source", collected.source.as_deref()),
        ];
        let given = fields.into_iter().filter_map(|(path, value)| Some(Assignment::set(path, value?)));
        let supports = collected.supports.iter().map(|id| Assignment::add("supports", id));
        let given: Vec<Assignment> = given.chain(supports).collect::<Result<_, _>>().map_err(Error::asked)?;
        let (path, text) = Scaffold::new(kind, id, title, &given, read.today).map_err(Error::asked)?.file();
        act.files.insert(0, Change::new(path, text));
        Ok(act)
    })
}

/// The path of a file below a folder, `/` between parts. None if it lies elsewhere.
fn below(root: &Path, file: &Path) -> Option<String> {
    let (root, file) = (root.canonicalize().ok()?, file.canonicalize().ok()?);
    let path = file.strip_prefix(root).ok()?;
    Some(path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}
