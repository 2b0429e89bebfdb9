//! Who had to be told of an incident, and whether they were in time (A.5.5, A.5.31).

use crate::base::date::Date;
use crate::model::kinds::{Incident, Notify, Obligation};
use crate::model::program::{Program, View};

/// A duty to tell somebody of an incident.
pub struct Deadline<'a> {
    /// Its place in `notifications:`.
    pub index: usize,
    pub obligation: View<'a, Obligation>,
    pub notify: &'a Notify,
    /// The last day on which there is time.
    pub last: Date,
    pub timeliness: Timeliness,
}

/// What became of a duty to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeliness {
    InTime,
    /// Told, in this hour after its detection at the earliest.
    Late(i64),
    /// Told, and the times that are written do not say whether it was in time.
    Unclear,
    /// Not told, and the time is over.
    Missed,
    /// Not told, and there is still time.
    Open,
}

/// The deadlines of an incident on a day. Hours count from detection; without one there is nothing to count from.
pub fn deadlines<'a>(program: &'a Program, incident: &Incident, today: Date) -> Vec<Deadline<'a>> {
    let Some(detected) = incident.detected else { return Vec::new() };
    let notifications = incident.notifications.iter().enumerate();
    let deadlines = notifications.filter_map(|(index, notification)| {
        let obligation = program.get::<Obligation>(&notification.obligation)?;
        let notify = obligation.data().notify.as_ref()?;
        let limit = i64::from(notify.within.0);
        let last = detected.last_day_after(notify.within.0);
        let sent = notification.sent.filter(|sent| sent.day() <= today);
        let timeliness = match sent.map(|sent| sent.hours_between(detected)) {
            Some((least, _)) if least > limit => Timeliness::Late(least),
            Some((_, most)) if most <= limit => Timeliness::InTime,
            Some(_) => Timeliness::Unclear,
            None if today > last => Timeliness::Missed,
            None => Timeliness::Open,
        };
        Some(Deadline { index, obligation, notify, last, timeliness })
    });
    deadlines.collect()
}
