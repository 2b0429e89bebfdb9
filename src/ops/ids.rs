//! Ids for new records that nobody has, here or on another branch.

use super::error::Error;
use super::note::Note;
use super::open::View;
use crate::base::text::count;
use crate::edit::ids::Ids;
use crate::load::heads::heads;
use crate::model::kinds::{KindInfo, by_id};
use crate::model::program::Program;
use crate::store::git::Repository;
use std::collections::BTreeSet;

/// The id that a new record is to have.
#[derive(Clone, Debug, Default)]
pub enum Wish {
    /// The next free one.
    #[default]
    Next,
    /// One that is drawn by this number.
    Drawn(u64),
    /// This one.
    This(String),
}

/// The id that a new record gets. Others may give ids on other branches at the same time, so those of all branches count as
/// far as this repository has them, and those of the index; of what cannot be looked at, a note says so.
pub fn choose(view: &View, program: &Program, kind: &'static KindInfo, title: &str, wish: &Wish) -> String {
    let elsewhere = elsewhere(view, kind).unwrap_or_else(|error| {
        view.note(Note::usual(format!("other branches may have this id too, since they cannot be read: {error}")));
        BTreeSet::new()
    });
    let none = BTreeSet::new();
    let ids = Ids { program, kind, elsewhere: &elsewhere, today: view.today };
    match wish {
        Wish::Next => {
            let (id, alone) = (ids.next(title), Ids { elsewhere: &none, ..ids }.next(title));
            if id != alone {
                view.note(Note::usual(format!("`{alone}` or a later one is taken on another branch or in the index")));
            }
            id
        }
        Wish::Drawn(lot) => ids.drawn(*lot),
        Wish::This(id) => {
            if elsewhere.contains(id) && program.known(id).is_none() {
                view.note(Note::usual(format!(
                    "another branch or the index has a record `{id}` too; when they meet, one has to be renamed"
                )));
            }
            id.clone()
        }
    }
}

/// Whether another branch or the index has a record of that id.
pub fn is_elsewhere(view: &View, id: &str) -> bool {
    by_id(id).is_some_and(|kind| elsewhere(view, kind).is_ok_and(|ids| ids.contains(id)))
}

/// So many branches are named that cannot be read.
const NAMED: usize = 3;

/// The ids of a kind, and the names of its files, on all branches and in the index. What cannot be read is told.
pub(super) fn elsewhere(view: &View, kind: &KindInfo) -> Result<BTreeSet<String>, Error> {
    let Some(repository) = Repository::discover(view.tree.root(), &view.world.environment)? else { return Ok(BTreeSet::new()) };
    let found = repository.on_branches(kind.folder)?;
    for (name, error) in found.unread.iter().take(NAMED) {
        view.note(Note::usual(format!("what is in {name} may have this id too, since it cannot be read: {error}")));
    }
    if found.unread.len() > NAMED {
        view.note(Note::usual(format!("nor can {} be read", count(found.unread.len() - NAMED, "other"))));
    }
    // A file that says otherwise is in the way of one of its name all the same.
    let stem = |path: &String| path.rsplit('/').next()?.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    let mut ids: BTreeSet<String> = found.paths.iter().filter_map(stem).collect();
    let mut unread = 0;
    for bytes in repository.contents(found.contents) {
        match bytes {
            Ok(bytes) => ids.extend(heads(&bytes).into_iter().map(|(id, _)| id)),
            Err(_) => unread += 1,
        }
    }
    if unread > 0 {
        view.note(Note::usual(format!("{} on other branches cannot be read and count by their names alone", count(unread, "file"))));
    }
    Ok(ids)
}
