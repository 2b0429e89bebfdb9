use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::folded;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Document, Evidence, Review};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "doc-link-broken",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("doc_link_broken.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let documents = cx
        .program
        .all::<Document>()
        .filter_map(|document| Some((&document.data().id, document.data().file.as_ref()?, document.at("/file"))));
    let evidence = cx
        .program
        .all::<Evidence>()
        .filter_map(|evidence| Some((&evidence.data().id, evidence.data().file.as_ref()?, evidence.at("/file"))));
    let minutes =
        cx.program.all::<Review>().filter_map(|review| Some((&review.data().id, review.data().minutes.as_ref()?, review.at("/minutes"))));
    let links: Vec<(&String, &String, Span)> = documents.chain(evidence).chain(minutes).collect();
    for (id, file, place) in links {
        if !is_url(file) && !cx.program.has_path(file) {
            let twin = cx.program.paths().find(|path| folded(path) == folded(file));
            let finding = out.at(place, format!("`{id}` points at `{file}`, which is not there"));
            finding.help(twin.map_or_else(
                || "write the path from the programme's folder, with `/`, as it stands in git".to_owned(),
                |twin| format!("`{twin}` is there, a name that differs in case or in how letters with marks are put together; write it so"),
            ));
        }
    }
}

fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}
