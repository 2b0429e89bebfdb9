use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use crate::register::risk::rated;

pub(super) static RULE: Rule = Rule {
    name: "inherent-below-current",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 d"],
    page: include_str!("inherent_below_current.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks() {
        let (Some(inherent), Some(current)) = (rated(&row.inherent), row.current_rating()) else { continue };
        for (name, before, now) in [("likelihood", inherent.likelihood, current.likelihood), ("impact", inherent.impact, current.impact)] {
            if now > before {
                out.at(
                    row.risk.at(&format!("/current/{name}")),
                    format!("the current {name} of risk `{}` is {now}, without any control it would be {before}", row.risk.id),
                )
                .help("a control does not make a risk worse: judge both again")
                .related(row.risk.at(&format!("/inherent/{name}")), "as if no control existed");
            }
        }
    }
}
