use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Incident, Severity};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "incident-no-risk-review",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["8.2", "A.5.27"],
    page: include_str!("incident_no_risk_review.md"),
    check: Check::Records(check),
};

/// So long after it was noticed, the risks behind an incident have been looked at.
const WITHIN: Period = Period::days(30);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for incident in
        cx.program.all::<Incident>().filter(|incident| incident.severity >= Severity::High && incident.risks_reviewed.is_empty())
    {
        let old = incident.detected.is_some_and(|detected| detected.day().plus(WITHIN) < cx.today);
        if incident.closed.is_some() || old {
            out.at(incident.at("/severity"), format!("no risk is named that was assessed again after incident `{}`", incident.id))
                .help("judge the risks it showed and name them under `risks_reviewed:`");
        }
    }
}
