use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Exception;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "exception-without-risk",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.36", "8.1"],
    page: include_str!("exception_without_risk.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for exception in cx.program.all::<Exception>().filter(|exception| exception.is_in_force(cx.today)) {
        let Some(from) = &exception.from else { continue };
        // What is deviated from does not stand in for itself.
        if exception.risk.is_some() || exception.compensating.iter().any(|control| control.id() != from.id()) {
            continue;
        }
        out.at(
            exception.at("/from"),
            format!("exception `{}` from `{from}` names neither the risk that comes with it nor what is done instead", exception.id),
        )
        .help("name the risk as `risk:`, or the controls that stand in as `compensating:`");
    }
}
