use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Document, DocumentStatus, DocumentType};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "policy-commitments-missing",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["5.2"],
    page: include_str!("policy_commitments_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let is_master = |document: &Document| document.kind == DocumentType::MasterPolicy && document.status != Some(DocumentStatus::Retired);
    for master in cx.program.all::<Document>().filter(|document| is_master(document)) {
        let made = |commitment: fn(&crate::model::kinds::Commitments) -> Option<bool>| {
            master.commitments.as_ref().and_then(commitment) == Some(true)
        };
        let parts = [("requirements", made(|c| c.requirements)), ("improvement", made(|c| c.improvement))];
        let missing: Vec<&str> = parts.into_iter().filter(|(_, made)| !made).map(|(name, _)| name).collect();
        if !missing.is_empty() {
            // What is written down as no commitment is none; of what nothing is written down, the text may have it.
            let is_said = master.commitments.as_ref().is_some_and(|said| [said.requirements, said.improvement].contains(&Some(false)));
            let lacks = if is_said { "lacks" } else { "is not said to have" };
            out.at(
                master.at("/commitments"),
                format!("the policy `{}` {lacks} the commitment to {}", master.id, list_of(&missing, "and to")),
            )
            .about(&missing)
            .help("put it into the text, then write `commitments: {requirements: true, improvement: true}`");
        }
    }
}
