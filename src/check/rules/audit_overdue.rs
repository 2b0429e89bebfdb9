use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;
use crate::register::spoken;

pub(super) static RULE: Rule = Rule {
    name: "audit-overdue",
    level: Level::Error,
    mandatory: true,
    about: About::Lateness,
    clauses: &["9.2.1"],
    page: include_str!("audit_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let every = cx.cadences.internal_audit();
    let done = internal_audits(cx.program).filter_map(|audit| Some((audit.held(cx.today)?, audit)));
    match done.max_by_key(|(day, _)| *day) {
        None => {
            out.unheard(spoken::internal_audit(cx.program), cx.program.place(), "no internal audit is recorded as finished")
                .help("record it in `audits/` with `type: internal` and the day it ended as `finished:`; where there was none, audit the management system yourself before somebody else does");
        }
        Some((day, audit)) if day.plus(every) < cx.today => {
            out.at(audit.at("/finished"), format!("the last internal audit ended on {day}"))
                .help(format!("audit again, and write the day it ended as `finished:`; one is due {}", every.every()));
        }
        Some(_) => {}
    }
}
