use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::{Finding, Grade};

pub(super) static RULE: Rule = Rule {
    name: "finding-overdue",
    level: Level::Warning,
    mandatory: false,
    clauses: &["10.2"],
    page: include_str!("finding_overdue.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>().filter(|finding| finding.closed.is_none()) {
        let (Some(raised), Some(within)) = (finding.raised_on(), cx.cadences.finding(finding.grade)) else { continue };
        let due = raised.plus(within);
        if due < cx.today {
            let grade = if finding.grade == Grade::Major { "major" } else { "minor" };
            let found = out.at(finding.at("/raised/on"), format!("{grade} nonconformity `{}` should have been closed by {due}", finding.id));
            found.help("finish its actions and check that they worked; certification bodies set such limits too");
            if finding.grade == Grade::Major {
                found.level = Level::Error;
            }
        }
    }
}
