use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "acceptance-without-end",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 f"],
    page: include_str!("acceptance_without_end.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scales) = &cx.scales else { return };
    for row in cx.risks().iter().filter(|row| row.remaining().is_some_and(|rating| scales.is_above_appetite(rating.level))) {
        if row.risk.acceptance.as_ref().is_some_and(|acceptance| acceptance.until.is_none()) {
            out.at(row.risk.at("/acceptance"), format!("risk `{}` is above the appetite and accepted without an end", row.risk.id))
                .help("say until when, as `until:` in the acceptance, and decide anew then")
                .awaits(row.authority(Some(scales)));
        }
    }
}
