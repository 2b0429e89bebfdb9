use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Document;
use crate::register::cx::Now;
use crate::register::document;

pub(super) static RULE: Rule = Rule {
    name: "doc-review-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["7.5.2", "A.5.1"],
    page: include_str!("doc_review_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for document in cx.program.all::<Document>() {
        if let Some(due) = document::due(&document, cx.cadences).filter(|due| *due < cx.today) {
            let place = if document.reviewed_on.is_some() { document.at("/reviewed_on") } else { document.at("/approval/on") };
            out.at(place, format!("`{}` was due for review on {due}", document.id))
                .help("read it again, then write `reviewed_on:` or approve a new version");
        }
    }
}
