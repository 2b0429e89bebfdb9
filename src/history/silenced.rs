//! Facts that are gone without a word: what commits took away from a record, but for slips that were put right at once and
//! for what the record tells of.

use super::facts::{Facts, Rewritten};
use super::past::{Past, Tale};
use super::trail::Trail;
use crate::base::date::Date;
use crate::base::digest::Digest;
use crate::base::node::{Node, SourceFile};
use crate::base::text::says_nothing;
use crate::model::approvals::{RECORD, approval_at};
use crate::model::digest::{self, is_covered};
use std::sync::LazyLock;

/// A fact may be put right so many days after its day: whoever writes it down may slip.
pub const FRESH: i64 = 7;
/// What has no day of its own may settle for so long after its record came in.
const SETTLING: i64 = 30;
/// Corrections are written down near the day on which something was changed.
pub const NEAR: i64 = 30;

/// The facts of a record that commits took away without a word and that are still gone, by the place of the commit, the latest
/// first; each place has some.
pub fn silenced<'t>(trail: &'t Trail, kind: &'static str, id: &str, record: Node<'_>) -> Vec<(usize, Vec<&'t Rewritten>)> {
    let past = trail.telling(kind, id, Tale::Rewritten);
    if past.is_empty() {
        return Vec::new();
    }
    let now = Facts::of(kind, record);
    let begun = trail.first(kind, id).map(|commit| commit.committer.day());
    let is_fresh = |fact: &Rewritten, on: Date| match (fact.day, begun) {
        (Some(_), _) if is_failure(fact) => false,
        (Some(day), _) => on.days_since(day) <= FRESH,
        (None, Some(begun)) => on.days_since(begun) <= SETTLING,
        (None, None) => false,
    };
    // Who takes part is no matter of the minutes that are approved, and what is expected of a risk is planned and not judged.
    let is_approved = |field: &str| field != "attendees" && is_covered_by_approval(kind, record, field);
    let is_told = |field: &str, on: Date| field.starts_with("residual.") || is_approved(field) || is_amended(record, field, on);
    let silent = |past: &'t Past| {
        let on = trail.commits[past.place].committer.day();
        let facts = past.rewritten.iter().filter(|fact| !now.has(fact) && !is_fresh(fact, on) && !is_told(&fact.field, on));
        (past.place, facts.collect::<Vec<_>>())
    };
    past.iter().map(silent).filter(|(_, facts)| !facts.is_empty()).collect()
}

/// Whether a fact said that something had failed: that is no slip of whoever typed it.
fn is_failure(fact: &Rewritten) -> bool {
    static FAILED: LazyLock<Digest> = LazyLock::new(|| digest::whole(SourceFile::of_string("fail").node(0)));
    &*fact.field == "tests.results.result" && fact.before == *FAILED
}

/// An approval that covers a field is stale once it changes, which is told there.
pub fn is_covered_by_approval(kind: &str, record: Node<'_>, field: &str) -> bool {
    approval_at(kind, record, RECORD).is_some() && is_covered(kind, field.split('.'))
}

/// Whether a record says that a field was changed about that day, and why.
pub fn is_amended(record: Node<'_>, field: &str, on: Date) -> bool {
    let text = |entry: Node<'_>, name: &str| entry.get(name).map_or(String::new(), |value| value.text().to_owned());
    let mut entries = record.get("amended").into_iter().flat_map(Node::items);
    entries.any(|entry| {
        let what = text(entry, "what");
        let is_near = text(entry, "on").parse::<Date>().is_ok_and(|day| day.days_since(on).abs() <= NEAR);
        is_near
            && !says_nothing(&text(entry, "reason"))
            && (field == what || field.strip_prefix(&what).is_some_and(|rest| rest.starts_with('.')))
    })
}
