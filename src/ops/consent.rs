//! Saying yes: approving what a record says, and accepting a risk. Who, when and to which content are written down
//! together, so that a later change of the content ends the consent.

use super::act::{Act, Done, Found, How, find, perform};
use super::error::Error;
use super::note::Note;
use super::open::View;
use super::read::Read;
use super::when;
use super::who::{Actor, actor_as, typist};
use crate::base::date::Date;
use crate::base::node::{Node, SourceFile};
use crate::base::span::FileId;
use crate::base::text::list_of;
use crate::edit::assign::Assignment;
use crate::edit::revise::revise;
use crate::edit::value::Map;
use crate::history::roles::Roles;
use crate::load::yaml;
use crate::model::approvals::{self, ACCEPTANCE, PLAN};
use crate::model::digest;
use crate::model::drafts::is_draft;
use crate::model::kinds::{Document, Duty, KINDS, RecordKind as _, Risk, Role};
use crate::model::program::Program;
use crate::model::single::SINGLES;
use crate::register::acceptance;
use crate::register::document::is_drafted;

/// Who says yes, and what shows it.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    /// A role or a person; without it, whoever types.
    pub by: Option<String>,
    /// The day; without it, the one that is looked from.
    pub on: Option<String>,
    /// A record of evidence or of a review that keeps what they said where somebody else types.
    pub shown_by: Option<String>,
    /// Why a text fits that is still the catalogue's, word by word.
    pub why: Option<String>,
}

/// A place where somebody says yes to a record, and what that covers.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub found: Found<'a>,
    /// By JSON pointer, as `covers`.
    pub place: &'static str,
    pub covers: &'static str,
}

/// A yes, as it is written down.
#[derive(Clone, Copy)]
pub(super) struct Yes<'a> {
    pub by: &'a str,
    pub on: Date,
    /// What keeps it, and who typed it then.
    pub proof: Option<(&'a str, &'a str)>,
    pub why: Option<&'a str>,
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
        by_consent(view, read, &mut act, Asked { found, place, covers }, (&by, consent))?;
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
        by_consent(view, read, &mut act, Asked { found, place: ACCEPTANCE, covers: "" }, (&by, consent))?;
        terms(read, &mut act, found.id, &accepted.until, Some(&accepted.why))?;
        let until = act.says.get(found.id).and_then(|says| says.text_at(&["acceptance", "until"])).unwrap_or_default();
        to_come(view, read, found.id, until)?;
        act.what = format!("Accept {} until {until}, by {}", found.id, by.name);
        Ok(act)
    })
}

/// Refuses an end that is over, and tells of one that comes after the risk is to be looked at again.
fn to_come(view: &View, read: &Read, id: &str, until: &str) -> Result<(), Error> {
    let Ok(day) = until.parse::<Date>() else { return Ok(()) };
    if day < read.today {
        let message = format!("{until} is over on {}, and an acceptance counts up to a day to come; nothing was written", read.today);
        return Err(Error::failed(message).hint("name a later day: `--until +6mo`"));
    }
    let cx = read.cx();
    let row = cx.risks().iter().find(|row| row.risk.id == id);
    if let Some(look) = row.map(|row| row.acceptable_until(cx.scales.as_ref(), cx.cadences, read.today)).filter(|look| *look < day) {
        let text = format!("`{id}` is accepted until {day}, and its level asks for another look by {look}");
        view.note(Note::usual(text));
    }
    Ok(())
}

/// Says yes for whoever gave their consent, on the day they did.
fn by_consent(view: &View, read: &Read, act: &mut Act, asked: Asked<'_>, (by, consent): (&Actor, &Consent)) -> Result<(), Error> {
    let typist = proven(view, &read.loaded.program, &by.id, consent)?;
    let proof = consent.shown_by.as_deref().zip(typist.as_deref());
    let yes = Yes { by: &by.id, on: when::over(read, consent.on.as_deref())?, proof, why: consent.why.as_deref() };
    say_yes(view, read, act, asked, yes).map(|_| ())
}

/// Until when and why a risk is accepted.
pub(super) fn terms(read: &Read, act: &mut Act, risk: &str, until: &str, why: Option<&str>) -> Result<(), Error> {
    let why = why.map(|why| Assignment::set("acceptance.rationale", why));
    let said = [Assignment::set("acceptance.until", until)].into_iter().chain(why);
    act.set(read, risk, &said.collect::<Result<Vec<_>, _>>().map_err(Error::asked)?)
}

/// Writes down a yes at a place of a record, with a digest of what the record says after this act. A document that is
/// approved says so. Returns the digest.
pub(super) fn say_yes(view: &View, read: &Read, act: &mut Act, asked: Asked<'_>, yes: Yes<'_>) -> Result<String, Error> {
    let Asked { found, place, covers } = asked;
    if place != ACCEPTANCE && yes.why.is_none() {
        not_as_it_came(&read.loaded.program, found)?;
    }
    act.yes.insert(found.id.to_owned());
    if found.kind == Document::NAME {
        act.set(read, found.id, &approved_status(found)?)?;
    }
    let path = place.trim_start_matches('/').replace('/', ".");
    let is_there = found.node.find(place).is_some();
    // A yes given anew is another one: nothing of the old stays.
    let old = is_there.then(|| Assignment::set(&path, ""));
    let mut said: Vec<Assignment> = old.into_iter().collect::<Result<_, _>>().map_err(Error::asked)?;
    let mut say = |field: &str, value: &str| -> Result<(), Error> {
        said.push(Assignment::set(&format!("{path}.{field}"), value).map_err(Error::asked)?);
        Ok(())
    };
    say("by", yes.by)?;
    say("on", &yes.on.to_string())?;
    if let Some((shown_by, typed_by)) = yes.proof {
        say("shown_by", shown_by)?;
        say("typed_by", typed_by)?;
    }
    if let Some(why) = yes.why {
        say("why", why)?;
    }
    let says = act.says.get(found.id).cloned().unwrap_or_else(|| Map::of(found.node));
    let digest = digest_of(view, &read.loaded.program, found, &says, covers)?;
    say("digest", &digest)?;
    act.set(read, found.id, &said)?;
    Ok(digest)
}

/// Who types for somebody who showed their consent otherwise; None where they type themselves.
///
/// # Errors
/// Nobody says yes in the name of somebody else, unless something shows that they did.
pub(super) fn proven(view: &View, program: &Program, by: &str, consent: &Consent) -> Result<Option<String>, Error> {
    if consent.shown_by.is_some() {
        return typist(view, program).map(Some);
    }
    // Where git does not say who types, the commit will.
    let Ok(typist) = typist(view, program) else {
        if consent.by.is_some() {
            let text = format!(
                "git knows you as nobody of the programme, so nothing shows that `{by}` said yes; `isms verify` tells who commits it"
            );
            view.note(Note::usual(text));
        }
        return Ok(None);
    };
    if consent.by.is_none() || typist == by || Roles::new(program, None).holds(&typist, by, view.today) {
        return Ok(None);
    }
    let message = format!("git knows you as `{typist}`, who does not speak for `{by}`");
    Err(Error::failed(message).hint("keep what they signed or wrote as evidence, and name it with `--shown-by`"))
}

/// The digest of what is approved of a record that says this.
fn digest_of(view: &View, program: &Program, found: Found<'_>, says: &Map, covers: &str) -> Result<String, Error> {
    let file = found.node.get("file").filter(|_| found.kind == Document::NAME).map(|file| file.text());
    let file = file.filter(|file| program.has_path(file)).map(|file| view.source.digest(file)).transpose()?;
    let text = revise(found.node, says).map_err(|refused| Error::failed(format!("`{}` is not changed: {refused}", found.id)))?;
    let place = found.node.file().documents().position(|node| node.slot() == found.node.slot()).unwrap_or_default();
    let (now, _): (SourceFile, _) = yaml::read(FileId::ALONE, String::new(), text.into_bytes());
    let digest = now.documents().nth(place).and_then(|node| digest::content(found.kind, node, covers, file.as_deref()));
    let digest = digest.ok_or_else(|| Error::failed(format!("`{}` has nothing of what is approved", found.id)))?;
    Ok(format!("sha256:{digest}"))
}

/// Refuses a text that is still the catalogue's: whoever approves one says why it fits.
fn not_as_it_came(program: &Program, found: Found<'_>) -> Result<(), Error> {
    let text = |field: &str| found.node.get(field).map(Node::text);
    let is_draft = match found.kind {
        Document::NAME => text("file").is_some_and(|file| is_drafted(program, file)),
        Risk::NAME => text("scenario").is_some_and(is_draft),
        _ => false,
    };
    if !is_draft {
        return Ok(());
    }
    let error = Error::failed(format!("the text of `{}` is still that of the catalogue, word by word", found.id));
    Err(error.hint(format!("write how it is with you, or say why it fits as it is: `isms approve {} --why WORDS`", found.id)))
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

/// What makes a document one that is approved.
fn approved_status(found: Found<'_>) -> Result<Vec<Assignment>, Error> {
    match found.node.get("status").map(|status| status.text()) {
        Some("approved") => Ok(Vec::new()),
        Some("retired") => Err(Error::asked(format!("`{}` is retired", found.id)).hint("what nobody follows any more is not approved")),
        _ => Assignment::set("status", "approved").map(|status| vec![status]).map_err(Error::asked),
    }
}

/// The roles that give somebody a say, the likeliest first: the risk's owner for its plan; for other records who approved
/// last, who chaired or stands behind it, top management, the owner.
pub(super) fn candidates<'a>(program: &'a Program, found: Found<'a>, place: &str) -> Vec<&'a str> {
    let named = |field: &str| found.node.get(field).map(Node::text);
    if place == PLAN {
        return named("owner").into_iter().collect();
    }
    let last = found.node.find(place).and_then(|approval| approval.get("by")).map(Node::text);
    let first = [last, named("chair"), named("sponsor")].into_iter().flatten();
    first.chain(with_duty(program, Duty::TopManagement)).chain(named("owner")).collect()
}

fn with_duty(program: &Program, duty: Duty) -> impl Iterator<Item = &str> {
    program.all::<Role>().filter(move |role| role.duties.contains(&duty)).map(|role| role.data().id.as_str())
}

/// Who may accept the risk: the authority of its level, then those of higher ones.
pub(super) fn authorities(read: &Read, id: &str) -> Vec<String> {
    let cx = read.cx();
    let (Some(scales), Some(risk)) = (&cx.scales, read.loaded.program.by_id::<Risk>(id)) else { return Vec::new() };
    let rating = risk.data().residual.as_ref().or(risk.data().current.as_ref()).and_then(|left| scales.rate(left).ok());
    rating.map_or_else(Vec::new, |left| acceptance::authorities(scales, risk.data(), left).map(str::to_owned).collect())
}
