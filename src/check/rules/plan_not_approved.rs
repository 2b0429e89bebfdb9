use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TreatmentOption;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "plan-not-approved",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 f"],
    page: include_str!("plan_not_approved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks() {
        let (Some(treatment), Some(owner)) = (&row.risk.treatment, &row.risk.owner) else { continue };
        let accepted = treatment.option == TreatmentOption::Retain && row.risk.acceptance.is_some();
        match &treatment.approval {
            None if accepted || treatment.option == TreatmentOption::Retain => {}
            None => {
                out.at(row.risk.at("/treatment"), format!("the treatment of risk `{}` is not approved", row.risk.id))
                    .unfilled(&["/treatment/approval"])
                    .help(format!("let its owner `{owner}` agree: `approval: {{by: {owner}, on: …}}` under `treatment:`"));
            }
            Some(approval) => {
                if !cx.roles().speaks_for(approval.by.id(), owner.id(), approval.on) {
                    out.at(
                        row.risk.at("/treatment/approval/by"),
                        format!("the treatment of risk `{}` was approved by `{}`, its owner is `{owner}`", row.risk.id, approval.by),
                    )
                    .help("the owner approves the plan; a higher authority adds to that, and accepts what is left")
                    .related(row.risk.at("/owner"), "the owner");
                }
            }
        }
    }
}
