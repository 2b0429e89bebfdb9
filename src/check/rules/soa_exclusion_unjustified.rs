use super::common::{has_words, is_blank, is_one_of};
use crate::base::diagnostic::Level;
use crate::base::text::normal;
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

/// What speaks of means or of time: it says that the control is missing, not that nothing needs it.
const ONLY_MISSING: &[&str] = &[
    "cannot afford",
    "cost too much",
    "costs too much",
    "no budget",
    "no money",
    "no resources",
    "no time for",
    "not implemented yet",
    "not in place yet",
    "not yet implemented",
    "not yet in place",
    "too costly",
    "too expensive",
];

/// A reason names something of the organisation's own; two words cannot.
const FEWEST: usize = 3;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| row.applicable == Some(false)) {
        let reason = row.justification();
        let only_missing = ONLY_MISSING.iter().find(|words| normal(reason).contains(**words));
        let problem = if is_blank(Some(reason)) {
            "is excluded without a reason".to_owned()
        } else if is_one_of(reason, EMPTY) || !has_words(reason, FEWEST) {
            format!("is excluded because `{}`, which is no reason", reason.trim())
        } else if let Some(words) = only_missing {
            format!("is excluded as `{words}`, which does not say that nothing needs it")
        } else {
            continue;
        };
        let finding = out.at(soa.at(&format!("/controls/{}/justification", row.id)), format!("`{}` {} {problem}", row.id, row.title));
        if only_missing.is_some() {
            // The words may stand beside a good reason.
            finding.level = Level::Info;
            finding.help("say what makes it unnecessary; what is needed and not worth its price is a risk that somebody accepts");
        } else {
            finding.help("say what in your organisation makes it unnecessary");
        }
    }
}
