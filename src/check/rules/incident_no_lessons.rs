use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Incident, Severity};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "incident-no-lessons",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.27"],
    page: include_str!("incident_no_lessons.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for incident in cx.program.all::<Incident>().filter(|incident| incident.closed.is_some() && incident.severity >= Severity::Medium) {
        let parts = [("cause", is_blank(incident.cause.as_deref())), ("lessons", is_blank(incident.lessons.as_deref()))];
        let missing = missing(parts);
        out.lacks(
            incident.at("/closed"),
            &missing,
            |missing| format!("incident `{}` was closed without {}", incident.id, list_of(missing, "and")),
            |finding| {
                finding.help("write why it could happen and what you do differently since");
            },
        );
    }
}
