use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Finding;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "finding-incomplete",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("finding_incomplete.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity()) {
        let parts = [
            ("requirement", finding.requirement.is_none()),
            ("statement", is_blank(finding.statement.as_deref())),
            ("evidence", is_blank(finding.evidence.as_deref())),
        ];
        let missing = missing(parts);
        out.lacks(
            finding.at(""),
            &missing,
            |missing| format!("nonconformity `{}` lacks {}", finding.id, list_of(missing, "and")),
            |found| {
                found.help("say what was not met, what fails, and what was seen where and when");
            },
        );
    }
}
