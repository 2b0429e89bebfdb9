use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::check::documents;
use crate::model::approvals::{ACCEPTANCE, RECORD, approvals};
use crate::model::kinds::{Document, RecordKind as _, Risk};
use super::common::tell_stale;

pub(super) static RULE: Rule = Rule {
    name: "approval-stale",
    level: Level::Error,
    mandatory: true,
    clauses: &["6.1.3 f"],
    page: include_str!("approval_stale.md"),
    check: Some(check),
};

/// Approvals of the scope and of documents, and acceptances, have rules of their own.
fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for (id, kind, doc) in documents(cx.program).filter(|(_, kind, _)| !["scope", Document::NAME].contains(kind)) {
        let closed = kind == Risk::NAME && cx.program.by_id::<Risk>(id).is_some_and(|risk| risk.closed.is_some());
        let record = cx.program.node(doc);
        for approved in approvals(record).filter(|approved| !closed && approved.place != ACCEPTANCE) {
            tell_stale(cx, out, (kind, id), (record, approved.place), &what(kind, id, approved.place));
        }
    }
}

fn what(kind: &str, id: &str, place: &str) -> String {
    match (kind, place) {
        ("isms", _) => "the risk method".into(),
        ("soa", _) => "the Statement of Applicability".into(),
        ("plan", _) => "the plan".into(),
        (_, RECORD) => format!("{kind} `{id}`"),
        _ => format!("the treatment of {kind} `{id}`"),
    }
}
