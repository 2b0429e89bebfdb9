use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "risk-review-overdue",
    level: Level::Warning,
    mandatory: false,
    clauses: &["8.2"],
    page: include_str!("risk_review_overdue.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for row in &cx.risks {
        let risk = row.risk;
        let Some(assessed) = &risk.assessed else {
            out.at(risk.at("/assessed"), format!("risk `{}` does not say when it was assessed", risk.id)).help("write `assessed: {on: …, in: ASM-…}`");
            continue;
        };
        let level = cx.scales.as_ref().zip(row.current_rating()).map(|(scales, rating)| scales.level(rating.level));
        let every = level.and_then(|level| level.review_every).unwrap_or(cx.cadences.risk_assessment());
        let due = assessed.on.plus(every);
        if due < cx.today {
            let which = level.map_or(String::new(), |level| format!(" of level `{}`", level.name));
            out.at(risk.at("/assessed/on"), format!("risk `{}`{which} was due for review on {due}", risk.id))
                .help(format!("assess it again; it is looked at every {every}"));
        }
    }
}
