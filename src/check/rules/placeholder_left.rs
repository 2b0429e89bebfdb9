use crate::base::diagnostic::Level;
use crate::base::node::{Class, Node};
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::load::placeholder;
use crate::model::kinds::{Document, DocumentStatus};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "placeholder-left",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.2"],
    page: include_str!("placeholder_left.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for (id, _, doc) in cx.program.documents() {
        let record = cx.program.node(doc);
        if placeholder::find(record.source()).is_some()
            && let Some((what, place)) = left(record)
        {
            out.at(place, format!("`{what}` in `{id}` is what a template left to be filled in"))
                .unfilled(&[""])
                .help("write what is so in your organisation, or take the sentence out");
        }
    }
    for document in cx.program.all::<Document>().filter(|document| document.status != Some(DocumentStatus::Retired)) {
        let Some(file) = &document.file else { continue };
        if document.status == Some(DocumentStatus::Approved)
            && let Some(what) = cx.program.seen_file(file).and_then(|seen| seen.bare.as_ref())
        {
            let message = match what.as_str() {
                "" => format!("`{file}` is in force, and says nothing"),
                what => format!("`{file}` is in force, and `{what}` is all that it says"),
            };
            out.at(document.at("/file"), message)
                .unfilled(&[""])
                .help("write what is so in your organisation, or call the document a `draft`");
        } else if let Some((what, at)) = cx.program.seen_file(file).and_then(|seen| seen.placeholder.as_ref()) {
            let place = format!("{file}:{}:{}", at.line, at.column);
            out.at(document.at("/file"), format!("`{what}` at `{place}` is what a template left to be filled in"))
                .unfilled(&[""])
                .help("write what is so in your organisation, or take the sentence out");
        }
    }
}

/// The first text of a value that a template left something in. Comments are no texts.
fn left(node: Node<'_>) -> Option<(&str, Span)> {
    match node.class() {
        Class::Map => node.entries().find_map(|(_, value)| left(value)),
        Class::Seq => node.items().find_map(left),
        _ => placeholder::find(node.text()).map(|(what, _)| (what, node.span())),
    }
}
