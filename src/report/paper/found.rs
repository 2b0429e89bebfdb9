//! Nonconformities and what is done about them, audits and what they concluded, incidents (9.3.2 d).

use super::{LineFacts, Stretch};
use crate::base::date::Date;
use crate::base::text::{count, natural};
use crate::model::kinds::{Audit, AuditType, Finding, Grade, Incident, Severity};
use crate::register::finding::{self, FindingState};
use crate::register::held::Course;
use crate::register::incident::{Timeliness, deadlines};
use crate::report::doc::Tone;
use crate::report::word;
use std::collections::HashMap;

/// Nonconformities that were raised or closed since, or are open: the worst first.
pub(super) fn nonconformities(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let mut found = findings(stretch, Finding::is_nonconformity);
    let is_over = |finding: &Finding| finding::state(finding, stretch.now.today) == FindingState::Closed;
    found.sort_by(|a, b| (is_over(a), a.grade).cmp(&(is_over(b), b.grade)).then_with(|| natural(&a.id, &b.id)));
    let lines = found.into_iter().map(|finding| line(stretch, finding)).collect();
    let is_there = |finding: &Finding| finding.is_nonconformity() && finding.is_raised(stretch.now.today);
    let all = stretch.now.program.all::<Finding>().filter(|finding| is_there(finding)).count();
    LineFacts::or_none_of(lines, "Nonconformities", all)
}

/// What somebody found that could be better, in the same way.
pub(super) fn improvements(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let mut found = findings(stretch, |finding| finding.grade == Grade::Ofi);
    found.sort_by(|a, b| natural(&a.id, &b.id));
    found.into_iter().map(|finding| line(stretch, finding)).collect()
}

fn findings<'a>(stretch: &Stretch<'_, '_, 'a>, wanted: impl Fn(&Finding) -> bool) -> Vec<&'a Finding> {
    let all = stretch.now.program.all::<Finding>().map(|finding| finding.data());
    let is_told = |finding: &&Finding| {
        let raised = finding.raised_on();
        let closed = closed_on(finding, stretch.now.today);
        wanted(finding) && finding.is_raised(stretch.now.today) && closed.or(raised).is_none_or(|on| closed.is_none() || stretch.is_in(on))
    };
    all.filter(is_told).collect()
}

fn closed_on(finding: &Finding, today: Date) -> Option<Date> {
    finding.closed.as_ref().map(|closed| closed.on).filter(|on| *on <= today)
}

fn line(stretch: &Stretch<'_, '_, '_>, finding: &Finding) -> LineFacts {
    let today = stretch.now.today;
    let mut said = grade_word(finding.grade).to_owned();
    if let Some(requirement) = &finding.requirement {
        said = format!("{said} against {}", requirement.id());
    }
    if let Some(raised) = finding.raised_on() {
        said = format!("{said}, raised {raised}");
    }
    let state = finding::state(finding, today);
    if let Some(on) = closed_on(finding, today) {
        let (words, tone) = match finding::standing(finding, today) {
            finding::Standing::Unmended => ("closed, and did not help", Tone::Bad),
            finding::Standing::Unverified if finding.is_nonconformity() => ("closed without a check that it helped", Tone::Warn),
            _ => ("closed", Tone::Good),
        };
        return LineFacts::of(&finding.id, &finding.title, format!("{said}, {words}")).on(on).toned(tone);
    }
    let done = finding.actions.iter().filter(|action| action.done.is_some_and(|done| done <= today)).count();
    if !finding.actions.is_empty() {
        said = format!("{said}, {done} of {} done", count(finding.actions.len(), "action"));
    }
    let due = finding::due(finding, stretch.now.cadences);
    let (words, tone) = match due {
        Some(due) if due < today => ("late", Tone::Bad),
        _ if state == FindingState::Verified => ("shown to help, to be closed", Tone::Good),
        _ => ("open", Tone::Plain),
    };
    let text = format!("{said}, {words}{}", stretch.with(finding.owner.as_ref()));
    LineFacts::of(&finding.id, &finding.title, text).on(due).toned(tone)
}

pub(super) fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Major => "major nonconformity",
        Grade::Minor => "minor nonconformity",
        Grade::Observation => "observation",
        Grade::Ofi => "opportunity for improvement",
    }
}

/// Audits that ended since, and those that were planned by now and are not done; then the next ones.
pub(super) fn audits(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let today = stretch.now.today;
    let mut found: HashMap<&str, [usize; 4]> = HashMap::new();
    for finding in stretch.now.program.all::<Finding>().map(|finding| finding.data()) {
        if let Some(source) = finding.source.as_ref().filter(|_| finding.is_raised(today)) {
            found.entry(source.id()).or_default()[finding.grade as usize] += 1;
        }
    }
    let mut audits: Vec<&Audit> = stretch.now.program.all::<Audit>().map(|audit| audit.data()).collect();
    let day = |audit: &Audit| audit.course(today).map(Course::day);
    audits.sort_by(|a, b| day(a).cmp(&day(b)).then_with(|| natural(&a.id, &b.id)));
    let told = audits.into_iter().filter_map(|audit| {
        let kind = if audit.kind == AuditType::Supplier { "audit of a supplier".into() } else { format!("{} audit", audit.kind.name()) };
        let line = |text: String| LineFacts::of(&audit.id, &audit.title, text).on(day(audit));
        match audit.course(today)? {
            Course::Held(ended) => {
                let counts = counts(found.get(audit.id.as_str()).copied().unwrap_or_default());
                stretch.is_in(ended).then(|| line(format!("{kind}, {}; {counts}", concluded(audit))))
            }
            Course::Begun(_) => Some(line(format!("{kind}, begun and not finished")).toned(Tone::Warn)),
            Course::LetPass(_) => Some(line(format!("{kind}, planned and not held")).toned(Tone::Bad)),
            Course::ToCome(_) => Some(line(format!("{kind}, planned"))),
        }
    });
    told.collect()
}

fn concluded(audit: &Audit) -> String {
    let Some(conclusion) = &audit.conclusion else { return "nothing is concluded".into() };
    let judged = |truth: Option<bool>, yes: &'static str, no: &'static str| truth.map(|truth| if truth { yes } else { no });
    let said = [judged(conclusion.conforms, "conforms", "does not conform"), judged(conclusion.effective, "effective", "not effective")];
    let said: Vec<&str> = said.into_iter().flatten().chain(conclusion.text.as_deref().map(str::trim)).collect();
    if said.is_empty() { "nothing is concluded".into() } else { said.join("; ") }
}

fn counts(found: [usize; 4]) -> String {
    let grades = [Grade::Major, Grade::Minor, Grade::Observation, Grade::Ofi];
    let told = grades.into_iter().zip(found).filter(|(_, n)| *n > 0).map(|(grade, n)| match grade {
        Grade::Ofi if n > 1 => format!("{n} opportunities for improvement"),
        grade => count(n, grade_word(grade)),
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { "no findings recorded".into() } else { told.join(", ") }
}

/// Incidents that were noticed or ended since, or are open, at least so severe: the worst first.
pub(super) fn incidents(stretch: &Stretch<'_, '_, '_>, least: Severity) -> Vec<LineFacts> {
    let today = stretch.now.today;
    let begun = Incident::noticed_on;
    let closed = |incident: &Incident| incident.closed.map(|moment| moment.day()).filter(|on| *on <= today);
    let mut all: Vec<&Incident> = stretch.now.program.all::<Incident>().map(|incident| incident.data()).collect();
    all.retain(|incident| incident.severity >= least && incident.has_begun(today));
    let known = all.len();
    all.retain(|incident| closed(incident).is_none_or(|on| stretch.is_in(on)) || begun(incident).is_some_and(|on| stretch.is_in(on)));
    all.sort_by(|a, b| (b.severity, begun(b)).cmp(&(a.severity, begun(a))).then_with(|| natural(&a.id, &b.id)));
    let line = |incident: &Incident| {
        let mut said = vec![format!("severity {}", word(incident.severity))];
        let mut tone = if closed(incident).is_some() { Tone::Plain } else { Tone::Warn };
        said.push(closed(incident).map_or_else(|| format!("open{}", stretch.with(incident.owner.as_ref())), |on| format!("closed {on}")));
        for deadline in deadlines(stretch.now.program, incident, today) {
            let whom = &deadline.notify.whom;
            match deadline.timeliness {
                Timeliness::InTime => said.push(format!("{whom} told in time")),
                Timeliness::Late(hours) => said.push(format!("{whom} told in hour {hours}, too late")),
                Timeliness::Unclear => said.push(format!("{whom} told, not clear whether in time")),
                Timeliness::Missed => said.push(format!("{whom} not told, the time is over")),
                Timeliness::Open => said.push(format!("{whom} to be told by {}", deadline.last)),
            }
            if matches!(deadline.timeliness, Timeliness::Late(_) | Timeliness::Missed) {
                tone = Tone::Bad;
            }
        }
        if let Some(lessons) = incident.lessons.as_deref().map(str::trim).filter(|lessons| !lessons.is_empty()) {
            said.push(format!("learnt: {lessons}"));
        }
        LineFacts::of(&incident.id, &incident.title, said.join(", ")).on(begun(incident)).toned(tone)
    };
    LineFacts::or_none_of(all.into_iter().map(line).collect(), "Incidents", known)
}
