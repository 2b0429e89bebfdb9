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
    let likelihood = method.likelihood.iter().map(|step| (step.value, unworded(step.meaning.as_ref(), &BTreeSet::new())));
    let impact = method.impact.iter().map(|step| (step.value, unworded(step.meaning.as_ref(), &dimensions)));
    for (scale, steps) in [("likelihood", likelihood.collect::<Vec<_>>()), ("impact", impact.collect())] {
        let bare: Vec<_> = steps.iter().filter_map(|(value, unworded)| Some((value.to_string(), unworded.as_ref()?))).collect();
        let Some((_, first)) = bare.first() else { continue };
        // Where the same dimensions are missing everywhere, they are what is missing.
        let missing = if bare.iter().all(|(_, unworded)| unworded == first) { first.as_slice() } else { &[] };
        let missing = if missing.is_empty() { String::new() } else { format!(" for {}", list_of(missing, "and")) };
        let values: Vec<&str> = bare.iter().map(|(value, _)| value.as_str()).collect();
        let place = steps.iter().position(|(_, unworded)| unworded.is_some()).unwrap_or_default();
        out.at(
            isms.at(&format!("/risk/{scale}/{place}/meaning")),
            format!("{scale} {} is not put into words{missing}", list_of(&values, "and")),
        )
        .about(&values)
        .help("say what each value means, for each dimension if there are several, so that two people judge alike");
    }
}

/// The dimensions of a scale for which a step has no words, or none of them where it has no words at all; None where it has all.
fn unworded<'a>(meaning: Option<&Meaning>, dimensions: &BTreeSet<&'a str>) -> Option<Vec<&'a str>> {
    let words = match meaning {
        Some(Meaning::ByDimension(words)) if !words.is_empty() => words,
        Some(Meaning::ByDimension(_)) | None => return Some(Vec::new()),
        Some(meaning) => return meaning.is_empty().then(Vec::new),
    };
    let without = |dimension: &&str| words.get(*dimension).is_none_or(|text| text.trim().is_empty());
    let missing: Vec<&str> = dimensions.iter().copied().filter(without).collect();
    match missing.len() {
        0 => None,
        len if len == dimensions.len() => Some(Vec::new()),
        _ => Some(missing),
    }
}
