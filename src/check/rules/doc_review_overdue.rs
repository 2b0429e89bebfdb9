use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::{Document, DocumentStatus, DocumentType};

pub(super) static RULE: Rule = Rule {
    name: "doc-review-overdue",
    level: Level::Warning,
    mandatory: false,
    clauses: &["7.5.2", "A.5.1"],
    page: include_str!("doc_review_overdue.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let in_force = |document: &Document| document.status == Some(DocumentStatus::Approved) && document.kind != DocumentType::External;
    for document in cx.program.all::<Document>().filter(|document| in_force(document)) {
        let Some(last) = document.reviewed_on.max(document.approval.as_ref().map(|approval| approval.on)) else { continue };
        let every = document.review_every.unwrap_or(cx.cadences.document_review());
        let due = last.plus(every);
        if due < cx.today {
            let place = if document.reviewed_on.is_some() { document.at("/reviewed_on") } else { document.at("/approval/on") };
            out.at(place, format!("`{}` was due for review on {due}", document.id))
                .help(format!("read it again, then write `reviewed_on:` or approve a new version; it is looked at every {every}"));
        }
    }
}
