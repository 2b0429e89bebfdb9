use super::party_requirement_unhandled::unclear;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Obligation;
use crate::model::single::context::RequirementSource;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "obligation-unhandled",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["4.2", "A.5.31"],
    page: include_str!("obligation_unhandled.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for obligation in cx.program.all::<Obligation>().filter(|obligation| obligation.controls.is_empty()) {
        out.absent(obligation.at("/controls"), &["controls"], format!("no control is named that meets obligation `{}`", obligation.id))
            .unfilled(&["/controls"])
            .help("list the controls that meet it under `controls:`, your own or of Annex A");
    }
    let Some(context) = cx.program.context() else { return };
    for (p, party) in context.parties.iter().enumerate() {
        for (r, requirement) in party.requirements.iter().enumerate() {
            let binding = matches!(requirement.source, Some(RequirementSource::Law | RequirementSource::Contract));
            if binding && requirement.addressed == Some(true) && requirement.addressed_by.is_empty() {
                let at = format!("/parties/{p}/requirements/{r}");
                let (place, message) = unclear(context, &at, &party.name).unwrap_or_else(|| {
                    let message = format!("nothing is named that meets a binding requirement of `{}`", party.name);
                    (context.at(&format!("{at}/text")), message)
                });
                out.at(place, message).help("name the obligation, control or document under `addressed_by:`");
            }
        }
    }
}
