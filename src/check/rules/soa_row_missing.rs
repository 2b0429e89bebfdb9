use super::common::FEW;
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-row-missing",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 c", "6.1.3 d", "7.5.1"],
    page: include_str!("soa_row_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let missing: Vec<&str> = cx.soa().iter().filter(|row| row.annex.is_some() && row.decision.is_none()).map(|row| row.id).collect();
    if missing.is_empty() {
        return;
    }
    let place = cx.program.place_in("soa", "/controls");
    let total = cx.soa().iter().filter(|row| row.annex.is_some()).count();
    let message = match cx.program.soa() {
        None => format!("there is no `soa.yaml`, so none of the {total} Annex A controls is decided"),
        Some(_) if missing.len() <= FEW => format!("no decision on {}", list_of(&missing, "and")),
        Some(_) => {
            let first = list_of(&missing[..FEW], "and");
            format!("no decision on {} of the {total} Annex A controls, the first are {first}", missing.len())
        }
    };
    let against: &[&str] = if cx.program.soa().is_none() { RULE.clauses } else { &["6.1.3 c", "6.1.3 d"] };
    out.at(place, message)
        .against(against.iter().copied())
        .help("give each control `applicable: true` or `false` and a justification under `controls:` in `soa.yaml`")
        .about(&missing);
}
