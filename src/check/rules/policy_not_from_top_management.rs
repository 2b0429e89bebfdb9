use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Document, DocumentStatus, DocumentType, Duty};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "policy-not-from-top-management",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["5.1", "5.2"],
    page: include_str!("policy_not_from_top_management.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let is_policy = |document: &Document| document.kind == DocumentType::MasterPolicy && document.status == Some(DocumentStatus::Approved);
    for policy in cx.program.all::<Document>().filter(|document| is_policy(document)) {
        let Some(approval) = &policy.approval else { continue };
        if !cx.roles().has_duty(approval.by.id(), Duty::TopManagement, approval.on) {
            out.at(
                policy.at("/approval/by"),
                format!("the information security policy `{}` was approved by `{}`, who is not top management", policy.id, approval.by),
            )
            .help("let top management approve it: whoever holds a role with the duty `top-management`");
        }
    }
}
