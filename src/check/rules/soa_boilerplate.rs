use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::base::text::normal;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "soa-boilerplate",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_boilerplate.md"),
    check: Check::Records(check),
};

/// Up to so many rows may share their words.
const SHARED: usize = 5;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let mut rows: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for row in cx.soa().iter().filter(|row| row.annex.is_some() && !is_blank(Some(row.justification()))) {
        rows.entry(normal(row.justification())).or_default().push(row.id);
    }
    for ids in rows.into_values().filter(|ids| ids.len() > SHARED) {
        let place = |id: &str| soa.at(&format!("/controls/{id}/justification"));
        let finding = out.at(place(ids[0]), format!("{} controls share one justification", ids.len()));
        finding.help("say for each what it does for you; short is enough");
        for id in &ids[1..3] {
            finding.related(place(id), "the same words");
        }
    }
}
