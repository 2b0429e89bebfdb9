use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Finding;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "finding-no-root-cause",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("finding_no_root_cause.md"),
    check: Check::Records(check),
};

/// So long after it was raised, the cause of a nonconformity is known.
const WITHIN: Period = Period::days(30);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity() && finding.root_cause.is_none()) {
        let late = finding.raised_on().is_some_and(|raised| raised.plus(WITHIN) < cx.today);
        if finding.closed.is_some() || late {
            out.at(finding.at("/root_cause"), format!("nothing says what caused nonconformity `{}`", finding.id))
                .help("ask why until the answer is something you can change, and write it under `root_cause:`");
        }
    }
}
