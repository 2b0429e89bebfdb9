use crate::base::date::{Date, Period};
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

/// So long after an audit its results are news to nobody. The standard names no number: it is the time that a major nonconformity
/// has, unless the programme says otherwise.
const IN_TIME: Period = Period::months(3);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let help = "report it to the managers concerned: `reported: {to: …, on: …}`";
    // What came late stays so; the next one can be in time.
    let last = internal_audits(cx.program).filter_map(|audit| audit.held(cx.today)).max();
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
            Some(reported) if reported.on > day.plus(IN_TIME) && Some(day) == last => {
                let message =
                    format!("audit `{}` ended on {day} and was reported on {}, more than three months later", audit.id, reported.on);
                let finding = out.at(audit.at("/reported/on"), message);
                finding.level = Level::Info;
                finding.help("correct the day if it is wrong; else report the next audit while it can be acted on");
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
