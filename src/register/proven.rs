//! How long evidence shows what it supports.

use super::control::{has_begun, valid_until};
use super::cx::Now;
use crate::base::date::Date;
use crate::model::kinds::{Control, Evidence};
use std::collections::HashMap;

/// For each id that evidence supports, the last day on which any of it counts. What is dated later proves nothing yet.
pub fn supported_until<'a>(cx: &Now<'a>) -> HashMap<&'a str, Date> {
    let mut last: HashMap<&str, Date> = HashMap::new();
    for evidence in cx.program.all::<Evidence>().filter(|evidence| has_begun(evidence, cx.today)) {
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
    let shown = control.shown_by().filter_map(|evidence| cx.program.get(evidence)).filter(|evidence| has_begun(evidence, cx.today));
    let tested = shown.filter_map(|evidence| valid_until(cx.program, evidence, cx.cadences.evidence()));
    direct.chain(tested).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::register::cx::Cx;
    use crate::store::memory::Memory;

    #[test]
    fn what_is_dated_later_shows_nothing_yet() {
        let mut files = Memory::default();
        let of =
            |id: &str, more: &str| format!("id: {id}\ntitle: Log\nurl: https://example.org/{id}\ncollected: {{on: 2026-06-01}}\n{more}\n");
        files.put(
            "controls/CTL-1.yaml",
            "id: CTL-1\ntitle: Backup\ntests: [{what: Restore, results: [{on: 2026-06-01, result: pass, evidence: EVD-2}]}]\n",
        );
        files.put("evidence/EVD-1.yaml", of("EVD-1", "supports: [CTL-1]"));
        files.put("evidence/EVD-2.yaml", of("EVD-2", ""));
        let program = load(&files).unwrap().program;
        let control = program.by_id::<Control>("CTL-1").unwrap();
        let shown = |day: &str| {
            let cx = Cx::new(&program, None, day.parse().unwrap());
            let supported = supported_until(&cx);
            let tested = shown_until(&cx, control.data(), &HashMap::new());
            (shown_until(&cx, control.data(), &supported).is_some(), tested.is_some())
        };
        assert_eq!([shown("2026-05-31"), shown("2026-06-01")], [(false, false), (true, true)]);
    }
}
