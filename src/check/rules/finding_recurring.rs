use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Finding;
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "finding-recurring",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("finding_recurring.md"),
    check: Check::Records(check),
};

/// A requirement missed again within this time after it was mended was not mended.
const WITHIN: Period = Period::months(12);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let mut closed: HashMap<&str, Vec<_>> = HashMap::new();
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity()) {
        if let (Some(requirement), Some(day)) = (&finding.data().requirement, &finding.data().closed) {
            closed.entry(requirement.id()).or_default().push((day.on, finding));
        }
    }
    closed.values_mut().for_each(|list| list.sort_by_key(|(day, _)| *day));
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity()) {
        let (Some(requirement), Some(raised)) = (&finding.requirement, finding.raised_on()) else { continue };
        let Some(earlier) = closed.get(requirement.id()) else { continue };
        let before = earlier.partition_point(|(day, _)| *day <= raised);
        let Some((day, first)) = before.checked_sub(1).map(|last| &earlier[last]) else { continue };
        if day.plus(WITHIN) >= raised && first.id != finding.id {
            out.at(
                finding.at("/requirement"),
                format!("`{requirement}` was missed again in `{}`; it had been mended on {day} in `{}`", finding.id, first.id),
            )
            .help("the earlier action did not reach the cause; look for it anew")
            .related(first.at("/closed"), "closed here");
        }
    }
}
