use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use crate::register::document::LOOKED_UP;

pub(super) static RULE: Rule = Rule {
    name: "external-document-stale",
    level: Level::Info,
    mandatory: false,
    about: About::Lateness,
    clauses: &["7.5.3"],
    page: include_str!("external_document_stale.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(isms) = cx.program.isms() else { return };
    if !isms.external_documents.iter().any(|document| document.title.contains("27001")) {
        out.at(isms.at("/external_documents"), "no external document is ISO/IEC 27001 itself, which everything here answers to").help(
            "add it under `external_documents:` with the edition, the amendments and the day on which you looked whether they are current",
        );
    }
    for (index, document) in isms.external_documents.iter().enumerate() {
        let problem = match document.checked_on {
            _ if is_blank(document.edition.as_deref()) => "has no edition".to_owned(),
            None => "has no day on which it was looked up".to_owned(),
            Some(day) if day.plus(LOOKED_UP) < cx.today => format!("was last looked up on {day}"),
            Some(_) => continue,
        };
        out.at(isms.at(&format!("/external_documents/{index}/title")), format!("external document `{}` {problem}", document.title))
            .help("look whether it is the current edition, and write `edition:` and `checked_on:`");
    }
}
