use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Duty;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "scope-not-approved",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["4.3", "5.1"],
    page: include_str!("scope_not_approved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scope) = cx.program.scope() else { return };
    match &scope.approval {
        None => {
            out.at(scope.at("/approval"), "the scope is not approved")
                .unfilled(&["/approval"])
                .help("let top management approve it: `approval: {by: …, on: …}`");
        }
        Some(approval) if !cx.roles().has_duty(approval.by.id(), Duty::TopManagement, approval.on) => {
            out.at(scope.at("/approval/by"), format!("the scope was approved by `{}`, who is not top management", approval.by))
                .help("top management is whoever holds a role with the duty `top-management`");
        }
        Some(_) => {}
    }
}
