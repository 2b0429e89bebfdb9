//! Loading states that share most of their files: month by month, the index and `HEAD`, the two sides of a comparison.
//!
//! What is kept ends with the run and is known by a name made from all of a content, so nothing has to be trusted.

use super::files::{Look, Seen, look};
use super::place::{Place, claimed, copied};
use super::yaml;
use super::{Loaded, Parsed, assemble, parse, passed_over, unread};
use crate::base::digest::ObjectId;
use crate::model::kinds::KindInfo;
use crate::model::program::ROOT;
use crate::store::{FileKind, Listed, Source, StoreError, git};
use rayon::prelude::*;
use std::sync::Arc;

/// Loads states of one programme. What was parsed for one state is there for the next: a content at a path is read once,
/// as long as the store knows contents by name, as git does. A name is made from all of a content, so there is nothing to
/// be trusted: a state comes out as if it were loaded by itself.
///
/// It keeps what the last two states hold, which is as much as neighbours have in common; a programme in memory is a
/// multiple of its size on disk, and a history may be long.
#[derive(Default)]
pub struct Loader {
    /// The latest first.
    states: [Kept; 2],
}

/// What one state leaves for the next.
#[derive(Default)]
pub(super) struct Kept {
    /// The files with the names of their contents, by path.
    files: Vec<(ObjectId, Arc<Parsed>)>,
    pub seen: Seen,
}

impl Kept {
    /// The contents known at a path: one at most.
    fn at(&self, path: &str) -> Option<&(ObjectId, Arc<Parsed>)> {
        let found = self.files.binary_search_by(|(_, parsed)| parsed.file.path.as_str().cmp(path)).ok()?;
        Some(&self.files[found])
    }
}

/// The files that are no records, which records may speak of.
fn others(listed: &[Listed]) -> impl Iterator<Item = &Listed> {
    let named = |entry: &&Listed| !entry.path.split('/').any(|part| part.starts_with('.'));
    listed.iter().filter(named).filter(|entry| matches!(Place::of(entry), None | Some(Place::Doubtful(_))))
}

/// Whether something is to be said of a file that is not read: not of an editor's copy beside its file, and not of what is
/// in a programme of its own further down.
fn is_told(listed: &[Listed], entry: &Listed, place: Place) -> bool {
    let has = |path: &str| listed.binary_search_by(|entry| entry.path.as_str().cmp(path)).is_ok();
    let other = || entry.path.match_indices('/').any(|(end, _)| has(&format!("{}/{ROOT}", &entry.path[..end])));
    match place {
        Place::Passed(_) => !copied(&entry.path).is_some_and(|file| has(&file)),
        Place::Doubtful(_) => !other(),
        _ => true,
    }
}

/// The kind of record that a file claims to be which is read from nowhere. One that cannot be had, or is larger than any
/// record, claims nothing.
fn doubtful(source: &dyn Source, entry: &Listed) -> Option<&'static KindInfo> {
    if entry.kind != FileKind::File || entry.size > yaml::MAX_BYTES {
        return None;
    }
    claimed(&source.read_up_to(&entry.path, yaml::MAX_BYTES).ok()??)
}

/// A parsed file, with the name of its content if that was asked for.
type Named = (Option<ObjectId>, Arc<Parsed>);

impl Loader {
    /// Reads all of a source. Err only when bytes cannot be had.
    pub fn load(&mut self, source: &dyn Source) -> Result<Loaded, StoreError> {
        let listed = source.list()?;
        let paths = others(&listed).map(|entry| (entry.path.clone(), entry.size)).collect();
        let links = listed.iter().filter(|entry| entry.kind == FileKind::Symlink).map(|entry| entry.path.clone()).collect();
        let read = self.read(source, &listed)?;
        drop(listed);
        let files = read.iter().filter_map(|(content, parsed)| Some(((*content)?, Arc::clone(parsed)))).collect();
        let mut loaded = assemble(read.into_iter().map(|(_, parsed)| parsed).collect(), paths);
        let looks = look(source, &loaded.program, &links, &self.states.each_ref().map(|kept| &kept.seen))?;
        let seen = looks.values().filter_map(|look| Some((look.key?, Arc::clone(&look.seen)))).collect();
        loaded.program.set_seen(looks.into_iter().map(|(path, Look { seen, .. })| (path, seen)).collect());
        self.states.rotate_right(1);
        self.states[0] = Kept { files, seen };
        Ok(loaded)
    }

    /// The files that records are read from, by path.
    fn read(&self, source: &dyn Source, listed: &[Listed]) -> Result<Vec<Named>, StoreError> {
        let found: Vec<(&Listed, Place)> = listed
            .iter()
            .filter_map(|entry| Some((entry, Place::of(entry)?)))
            .filter(|(entry, place)| is_told(listed, entry, *place))
            .collect();
        let read = found.par_iter().map(|(entry, place)| match place {
            Place::Doubtful(why) => {
                Ok(doubtful(source, entry).map(|claims| (None, Arc::new(passed_over(&entry.path, *why, Some(claims))))))
            }
            place => self.read_file(source, entry, *place).map(Some),
        });
        Ok(read.collect::<Result<Vec<Option<Named>>, StoreError>>()?.into_iter().flatten().collect())
    }

    fn read_file(&self, source: &dyn Source, entry: &Listed, place: Place) -> Result<Named, StoreError> {
        if let Some(refused) = unread(entry, place) {
            return Ok((None, Arc::new(refused)));
        }
        let path = &entry.path;
        let content = source.content(path);
        if let Some(known) = content.and_then(|content| self.known(path, content)) {
            return Ok((content, known));
        }
        let Some(bytes) = source.read_up_to(path, yaml::MAX_BYTES)? else { return Ok((content, Arc::new(Parsed::too_large(path)))) };
        // A folder does not name its contents. A name is quicker made than a file is parsed, where it may be known.
        let content = content.or_else(|| self.states.iter().any(|kept| kept.at(path).is_some()).then(|| git::name_of(&bytes)).flatten());
        let known = content.and_then(|content| self.known(path, content));
        Ok((content, known.unwrap_or_else(|| Arc::new(parse(path, place, bytes)))))
    }

    /// What was parsed from a content at a path.
    fn known(&self, path: &str, content: ObjectId) -> Option<Arc<Parsed>> {
        let found = self.states.iter().filter_map(|kept| kept.at(path)).find(|(known, _)| *known == content);
        found.map(|(_, parsed)| Arc::clone(parsed))
    }
}
