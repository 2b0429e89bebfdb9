use super::common::{has_words, is_one_of};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Finding;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "finding-weak-cause",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("finding_weak_cause.md"),
    check: Check::Records(check),
};

/// Symptoms that are often given for a cause.
const SYMPTOMS: &[&str] = &[
    "carelessness",
    "forgotten",
    "human error",
    "human failure",
    "lack of awareness",
    "lack of resources",
    "lack of time",
    "mistake",
    "negligence",
    "no time",
    "oversight",
    "was forgotten",
];
/// Fewer words than this name no cause.
const FEWEST: usize = 4;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>() {
        let Some(cause) = &finding.root_cause else { continue };
        if is_one_of(&cause.text, SYMPTOMS) || !has_words(&cause.text, FEWEST) {
            out.at(
                finding.at("/root_cause/text"),
                format!("`{}` is a symptom rather than the cause of `{}`", cause.text.trim(), finding.id),
            )
            .help("ask why once more: what made it possible, and what would have prevented it");
        }
    }
}
