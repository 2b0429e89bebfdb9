use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "context-issue-unlinked",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.1"],
    page: include_str!("context_issue_unlinked.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(context) = cx.program.context() else { return };
    for (index, issue) in context.issues.iter().enumerate() {
        if issue.risks.is_empty() && issue.opportunities.is_empty() && is_blank(issue.no_effect_reason.as_deref()) {
            out.at(context.at(&format!("/issues/{index}/topic")), format!("issue `{}` leads to no risk and no opportunity", issue.id))
                .help("name what follows from it under `risks:` or `opportunities:`, or say why nothing does under `no_effect_reason:`");
        }
    }
}
