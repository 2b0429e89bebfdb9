//! The catalogue: drafts of our own words to begin with, such as risks that companies like one usually have. An entry claims
//! nothing about anybody: it has no rating, no owner, no day and no result, and stays a draft until somebody makes it theirs.
//!
//! It is read when somebody asks for it, and never by a check: what rules know of it are fingerprints (`model::drafts`).

mod entry;
mod profile;

pub use entry::{Entry, Kind};
pub use profile::{Profile, Question, Reads, blank, questions, trait_words};

use crate::model::drafts;
use include_dir::{Dir, include_dir};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/catalogue/entries");

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let of = |kind: Kind| {
        let folder = FOLDER.get_dir(kind.folder()).into_iter().flat_map(Dir::files);
        let mut files: Vec<_> = folder.filter(|file| file.path().extension().is_some_and(|ending| ending == "yaml")).collect();
        files.sort_by_key(|file| file.path());
        files.into_iter().map(move |file| {
            let text = FOLDER.get_file(file.path().with_extension("md")).and_then(include_dir::File::contents_utf8);
            Entry::read(kind, &file.path().to_string_lossy(), file.contents(), text)
        })
    };
    Kind::ORDER.into_iter().flat_map(of).collect()
});

/// All entries, by kind and name.
pub fn entries() -> &'static [Entry] {
    &ENTRIES
}

/// The entry of a kind with this name; a control is also found by the number of Annex A.
pub fn find(kind: Kind, name: &str) -> Option<&'static Entry> {
    let is_called = |entry: &&Entry| entry.name == name || kind == Kind::Control && entry.annex.iter().any(|annex| annex == name);
    of(kind).find(is_called)
}

/// What rules know of the catalogue, as the source that is committed: `model::drafts` has it.
pub fn prints() -> String {
    let of = |entry: &'static Entry| entry.texts().filter_map(drafts::print).chain(entry.text.into_iter().flat_map(drafts::prints_of));
    let prints: BTreeSet<u64> = entries().iter().flat_map(of).collect();
    let lines: String = prints.iter().map(|print| format!("    0x{print:016x},\n")).collect();
    format!(
        "//! Made from the catalogue: `ISMS_WRITE=1 cargo test generated` makes it anew.\n\n#[rustfmt::skip]\npub static PRINTS: &[u64] = &[\n{lines}];\n"
    )
}

/// The entries of a kind, by name.
pub fn of(kind: Kind) -> impl Iterator<Item = &'static Entry> {
    entries().iter().filter(move |entry| entry.kind == kind)
}

#[cfg(test)]
mod tests;
