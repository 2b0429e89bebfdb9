use super::common::{has_words, is_one_of};
use crate::base::diagnostic::Level;
use crate::base::text::normal;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Finding, Incident};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "finding-weak-cause",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.2", "A.5.27"],
    page: include_str!("finding_weak_cause.md"),
    check: Check::Records(check),
};

/// Symptoms that are often given for a cause.
const SYMPTOMS: &[&str] = &[
    "carelessness",
    "employee error",
    "erreur humaine",
    "error humano",
    "forgotten",
    "human error",
    "human failure",
    "lack of awareness",
    "lack of resources",
    "lack of time",
    "menschlicher fehler",
    "menschliches versagen",
    "mistake",
    "negligence",
    "no time",
    "oversight",
    "unachtsamkeit",
    "unknown",
    "user error",
    "was forgotten",
];
/// Fewer words than this name no cause.
const FEWEST: usize = 4;
/// So many words may follow a symptom and say no more than whose it was.
const FOLLOWING: usize = 6;
/// What a cause begins with that is named after its symptom.
const BECAUSE: &[&str] = &[" as ", " because ", " since ", ",", ";", ":", "(", " - ", " – "];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let findings = cx.program.all::<Finding>().filter_map(|finding| {
        let cause = &finding.data().root_cause.as_ref()?.text;
        Some((cause.as_str(), finding.data().id.as_str(), finding.at("/root_cause/text"), "10.2"))
    });
    // As long as somebody works on it, nobody may know.
    let closed = cx.program.all::<Incident>().filter(|incident| !incident.is_open(cx.today));
    let incidents = closed.filter_map(|incident| {
        let cause = incident.data().cause.as_deref().filter(|cause| is_symptom(cause))?;
        Some((cause, incident.data().id.as_str(), incident.at("/cause"), "A.5.27"))
    });
    for (cause, id, place, asked) in findings.filter(|(cause, ..)| is_symptom(cause) || !has_words(cause, FEWEST)).chain(incidents) {
        out.at(place, format!("`{}` is a symptom rather than the cause of `{id}`", cause.trim()))
            .against([asked])
            .help("ask why once more: what made it possible, and what would have prevented it");
    }
}

fn is_symptom(cause: &str) -> bool {
    is_one_of(cause, SYMPTOMS) || is_symptom_of_somebody(cause)
}

/// `Human error of the person on call`: a symptom, and whose it was. A mistake in something is a cause.
fn is_symptom_of_somebody(text: &str) -> bool {
    let text = normal(text);
    let rest = SYMPTOMS.iter().filter(|symptom| **symptom != "mistake").find_map(|symptom| text.strip_prefix(symptom)?.strip_prefix(' '));
    rest.is_some_and(|rest| !has_words(rest, FOLLOWING + 1) && !BECAUSE.iter().any(|because| format!("{rest} ").contains(because)))
}
