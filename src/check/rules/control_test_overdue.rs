use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Control;
use crate::register::control::{Verification, test_state};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "control-test-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["9.1"],
    page: include_str!("control_test_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for control in cx.program.all::<Control>().filter(|control| control.is_implemented()) {
        for (index, test) in control.tests.iter().enumerate() {
            let last = test.results.iter().map(|result| result.on).max();
            let message = match (test_state(test, cx.today), last, test.every) {
                (Verification::Overdue, Some(last), Some(every)) => {
                    format!("control `{}` was last tested on {last}, it is due {}", control.id, every.every())
                }
                (Verification::NeverRun, _, Some(every)) if control.implemented_on.is_some_and(|day| day.plus(every) < cx.today) => {
                    format!("no run is recorded of a test of control `{}`", control.id)
                }
                _ => continue,
            };
            out.at(control.at(&format!("/tests/{index}")), message).help("run the test and add its result under `results:`");
        }
    }
}
