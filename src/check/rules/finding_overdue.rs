use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Finding, Grade};
use crate::register::cx::Now;
use crate::register::finding::due;

pub(super) static RULE: Rule = Rule {
    name: "finding-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["10.2"],
    page: include_str!("finding_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>() {
        let Some(due) = due(&finding, cx.cadences) else { continue };
        let closed = finding.closed.as_ref().map(|closed| closed.on).filter(|on| *on <= cx.today);
        let ended = closed.unwrap_or(cx.today);
        // What was closed late is history after a year.
        if due >= ended || ended.plus(Period::months(12)) < cx.today {
            continue;
        }
        let grade = if finding.grade == Grade::Major { "major" } else { "minor" };
        let open = closed.is_none();
        let problem = if open { "should have been closed by" } else { "was closed late, it was due on" };
        let fields: &[&str] = if open { &["closed"] } else { &[] };
        let found = out.absent(finding.at("/raised/on"), fields, format!("{grade} nonconformity `{}` {problem} {due}", finding.id));
        found.help("finish its actions and check that they worked; certification bodies set such limits too");
        if open && finding.grade == Grade::Major {
            found.level = Level::Error;
        }
    }
}
