use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::node::Node;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::history::facts::{FRESH, Facts, Rewritten, is_amended};
use crate::model::approvals::{RECORD, approval_at};
use crate::model::digest::is_covered;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "fact-rewritten",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("fact_rewritten.md"),
    check: Check::History(check),
};

/// What has no day of its own may settle for so long after its record came in.
const SETTLING: i64 = 30;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    for (id, kind, doc) in cx.program.records() {
        let past = trail.record(kind.name, id);
        if past.iter().all(|past| past.rewritten.is_empty()) {
            continue;
        }
        let record = cx.program.node(doc);
        let now = Facts::of(kind.name, record);
        let is_told =
            |fact: &Rewritten, on: Date| is_covered_by_approval(kind.name, record, &fact.field) || is_amended(record, &fact.field, on);
        let begun = trail.first(kind.name, id).map(|commit| commit.committer.day());
        let is_fresh = |fact: &Rewritten, on: Date| match (fact.day, begun) {
            (Some(day), _) => on.days_since(day) <= FRESH,
            (None, Some(begun)) => on.days_since(begun) <= SETTLING,
            (None, None) => false,
        };
        for past in past {
            let commit = &trail.commits[past.place];
            let on = commit.committer.day();
            let is_silent = |fact: &&Rewritten| !now.has(fact) && !is_fresh(fact, on) && !is_told(fact, on);
            let facts: Vec<&Rewritten> = past.rewritten.iter().filter(is_silent).collect();
            let Some(first) = facts.first() else { continue };
            let top = first.field.split('.').next().unwrap_or_default();
            let of = first.day.map_or_else(String::new, |day| format!(" of {day}"));
            let more = if facts.len() > 1 { format!(" and {}", count(facts.len() - 1, "more fact")) } else { String::new() };
            out.at(
                record.place(&format!("/{top}")),
                format!(
                    "`{}`{of}{more} in {} `{id}` was changed or taken out on {on} by {} in {}, without a word",
                    first.field,
                    kind.name,
                    commit.author.name,
                    commit.id.short()
                ),
            )
            .help(format!("take it back, or say why under `amended:` as `on: {on}`, `what: {top}` and `reason:`"));
        }
    }
}

/// An approval that covers a field is stale once it changes, which is told there.
fn is_covered_by_approval(kind: &str, record: Node<'_>, field: &str) -> bool {
    approval_at(kind, record, RECORD).is_some() && is_covered(kind, field.split('.'))
}
