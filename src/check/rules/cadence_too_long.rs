use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "cadence-too-long",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.2.2", "9.3.1"],
    page: include_str!("cadence_too_long.md"),
    check: Check::Records(check),
};

/// A certification body comes once a year and looks each time at the internal audits and the management review since it was
/// there (ISO/IEC 17021-1, 9.6.2.2).
const VISITS: Period = Period::months(12);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(isms) = cx.program.isms().filter(|isms| isms.certification.is_some()) else { return };
    let cadences = [
        ("internal_audit", cx.cadences.internal_audit(), "internal audits", "9.2.2"),
        ("management_review", cx.cadences.management_review(), "management reviews", "9.3.1"),
    ];
    for (field, every, what, clause) in cadences {
        if cx.today.plus(every) > cx.today.plus(VISITS) {
            out.at(
                isms.at(&format!("/cadence/{field}")),
                format!("{what} are held {}, and the certification body looks each year at those since its last visit", every.every()),
            )
            .help("plan them at least once between two visits: `12mo`; an audit of a part of the system is one, too")
            .against([clause]);
        }
    }
}
