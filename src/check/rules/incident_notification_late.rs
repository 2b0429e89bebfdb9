use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::{Incident, Obligation};

pub(super) static RULE: Rule = Rule {
    name: "incident-notification-late",
    level: Level::Error,
    mandatory: false,
    clauses: &["A.5.5", "A.5.31"],
    page: include_str!("incident_notification_late.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for incident in cx.program.all::<Incident>() {
        let Some(detected) = incident.detected else { continue };
        for (index, notification) in incident.notifications.iter().enumerate() {
            let Some(obligation) = cx.program.get::<Obligation>(&notification.obligation) else { continue };
            let Some(notify) = &obligation.notify else { continue };
            let (pointer, problem) = match notification.sent {
                Some(sent) if sent.hours_since(detected) > i64::from(notify.within.0) => {
                    ("sent", format!("was told after {} hours, the limit is {}", sent.hours_since(detected), notify.within))
                }
                None if cx.today.days_since(detected.day()) * 24 > i64::from(notify.within.0) => {
                    ("obligation", format!("was not told within {}", notify.within))
                }
                _ => continue,
            };
            out.at(incident.at(&format!("/notifications/{index}/{pointer}")), format!("{} {problem}, of incident `{}`", notify.whom, incident.id))
                .help("tell them now if that is still open, and write down when and why it was late")
                .related(obligation.at("/notify"), "the duty");
        }
    }
}
