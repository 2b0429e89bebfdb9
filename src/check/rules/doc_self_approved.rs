use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Document, DocumentStatus};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "doc-self-approved",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.3", "7.5.2"],
    page: include_str!("doc_self_approved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for document in cx.program.all::<Document>().filter(|document| document.status != Some(DocumentStatus::Retired)) {
        let (Some(approval), Some(owner)) = (&document.approval, &document.owner) else { continue };
        if cx.roles().speaks_for(approval.by.id(), owner.id(), approval.on) {
            out.at(document.at("/approval/by"), format!("`{}` was approved by its own owner `{}`", document.id, approval.by))
                .help("let somebody else approve it; four eyes see more")
                .related(document.at("/owner"), "the owner");
        }
    }
}
