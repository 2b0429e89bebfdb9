//! What is told of one incident.

use crate::base::date::{Date, Moment};
use crate::model::kinds::{Action, Incident, Notification, Obligation, Severity};
use crate::register::cx::Cx;
use crate::register::incident::{Deadline, Timeliness, deadlines};
use crate::report::sorted;
use schemars::JsonSchema;
use serde::Serialize;

/// An incident, from its beginning to what was learnt.
#[derive(Serialize, JsonSchema)]
pub struct IncidentFacts {
    pub id: String,
    pub title: String,
    pub severity: Severity,
    pub owner: Option<String>,
    /// The work on it has not ended.
    pub open: bool,
    /// What happened when, as far as it is recorded, the earliest first.
    pub timeline: Vec<EventFacts>,
    /// The day it was noticed, or else began.
    pub on: Option<Date>,
    /// What it hit.
    pub affects: Vec<String>,
    pub personal_data: Option<bool>,
    pub notifications: Vec<NotificationFacts>,
    pub cause: Option<String>,
    pub lessons: Option<String>,
    /// What is not done yet.
    pub open_actions: Vec<ActionFacts>,
    pub actions: usize,
    /// The risks that were looked at again.
    pub risks_reviewed: Vec<String>,
}

/// Something that happened.
#[derive(Serialize, JsonSchema)]
pub struct EventFacts {
    /// A day, with the time where it is recorded.
    pub at: String,
    pub what: String,
    /// Somebody who was told, or who did it, or the risk.
    pub record: Option<String>,
}

/// Somebody who had to be told.
#[derive(Serialize, JsonSchema)]
pub struct NotificationFacts {
    pub obligation: String,
    pub whom: Option<String>,
    /// So many hours after it was noticed; none where the obligation names no deadline.
    pub within: Option<u32>,
    pub sent: Option<String>,
    /// In which hour after it was noticed they were told, at the earliest and at the latest: where no time of day is recorded,
    /// all of the day may be meant.
    pub after: Option<(i64, i64)>,
    pub state: NotificationState,
}

/// Whether somebody was told in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotificationState {
    InTime,
    Late,
    /// Told, and the times that are recorded do not say whether it was in time.
    Unclear,
    /// Not told, and the time is over.
    Missed,
    /// Not told, and there may be time.
    Open,
    /// It is not recorded when it was noticed, or the obligation names no deadline: there is nothing to count.
    NoDeadline,
}

/// An action that is not done.
#[derive(Serialize, JsonSchema)]
pub struct ActionFacts {
    pub what: String,
    pub owner: Option<String>,
    pub due: Option<Date>,
    pub overdue: bool,
}

impl IncidentFacts {
    pub(super) fn of(cx: &Cx<'_>, data: &Incident) -> Self {
        let open = |action: &&Action| action.done.is_none_or(|done| done > cx.today);
        let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Self {
            id: data.id.clone(),
            title: data.title.clone(),
            severity: data.severity,
            owner: data.owner.as_ref().map(|owner| owner.id().into()),
            open: data.is_open(cx.today),
            timeline: timeline(cx, data),
            on: data.noticed_on(),
            affects: sorted(data.affects.iter().map(|hit| hit.id())),
            personal_data: data.personal_data,
            notifications: notifications(cx, data),
            cause: text(&data.cause),
            lessons: text(&data.lessons),
            open_actions: data.actions.iter().filter(open).map(|action| action_facts(cx.today, action)).collect(),
            actions: data.actions.len(),
            risks_reviewed: sorted(data.risks_reviewed.iter().filter(|review| review.on <= cx.today).map(|review| review.risk.id())),
        }
    }

    /// The ids that need names beside them.
    pub(super) fn named(&self) -> impl Iterator<Item = &str> {
        let told = self.notifications.iter().map(|told| &told.obligation);
        let owners = self.open_actions.iter().filter_map(|action| action.owner.as_ref());
        let events = self.timeline.iter().filter_map(|event| event.record.as_ref());
        let ids = self.owner.iter().chain(&self.affects).chain(&self.risks_reviewed).chain(told).chain(owners).chain(events);
        ids.chain([&self.id]).map(String::as_str)
    }
}

/// What happened until today. What has a day only comes before what has a time on it.
fn timeline(cx: &Cx<'_>, data: &Incident) -> Vec<EventFacts> {
    let own = [
        (data.occurred, "it began"),
        (data.detected, "noticed"),
        (data.reported, "reported inside"),
        (data.contained, "contained"),
        (data.closed, "closed"),
    ];
    let own = own.into_iter().filter_map(|(at, what)| Some((at?, what.to_owned(), None)));
    let told = data.notifications.iter().filter_map(|told| Some((told.sent?, "told".to_owned(), Some(told.obligation.id()))));
    let owner = |action: &'_ Action| action.owner.as_ref().map(|owner| owner.id().to_owned());
    let done = data.actions.iter().filter_map(|action| Some((Moment::from(action.done?), format!("done: {}", action.what), owner(action))));
    let reviewed = data.risks_reviewed.iter();
    let reviewed = reviewed.map(|review| (Moment::from(review.on), "risk looked at again".to_owned(), Some(review.risk.id().to_owned())));
    let told = told.map(|(at, what, whom)| (at, what, whom.map(str::to_owned)));
    let mut all: Vec<(Moment, String, Option<String>)> = own.chain(told).chain(done).chain(reviewed).collect();
    all.retain(|(at, ..)| at.day() <= cx.today);
    all.sort_by_key(|(at, ..)| *at);
    all.into_iter().map(|(at, what, record)| EventFacts { at: at.to_string(), what, record }).collect()
}

fn notifications(cx: &Cx<'_>, data: &Incident) -> Vec<NotificationFacts> {
    let known = deadlines(cx.program, data, cx.today);
    let of = |index: usize| known.iter().find(|deadline| deadline.index == index);
    data.notifications.iter().enumerate().map(|(index, told)| notification(cx, data, told, of(index))).collect()
}

fn notification(cx: &Cx<'_>, data: &Incident, told: &Notification, deadline: Option<&Deadline<'_>>) -> NotificationFacts {
    let notify = cx.program.get::<Obligation>(&told.obligation).and_then(|duty| duty.data().notify.as_ref());
    let sent = told.sent.filter(|sent| sent.day() <= cx.today);
    let state = deadline.map_or(NotificationState::NoDeadline, |deadline| match deadline.timeliness {
        Timeliness::InTime => NotificationState::InTime,
        Timeliness::Late(_) => NotificationState::Late,
        Timeliness::Unclear => NotificationState::Unclear,
        Timeliness::Missed => NotificationState::Missed,
        Timeliness::Open => NotificationState::Open,
    });
    NotificationFacts {
        obligation: told.obligation.id().into(),
        whom: notify.map(|notify| notify.whom.clone()),
        within: notify.map(|notify| notify.within.0),
        sent: sent.map(|sent| sent.to_string()),
        after: sent.zip(data.detected).map(|(sent, detected)| sent.hours_between(detected)),
        state,
    }
}

fn action_facts(today: Date, action: &Action) -> ActionFacts {
    ActionFacts {
        what: action.what.clone(),
        owner: action.owner.as_ref().map(|owner| owner.id().into()),
        due: action.due,
        overdue: action.due.is_some_and(|due| due < today),
    }
}
