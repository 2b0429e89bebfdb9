//! Looking into the catalogue, and taking single entries.

use super::act::{Done, How, perform};
use super::error::Error;
use super::open::View;
use super::read::Need;
use super::taking::{Taking, is_there, source};
use crate::base::text::{did_you_mean, natural};
use crate::catalogue::{self, Entry, Kind};
use crate::edit::assign::Assignment;
use crate::edit::value::Value;
use crate::edit::yaml;
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
    let is_wanted = |entry: &&Entry| (kinds.is_empty() || kinds.contains(&entry.kind)) && (traits.is_empty() || entry.is_for(traits));
    Ok(CatalogueReport::new(catalogue::entries().iter().filter(is_wanted)))
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

/// Of what was taken, the entries that the catalogue has in another edition today or no longer: what it says now beside what
/// the record says, field by field.
///
/// # Errors
/// When bytes cannot be had.
pub fn diff(view: &View) -> Result<CatalogueDiffReport, Error> {
    let read = view.read(Need::Nothing)?;
    let program = &read.loaded.program;
    let mut turned = Vec::new();
    for (id, _, doc) in program.records() {
        let node = program.node(doc);
        let Some(source) = source(node) else { continue };
        let says =
            |what: &str, yours: &str, today: &str| Turned { id: id.into(), field: what.into(), yours: yours.into(), today: today.into() };
        let Some(entry) = source.entry else {
            turned.push(says("", "", &format!("the catalogue has no `{}` any more", source.name)));
            continue;
        };
        if source.edition == Some(&entry.edition()) {
            continue;
        }
        let before = turned.len();
        for (field, today) in &entry.record.0 {
            let yours = node.get(field);
            if yours.is_none_or(|yours| !today.is(yours)) {
                let yours = yours.map_or_else(String::new, |yours| shown(&Value::of(yours)));
                turned.push(says(field, &yours, &shown(today)));
            }
        }
        if entry.text.is_some() || turned.len() == before {
            turned.push(says("", "", &format!("`isms catalogue show {} {}` shows it as it is today", entry.kind.name(), entry.name)));
        }
    }
    turned.sort_by(|a, b| natural(&a.id, &b.id).then_with(|| a.field.cmp(&b.field)));
    Ok(CatalogueDiffReport::new(read.today, turned))
}

fn shown(value: &Value) -> String {
    if let Value::Text(text) = value { text.clone() } else { yaml::flow(value) }
}
