use super::common::{is_blank, last_review};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::ReviewInputs;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "review-inputs-incomplete",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["9.3.2"],
    page: include_str!("review_inputs_incomplete.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(review) = last_review(cx.program, cx.today) else { return };
    let missing: Vec<&str> = parts(review.inputs.as_ref()).into_iter().filter(|(_, text)| is_blank(*text)).map(|(name, _)| name).collect();
    if !missing.is_empty() {
        out.at(review.at("/inputs"), format!("management review `{}` did not consider {}", review.id, list_of(&missing, "and")))
            .about(&missing)
            .help("`isms explain 9.3.2` lists what belongs to it; \"nothing new\" is an answer, nothing is not");
    }
}

fn parts(inputs: Option<&ReviewInputs>) -> [(&'static str, Option<&str>); 10] {
    let part = |text: fn(&ReviewInputs) -> &Option<String>| inputs.and_then(|inputs| text(inputs).as_deref());
    [
        ("a", part(|i| &i.a)),
        ("b", part(|i| &i.b)),
        ("c", part(|i| &i.c)),
        ("d1", part(|i| &i.d1)),
        ("d2", part(|i| &i.d2)),
        ("d3", part(|i| &i.d3)),
        ("d4", part(|i| &i.d4)),
        ("e", part(|i| &i.e)),
        ("f", part(|i| &i.f)),
        ("g", part(|i| &i.g)),
    ]
}
