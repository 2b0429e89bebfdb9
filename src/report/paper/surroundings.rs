//! What changed around the management system and in it (9.3.2 b), what parties need (9.3.2 c), and what they said (9.3.2 e).

use super::{LineFacts, Stretch};
use crate::model::kinds::{Change, Met, Obligation};
use crate::model::single::context::{Context, FeedbackKind, InterestedParty, Issue, PartyRequirement};
use crate::register::certificate::{Certificate, running};
use crate::register::change::{is_of_isms, to_be_told};
use crate::report::doc::Tone;
use crate::report::wording::{Side, phrases};
use std::collections::HashMap;

/// The file of issues and parties, now and then.
fn contexts<'c>(stretch: &Stretch<'c, '_, '_>) -> (Option<&'c Context>, Option<&'c Context>) {
    let then = stretch.then.and_then(|then| then.program.context()).map(|context| context.data());
    (stretch.now.program.context().map(|context| context.data()), then)
}

/// Issues that are new, said otherwise or were looked at, the decision on climate, then the scope, then big changes and those
/// of the management system.
pub(super) fn issues(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let (now, then) = contexts(stretch);
    let earlier: HashMap<&str, &Issue> =
        then.into_iter().flat_map(|context| &context.issues).map(|issue| (issue.id.as_str(), issue)).collect();
    let issues = || now.into_iter().flat_map(|context| &context.issues);
    let mut lines: Vec<LineFacts> =
        issues().filter_map(|issue| issue_line(stretch, issue, earlier.get(issue.id.as_str()).copied())).collect();
    let here: HashMap<&str, &Issue> = issues().map(|issue| (issue.id.as_str(), issue)).collect();
    let gone = then.into_iter().flat_map(|context| &context.issues).filter(|issue| !here.contains_key(issue.id.as_str()));
    lines.extend(gone.map(|issue| LineFacts::of("context", issue.topic.trim(), "no longer an issue")));
    lines.extend(climate(stretch, now, then));
    lines.extend(scope(stretch));
    let running = running(stretch.now.program, stretch.now.today);
    lines.extend(stretch.now.program.all::<Change>().filter_map(|change| change_line(stretch, change.data(), running)));
    lines
}

fn issue_line(stretch: &Stretch<'_, '_, '_>, issue: &Issue, earlier: Option<&Issue>) -> Option<LineFacts> {
    let effect =
        issue.effect.as_deref().or(issue.no_effect_reason.as_deref()).map_or(String::new(), |effect| format!(": {}", effect.trim()));
    let looked = issue.reviewed_on.filter(|on| stretch.is_in(*on));
    let line = |text: String| LineFacts::of("context", issue.topic.trim(), text).on(looked);
    let Some(earlier) = earlier.filter(|_| stretch.then.is_some()) else {
        return if stretch.then.is_some() {
            Some(line(format!("new{effect}")).toned(Tone::Note))
        } else {
            looked.map(|_| line(format!("looked at{effect}")))
        };
    };
    let leads = |issue: &Issue| issue.risks.iter().map(|risk| risk.id().to_owned()).collect::<Vec<_>>();
    let is_same = earlier.topic == issue.topic && earlier.effect == issue.effect && earlier.no_effect_reason == issue.no_effect_reason;
    if is_same && leads(earlier) == leads(issue) {
        return looked.map(|_| line("looked at, and as it was".into()));
    }
    Some(line(format!("changed{effect}")).toned(Tone::Note))
}

fn climate(stretch: &Stretch<'_, '_, '_>, now: Option<&Context>, then: Option<&Context>) -> Option<LineFacts> {
    let climate = now?.climate.as_ref()?;
    let earlier = then.and_then(|then| then.climate.as_ref());
    let decided = climate.decided_on.filter(|on| stretch.is_in(*on));
    let differs = stretch.then.is_some() && earlier.is_none_or(|earlier| earlier.relevant != climate.relevant);
    if decided.is_none() && !differs {
        return None;
    }
    let said = match climate.relevant {
        Some(true) => "relevant",
        Some(false) => "not relevant",
        None => "not decided",
    };
    let why = climate.rationale.as_deref().map_or(String::new(), |why| format!(": {}", why.trim()));
    Some(LineFacts::of("context", "Climate change", format!("{said}{why}")).on(decided))
}

fn scope(stretch: &Stretch<'_, '_, '_>) -> Option<LineFacts> {
    let (then, now) = (stretch.then?.program.scope(), stretch.now.program.scope()?);
    let side = |node| Side { node, scales: None };
    let said = phrases("scope", then.map(|scope| side(scope.node())), Some(side(now.node())));
    (!said.is_empty()).then(|| LineFacts::of("scope", "The scope", said.join("; ")).toned(Tone::Note))
}

fn change_line(stretch: &Stretch<'_, '_, '_>, change: &Change, running: Option<Certificate>) -> Option<LineFacts> {
    let today = stretch.now.today;
    let is_told = change.significant == Some(true) || is_of_isms(change) == Some(true);
    let done = change.done.filter(|done| *done <= today);
    if !is_told || done.is_some_and(|done| !stretch.is_in(done)) {
        return None;
    }
    let what = if change.significant == Some(true) { "a big change" } else { "a change of the management system" };
    let (said, tone) = match (done, change.planned_for) {
        (Some(_), _) => ("made", Tone::Plain),
        (None, Some(day)) if day < today => ("planned, and not made", Tone::Bad),
        (None, Some(_)) => ("planned", Tone::Plain),
        (None, None) => ("thought of, without a day", Tone::Plain),
    };
    let why = change.why.as_deref().map_or(String::new(), |why| format!("; {}", why.trim()));
    let untold = to_be_told(change, running, today).map_or("", |_| "; the certification body is not told of it");
    let text = format!("{what}, {said}{why}{untold}");
    Some(LineFacts::of(&change.id, &change.title, text).on(done.or(change.planned_for)).toned(tone))
}

/// What parties ask for that is new, gone or decided otherwise; then duties that are new, gone or were judged.
pub(super) fn parties(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let (now, then) = contexts(stretch);
    let mut lines = Vec::new();
    if stretch.then.is_some() {
        let (wanted, earlier) = (wants(now), wants(then));
        let known: HashMap<(&str, &str), &PartyRequirement> =
            earlier.iter().map(|(party, want)| ((*party, want.text.as_str()), *want)).collect();
        let here: HashMap<(&str, &str), &PartyRequirement> =
            wanted.iter().map(|(party, want)| ((*party, want.text.as_str()), *want)).collect();
        for (party, want) in &wanted {
            let taken = match (want.addressed, known.get(&(*party, want.text.as_str()))) {
                (on, Some(earlier)) if earlier.addressed == on => continue,
                (Some(true), _) => "taken on",
                (Some(false), _) => "not taken on",
                (None, _) => "not decided on",
            };
            let is_new = if known.contains_key(&(*party, want.text.as_str())) { "now" } else { "new," };
            let why = want.reason.as_deref().map_or(String::new(), |why| format!(": {}", why.trim()));
            lines.push(LineFacts::of("context", party, format!("{} – {is_new} {taken}{why}", want.text.trim())).toned(Tone::Note));
        }
        let gone = earlier.iter().filter(|(party, want)| !here.contains_key(&(*party, want.text.as_str())));
        lines.extend(gone.map(|(party, want)| LineFacts::of("context", party, format!("{} – no longer asked for", want.text.trim()))));
    }
    lines.extend(stretch.now.program.all::<Obligation>().filter_map(|duty| duty_line(stretch, duty.data())));
    lines
}

/// Each requirement with the name of its party.
fn wants(context: Option<&Context>) -> Vec<(&str, &PartyRequirement)> {
    let parties = context.into_iter().flat_map(|context| &context.parties);
    parties.flat_map(|party| party.requirements.iter().map(|want| (party.name.trim(), want))).collect()
}

fn duty_line(stretch: &Stretch<'_, '_, '_>, duty: &Obligation) -> Option<LineFacts> {
    let judged = duty.assessed.as_ref().filter(|assessed| stretch.is_in(assessed.on));
    let is_new = stretch.is_new(&duty.id);
    if judged.is_none() && !is_new {
        return None;
    }
    let tone = match judged.map(|assessed| assessed.status) {
        Some(Met::Met) => Tone::Good,
        Some(Met::Partly) => Tone::Warn,
        Some(Met::NotMet) => Tone::Bad,
        None => Tone::Note,
    };
    let said = judged.map_or("how far it is met is not judged".into(), |assessed| format!("judged to be {}", met_word(assessed.status)));
    let earlier = stretch.then.and_then(|then| then.program.by_id::<Obligation>(then.program.names().now(&duty.id)));
    let was = earlier.and_then(|earlier| earlier.assessed.as_ref().map(|assessed| assessed.status));
    let was = was.filter(|was| judged.is_some_and(|assessed| assessed.status != *was));
    let was = was.map_or(String::new(), |was| format!(", was {}", met_word(was)));
    let new = if is_new { "new, " } else { "" };
    Some(LineFacts::of(&duty.id, &duty.title, format!("{new}{said}{was}")).on(judged.map(|assessed| assessed.on)).toned(tone))
}

fn met_word(met: Met) -> &'static str {
    match met {
        Met::Met => "met",
        Met::Partly => "partly met",
        Met::NotMet => "not met",
    }
}

/// What parties said since, and what nobody has answered.
pub(super) fn feedback(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let parties = contexts(stretch).0.into_iter().flat_map(|context| &context.parties);
    let mut lines: Vec<LineFacts> = parties.flat_map(|party| said(stretch, party)).collect();
    lines.sort_by_key(|line| line.on);
    lines
}

fn said(stretch: &Stretch<'_, '_, '_>, party: &InterestedParty) -> Vec<LineFacts> {
    let today = stretch.now.today;
    let told = party.feedback.iter().filter_map(|feedback| {
        let answered = feedback.answered.filter(|on| *on <= today);
        let waits = feedback.kind != FeedbackKind::Praise && answered.is_none();
        if feedback.on > today || !(waits || stretch.is_in(feedback.on)) {
            return None;
        }
        let kind = match feedback.kind {
            FeedbackKind::Complaint => "complaint",
            FeedbackKind::Request => "request",
            FeedbackKind::Praise => "praise",
        };
        let from = feedback.from.as_deref().map_or(String::new(), |from| format!(" of {}", from.trim()));
        let answer = match (answered, &feedback.answer) {
            (Some(on), Some(answer)) => format!("; answered on {on}: {}", answer.trim()),
            (Some(on), None) => format!("; answered on {on}"),
            (None, _) if waits => "; not answered".into(),
            (None, _) => String::new(),
        };
        let tone = if waits { Tone::Warn } else { Tone::Plain };
        Some(
            LineFacts::of("context", party.name.trim(), format!("{kind}{from}: {}{answer}", feedback.what.trim()))
                .on(feedback.on)
                .toned(tone),
        )
    });
    told.collect()
}
