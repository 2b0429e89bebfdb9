use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Evidence;
use crate::register::control::valid_until;
use crate::register::cx::Now;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "evidence-expired",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["9.1", "7.5.3"],
    page: include_str!("evidence_expired.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let until = |evidence| -> Option<Date> { valid_until(cx.program, evidence, cx.cadences.evidence()) };
    let fresh: HashSet<&str> = cx
        .program
        .all::<Evidence>()
        .filter(|evidence| until(*evidence).is_some_and(|until| until >= cx.today))
        .flat_map(|evidence| &evidence.data().supports)
        .map(|supported| supported.id())
        .collect();
    for evidence in cx.program.all::<Evidence>() {
        let Some(last) = until(evidence).filter(|last| *last < cx.today) else { continue };
        let alone: Vec<&str> = evidence.data().supports.iter().map(|supported| supported.id()).filter(|id| !fresh.contains(id)).collect();
        if !alone.is_empty() {
            let place = if evidence.valid_until.is_some() { evidence.at("/valid_until") } else { evidence.at("/effective") };
            out.at(place, format!("evidence `{}` for {} counted until {last}", evidence.id, list_of(&alone, "and")))
                .about(&alone)
                .help("collect it anew as a record of its own; the old one stays");
        }
    }
}
