//! Saying yes: approving what a record says, and accepting a risk. Who, when and to which content are written down
//! together, so that a later change of the content ends the consent.

use super::act::{Act, Done, Found, How, find, perform};
use super::error::Error;
use super::open::View;
use super::read::Read;
use super::who::{Actor, actor_as, typist};
use crate::base::node::SourceFile;
use crate::base::span::FileId;
use crate::base::text::list_of;
use crate::edit::assign::Assignment;
use crate::edit::revise::revise;
use crate::edit::value::Map;
use crate::load::yaml;
use crate::model::approvals::{self, ACCEPTANCE, PLAN};
use crate::model::digest;
use crate::model::kinds::{Duty, KINDS, RecordKind as _, Risk, Role};
use crate::model::program::Program;
use crate::model::single::SINGLES;
use crate::model::single::isms::{Authority, RiskLevel};
use crate::register::acceptance::holds;

/// Who says yes, and what shows it.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    /// A role or a person; without it, whoever types.
    pub by: Option<String>,
    /// The day; without it, the one that is looked from.
    pub on: Option<String>,
    /// A record of evidence or of a review that keeps what they said where somebody else types.
    pub shown_by: Option<String>,
}

/// Approves a record as it is: a risk's plan, a document, the method, the scope.
///
/// # Errors
/// When there is nothing to approve, when whoever says yes may not, and as [`perform`].
pub fn approve(view: &View, how: &How, what: &str, consent: &Consent) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = find(&read.loaded.program, if what == "method" { "isms" } else { what })?;
        let (place, covers) = place_of(found, what)?;
        let by = actor_as(view, &read.loaded.program, consent.by.as_deref(), candidates(&read.loaded.program, found, place))?;
        let mut act = Act { what: format!("Approve {what}, by {}", by.name), has_authority: true, ..Act::default() };
        if found.kind == "document" {
            act.set(read, found.id, &approved_status(found)?)?;
        }
        say_yes(view, read, &mut act, found, (place, covers), (&by, consent))?;
        Ok(act)
    })
}

/// What is accepted of a risk, and why.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub risk: String,
    /// The last day, as people say it.
    pub until: String,
    pub why: String,
}

/// Accepts what is left of a risk until a day.
///
/// # Errors
/// When it is no risk, when whoever says yes may not, and as [`perform`].
pub fn accept(view: &View, how: &How, accepted: &Accepted, consent: &Consent) -> Result<Done, Error> {
    perform(view, how, |read| {
        let program = &read.loaded.program;
        let found = find(program, &accepted.risk)?;
        if found.kind != Risk::NAME {
            return Err(Error::asked(format!("`{}` is no risk, and only risks are accepted", found.id))
                .hint("`isms approve` approves other records"));
        }
        let by = actor_as(view, program, consent.by.as_deref(), authorities(read, found.id).iter().map(String::as_str))?;
        let mut act = Act { has_authority: true, ..Act::default() };
        let (place, covers) = (ACCEPTANCE, "");
        say_yes(view, read, &mut act, found, (place, covers), (&by, consent))?;
        let said = [Assignment::set("acceptance.until", &accepted.until), Assignment::set("acceptance.rationale", &accepted.why)];
        act.set(read, found.id, &said.into_iter().collect::<Result<Vec<_>, _>>().map_err(Error::asked)?)?;
        let until = act.says.get(found.id).and_then(|says| says.text_at(&["acceptance", "until"])).unwrap_or_default();
        act.what = format!("Accept {} until {until}, by {}", found.id, by.name);
        Ok(act)
    })
}

/// Writes down a yes at a place of a record, with a digest of what the record says after this act.
fn say_yes(
    view: &View,
    read: &Read,
    act: &mut Act,
    found: Found<'_>,
    (place, covers): (&'static str, &'static str),
    (by, consent): (&Actor, &Consent),
) -> Result<(), Error> {
    let path = place.trim_start_matches('/').replace('/', ".");
    let is_there = found.node.find(place).is_some();
    // A yes given anew is another one: nothing of the old stays.
    let old = is_there.then(|| Assignment::set(&path, ""));
    let mut said: Vec<Assignment> = old.into_iter().collect::<Result<_, _>>().map_err(Error::asked)?;
    let mut say = |field: &str, value: &str| -> Result<(), Error> {
        said.push(Assignment::set(&format!("{path}.{field}"), value).map_err(Error::asked)?);
        Ok(())
    };
    refuse_for_others(view, &read.loaded.program, by, consent)?;
    say("by", &by.id)?;
    say("on", consent.on.as_deref().unwrap_or("today"))?;
    if let Some(proof) = &consent.shown_by {
        say("shown_by", proof)?;
        say("typed_by", &typist(view, &read.loaded.program)?)?;
    }
    let says = act.says.get(found.id).cloned().unwrap_or_else(|| Map::of(found.node));
    let digest = digest_of(view, &read.loaded.program, found, &says, covers)?;
    say("digest", &digest)?;
    act.set(read, found.id, &said)
}

/// Nobody says yes in the name of somebody else, unless something shows that they did.
fn refuse_for_others(view: &View, program: &Program, by: &Actor, consent: &Consent) -> Result<(), Error> {
    if consent.by.is_none() || consent.shown_by.is_some() {
        return Ok(());
    }
    // Where git does not say who types, the commit will.
    let Ok(typist) = typist(view, program) else { return Ok(()) };
    if typist == by.id || holds(program, &typist, &by.id) {
        return Ok(());
    }
    let message = format!("git knows you as `{typist}`, who does not speak for `{}`", by.id);
    Err(Error::failed(message).hint("keep what they signed or wrote as evidence, and name it with `--shown-by`"))
}

/// The digest of what is approved of a record that says this.
fn digest_of(view: &View, program: &Program, found: Found<'_>, says: &Map, covers: &str) -> Result<String, Error> {
    let file = found.node.get("file").filter(|_| found.kind == "document").map(|file| file.text());
    let file = file.filter(|file| program.has_path(file)).map(|file| view.source.digest(file)).transpose()?;
    let text = revise(found.node, says).map_err(|refused| Error::failed(format!("`{}` is not changed: {refused}", found.id)))?;
    let place = found.node.file().documents().position(|node| node.slot() == found.node.slot()).unwrap_or_default();
    let (now, _): (SourceFile, _) = yaml::read(FileId::ALONE, String::new(), text.into_bytes());
    let digest = now.documents().nth(place).and_then(|node| digest::content(found.kind, node, covers, file.as_deref()));
    let digest = digest.ok_or_else(|| Error::failed(format!("`{}` has nothing of what is approved", found.id)))?;
    Ok(format!("sha256:{digest}"))
}

/// Where a record is approved, and what that covers.
fn place_of(found: Found<'_>, what: &str) -> Result<(&'static str, &'static str), Error> {
    let mut places = approvals::places(found.kind).filter(|(place, _)| *place != ACCEPTANCE);
    places.next().filter(|(_, covers)| what == "method" || covers.is_empty()).ok_or_else(|| {
        let approved = |kind: &str| approvals::places(kind).any(|(place, _)| place != ACCEPTANCE);
        let kinds = KINDS.iter().map(|kind| kind.name).chain(SINGLES.iter().map(|single| single.name));
        let all = list_of(kinds.filter(|kind| approved(kind) && *kind != "isms").chain(["method"]), "and");
        Error::asked(format!("`{what}` is nothing that is approved")).hint(format!("approved are {all}"))
    })
}

/// A document that is approved says so.
fn approved_status(found: Found<'_>) -> Result<Vec<Assignment>, Error> {
    match found.node.get("status").map(|status| status.text()) {
        Some("approved") => Ok(Vec::new()),
        Some("retired") => Err(Error::asked(format!("`{}` is retired", found.id)).hint("what nobody follows any more is not approved")),
        _ => Assignment::set("status", "approved").map(|status| vec![status]).map_err(Error::asked),
    }
}

/// The roles that give somebody a say, the likeliest first: the risk's owner for its plan; for other records who approved
/// last, top management, the owner.
fn candidates<'a>(program: &'a Program, found: Found<'a>, place: &str) -> Vec<&'a str> {
    let owner = found.node.get("owner").map(|owner| owner.text());
    if place == PLAN {
        return owner.into_iter().collect();
    }
    let last = found.node.find(place).and_then(|approval| approval.get("by")).map(|by| by.text());
    last.into_iter().chain(with_duty(program, Duty::TopManagement)).chain(owner).collect()
}

fn with_duty(program: &Program, duty: Duty) -> impl Iterator<Item = &str> {
    program.all::<Role>().filter(move |role| role.duties.contains(&duty)).map(|role| role.data().id.as_str())
}

/// Who may accept the risk: the authority of its level, then those of higher ones.
fn authorities(read: &Read, id: &str) -> Vec<String> {
    let cx = read.cx();
    let (Some(scales), Some(risk)) = (&cx.scales, read.loaded.program.by_id::<Risk>(id)) else { return Vec::new() };
    let rating = risk.data().residual.as_ref().or(risk.data().current.as_ref()).and_then(|left| scales.rate(left).ok());
    let owner = || risk.data().owner.as_ref().map(|owner| owner.id().to_owned());
    let authority = |level: &RiskLevel| match &level.accept_by {
        Some(Authority::Party(party)) => Some(party.id().to_owned()),
        Some(Authority::Owner) | None => owner(),
    };
    rating.map_or_else(Vec::new, |rating| scales.levels()[rating.level..].iter().filter_map(authority).collect())
}
