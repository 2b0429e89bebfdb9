//! What waits for a yes, and for whose. Nobody is asked here who may say it: each yes is tried on the programme that it would
//! lead to. What the rules then find no longer is what it was wanted for, and what they find anew in it is why it would not
//! count.

use super::act::{Act, Found, find, found, is_held_against, is_hollow, revised, would_be};
use super::consent::{Asked, Yes, authorities, candidates, say_yes, terms};
use super::error::Error;
use super::note::Note;
use super::open::View;
use super::read::Read;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::check::since;
use crate::edit::value::Map;
use crate::history::approval::Standing;
use crate::load::Loaded;
use crate::model::approvals::{ACCEPTANCE, Approved, approval_at, places};
use crate::model::kinds::{Document, DocumentStatus, Person, RecordKind as _, Risk, Role};
use crate::model::program::Program;
use crate::register::cx::Cx;
use crate::register::risk::RiskRow;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// The rule that finds whoever said something and was not there.
const ABSENCE: &str = "acted-while-absent";

/// Something that waits for a yes.
pub(super) struct Matter<'a> {
    pub asked: Asked<'a>,
    /// The role or person who is to say it.
    pub by: String,
    /// For an acceptance: the last day, by how often its level is reviewed.
    pub until: Option<Date>,
    /// What is found now and would be no longer.
    pub why: Vec<String>,
    /// Of what would be said yes to, as it is written down.
    pub digest: String,
}

/// A yes that is being tried, with those who could say it, the likeliest first.
struct Tried<'a> {
    asked: Asked<'a>,
    by: VecDeque<String>,
    until: Option<Date>,
}

/// A programme as it would be, with what is found in it.
struct State {
    says: BTreeMap<String, Map>,
    loaded: Option<Loaded>,
    findings: Vec<Diagnostic>,
}

impl State {
    fn program<'s>(&'s self, read: &'s Read) -> &'s Program {
        self.loaded.as_ref().map_or(&read.loaded.program, |loaded| &loaded.program)
    }

    /// The findings that weigh something, by the record or singleton they stand in.
    fn weighty<'s>(&'s self, read: &'s Read) -> HashMap<&'s str, Vec<&'s Diagnostic>> {
        by_document(self.program(read), self.findings.iter().filter(|finding| finding.level >= Level::Warning))
    }

    /// The findings of another state that are none of this one.
    fn lacks(&self, read: &Read, other: &Self) -> Vec<Diagnostic> {
        let (program, earlier) = (other.program(read), self.program(read));
        since::news(program, other.findings.clone(), earlier, &[(earlier, self.findings.clone())])
    }
}

/// Everything that waits for a yes, in the order of files. Acceptances come after approvals: some risk waits for either, and
/// its owner's approval is less than an authority's acceptance. Only those are tried who are there to say it, and `absent` as if
/// they were.
///
/// # Errors
/// When bytes cannot be had.
pub(super) fn waiting<'a>(view: &View, read: &'a Read, absent: Option<&str>) -> Result<Vec<Matter<'a>>, Error> {
    let mut state = State { says: BTreeMap::new(), loaded: None, findings: found(read, &read.loaded).findings };
    let mut waiting = Vec::new();
    for acceptances in [false, true] {
        let mut tried = open(read, &state, acceptances, absent);
        while !tried.is_empty() {
            let (next, matters) = round(view, read, &state, &mut tried, absent)?;
            waiting.extend(matters);
            state = next;
        }
    }
    Ok(waiting)
}

/// Tries each yes with whoever is next to be asked. What counts is taken over; what does not is left to the one after.
fn round<'a>(
    view: &View,
    read: &'a Read,
    state: &State,
    tried: &mut Vec<Tried<'a>>,
    absent: Option<&str>,
) -> Result<(State, Vec<Matter<'a>>), Error> {
    let (says, digests) = spoken(view, read, &state.says, tried);
    tried.retain(|yes| digests.contains_key(&key(&yes.asked)));
    let after = stated(view, read, says)?;
    let (gone, come) = (after.lacks(read, state), state.lacks(read, &after));
    let gone = by_document(state.program(read), gone.iter().filter(|finding| finding.level >= Level::Warning));
    let come = by_document(after.program(read), come.iter().filter(|finding| is_held_against(finding)));
    let mut matters = Vec::new();
    let mut counting = state.says.clone();
    tried.retain_mut(|yes| {
        let asked = yes.asked;
        let Ok(now) = find(after.program(read), asked.found.id) else { return false };
        // That they are not there is known of those who are tried all the same.
        let is_known = |finding: &Diagnostic| finding.rule == ABSENCE && yes.by.front().map(String::as_str) == absent;
        let come = come.get(asked.found.id).into_iter().flatten();
        if come.filter(|finding| !is_known(finding)).any(|finding| is_within(now, asked.place, finding)) {
            yes.by.pop_front();
            return !yes.by.is_empty();
        }
        let said = is_in_review(asked.found).then(|| "it is in review".to_owned());
        let why: Vec<String> = gone.get(asked.found.id).into_iter().flatten().map(|finding| finding.message.clone()).chain(said).collect();
        if !why.is_empty() {
            counting.extend(after.says.get_key_value(asked.found.id).map(|(id, says)| (id.clone(), says.clone())));
            let digest = digests.get(&key(&asked)).cloned().unwrap_or_default();
            matters.push(Matter { asked, by: yes.by.front().cloned().unwrap_or_default(), until: yes.until, why, digest });
        }
        false
    });
    let next = if counting == after.says { after } else { stated(view, read, counting)? };
    Ok((next, matters))
}

fn key<'a>(asked: &Asked<'a>) -> (&'a str, &'static str) {
    (asked.found.id, asked.place)
}

/// What records say with each yes, and the digest of what it was said to. What cannot be written is told and left out.
#[expect(clippy::type_complexity, reason = "two maps that are taken apart at once")]
fn spoken<'a>(
    view: &View,
    read: &'a Read,
    says: &BTreeMap<String, Map>,
    tried: &[Tried<'a>],
) -> (BTreeMap<String, Map>, BTreeMap<(&'a str, &'static str), String>) {
    let mut act = Act { says: says.clone(), ..Act::default() };
    let mut digests = BTreeMap::new();
    for Tried { asked, by, until } in tried {
        let Some(by) = by.front() else { continue };
        let said = say_yes(view, read, &mut act, *asked, Yes { by, on: read.today, proof: None, why: None });
        let said = said.and_then(|digest| match until {
            Some(until) => terms(read, &mut act, asked.found.id, &until.to_string(), None).map(|()| digest),
            None => Ok(digest),
        });
        match said {
            Ok(digest) => _ = digests.insert(key(asked), digest),
            Err(error) => view.note(Note::usual(format!("nobody can say yes to `{}` as it is: {error}", asked.found.id))),
        }
    }
    (act.says, digests)
}

fn stated(view: &View, read: &Read, says: BTreeMap<String, Map>) -> Result<State, Error> {
    let loaded = would_be(view, &revised(&read.loaded.program, &says)?)?;
    let findings = found(read, &loaded).findings;
    Ok(State { says, loaded: Some(loaded), findings })
}

/// What may wait: something is found in the record, and there is no yes to it, or one that does not count or that something
/// is found in. A document that is in review says so itself.
fn open<'a>(read: &'a Read, state: &State, acceptances: bool, absent: Option<&str>) -> Vec<Tried<'a>> {
    let (program, cx) = (&read.loaded.program, read.cx());
    let weighty = state.weighty(read);
    let untils = if acceptances { untils(&cx) } else { HashMap::new() };
    let mut tried = Vec::new();
    for (id, kind, doc) in program.documents().filter(|(.., doc)| !doc.flawed) {
        let found = Found { id, kind, doc, node: program.node(doc) };
        if !(weighty.contains_key(id) || is_in_review(found)) || !is_asked(&cx, found) {
            continue;
        }
        if weighty.get(id).into_iter().flatten().any(|finding| is_hollow(finding)) {
            continue;
        }
        for (place, covers) in places(kind).filter(|(place, _)| (*place == ACCEPTANCE) == acceptances) {
            let asked = Asked { found, place, covers };
            let now = find(state.program(read), id).ok();
            let within = |finding: &&&Diagnostic| now.is_some_and(|now| is_within(now, place, finding));
            if is_said(&cx, asked) && weighty.get(id).into_iter().flatten().find(within).is_none() {
                continue;
            }
            let by = if acceptances {
                authorities(read, id)
            } else {
                candidates(program, found, place).into_iter().map(str::to_owned).collect()
            };
            let is_asked = |party: &String| absent == Some(party) || is_there(program, party, read.today);
            let by: VecDeque<String> = by.into_iter().filter(is_asked).collect();
            if !by.is_empty() && found.node.find(place.rsplit_once('/').map_or("", |(above, _)| above)).is_some() {
                tried.push(Tried { asked, by, until: untils.get(id).copied() });
            }
        }
    }
    tried
}

/// Whether anybody is asked to say yes to it at all.
fn is_asked(cx: &Cx<'_>, found: Found<'_>) -> bool {
    let program = cx.program;
    let is_open = |risk: &Risk| risk.closed.is_none_or(|closed| closed > cx.today);
    let is_finished = |document: &Document| matches!(document.status, Some(DocumentStatus::Approved | DocumentStatus::InReview));
    match found.kind {
        Risk::NAME => program.by_id::<Risk>(found.id).is_some_and(|risk| is_open(&risk)),
        Document::NAME => program.by_id::<Document>(found.id).is_some_and(|document| is_finished(&document)),
        _ => true,
    }
}

fn is_in_review(found: Found<'_>) -> bool {
    found.kind == Document::NAME && found.node.get("status").is_some_and(|status| status.text() == "in-review")
}

/// Whether there is a yes that counts.
fn is_said(cx: &Cx<'_>, asked: Asked<'_>) -> bool {
    let Found { id, kind, node, .. } = asked.found;
    cx.approvals.at(kind, id, node, asked.place).is_some_and(Standing::counts) && !is_in_review(asked.found)
}

/// Whether somebody is there to speak for a party.
pub(super) fn is_there(program: &Program, party: &str, today: Date) -> bool {
    let is_active = |person: &str| program.by_id::<Person>(person).is_some_and(|person| person.is_active(today));
    let role = program.by_id::<Role>(party);
    role.map_or_else(|| is_active(party), |role| role.holders().any(|holder| holder.is_on(today) && is_active(holder.person.id())))
}

/// Until when each risk is accepted today: until its level asks for another look.
fn untils<'a>(cx: &Cx<'a>) -> HashMap<&'a str, Date> {
    let until = |row: &RiskRow<'a>| {
        let until = row.acceptable_until(cx.scales.as_ref(), cx.cadences, cx.today);
        (row.risk.data().id.as_str(), until)
    };
    cx.risks().iter().map(until).collect()
}

/// Findings by the record or singleton they stand in.
fn by_document<'s>(program: &'s Program, findings: impl Iterator<Item = &'s Diagnostic>) -> HashMap<&'s str, Vec<&'s Diagnostic>> {
    let mut found: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for finding in findings {
        if let Some(id) = program.document_at(finding.primary.span) {
            found.entry(id).or_default().push(finding);
        }
    }
    found
}

/// Whether a finding stands in the yes at a place of a record.
fn is_within(found: Found<'_>, place: &str, finding: &Diagnostic) -> bool {
    found.node.find(place).is_some_and(|yes| yes.span().contains(finding.primary.span))
}

/// The yes that is there, whether or not it counts.
pub(super) fn said_before(asked: Asked<'_>) -> Option<Approved<'_>> {
    approval_at(asked.found.kind, asked.found.node, asked.place)
}
