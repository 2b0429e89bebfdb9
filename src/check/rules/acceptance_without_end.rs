use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Exception;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "acceptance-without-end",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 f", "A.5.36"],
    page: include_str!("acceptance_without_end.md"),
    check: Check::Records(check),
};

/// What to do about an end that is too far away.
const LATE: &str = "let it end within a cycle, and decide anew then: nobody knows what the risk will be so late";

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let cycle = cx.cadences.audit_cycle();
    for exception in cx.program.all::<Exception>().filter(|exception| exception.is_in_force(cx.today)) {
        let days = exception.until.zip(exception.approval.as_ref().map(|approval| approval.on));
        let Some((until, _)) = days.filter(|(until, on)| *until > on.plus(cycle)) else { continue };
        out.at(
            exception.at("/until"),
            format!("exception `{}` is granted until {until}, longer than one cycle of audits ({cycle})", exception.id),
        )
        .against(["A.5.36"])
        .help(LATE);
    }
    let Some(scales) = &cx.scales else { return };
    for row in cx.risks().iter().filter(|row| row.remaining().is_some_and(|rating| scales.is_above_appetite(rating.level))) {
        let Some(acceptance) = &row.risk.acceptance else { continue };
        let (pointer, problem, help) = match acceptance.until {
            None => ("/acceptance", "without an end".to_owned(), "say until when, as `until:` in the acceptance, and decide anew then"),
            Some(until) if until > acceptance.on.plus(cycle) => {
                ("/acceptance/until", format!("until {until}, longer than one cycle of audits ({cycle})"), LATE)
            }
            Some(_) => continue,
        };
        out.at(row.risk.at(pointer), format!("risk `{}` is above the appetite and accepted {problem}", row.risk.id))
            .against(["6.1.3 f"])
            .help(help)
            .awaits(row.authority(Some(scales)));
    }
}
