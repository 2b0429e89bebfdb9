//! Approvals: whether they cover what is there, who brought them in, and what is odd about them.

use super::{ApprovalFacts, Ground, SinceFacts};
use crate::base::date::Date;
use crate::base::text::natural;
use crate::history::approval::{Since, Standing, brought};
use crate::history::past::Past;
use crate::model::approvals::{Approved, approvals};
use crate::model::single::trust::Strength;
use crate::register::cx::Cx;
use crate::store::history::{Signature, SignatureState};

/// All approvals of a programme, by kind and id.
pub fn facts(cx: &Cx<'_>, ground: &Ground<'_>) -> Vec<ApprovalFacts> {
    let mut facts = Vec::new();
    for (id, kind, doc) in cx.program.documents() {
        let record = cx.program.node(doc);
        for approved in approvals(kind, record) {
            let standing = cx.approvals.standing(kind, id, record, &approved);
            let brought = brought(ground.trail, kind, id, &approved);
            let changed = if standing == Standing::Stale { cx.approvals.since(kind, id, record, &approved) } else { Ok(Vec::new()) };
            let fact = |since: Since| SinceFacts { field: since.field, commit: since.place.map(|place| ground.commit(place)) };
            let commit = brought.map(|past| ground.commit(past.place));
            facts.push(ApprovalFacts {
                record: id.into(),
                kind: kind.into(),
                place: approved.place.trim_start_matches('/').replace('/', "."),
                by: approved.by().into(),
                on: approved.on().into(),
                standing,
                digest: approved.recorded().is_some(),
                strength: cx.approvals.strength(kind, id, &approved).unwrap_or(Strength::Written),
                changed: changed.unwrap_or_default().into_iter().map(fact).collect(),
                remarks: brought.map_or_else(Vec::new, |past| remarks(ground, kind, id, &approved, past)),
                commit,
            });
        }
    }
    facts.sort_by(|a, b| (a.kind.as_str()).cmp(&b.kind).then_with(|| natural(&a.record, &b.record)).then_with(|| a.place.cmp(&b.place)));
    facts
}

/// What does not fit: a day before the content was there or after the commit, a signature of somebody else.
fn remarks(ground: &Ground<'_>, kind: &'static str, id: &str, approved: &Approved<'_>, past: &Past) -> Vec<String> {
    let mut remarks = Vec::new();
    let commit = &ground.trail.commits[past.place];
    if let Ok(on) = approved.on().parse::<Date>() {
        let made = ground.trail.came_to_be(kind, id, past, approved.covers).author.day();
        if on < made {
            remarks.push(format!("dated {on}, and what it covers was first committed on {made}"));
        }
        if on > commit.committer.day() {
            remarks.push(format!("dated {on}, and brought in by a commit of {}", commit.committer.day()));
        }
    }
    if let Signature { state: SignatureState::Good, signer: Some(signer), .. } = ground.trail.signature(commit)
        && !signer.to_lowercase().contains(&commit.committer.email.to_lowercase())
    {
        remarks.push(format!("signed by {signer}, committed as {}", commit.committer.who()));
    }
    remarks
}
