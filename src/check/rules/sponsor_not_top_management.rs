use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Duty;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "sponsor-not-top-management",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.1"],
    page: include_str!("sponsor_not_top_management.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(plan) = cx.program.plan() else { return };
    let is_top = |party: &str, day: Date| cx.roles().has_duty(party, Duty::TopManagement, day);
    let who = "top management is whoever holds a role with the duty `top-management`";
    match &plan.sponsor {
        None => {
            out.at(plan.at("/sponsor"), "the plan names nobody who stands behind it")
                .unfilled(&["/sponsor"])
                .help(format!("name a `sponsor:` in top management; {who}"));
        }
        Some(sponsor) if !is_top(sponsor.id(), cx.today) => {
            out.at(plan.at("/sponsor"), format!("the sponsor `{sponsor}` is not top management")).help(who);
        }
        Some(_) => {}
    }
    match &plan.approval {
        None => {
            out.at(plan.at("/approval"), "the plan is not approved")
                .unfilled(&["/approval"])
                .help("let the sponsor approve it: `approval: {by: …, on: …}`");
        }
        Some(approval) if !is_top(approval.by.id(), approval.on) => {
            out.at(plan.at("/approval/by"), format!("the plan was approved by `{}`, who is not top management", approval.by)).help(who);
        }
        Some(_) => {}
    }
}
