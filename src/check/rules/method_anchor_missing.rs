use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::single::isms::Meaning;
use crate::register::cx::Now;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "method-anchor-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 b"],
    page: include_str!("method_anchor_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (Some(scales), Some(isms)) = (&cx.scales, cx.program.isms()) else { return };
    let (method, dimensions) = (scales.method(), scales.dimensions());
    let likelihood = method.likelihood.iter().map(|step| (step.value, is_worded(step.meaning.as_ref(), &BTreeSet::new())));
    let impact = method.impact.iter().map(|step| (step.value, is_worded(step.meaning.as_ref(), &dimensions)));
    for (scale, steps) in [("likelihood", likelihood.collect::<Vec<_>>()), ("impact", impact.collect())] {
        let bare: Vec<String> = steps.iter().filter(|(_, worded)| !worded).map(|(value, _)| value.to_string()).collect();
        if let Some(first) = steps.iter().position(|(_, worded)| !worded) {
            out.at(isms.at(&format!("/risk/{scale}/{first}/meaning")), format!("{scale} {} is not put into words", list_of(&bare, "and")))
                .about(&bare)
                .help("say what each value means, for each dimension if there are several, so that two people judge alike");
        }
    }
}

/// Whether words stand for every dimension the scale has.
fn is_worded(meaning: Option<&Meaning>, dimensions: &BTreeSet<&str>) -> bool {
    match meaning {
        None => false,
        Some(Meaning::ByDimension(words)) => {
            !words.is_empty() && dimensions.iter().all(|dimension| words.get(*dimension).is_some_and(|text| !text.trim().is_empty()))
        }
        Some(meaning) => !meaning.is_empty(),
    }
}
