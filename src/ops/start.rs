//! From nothing to drafts: what the catalogue has for a company like this one, and taking it.

use super::act::{Done, How, perform};
use super::error::Error;
use super::open::View;
use super::taking::{Taking, is_there};
use crate::catalogue::{Entry, Kind, Profile, entries};
use crate::model::program::Program;
use crate::store::plain;
use std::collections::BTreeSet;
use std::path::Path;

/// Reads a file of answers.
///
/// # Errors
/// When it cannot be read, with the place of what cannot be understood.
pub fn profile(path: &Path) -> Result<Profile, Error> {
    let bytes = plain::read(path)?;
    Profile::read(&path.display().to_string(), &bytes)
        .map_err(|message| Error::asked(message).hint("`isms start --blank` prints the questions, each with what may be answered"))
}

/// The entries for a company that is like this, and that the programme has not, in the order in which they name each other.
pub fn proposed(program: &Program, profile: &Profile) -> Vec<&'static Entry> {
    let traits = profile.traits();
    let name = |entry: &Entry| format!("{}/{}", entry.kind.name(), entry.name);
    let follows = |entry: &Entry| match entry.kind {
        Kind::Supplier => profile.suppliers().contains(&entry.name),
        _ => entry.is_for(&traits),
    };
    let is_wanted = |entry: &&Entry| (follows(entry) || profile.take.contains(&name(entry))) && !profile.leave.contains(&name(entry));
    let mut wanted: Vec<&Entry> = entries().iter().filter(is_wanted).filter(|entry| !is_there(program, entry)).collect();
    // A risk to nothing that the company has is none of its own.
    let assets: BTreeSet<&str> = wanted.iter().filter(|entry| entry.kind == Kind::Asset).map(|entry| entry.name.as_str()).collect();
    let happens = |entry: &&Entry| {
        entry.kind != Kind::Risk
            || profile.take.contains(&name(entry))
            || entry.assets.iter().any(|asset| assets.contains(asset.as_str()) || program.known(&format!("AST-{asset}")).is_some())
    };
    wanted.retain(happens);
    wanted
}

/// Takes entries into the programme.
///
/// # Errors
/// As [`perform`].
pub fn start(view: &View, how: &How, entries: &[&'static Entry]) -> Result<Done, Error> {
    perform(view, how, |read| Taking::new(read, entries).act(entries, &[]))
}
