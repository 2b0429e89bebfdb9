//! Where the programme is in a state that git keeps: its folder may have been moved since, may be gone from the work
//! tree, or there may be no work tree.

use super::programmes::{came_from, programmes, root_of};
use super::raw::Objects;
use super::resolve::Found;
use super::{GitHistory, Repository, StoreError, name_of};
use crate::base::digest::ObjectId;
use crate::base::text::list_of;
use crate::model::program::ROOT;
use crate::store::history::RawCommit;
use crate::store::worktree::WorkTree;
use std::collections::HashSet;
use std::fs;

/// So many programmes of a state are followed back to where they stood; nobody has more by accident.
const FOLLOWED: usize = 16;

/// So many programmes are named in a message.
const NAMED: usize = 8;

/// What can be said of a state in which a programme is looked for.
pub(super) struct State<'a> {
    /// `commit 1a2b3c4d5e`, `the index`.
    pub name: &'a str,
    /// What names the state on the command line, if anything does.
    pub spec: Option<&'a str>,
    /// The commit it is, or comes after.
    pub commit: Option<&'a RawCommit>,
}

impl Repository {
    /// The folder of the programme in a commit: empty, or ending in `/`.
    pub(super) fn place_in(&self, objects: &mut Objects<'_>, found: &Found) -> Result<String, StoreError> {
        let tree = found.commit.tree;
        let name = format!("commit {}", found.commit.id.short());
        let state = State { name: &name, spec: Some(&found.revision), commit: Some(&found.commit) };
        if let Some(folder) = &found.folder {
            return match root_of(objects, tree, folder)? {
                Some(_) => Ok(folder.clone()),
                None => Err(absent(&state, folder, &places(objects, tree)?)),
            };
        }
        match self.expected(|place| Ok(root_of(objects, tree, place)?.is_some()))? {
            Some(place) => Ok(place),
            None => {
                let places = places(objects, tree)?;
                self.choose(objects, &places, &state)
            }
        }
    }

    /// The programme, if it is where the work tree has it. If that has none: where it is looked for, or the next above.
    pub(super) fn expected(&self, mut is_programme: impl FnMut(&str) -> Result<bool, StoreError>) -> Result<Option<String>, StoreError> {
        let above = self.prefix.rmatch_indices('/').map(|(end, _)| &self.prefix[..=end]).chain([""]);
        for place in above.take(if self.here { 1 } else { usize::MAX }) {
            if is_programme(place)? {
                return Ok(Some(place.to_owned()));
            }
        }
        Ok(None)
    }

    /// Which of the programmes of a state is meant, if none is where it is expected: the only one below, or the one that
    /// stood at some time where this one did. Another one is never taken in its place.
    pub(super) fn choose(&self, objects: &mut Objects<'_>, places: &[String], state: &State<'_>) -> Result<String, StoreError> {
        let below: Vec<&String> = places.iter().filter(|place| !self.here && place.starts_with(&self.prefix)).collect();
        match below[..] {
            [place] => return Ok(place.clone()),
            [] => {}
            _ => return Err(undecided(state, &below)),
        }
        let moved = self.moved(objects, places, state.commit)?;
        match moved[..] {
            [place] => Ok(place.clone()),
            [] => Err(absent(state, &self.prefix, places)),
            _ => Err(undecided(state, &moved)),
        }
    }

    fn moved<'p>(
        &self,
        objects: &mut Objects<'_>,
        places: &'p [String],
        commit: Option<&RawCommit>,
    ) -> Result<Vec<&'p String>, StoreError> {
        let head = self.head()?.map(|id| objects.commit(id)).transpose()?;
        let own = self.places_of(objects, head.as_ref(), &self.prefix)?;
        // Where it stood last counts: a later programme may have come to an earlier place.
        if let Some(place) = own.iter().find_map(|own| places.iter().find(|place| *place == own)) {
            return Ok(vec![place]);
        }
        let mut moved = Vec::new();
        if places.len() > FOLLOWED {
            return Ok(moved);
        }
        for place in places {
            if self.places_of(objects, commit, place)?.iter().any(|place| own.contains(place)) {
                moved.push(place);
            }
        }
        Ok(moved)
    }

    /// All places of a programme up to a commit, the latest first. In the work tree it may have been moved again.
    fn places_of(&self, objects: &mut Objects<'_>, commit: Option<&RawCommit>, place: &str) -> Result<Vec<String>, StoreError> {
        let mut all = vec![place.to_owned()];
        let Some(commit) = commit else { return Ok(all) };
        let start = match root_of(objects, commit.tree, place)? {
            Some(_) => Some(place.to_owned()),
            None => self.place_before(objects, commit.tree, place)?,
        };
        if let Some(prefix) = start {
            all.extend(GitHistory { pool: self.pool(), start: commit.id, prefix, checked: false, only: None }.places()?);
        }
        Ok(all)
    }

    /// Where the programme stood before it was moved to a place in the work tree, without a commit as yet.
    fn place_before(&self, objects: &mut Objects<'_>, tree: ObjectId, place: &str) -> Result<Option<String>, StoreError> {
        let (Some(top), Ok(index)) = (self.top(), self.read_index(&self.layout.git_dir.join("index"))) else { return Ok(None) };
        let skipped: HashSet<&[u8]> = index.iter().filter(|entry| entry.is_skipped()).map(|entry| &entry.path[..]).collect();
        let left_out = |place: &str| skipped.contains(format!("{place}{ROOT}").as_bytes());
        let mut gone = programmes(objects, tree)?;
        gone.retain(|(place, _)| !top.join(place).join(ROOT).exists() && !left_out(place));
        let files = WorkTree::at(top);
        came_from(objects, tree, &gone, &mut |_, path, id| {
            let bytes = files.plain_file(&format!("{place}{path}")).and_then(|path| fs::read(path).ok());
            Ok(bytes.and_then(|bytes| name_of(&bytes)) == Some(id))
        })
    }
}

fn places(objects: &mut Objects<'_>, tree: ObjectId) -> Result<Vec<String>, StoreError> {
    Ok(programmes(objects, tree)?.into_iter().map(|(place, _)| place).collect())
}

fn undecided(state: &State<'_>, places: &[&String]) -> StoreError {
    let what = format!("{} has several programmes: {}", state.name, listed(places));
    StoreError::Absent { what, hint: naming(state, places), elsewhere: true }
}

fn absent(state: &State<'_>, place: &str, places: &[String]) -> StoreError {
    let places: Vec<&String> = places.iter().collect();
    let (others, hint) = if places.is_empty() {
        (String::new(), state.spec.map_or("stage it with `git add`", |_| "choose a later commit or date").to_owned())
    } else {
        (format!("; it has one in {}", listed(&places)), naming(state, &places))
    };
    StoreError::Absent { what: format!("{} has no programme in {}{others}", state.name, shown(place)), hint, elsewhere: !places.is_empty() }
}

/// How to name one of several programmes.
fn naming(state: &State<'_>, places: &[&String]) -> String {
    let place = places.first().map(|place| place.trim_end_matches('/')).filter(|place| !place.is_empty()).unwrap_or(".");
    match state.spec {
        Some(spec) => format!("name one after a colon, such as `{spec}:{place}`"),
        None => format!("name the folder, such as `-C {place}`"),
    }
}

fn listed(places: &[&String]) -> String {
    let names = places.iter().take(NAMED).map(|place| if place.is_empty() { "." } else { place.trim_end_matches('/') });
    let more = places.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
    list_of(names, "and") + &more
}

/// A folder in words.
pub(super) fn shown(place: &str) -> String {
    if place.is_empty() { "the top folder".into() } else { format!("`{}`", place.trim_end_matches('/')) }
}
