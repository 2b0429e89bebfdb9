use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, Evidence};
use crate::register::control::{shown_until, supported_until, valid_until};
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
    let supported = supported_until(cx);
    // A control that counts as implemented, and that nothing shows any more, is a finding of its own.
    let unshown = cx.program.all::<Control>().filter(|control| control.is_implemented()).map(|control| control.data());
    let unshown = unshown.filter(|control| shown_until(cx, control, &supported).is_some_and(|until| until < cx.today));
    let told: HashSet<&str> = unshown.flat_map(Control::supported_as).collect();
    for evidence in cx.program.all::<Evidence>() {
        let Some(last) = valid_until(cx.program, evidence, cx.cadences.evidence()).filter(|last| *last < cx.today) else { continue };
        let is_alone = |id: &&str| supported.get(id).is_some_and(|until| *until < cx.today) && !told.contains(id);
        let alone: Vec<&str> = evidence.data().supports.iter().map(|supported| supported.id()).filter(is_alone).collect();
        if !alone.is_empty() {
            let place = if evidence.valid_until.is_some() { evidence.at("/valid_until") } else { evidence.at("/effective") };
            out.at(place, format!("evidence `{}` for {} counted until {last}", evidence.id, list_of(&alone, "and")))
                .about(&alone)
                .help("collect it anew as a record of its own; the old one stays");
        }
    }
}
