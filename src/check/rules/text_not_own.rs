use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::drafts::{is_draft, is_open};
use crate::model::kinds::{Document, DocumentStatus};
use crate::register::cx::Now;
use crate::register::document::is_drafted;

pub(super) static RULE: Rule = Rule {
    name: "text-not-own",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.2"],
    page: include_str!("text_not_own.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    // What has to be filled in is named by `placeholder-left`, and is written by whoever fills it in.
    let is_named = |text: &str| !is_open(text) && is_draft(text);
    for (id, _, doc) in cx.program.documents() {
        for (field, value) in cx.program.node(doc).entries().filter(|(_, value)| value.is_scalar() && is_named(value.text())) {
            out.at(value.span(), format!("`{}` of `{id}` is the draft of the catalogue, word by word", field.text()))
                .unfilled(&[""])
                .help("say how it is with you, in words of your own, or take the record out");
        }
    }
    for document in cx.program.all::<Document>().filter(|document| document.status != Some(DocumentStatus::Retired)) {
        let Some(file) = document.file.as_ref().filter(|file| is_drafted(cx.program, file)) else { continue };
        let (same, all) = cx.program.seen_file(file).map_or((0, 0), |seen| seen.drafted);
        out.at(document.at("/file"), format!("{same} of {all} sentences of `{file}` are those of the catalogue"))
            .unfilled(&[""])
            .help("read it as one who must follow it, and write what you do");
    }
}
