use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::drafts::is_draft;
use crate::model::kinds::{Document, DocumentStatus, Risk};
use crate::register::cx::Now;
use crate::register::document::is_drafted;

pub(super) static RULE: Rule = Rule {
    name: "draft-approved",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.2", "7.5.2"],
    page: include_str!("draft_approved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for document in cx.program.all::<Document>().filter(|document| document.status != Some(DocumentStatus::Retired)) {
        let Some(approval) = document.approval.as_ref().filter(|approval| approval.why.is_none()) else { continue };
        if document.file.as_ref().is_some_and(|file| is_drafted(cx.program, file)) {
            out.at(
                document.at("/approval"),
                format!("`{}` was approved by `{}` while its text is that of the catalogue", document.id, approval.by),
            )
            .help(format!("write the text anew, or approve it with `isms approve {} --why` and say why it fits", document.id));
        }
    }
    for risk in cx.program.all::<Risk>() {
        let approval = risk.treatment.as_ref().and_then(|treatment| treatment.approval.as_ref()).filter(|approval| approval.why.is_none());
        if let Some(approval) = approval
            && risk.scenario.as_deref().is_some_and(is_draft)
        {
            out.at(
                risk.at("/treatment/approval"),
                format!("the plan of `{}` was approved by `{}` while its scenario is that of the catalogue", risk.id, approval.by),
            )
            .help(format!("write the scenario anew, or approve it with `isms approve {} --why` and say why it fits", risk.id));
        }
    }
}
