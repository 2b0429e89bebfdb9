use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Finding;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "finding-no-similar-check",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("finding_no_similar_check.md"),
    check: Check::Records(check),
};

/// So long after it was raised, somebody has looked for the same elsewhere.
const WITHIN: Period = Period::days(60);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity() && finding.similar.is_none()) {
        let late = finding.raised_on().is_some_and(|raised| raised.plus(WITHIN) < cx.today);
        if finding.closed.is_some() || late {
            out.at(finding.at("/similar"), format!("nothing says whether nonconformity `{}` exists elsewhere", finding.id))
                .help("look at alike places and write `similar: {searched: …, found: …, on: …}`");
        }
    }
}
