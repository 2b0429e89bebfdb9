use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;
use crate::register::spoken;

pub(super) static RULE: Rule = Rule {
    name: "audit-programme-missing",
    level: Level::Error,
    mandatory: true,
    about: About::Lateness,
    clauses: &["9.2.2"],
    page: include_str!("audit_programme_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let every = cx.cadences.internal_audit();
    let covers_today =
        internal_audits(cx.program).any(|audit| audit.course(cx.today).is_some_and(|course| course.day().plus(every) >= cx.today));
    if !covers_today {
        out.unheard(spoken::internal_audit(cx.program), cx.program.place(), "no internal audit is recorded as planned")
            .help(format!("add records in `audits/` with `type: internal` and `planned:`; one is due {}", every.every()));
    }
}
