use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::single::plan::Resource;
use crate::register::cx::Now;
use crate::register::holding::is_held;

pub(super) static RULE: Rule = Rule {
    name: "plan-without-means",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.1", "7.1"],
    page: include_str!("plan_without_means.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(plan) = cx.program.plan() else { return };
    let granted = |resource: &Resource| !is_blank(Some(&resource.what)) && !is_blank(resource.amount.as_deref());
    let missing = missing([
        ("mandate", is_blank(plan.mandate.as_deref())),
        ("resources", !plan.resources.iter().any(granted)),
        ("team", plan.team.is_empty()),
    ]);
    for (at, member) in plan.data().team.iter().enumerate() {
        if !is_held(cx.program, member.person.id(), cx.today) {
            out.at(plan.at(&format!("/team/{at}/person")), format!("`{}` is on the team of the plan and no longer here", member.person))
                .help("take them out of the `team:`, and name who follows")
                .about([member.person.id()]);
        }
    }
    if !missing.is_empty() {
        let wanted = list_of(missing.iter().map(|field| format!("{field}:")), "and");
        out.at(plan.at(&format!("/{}", missing[0])), format!("the plan has no {}", missing.join(" and no ")))
            .help(format!("write down under {wanted} what was granted, resources with their `amount:`"))
            .about(missing);
    }
}
