use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Control;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "control-no-owner",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.3"],
    page: include_str!("control_no_owner.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for control in cx.program.all::<Control>().filter(|control| control.is_active() && control.owner.is_none()) {
        out.absent(control.at("/owner"), &["owner"], format!("control `{}` has no owner", control.id))
            .unfilled(&["/owner"])
            .help("name who sees to it that it works under `owner:`");
    }
}
