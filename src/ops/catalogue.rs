//! Looking into the catalogue, and taking single entries.

use super::act::{Act, Done, How, perform};
use super::error::Error;
use super::open::View;
use super::taking::{Taking, is_there, tagged};
use crate::base::text::{did_you_mean, natural};
use crate::catalogue::{self, Entry, Kind};
use crate::edit::assign::Assignment;
use crate::edit::value::{Map, Value};
use crate::report::catalogue::{CatalogueDiffReport, CatalogueReport, EntryReport, Turned};

/// The entries of some kinds, for a company with some traits.
///
/// # Errors
/// When there is no such trait.
pub fn list(kinds: &[Kind], traits: &[String]) -> Result<CatalogueReport, Error> {
    let known = catalogue::trait_words();
    if let Some(unknown) = traits.iter().find(|name| known.iter().all(|(known, _)| known != name)) {
        let near = did_you_mean(unknown, known.iter().map(|(name, _)| *name));
        let all = known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        return Err(Error::asked(format!("`{unknown}` is no trait of a company"))
            .hint(near.map_or(format!("traits are {all}"), |near| format!("did you mean `{near}`?"))));
    }
    let is_wanted = |entry: &&&Entry| (kinds.is_empty() || kinds.contains(&entry.kind)) && (traits.is_empty() || entry.is_for(traits));
    let all: Vec<&Entry> = catalogue::entries().iter().collect();
    Ok(CatalogueReport::new(all.iter().filter(is_wanted).copied()))
}

/// The entry that is called so.
///
/// # Errors
/// When there is none.
pub fn entry(kind: Kind, name: &str) -> Result<&'static Entry, Error> {
    catalogue::find(kind, name).ok_or_else(|| {
        let near = did_you_mean(name, catalogue::of(kind).map(|entry| entry.name.as_str()));
        let error = Error::asked(format!("the catalogue has no {} `{name}`", kind.name()));
        error.hint(near.map_or(format!("`isms catalogue list {}` has all of them", kind.name()), |near| format!("did you mean `{near}`?")))
    })
}

/// One entry, whole.
///
/// # Errors
/// When there is none.
pub fn show(kind: Kind, name: &str) -> Result<EntryReport, Error> {
    Ok(EntryReport::new(entry(kind, name)?))
}

/// Takes an entry into the programme.
///
/// # Errors
/// When there is none, when the programme has it already, and as [`perform`].
pub fn add(view: &View, how: &How, kind: Kind, name: &str, given: &[Assignment]) -> Result<Done, Error> {
    let entry = entry(kind, name)?;
    perform(view, how, |read| {
        if is_there(&read.loaded.program, entry) {
            let error = Error::failed(format!("the programme has what {} `{name}` becomes", kind.name()));
            return Err(error.hint("`isms suggest` says what usually belongs to it"));
        }
        Taking::new(read, &[entry]).act(&[entry], given)
    })
}

/// What the catalogue says otherwise today of what was taken from it: each record is held against its entry as it was when it
/// was taken, and that against the entry of today.
///
/// # Errors
/// When bytes cannot be had.
pub fn diff(view: &View) -> Result<CatalogueDiffReport, Error> {
    let read = view.read(super::read::Need::Rules)?;
    let cx = read.cx();
    let mut turned = Vec::new();
    for (id, kind, doc) in cx.program.records() {
        let node = cx.program.node(doc);
        let tags = node.get("tags").into_iter().flat_map(crate::base::node::Node::items);
        let Some(entry) = tags.map(crate::base::node::Node::text).find_map(tagged) else { continue };
        let Some(trail) = cx.trail else { continue };
        let Some(first) = trail.record(kind.name, id).last() else { continue };
        let Some(version) = trail.version(kind.name, id, first)? else { continue };
        let then = Map::of(version.node());
        for (field, now) in &entry.record.0 {
            let (Value::Text(now), Some(Value::Text(then))) = (now, then.get(field)) else { continue };
            // What was filled in when it was taken is no change of the catalogue.
            if now != then && !now.contains("{{") {
                turned.push(Turned { id: id.into(), field: field.clone(), then: then.clone(), now: now.clone() });
            }
        }
    }
    turned.sort_by(|a, b| natural(&a.id, &b.id).then_with(|| a.field.cmp(&b.field)));
    Ok(CatalogueDiffReport::new(cx.today, turned))
}

/// Takes several entries at once.
pub(super) fn take(read: &super::read::Read, entries: &[&'static Entry]) -> Result<Act, Error> {
    Taking::new(read, entries).act(entries, &[])
}
