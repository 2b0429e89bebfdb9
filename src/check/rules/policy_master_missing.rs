use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Document, DocumentStatus, DocumentType};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "policy-master-missing",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["5.2", "7.5.1"],
    page: include_str!("policy_master_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let masters: Vec<_> = cx
        .program
        .all::<Document>()
        .filter(|document| document.kind == DocumentType::MasterPolicy && document.status != Some(DocumentStatus::Retired))
        .collect();
    let approved: Vec<_> =
        masters.iter().filter(|master| master.status == Some(DocumentStatus::Approved) && master.approval.is_some()).collect();
    match (&approved[..], &masters[..]) {
        ([_], _) => {}
        ([], []) => {
            out.at(cx.program.place(), "no document is the information security policy")
                .help("add a document with `type: master-policy`, and let top management approve it");
        }
        ([], [draft, ..]) => {
            out.absent(
                draft.at("/status"),
                &["approval", "status"],
                format!("the information security policy `{}` is not approved", draft.id),
            )
            .unfilled(&["/approval"])
            .help("let top management approve it: `status: approved` and `approval: {by: …, on: …}`");
        }
        ([first, second, ..], _) => {
            let names = list_of(approved.iter().map(|master| &master.id), "and");
            out.at(second.at("/type"), format!("{names} are all the information security policy"))
                .against(["5.2"])
                .help("keep one as `master-policy`; make the others `policy` or retire them")
                .related(first.at("/type"), "the first");
        }
    }
}
