use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use crate::register::soa::rehearsals;

pub(super) static RULE: Rule = Rule {
    name: "continuity-test-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["A.5.29", "A.5.30", "A.8.13"],
    page: include_str!("continuity_test_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for (row, control, last) in rehearsals(cx.soa(), cx.today) {
        let problem = match last {
            None => "no test of it is recorded".to_owned(),
            Some(day) if day.plus(cx.cadences.continuity_test()) < cx.today => format!("it was last tested on {day}"),
            Some(_) => continue,
        };
        out.at(control.at("/tests"), format!("`{}` {} is implemented, and {problem}", row.id, row.title))
            .help("restore a backup or walk through the plan, and add the result under the control's `tests:`")
            .against(row.annex.map(|annex| annex.id));
    }
}
