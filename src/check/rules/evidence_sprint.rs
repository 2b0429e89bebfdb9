use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::history::trail::Trail;
use crate::model::kinds::{Audit, AuditType, Evidence, RecordKind as _};
use crate::model::program::View;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "evidence-sprint",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.4"],
    page: include_str!("evidence_sprint.md"),
    check: Check::History(check),
};

/// The weeks before an audit.
const BEFORE: i64 = 30;
/// Younger programmes had no time to collect evidence any earlier.
const YOUNG: Period = Period::days(90);
/// Fewer pieces say nothing about a habit.
const FEW: usize = 10;
/// More than six of ten.
const SHARE: usize = 60;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    let Some((audit, day)) = next_audit(cx).filter(|(_, day)| trail.begins().is_some_and(|begins| begins.plus(YOUNG) <= *day)) else {
        return;
    };
    let days: Vec<Date> =
        cx.program.all::<Evidence>().filter_map(|evidence| first_day(trail, &evidence.id)).filter(|on| *on <= day).collect();
    let late = days.iter().filter(|on| day.days_since(**on) <= BEFORE).count();
    if days.len() >= FEW && late * 100 > days.len() * SHARE {
        let field = if audit.started.is_some() { "/started" } else { "/planned" };
        out.at(
            audit.at(field),
            format!("{late} of {} pieces of evidence came into git in the {BEFORE} days before audit `{}`", days.len(), audit.id),
        )
        .help("collect evidence when the work is done; auditors look at the dates");
    }
}

fn first_day(trail: &Trail, id: &str) -> Option<Date> {
    trail.first(Evidence::NAME, id).map(|commit| commit.committer.day())
}

/// The audit of the management system that is nearest: the last one up to today, or one that begins within the weeks.
fn next_audit<'a>(cx: &Cx<'a>) -> Option<(View<'a, Audit>, Date)> {
    let audits = cx.program.all::<Audit>().filter(|audit| audit.kind != AuditType::Supplier);
    let dated = audits.filter_map(|audit| Some((audit, audit.started.or(audit.planned)?)));
    dated.filter(|(_, day)| day.days_since(cx.today) <= BEFORE).max_by_key(|(_, day)| *day)
}
