//! A first `fleet.yaml`.

use super::{file_in, walk};
use crate::edit::yaml;
use crate::model::fleet::FILE;
use crate::model::program::ROOT;
use crate::model::{fleet, schemas};
use crate::ops::error::Error;
use crate::ops::note::Note;
use crate::ops::writing;
use crate::store::write::Change;
use std::path::{Path, PathBuf};

/// A new file.
pub struct Begun {
    pub path: PathBuf,
    /// How many it names.
    pub programmes: usize,
    pub notes: Vec<Note>,
}

/// Writes a file that names the programmes at most two folders below, and its schema for editors.
///
/// # Errors
/// When there is one already, or files cannot be written.
pub fn begin(root: &Path) -> Result<Begun, Error> {
    let path = file_in(root);
    if path.symlink_metadata().is_ok() {
        let error = Error::failed(format!("`{}` is there already", path.display()));
        return Err(error.hint("nothing is overwritten; name further programmes in it"));
    }
    let is_one = |dir: &Path| dir.join(ROOT).is_file();
    let found: Vec<String> = ["*", "*/*"].iter().flat_map(|pattern| walk::walk(root, pattern, &is_one).unwrap_or_default()).collect();
    let (schema, text) = schemas::file(fleet::NAME);
    let mut notes = Vec::new();
    let writer = writing::begin(root, |note| notes.push(note))?;
    let mut changes = vec![Change::new(FILE, written(&found, &schema).into_bytes())];
    if root.join(&schema).symlink_metadata().is_err() {
        changes.push(Change::new(schema, text.into_bytes()));
    }
    writer.write(&changes)?;
    Ok(Begun { path, programmes: found.len(), notes })
}

fn written(found: &[String], schema: &str) -> String {
    let mut text = format!(
        "# yaml-language-server: $schema={schema}\n\
         # Programmes that are looked at together. Nothing is cloned or fetched for them.\n\
         format: 1\n\
         #name: Our clients\n\
         programmes:\n"
    );
    if found.is_empty() {
        text.push_str("  # Each folder in `clients` that holds a programme.\n  - path: clients/*\n");
    }
    for path in found {
        text.push_str(&format!("  - path: {}\n", yaml::name(path)));
    }
    text.push_str(
        "  # Another one, with what it is called, who looks after it, and words to choose by:\n\
         \x20 #- name: Beta\n\
         \x20 #  path: ../beta\n\
         \x20 #  owner: Eva\n\
         \x20 #  tags: {client: Beta Ltd, region: dach}\n\
         \x20 # One in a repository on this machine, as it is on a branch:\n\
         \x20 #- name: Gamma\n\
         \x20 #  repository: ../gamma.git\n\
         \x20 #  revision: main\n",
    );
    text
}
