use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Document, DocumentStatus, DocumentType};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "doc-metadata-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.2"],
    page: include_str!("doc_metadata_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let is_approved = |document: &Document| document.status == Some(DocumentStatus::Approved);
    let counts = |document: &Document| document.status != Some(DocumentStatus::Retired) && document.kind != DocumentType::External;
    for document in cx.program.all::<Document>().filter(|document| counts(document)) {
        let parts = [
            ("owner", document.owner.is_none()),
            ("version", is_blank(document.version.as_deref())),
            ("status", document.status.is_none()),
            ("classification", is_blank(document.classification.as_deref())),
            // The master policy has a rule of its own.
            ("approval", is_approved(&document) && document.approval.is_none() && document.kind != DocumentType::MasterPolicy),
        ];
        let missing = missing(parts);
        out.lacks(
            document.at(""),
            &missing,
            |missing| format!("document `{}` lacks {}", document.id, list_of(missing, "and")),
            |finding| {
                finding.unfilled(&[""]).help("add what identifies it");
            },
        );
    }
}
