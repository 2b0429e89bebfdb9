use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Incident;
use crate::register::cx::Now;
use crate::register::incident::{Deadline, Timeliness, deadlines};

pub(super) static RULE: Rule = Rule {
    name: "incident-notification-late",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.5", "A.5.31"],
    page: include_str!("incident_notification_late.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for incident in cx.program.all::<Incident>() {
        for Deadline { index, obligation, notify, timeliness, .. } in deadlines(cx.program, &incident, cx.today) {
            let (pointer, problem) = match timeliness {
                Timeliness::Late(hours) => ("sent", format!("was told in hour {hours}, the limit is {}", notify.within)),
                Timeliness::Missed => ("obligation", format!("was not told within {}", notify.within)),
                Timeliness::InTime | Timeliness::Unclear | Timeliness::Open => continue,
            };
            let place = incident.at(&format!("/notifications/{index}/{pointer}"));
            out.at(place, format!("{} {problem}, of incident `{}`", notify.whom, incident.id))
                .help("tell them now if that is still open, and write down when and why it was late")
                .related(obligation.at("/notify"), "the duty");
        }
    }
}
