use super::common::{has_words, is_one_of};
use crate::base::diagnostic::Level;
use crate::base::text::normal;
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
/// So many words may follow a symptom and say no more than whose it was.
const FOLLOWING: usize = 6;
/// What a cause begins with that is named after its symptom.
const BECAUSE: &[&str] = &[" as ", " because ", " since ", ",", ";", ":", "(", " - ", " – "];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>() {
        let Some(cause) = &finding.root_cause else { continue };
        if is_one_of(&cause.text, SYMPTOMS) || is_symptom_of_somebody(&cause.text) || !has_words(&cause.text, FEWEST) {
            out.at(
                finding.at("/root_cause/text"),
                format!("`{}` is a symptom rather than the cause of `{}`", cause.text.trim(), finding.id),
            )
            .help("ask why once more: what made it possible, and what would have prevented it");
        }
    }
}

/// `Human error of the person on call`: a symptom, and whose it was. A mistake in something is a cause.
fn is_symptom_of_somebody(text: &str) -> bool {
    let text = normal(text);
    let rest = SYMPTOMS.iter().filter(|symptom| **symptom != "mistake").find_map(|symptom| text.strip_prefix(symptom)?.strip_prefix(' '));
    rest.is_some_and(|rest| !has_words(rest, FOLLOWING + 1) && !BECAUSE.iter().any(|because| format!("{rest} ").contains(because)))
}
