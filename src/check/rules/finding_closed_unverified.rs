use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Finding;
use crate::register::cx::Now;
use crate::register::finding::is_verified;

pub(super) static RULE: Rule = Rule {
    name: "finding-closed-unverified",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("finding_closed_unverified.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity() && finding.closed.is_some()) {
        let problem = if finding.actions.iter().any(|action| action.done.is_none_or(|done| done > cx.today)) {
            "with an action that nothing says was done"
        } else if !is_verified(&finding, cx.today) {
            "without a check after the last action that it worked"
        } else {
            continue;
        };
        out.absent(finding.at("/closed"), &["effectiveness", "done"], format!("nonconformity `{}` was closed {problem}", finding.id))
            .help("check against a criterion after the last action, write it under `effectiveness:`, then close");
    }
}
