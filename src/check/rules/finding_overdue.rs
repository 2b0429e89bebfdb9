use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Finding, Grade};
use crate::model::program::View;
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
        planned_too_late(&finding, due, cx, out);
        let closed = finding.closed.as_ref().map(|closed| closed.on).filter(|on| *on <= cx.today);
        let ended = closed.unwrap_or(cx.today);
        // What was closed late is history after a year.
        if due >= ended || ended.plus(Period::months(12)) < cx.today {
            continue;
        }
        let open = closed.is_none();
        let problem = if open { "should have been closed by" } else { "was closed late, it was due on" };
        let fields: &[&str] = if open { &["closed"] } else { &[] };
        let found =
            out.absent(finding.at("/raised/on"), fields, format!("{} nonconformity `{}` {problem} {due}", grade(&finding), finding.id));
        found.help("finish its actions and check that they worked; certification bodies set such limits too");
        if open && finding.grade == Grade::Major {
            found.level = Level::Error;
        }
    }
}

/// What is planned for a day after the last one cannot be in time. Once that has passed, it is what is told.
fn planned_too_late(finding: &View<'_, Finding>, due: Date, cx: &Now<'_>, out: &mut Findings<'_>) {
    let is_over = finding.closed.is_some() || due < cx.today;
    let open = finding.actions.iter().enumerate().filter(|(_, action)| action.done.is_none() && action.replanned.is_none() && !is_over);
    let last = open.filter_map(|(index, action)| Some((action.due?, index))).max().filter(|(day, _)| *day > due);
    if let Some((day, index)) = last {
        let message =
            format!("{} nonconformity `{}` is to be closed by {due}, and an action is planned for {day}", grade(finding), finding.id);
        out.at(finding.at(&format!("/actions/{index}/due")), message)
            .help("finish it sooner, or agree on a later end for it and say why as `replanned:`");
    }
}

fn grade(finding: &Finding) -> &'static str {
    if finding.grade == Grade::Major { "major" } else { "minor" }
}
