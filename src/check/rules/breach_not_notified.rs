use crate::base::date::Moment;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, Incident, Obligation};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "breach-not-notified",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.5", "A.5.31", "A.5.34"],
    page: include_str!("breach_not_notified.md"),
    check: Check::Records(check),
};

/// Privacy and the protection of personal data.
const PRIVACY: &str = "A.5.34";

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let duties = cx.program.all::<Obligation>().filter(|duty| is_on_personal_data(cx, duty));
    for incident in cx.program.all::<Incident>().filter(|incident| incident.personal_data == Some(true)) {
        let Some(noticed) = incident.detected.or(incident.occurred) else { continue };
        let passed = Moment::from(cx.today).hours_between(noticed).0;
        for duty in duties.clone() {
            let Some(notify) = &duty.data().notify else { continue };
            let is_named = incident.notifications.iter().any(|told| told.obligation.id() == duty.id);
            if passed > i64::from(notify.within.0) && !is_named {
                out.at(
                    incident.at("/personal_data"),
                    format!("incident `{}` touched personal data, and nothing says whether {} had to be told", incident.id, notify.whom),
                )
                .help(format!(
                    "add `notifications: [{{obligation: {}, sent: …}}]`; where the duty did not apply, let an exception say why",
                    duty.id
                ));
            }
        }
    }
}

/// Whether a duty is met by what protects personal data.
fn is_on_personal_data(cx: &Now<'_>, duty: &Obligation) -> bool {
    duty.controls.iter().any(|measure| {
        let implements = |control: &Control| control.implements.iter().any(|annex| annex.id() == PRIVACY);
        measure.id() == PRIVACY || cx.program.by_id::<Control>(measure.id()).is_some_and(|control| implements(&control))
    })
}
