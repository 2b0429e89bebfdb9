use super::common::is_blank;
use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::history::past::Past;
use crate::history::trail::Trail;
use crate::model::kinds::{Evidence, RecordKind as _};
use crate::model::program::View;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "evidence-future-dated",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("evidence_future_dated.md"),
    check: Check::History(check),
};

/// Evidence that comes into git so many days after the day it claims was hardly made on that day.
const LATE: i64 = 90;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for evidence in cx.program.all::<Evidence>() {
        let from = evidence.effective.as_ref().map(|period| ("/effective/from", period.from));
        let to = evidence.effective.as_ref().and_then(|period| Some(("/effective/to", period.to?)));
        let collected = evidence.collected.as_ref().map(|collected| ("/collected/on", collected.on));
        let dates = [from, to, collected];
        if let Some((pointer, day)) = dates.into_iter().flatten().find(|(_, day)| *day > cx.today) {
            out.at(evidence.at(pointer), format!("evidence `{}` speaks of {day}, which is yet to come", evidence.id))
                .help("write the period it proves; how long it counts is `valid_until:`");
        } else if let (Some((_, from)), Some((pointer, collected))) = (from, collected)
            && let Some((what, day)) = [("began", Some(from)), ("ended", to.map(|(_, to)| to))]
                .into_iter()
                .find_map(|(what, day)| Some((what, day.filter(|day| collected < *day)?)))
        {
            out.at(
                evidence.at(pointer),
                format!("evidence `{}` was collected on {collected}, before what it proves {what} on {day}", evidence.id),
            )
            .help("correct the day that is wrong");
        } else if let Some((pointer, day, file, since)) = cx.trail.and_then(|trail| there_before(trail, &evidence, [collected, to, from])) {
            out.at(
                evidence.at(pointer),
                format!(
                    "evidence `{}` says {day}, and `{file}` has been what it is since {since}, when the record was there already",
                    evidence.id
                ),
            )
            .help("keep what was collected on that day as a file and a record of its own, or take the day back");
        } else if let Some((pointer, day)) = cx.trail.and_then(|trail| committed_late(trail, &evidence.id, [collected, to, from]))
            && is_blank(evidence.notes.as_deref())
        {
            out.at(
                evidence.at(pointer),
                format!("evidence `{}` says {day}, and was first committed more than {LATE} days later", evidence.id),
            )
            .help("correct the day, or say in `notes:` where it was kept until then");
        }
    }
}

/// The day that evidence claims, if the programme was in git by then, and the evidence came in much later.
fn committed_late(trail: &Trail, id: &str, claims: [Option<(&'static str, Date)>; 3]) -> Option<(&'static str, Date)> {
    let first = trail.first(Evidence::NAME, id)?.committer.day();
    let (pointer, day) = claims.into_iter().flatten().next()?;
    (trail.begins()? <= day && first.days_since(day) > LATE).then_some((pointer, day))
}

/// A day that evidence claims and did not claim before, although its file is what it was before that day: the day was moved. With
/// the file and the day since when it is what it is. Clocks of other places may be a day ahead.
fn there_before<'a>(
    trail: &Trail,
    evidence: &View<'a, Evidence>,
    claims: [Option<(&'static str, Date)>; 3],
) -> Option<(&'static str, Date, &'a str, Date)> {
    let file = evidence.data().file.as_deref()?;
    let since = trail.commits[trail.touched(file)?].committer.day();
    let begun = trail.first(Evidence::NAME, &evidence.id)?.committer.day();
    let (pointer, day) = claims.into_iter().flatten().find(|(_, day)| day.days_since(since.max(begun)) > 1)?;
    let is_before = |past: &&Past| trail.commits[past.place].committer.day() < day;
    let past = trail.record(Evidence::NAME, &evidence.id).iter().find(is_before)?;
    let then = trail.version(Evidence::NAME, &evidence.id, past).ok()??;
    let is_moved = then.node().find(pointer).is_some_and(|claimed| claimed.text() != day.to_string());
    is_moved.then_some((pointer, day, file, since))
}
