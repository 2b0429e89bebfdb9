use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-not-rescored",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["8.3"],
    page: include_str!("risk_not_rescored.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for risk in cx.risks().iter().map(|row| row.risk) {
        let actions = risk.treatment.iter().flat_map(|treatment| &treatment.actions);
        let Some(days) = actions.map(|action| action.done).collect::<Option<Vec<_>>>() else { continue };
        let Some(last) = days.into_iter().max().filter(|last| risk.assessed.as_ref().is_none_or(|assessed| assessed.on < *last)) else {
            continue;
        };
        out.at(risk.at("/assessed"), format!("all actions on risk `{}` were done by {last}, and it was not judged again", risk.id))
            .help("judge the current risk anew and write the day under `assessed:`");
    }
}
