use super::common::{Approval, tell_stale};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::approvals::RECORD;
use crate::model::kinds::{Document, DocumentStatus, RecordKind as _};
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "doc-approval-stale",
    level: Level::Error,
    mandatory: true,
    about: About::Approval,
    clauses: &["7.5.2 c", "7.5.3"],
    page: include_str!("doc_approval_stale.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let approved = cx.program.all::<Document>().filter(|document| document.status == Some(DocumentStatus::Approved));
    let approvals = approved.map(|document| Approval {
        kind: Document::NAME,
        id: &document.data().id,
        record: document.node(),
        place: RECORD,
        awaits: None,
    });
    tell_stale(cx, out, approvals);
}
