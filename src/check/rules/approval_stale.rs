use super::common::{Approval, tell_stale};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::approvals::{ACCEPTANCE, approvals};
use crate::model::kinds::{Document, RecordKind as _, Risk};
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "approval-stale",
    level: Level::Error,
    mandatory: true,
    about: About::Approval,
    clauses: &["6.1.3 f"],
    page: include_str!("approval_stale.md"),
    check: Check::History(check),
};

/// Approvals of the scope and of documents, and acceptances, have rules of their own.
fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let is_closed = |kind: &str, id: &str| kind == Risk::NAME && cx.program.by_id::<Risk>(id).is_some_and(|risk| risk.closed.is_some());
    let records = cx.program.documents().filter(|(id, kind, _)| !["scope", Document::NAME].contains(kind) && !is_closed(kind, id));
    let found = records.flat_map(|(id, kind, doc)| {
        let record = cx.program.node(doc);
        let places = approvals(kind, record).map(|approved| approved.place).filter(|place| *place != ACCEPTANCE);
        places.map(move |place| Approval { kind, id, record, place, awaits: None })
    });
    tell_stale(cx, out, found);
}
