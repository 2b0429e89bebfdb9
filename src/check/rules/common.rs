//! What several rules ask of records.

use crate::base::date::Date;
use crate::base::node::Node;
use crate::base::span::Span;
use crate::base::text::{count, list_of, normal, says_nothing};
use crate::check::Findings;
use crate::history::approval::{Since, Standing};
use crate::history::trail::Trail;
use crate::model::approvals::{ACCEPTANCE, RECORD, approval_at};
use crate::model::facts::ByKind;
use crate::model::kinds::{Change, Review};
use crate::model::links::Marked;
use crate::model::program::{Program, View};
use crate::register::change::is_of_isms;
use crate::register::cx::Cx;
use crate::register::soa::SoaRow;
use rayon::prelude::*;
use std::collections::HashSet;

/// Up to so many rows of the Statement of Applicability are told one by one; more have one cause and are told at once.
pub(super) const FEW: usize = 5;

/// Tells of rows: each by itself, or all at the first, with their number and the names of the first few.
pub(super) fn tell_rows(
    out: &mut Findings<'_>,
    rows: &[&SoaRow<'_>],
    place: impl Fn(&SoaRow<'_>) -> Span,
    (each, all): (impl Fn(&SoaRow<'_>) -> String, impl Fn(usize, &str) -> String),
    help: &str,
) {
    if rows.len() > FEW {
        let first = list_of(rows[..FEW].iter().map(|row| row.id), "and");
        out.at(place(rows[0]), all(rows.len(), &first)).help(help).about(rows.iter().map(|row| row.id));
        return;
    }
    for row in rows {
        out.at(place(row), each(row)).help(help).about([row.id]);
    }
}

/// Whether a text says nothing: missing, blank, or only dashes and dots.
pub(super) fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(says_nothing)
}

/// The names of the parts that are missing.
pub(super) fn missing<const N: usize>(parts: [(&'static str, bool); N]) -> Vec<&'static str> {
    parts.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect()
}

/// Whether a text has so many words of at least one letter or digit.
pub(super) fn has_words(text: &str, fewest: usize) -> bool {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).nth(fewest - 1).is_some()
}

/// Whether a text is one of some phrases, which have no more than three words each.
pub(super) fn is_one_of(text: &str, phrases: &[&str]) -> bool {
    text.split_whitespace().nth(3).is_none() && phrases.contains(&normal(text).as_str())
}

/// Where records of a kind say in words of their own what was found, thought or learnt.
pub(super) fn reasons(kind: &str) -> Option<&'static Marked<()>> {
    static REASONS: ByKind<Option<Marked<()>>> = ByKind::new(|facts| Marked::of(facts, |field| field.is_reason().then_some(())));
    REASONS.get(kind)?.as_ref()
}

/// The ids of suppliers that `scope.yaml` names at an interface.
pub(super) fn interfaces(program: &Program) -> HashSet<&str> {
    let scope = program.scope().map(View::data);
    scope.iter().flat_map(|scope| &scope.interfaces).filter_map(|interface| Some(interface.supplier.as_ref()?.id())).collect()
}

/// The last management review up to a day.
pub(super) fn last_review(program: &Program, day: Date) -> Option<View<'_, Review>> {
    program.all::<Review>().filter(|review| review.on <= day && review.took_place()).max_by_key(|review| review.on)
}

/// An approval in a record: the record's kind and id, its value, and the place of the approval.
pub(super) struct Approval<'a> {
    pub kind: &'static str,
    pub id: &'a str,
    pub record: Node<'a>,
    pub place: &'static str,
    /// Who is to give it again, where that is not whoever owns the record.
    pub awaits: Option<&'a str>,
}

impl Approval<'_> {
    /// What was approved, in words.
    fn what(&self) -> String {
        match (self.kind, self.place) {
            ("isms", _) => "the risk method".into(),
            ("soa", _) => "the Statement of Applicability".into(),
            ("plan" | "scope", _) => format!("the {}", self.kind),
            (kind, RECORD | ACCEPTANCE) => format!("{kind} `{}`", self.id),
            (kind, _) => format!("the treatment of {kind} `{}`", self.id),
        }
    }
}

/// Tells of approvals whose content has changed since, with the fields, who changed them and when. To say that, versions
/// are read again, which is worth all threads.
pub(super) fn tell_stale<'a>(cx: &Cx<'a>, out: &mut Findings<'_>, approvals: impl IntoIterator<Item = Approval<'a>>) {
    let approvals: Vec<Approval<'a>> = approvals.into_iter().collect();
    let told: Vec<_> = approvals.par_iter().filter_map(|approval| Some((approval, told_stale(cx, approval)?))).collect();
    for (approval, (place, message, help)) in told {
        let asked = approved_by(cx.program, approval.kind, approval.id);
        out.at(place, message).help(help).awaits(approval.awaits).against(asked.iter().copied());
    }
}

/// What asks for the control of a change: a change of the management system is planned by 6.3, another one is operation.
pub(super) fn asked_of_change(change: &Change) -> &'static [&'static str] {
    if is_of_isms(change) == Some(true) { &["6.3", "8.1"] } else { &["8.1"] }
}

/// What asks for the approval of a record, where a rule speaks of many kinds.
pub(super) fn approved_by(program: &Program, kind: &str, id: &str) -> &'static [&'static str] {
    match program.by_id::<Change>(id) {
        Some(change) => asked_of_change(&change),
        None => APPROVED_BY.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, clauses)| clauses),
    }
}

/// By kind; what asks for a change depends on what it changes.
const APPROVED_BY: &[(&str, &[&str])] = &[
    ("document", &["7.5.2 c", "7.5.3"]),
    ("exception", &["A.5.36"]),
    ("isms", &["6.1.2"]),
    ("objective", &["6.2"]),
    ("plan", &["5.1"]),
    ("review", &["9.3.3"]),
    ("risk", &["6.1.3 f"]),
    ("scope", &["4.3", "7.5.2"]),
    ("soa", &["6.1.3 d"]),
];

fn told_stale(cx: &Cx<'_>, approval: &Approval<'_>) -> Option<(Span, String, String)> {
    let Approval { kind, id, record, place, .. } = approval;
    let approved = approval_at(kind, *record, place)?;
    if cx.approvals.standing(kind, id, *record, &approved) != Standing::Stale {
        return None;
    }
    let (verb, again) = if *place == ACCEPTANCE { ("accepted", "accept") } else { ("approved", "approve") };
    let changed = cx
        .trail
        .map_or_else(String::new, |trail| changed_since(trail, cx.approvals.since(kind, id, *record, &approved).unwrap_or_default()));
    let message = format!("{} was {verb} on {} and has changed since{changed}", approval.what(), approved.on());
    let help = format!("let `{}` {again} it again as it stands now, or take the change back", approved.by());
    Some((record.place(&format!("{place}/on")), message, help))
}

/// `: `owner` (2026-05-02 by Tom in 1f2e3d4c5b) and 2 more fields`
fn changed_since(trail: &Trail, since: Vec<Since>) -> String {
    let told = |since: &Since| match since.place.map(|place| &trail.commits[place]) {
        Some(commit) => format!("`{}` ({} by {} in {})", since.field, commit.committer.day(), commit.author.name, commit.id.short()),
        None => format!("`{}`", since.field),
    };
    let first: Vec<String> = since.iter().take(3).map(told).collect();
    match since.len().saturating_sub(first.len()) {
        _ if first.is_empty() => String::new(),
        0 => format!(": {}", first.join(", ")),
        more => format!(": {} and {}", first.join(", "), count(more, "more field")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::approvals::places;
    use crate::model::schemas::names;

    #[test]
    fn each_kind_that_is_approved_has_what_asks_for_it_and_no_other_has() {
        for kind in names() {
            let is_known = kind == "change" || APPROVED_BY.iter().any(|(known, clauses)| *known == kind && !clauses.is_empty());
            assert_eq!(places(kind).next().is_some(), is_known, "{kind}");
        }
    }
}
