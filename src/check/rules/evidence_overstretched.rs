use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Evidence;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "evidence-overstretched",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.1"],
    page: include_str!("evidence_overstretched.md"),
    check: Check::Records(check),
};

/// One piece may support so many controls.
const MOST: usize = 12;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for evidence in cx.program.all::<Evidence>() {
        let controls = evidence.supports.iter().filter(|support| support.is("CTL") || support.id().starts_with("A.")).count();
        if controls > MOST {
            out.at(evidence.at("/supports"), format!("`{}` is to show that {controls} controls work", evidence.id))
                .help("name the controls that it looks at in particular, and collect for the others what shows them");
        }
    }
}
