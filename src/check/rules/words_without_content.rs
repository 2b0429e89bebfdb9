use super::common::{is_one_of, reasons};
use crate::base::diagnostic::Level;
use crate::base::text::{cut, normal};
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, RecordKind as _};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "words-without-content",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("words_without_content.md"),
    check: Check::Records(check),
};

/// What stands where something should be said.
const PHRASES: &[&str] = &[
    "accepted",
    "accepted by management",
    "all good",
    "approved by management",
    "as discussed",
    "as usual",
    "besprochen",
    "best practice",
    "covered",
    "discussed",
    "done",
    "erledigt",
    "everywhere",
    "fine",
    "good",
    "keine",
    "looked at",
    "n/a",
    "na",
    "nichts",
    "none",
    "noted",
    "nothing",
    "ok",
    "okay",
    "presented",
    "required",
    "reviewed",
    "see above",
    "see minutes",
    "see protocol",
    "siehe oben",
    "siehe protokoll",
    "tbd",
    "test",
    "was discussed",
    "wie besprochen",
    "works",
    "x",
    "yes",
    "zur kenntnis genommen",
];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for (id, kind, doc) in cx.program.documents() {
        let Some(reasons) = reasons(kind) else { continue };
        let (record, mut empty) = (cx.program.node(doc), Vec::new());
        // The title of a finding may be its statement; that of a control is not how it works.
        let title = record.get("title").filter(|_| kind == Control::NAME).map(|title| normal(title.text()));
        reasons.walk(record, &mut |text, ()| {
            let says = || normal(text.text());
            if text.is_string() && (is_one_of(text.text(), PHRASES) || title.as_ref().is_some_and(|title| *title == says())) {
                empty.push(text);
            }
        });
        let [first, more @ ..] = &empty[..] else { continue };
        let others = if more.is_empty() { String::new() } else { format!(", and so do {} more", more.len()) };
        let finding = out.at(first.span(), format!("`{}` in `{id}` says nothing{others}", cut(first.text().trim())));
        finding.help("write in a sentence what was found or why it is so; \"nothing new since May\" is an answer");
        for text in more.iter().take(3) {
            finding.related(text.span(), "this, too");
        }
    }
}
