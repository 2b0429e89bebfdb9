use super::common::{has_words, is_one_of};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-generic-scenario",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 c"],
    page: include_str!("risk_generic_scenario.md"),
    check: Check::Records(check),
};

/// Titles that say nothing about the organisation.
const GENERIC: &[&str] = &[
    "cyber attack",
    "cyberattack",
    "data breach",
    "data leak",
    "data loss",
    "hacking",
    "human error",
    "insider threat",
    "malware",
    "phishing",
    "ransomware",
    "system failure",
    "theft",
    "unauthorised access",
    "unauthorized access",
    "virus",
];

/// A scenario needs a source, an event and a consequence; fewer words rarely hold them.
const FEWEST: usize = 6;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for risk in cx.risks().iter().map(|row| row.risk) {
        let scenario = risk.data().scenario.as_deref().unwrap_or("");
        let problem = if is_one_of(scenario, GENERIC) || (scenario.is_empty() && is_one_of(&risk.title, GENERIC)) {
            "could stand in anybody's register"
        } else if scenario.trim().is_empty() {
            "has no scenario"
        } else if !has_words(scenario, FEWEST) {
            "says too little of what happens"
        } else {
            continue;
        };
        let place = if scenario.is_empty() { risk.at("/title") } else { risk.at("/scenario") };
        out.at(place, format!("risk `{}` {problem}", risk.id))
            .help("write who or what causes it, through which weakness, and what follows for you");
    }
}
