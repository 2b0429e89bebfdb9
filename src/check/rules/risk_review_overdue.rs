use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-review-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["8.2"],
    page: include_str!("risk_review_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks() {
        let risk = row.risk;
        match row.review_due(cx.scales.as_ref(), cx.cadences) {
            None => {
                out.absent(risk.at("/assessed"), &["assessed"], format!("risk `{}` does not say when it was assessed", risk.id))
                    .unfilled(&["/assessed"])
                    .help("write `assessed: {on: …, in: ASM-…}`");
            }
            Some(due) if due < cx.today => {
                out.at(risk.at("/assessed/on"), format!("risk `{}` was due for review on {due}", risk.id))
                    .help("assess it again and write the day; how often follows from its level");
            }
            Some(_) => {}
        }
    }
}
