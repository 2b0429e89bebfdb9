use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "method-matrix-invalid",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.2 b", "6.1.2 d"],
    page: include_str!("method_matrix_invalid.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (Some(scales), Some(isms)) = (&cx.scales, cx.program.isms()) else { return };
    for fault in scales.faults() {
        out.at(isms.at(&format!("/risk{}", fault.pointer)), fault.problem).help(fault.help);
    }
}
