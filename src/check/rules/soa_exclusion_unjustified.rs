use super::common::{has_words, is_blank, is_one_of};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-exclusion-unjustified",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_exclusion_unjustified.md"),
    check: Check::Records(check),
};

/// What people write when they mean nothing.
const EMPTY: &[&str] =
    &["n/a", "na", "no", "none", "not applicable", "not in scope", "not needed", "not relevant", "not required", "out of scope"];

/// A reason names something of the organisation's own; two words cannot.
const FEWEST: usize = 3;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| row.applicable == Some(false)) {
        let reason = row.justification();
        let problem = if is_blank(Some(reason)) {
            "is excluded without a reason".to_owned()
        } else if is_one_of(reason, EMPTY) || !has_words(reason, FEWEST) {
            format!("is excluded because `{}`, which is no reason", reason.trim())
        } else {
            continue;
        };
        out.at(soa.at(&format!("/controls/{}/justification", row.id)), format!("`{}` {} {problem}", row.id, row.title))
            .help("say what in your organisation makes it unnecessary");
    }
}
