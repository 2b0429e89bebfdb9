use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "context-climate-undetermined",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["4.1"],
    page: include_str!("context_climate_undetermined.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let climate = cx.program.context().and_then(|context| context.data().climate.as_ref());
    let message = match climate {
        Some(climate) if climate.relevant.is_some() && !is_blank(climate.rationale.as_deref()) => return,
        Some(climate) if climate.relevant.is_some() => "the decision on climate change has no reason",
        _ => "nothing says whether climate change is a relevant issue",
    };
    out.at(cx.program.place_in("context", "/climate"), message)
        .unfilled(&["/climate"])
        .help("write `climate: {relevant: …, rationale: …, decided_on: …, decided_by: …}` in `context.yaml`; no is a valid answer");
}
