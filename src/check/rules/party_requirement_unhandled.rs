use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::single::context::RequirementSource;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "party-requirement-unhandled",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.2"],
    page: include_str!("party_requirement_unhandled.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(context) = cx.program.context() else { return };
    for (p, party) in context.parties.iter().enumerate() {
        let taken_on = party.requirements.iter().enumerate().filter(|(_, requirement)| requirement.addressed == Some(true));
        // What binds is `obligation-unhandled`.
        let wished = taken_on.filter(|(_, requirement)| matches!(requirement.source, None | Some(RequirementSource::Expectation)));
        for (r, _) in wished.filter(|(_, requirement)| requirement.addressed_by.is_empty()) {
            out.at(
                context.at(&format!("/parties/{p}/requirements/{r}/addressed")),
                format!("an expectation of `{}` is taken on, and nothing says by what", party.name),
            )
            .help("name the controls, obligations or other records that meet it under `addressed_by:`");
        }
    }
}
