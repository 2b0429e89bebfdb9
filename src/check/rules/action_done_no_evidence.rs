use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "action-done-no-evidence",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.1", "6.2", "8.3", "10.2", "A.5.27"],
    page: include_str!("action_done_no_evidence.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for found in cx.actions().iter().filter(|found| found.action.done.is_some() && found.action.evidence.is_empty()) {
        out.at(found.at("/done"), format!("nothing shows that an action of `{}` was done", found.of))
            .against([found.asked.doing])
            .help("add an evidence record and list it under `evidence:`");
    }
}
