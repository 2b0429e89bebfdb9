//! What the organisation does of its own while the certificate runs, and all of the cycle as a wheel.

use super::{VisitFacts, VisitState};
use crate::base::date::Date;
use crate::model::kinds::{Audit, AuditType, Review};
use crate::register::certificate::Certificate;
use crate::register::cx::Cx;
use crate::register::held::Course;
use crate::report::doc::{Cell, Column, Ring, Row, Rows, Table, Tone, Turn, Value, Wheel};
use crate::report::names::Names;
use schemars::JsonSchema;
use serde::Serialize;

/// An internal audit or a management review.
#[derive(Clone, Serialize, JsonSchema)]
pub struct EventFacts {
    pub kind: EventKind,
    /// The record of it.
    pub record: String,
    /// The day that it took place, ended, began or is planned for, as far as it is.
    pub on: Date,
    pub state: EventState,
    /// As the wheel has it: a letter and a number.
    pub mark: String,
}

/// Which of both it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    InternalAudit,
    ManagementReview,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EventState {
    Held,
    /// It has begun and not ended.
    Begun,
    Planned,
    /// Its day is over, and no record says that it took place.
    LetPass,
}

impl EventState {
    fn of_audit(course: Course) -> Self {
        match course {
            Course::Held(_) => Self::Held,
            Course::Begun(_) => Self::Begun,
            Course::ToCome(_) => Self::Planned,
            Course::LetPass(_) => Self::LetPass,
        }
    }

    fn of_review(review: &Review, today: Date) -> Self {
        match review.on > today {
            true => Self::Planned,
            false if review.took_place() => Self::Held,
            // One of today is still to be held.
            false if review.on == today => Self::Planned,
            false => Self::LetPass,
        }
    }

    fn looks(self) -> (&'static str, Tone) {
        match self {
            Self::Held => ("held", Tone::Good),
            Self::Begun => ("begun", Tone::Plain),
            Self::Planned => ("planned", Tone::Note),
            Self::LetPass => ("let pass", Tone::Bad),
        }
    }
}

impl EventKind {
    fn words(self) -> &'static str {
        match self {
            Self::InternalAudit => "internal audit",
            Self::ManagementReview => "management review",
        }
    }
}

/// What is recorded between the first and the last day of the certificate.
pub fn events(cx: &Cx<'_>, certificate: Certificate) -> Vec<EventFacts> {
    let event = |kind, record: &str, on, state| EventFacts { kind, record: record.into(), on, state, mark: String::new() };
    let internal = cx.program.all::<Audit>().filter(|audit| audit.kind == AuditType::Internal);
    let audits = internal.filter_map(|audit| {
        let course = audit.course(cx.today)?;
        Some(event(EventKind::InternalAudit, &audit.data().id, course.day(), EventState::of_audit(course)))
    });
    let reviews = cx.program.all::<Review>();
    let reviews =
        reviews.map(|one| event(EventKind::ManagementReview, &one.data().id, one.on, EventState::of_review(one.data(), cx.today)));
    let is_in = |event: &EventFacts| certificate.decided <= event.on && event.on <= certificate.expires;
    let mut events: Vec<EventFacts> = audits.chain(reviews).filter(is_in).collect();
    events.sort_by(|a, b| (a.kind, a.on, &a.record).cmp(&(b.kind, b.on, &b.record)));
    for kind in [EventKind::InternalAudit, EventKind::ManagementReview] {
        let letter = if kind == EventKind::InternalAudit { 'A' } else { 'M' };
        events.iter_mut().filter(|event| event.kind == kind).zip(1..).for_each(|(event, n)| event.mark = format!("{letter}{n}"));
    }
    events
}

/// All of the cycle, from the decision to the last day.
pub fn wheel(certificate: Certificate, visits: &[VisitFacts], events: &[EventFacts], today: Date) -> Wheel {
    let Certificate { decided, expires, .. } = certificate;
    let visit = |visit: &VisitFacts| {
        let (state, tone) = visit.state.looks();
        let on = visit.on.filter(|_| matches!(visit.state, VisitState::Held | VisitState::Planned));
        let name = on.map_or(visit.name.clone(), |on| format!("{} ({on})", visit.name));
        let mark = visit_mark(&visit.name);
        Turn { name, mark, state, tone, days: (visit.from.max(decided), Some(visit.to.min(expires))) }
    };
    let event = |event: &EventFacts| {
        let (state, tone) = event.state.looks();
        Turn { name: format!("{} {}", event.kind.words(), event.record), mark: event.mark.clone(), state, tone, days: (event.on, None) }
    };
    let of = |kind| events.iter().filter(|event| event.kind == kind).map(event).collect();
    Wheel {
        title: format!("The cycle from {decided} to {expires}"),
        days: (decided, expires),
        rings: vec![
            Ring { name: "visits of the certification body", turns: visits.iter().map(visit).collect() },
            Ring { name: "internal audits", turns: of(EventKind::InternalAudit) },
            Ring { name: "management reviews", turns: of(EventKind::ManagementReview) },
        ],
        today: Some(today).filter(|today| (decided..=expires).contains(today)),
    }
}

/// `S1` for `surveillance 1`, `R` for recertification.
pub fn visit_mark(name: &str) -> String {
    let (word, number) = name.split_once(' ').unwrap_or((name, ""));
    word.chars().take(1).flat_map(char::to_uppercase).chain(number.chars()).collect()
}

pub fn table<'a>(events: &'a [EventFacts], names: &'a Names) -> Table<'a> {
    let row = move |event: &'a EventFacts| {
        let (state, tone) = event.state.looks();
        let cells = vec![Value::from(&event.mark).into(), event.kind.words().into(), event.on.into(), Cell::toned(state, tone)];
        Row::new(cells.into_iter().chain([names.id(&event.record).into()]).collect())
    };
    Table {
        name: "events",
        columns: vec![
            Column::short("Mark", 1),
            Column::text("What", 0),
            Column::short("On", 0),
            Column::short("State", 0),
            Column::text("Record", 0),
        ],
        rows: Rows::new(move || events.iter().map(row)),
        empty: "No internal audit and no management review is recorded between the decision and the last day of the certificate.",
    }
}
