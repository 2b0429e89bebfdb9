use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Audit, Person};
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "audit-not-reported",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.2.2"],
    page: include_str!("audit_not_reported.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let help = "report it to the managers concerned: `reported: {to: …, on: …}`";
    for audit in internal_audits(cx.program) {
        let Some(day) = audit.held(cx.today) else { continue };
        match &audit.reported {
            None => {
                out.at(audit.at("/finished"), format!("audit `{}` ended on {day} and was reported to nobody", audit.id)).help(help);
            }
            Some(reported) if is_auditor(cx, &audit, reported.to.id(), day) => {
                let message = format!("audit `{}` was reported to `{}`, who carried it out, and to nobody else", audit.id, reported.to);
                out.at(audit.at("/reported/to"), message).help(help);
            }
            Some(_) => {}
        }
    }
}

/// Whether all who are known to have heard of an audit, on the day it ended, carried it out.
fn is_auditor(cx: &Now<'_>, audit: &Audit, party: &str, day: Date) -> bool {
    let is_named = |person: &str| audit.auditors.iter().any(|auditor| auditor.id() == person);
    let is_party = |person: &Person| person.id == party || cx.roles().holds(&person.id, party, day);
    let mut heard = cx.program.all::<Person>().filter(|person| is_party(person)).peekable();
    is_named(party) || heard.peek().is_some() && heard.all(|person| is_named(&person.id))
}
