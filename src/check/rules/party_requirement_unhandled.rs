use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::model::program::View;
use crate::model::single::Context;
use crate::model::single::context::RequirementSource;
use crate::model::unclear::Unclear;
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
            let at = format!("/parties/{p}/requirements/{r}");
            let (place, message) = unclear(context, &at, &party.name).unwrap_or_else(|| {
                let message = format!("an expectation of `{}` is taken on, and nothing says by what", party.name);
                (context.at(&format!("{at}/addressed")), message)
            });
            out.at(place, message).help("name the controls, obligations or other records that meet it under `addressed_by:`");
        }
    }
}

/// What a requirement says of what meets it in words that are no reference, and where.
pub(super) fn unclear(context: View<'_, Context>, requirement: &str, party: &str) -> Option<(Span, String)> {
    let unclear = Unclear::of(context.node().find(requirement)?, party, &["addressed_by"])?;
    Some((unclear.place, unclear.message()))
}
