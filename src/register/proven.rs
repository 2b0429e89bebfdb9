//! How long evidence shows what it supports.

use super::control::valid_until;
use super::cx::Now;
use crate::base::date::Date;
use crate::model::kinds::{Control, Evidence};
use std::collections::HashMap;

/// For each id that evidence supports, the last day on which any of it counts.
pub fn supported_until<'a>(cx: &Now<'a>) -> HashMap<&'a str, Date> {
    let mut last: HashMap<&str, Date> = HashMap::new();
    for evidence in cx.program.all::<Evidence>() {
        let Some(until) = valid_until(cx.program, evidence, cx.cadences.evidence()) else { continue };
        for supported in &evidence.data().supports {
            let day = last.entry(supported.id()).or_insert(until);
            *day = until.max(*day);
        }
    }
    last
}

/// The last day on which something shows that a control works: what supports it or an Annex A control that it implements, by
/// [`supported_until`], or came with a test of it.
pub fn shown_until<'a>(cx: &Now<'a>, control: &'a Control, supported: &HashMap<&'a str, Date>) -> Option<Date> {
    let direct = control.supported_as().filter_map(|id| supported.get(id).copied());
    let tested = control.shown_by().filter_map(|evidence| valid_until(cx.program, cx.program.get(evidence)?, cx.cadences.evidence()));
    direct.chain(tested).max()
}
