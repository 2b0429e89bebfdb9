use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::single::context::RequirementSource;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "party-requirement-undecided",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.2"],
    page: include_str!("party_requirement_undecided.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(context) = cx.program.context() else { return };
    for (p, party) in context.parties.iter().enumerate() {
        for (r, _) in party.requirements.iter().enumerate().filter(|(_, requirement)| requirement.addressed.is_none()) {
            out.at(
                context.at(&format!("/parties/{p}/requirements/{r}/text")),
                format!("it is open whether a requirement of `{}` is taken on", party.name),
            )
            .help("write `addressed: true` with `addressed_by:`, or `addressed: false` with a `reason:`");
        }
        for (r, declined) in party.requirements.iter().enumerate().filter(|(_, requirement)| requirement.addressed == Some(false)) {
            let place = context.at(&format!("/parties/{p}/requirements/{r}/addressed"));
            let binding = match declined.source {
                Some(RequirementSource::Law) => Some("a law"),
                Some(RequirementSource::Contract) => Some("a contract"),
                Some(RequirementSource::Expectation) | None => None,
            };
            if let Some(binding) = binding {
                out.at(place, format!("a requirement of `{}` is not taken on, and {binding} asks for it", party.name))
                    .help("take it on: `addressed: true` with `addressed_by:`; where it does not bind you, correct its `source:`");
            } else if is_blank(declined.reason.as_deref()) {
                out.at(place, format!("a requirement of `{}` is not taken on, and nothing says why", party.name))
                    .help("write the `reason:`, or take it on");
            }
        }
    }
}
