use super::change_unplanned::is_planned;
use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::base::text::{count, cut};
use crate::check::{About, Check, Findings, Rule};
use crate::history::demands::Moved;
use crate::history::past::Tale;
use crate::history::silenced::{NEAR, is_amended, is_covered_by_approval};
use crate::model::kinds::Change;
use crate::register::cx::Cx;
use std::collections::{HashMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "demand-weakened",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2", "6.2", "6.3", "8.1", "9.1", "9.2.2", "9.3.1", "10.2", "A.5.12", "A.5.22", "A.5.31"],
    page: include_str!("demand_weakened.md"),
    check: Check::History(check),
};

/// Where the approval of the risk method stands.
const METHOD: &str = "/risk/approval";
/// Changes are looked for this far back.
const WINDOW: Period = Period::months(12);

/// What came in is put right for so many days.
const SETTLING: i64 = 30;

/// What asks for the demands of a kind; those of `isms.yaml` that are not on the method are the system's own.
const ASKED: &[(&str, &str)] = &[
    ("asset", "A.5.12"),
    ("audit", "9.2.2"),
    ("evidence", "9.1"),
    ("finding", "10.2"),
    ("isms", "6.3"),
    ("metric", "9.1"),
    ("objective", "6.2"),
    ("obligation", "A.5.31"),
    ("review", "9.3.1"),
    ("supplier", "A.5.22"),
];

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    let touched = touched(cx);
    for (id, kind, doc) in cx.program.documents() {
        let versions = trail.telling(kind, id, Tale::Moved);
        if versions.is_empty() {
            continue;
        }
        let record = cx.program.node(doc);
        let is_told = |moved: &Moved, on| is_amended(record, &moved.field, on) || is_covered_by_approval(kind, record, &moved.field);
        // What was moved again since is as it was moved last; of several commits the last one is told.
        let mut later: HashSet<(&str, &str)> = HashSet::new();
        let begun = trail.first(kind, id).map(|commit| commit.committer.day());
        // A method that nobody has approved yet is a draft.
        let approved = versions.iter().rfind(|past| past.approval(METHOD).is_some()).map(|past| past.place);
        let found = versions.iter().find_map(|past| {
            let commit = &trail.commits[past.place];
            let on = commit.committer.day();
            let is_settled = begun.is_some_and(|begun| on.days_since(begun) > SETTLING);
            let near = |days: &Vec<Date>| days.iter().any(|day| day.days_since(on).abs() <= NEAR);
            let is_planned = if kind == "isms" { is_planned(cx, id, on) } else { touched.get(id).is_some_and(near) };
            let moved: Vec<&Moved> = past.moved.iter().filter(|moved| later.insert((&moved.field, &moved.item))).collect();
            let is_in_force = |moved: &Moved| !moved.field.starts_with("risk.") || approved.is_some_and(|place| place > past.place);
            let less: Vec<&Moved> = moved.into_iter().filter(|moved| moved.is_less && is_in_force(moved) && !is_told(moved, on)).collect();
            (on.plus(WINDOW) >= cx.today && is_settled && !is_planned && !less.is_empty()).then_some((commit, on, less))
        });
        let Some((commit, on, less)) = found else { continue };
        let first = less[0];
        let top = first.field.split('.').next().unwrap_or_default();
        let of = if first.item.is_empty() { String::new() } else { format!(" of `{}`", first.item) };
        let to = if first.to.is_empty() { "was taken out".into() } else { format!("went to `{}`", cut(&first.to)) };
        let more = if less.len() > 1 { format!(", {} with it", count(less.len() - 1, "more demand")) } else { String::new() };
        let message = format!(
            "`{}`{of} in `{id}` was `{}` and {to} on {on} by {} in {}{more}; nothing says why",
            first.field,
            cut(&first.from),
            commit.author.name,
            commit.id.short()
        );
        let asked = match first.field.starts_with("risk.") {
            true => "6.1.2",
            false => ASKED.iter().find(|(known, _)| *known == kind).map_or("8.1", |(_, asked)| *asked),
        };
        out.at(record.place(&format!("/{top}")), message).against([asked]).help(match kind {
            "isms" => format!("plan such changes as `change` records; for this one write its day, `done: {on}`, or take it back"),
            _ => format!("say why under `amended:` as `on: {on}`, `what: {top}` and `reason:`, or take it back"),
        });
    }
}

/// On which days changes were made or planned that name a record, by its id.
fn touched<'a>(cx: &Cx<'a>) -> HashMap<&'a str, Vec<Date>> {
    let mut touched: HashMap<&str, Vec<Date>> = HashMap::new();
    for change in cx.program.all::<Change>() {
        for record in &change.data().touches {
            touched.entry(record.id()).or_default().extend(change.done.into_iter().chain(change.planned_for));
        }
    }
    touched
}
