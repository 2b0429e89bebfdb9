use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, TestOutcome};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "control-test-failed-open",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.1", "10.2"],
    page: include_str!("control_test_failed_open.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for control in cx.program.all::<Control>().filter(|control| control.is_active()) {
        for (index, test) in control.tests.iter().enumerate() {
            let runs = test.results.iter().enumerate().filter(|(_, result)| result.on <= cx.today);
            let Some((run, last)) = runs.max_by_key(|(_, result)| result.on) else { continue };
            if last.result == TestOutcome::Fail && last.finding.is_none() {
                out.at(
                    control.at(&format!("/tests/{index}/results/{run}/result")),
                    format!("a test of control `{}` failed on {}, and nothing is recorded that follows it up", control.id, last.on),
                )
                .help("raise a finding and name it in the result as `finding:`, or test again");
            }
        }
    }
}
