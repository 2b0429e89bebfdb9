use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Finding;
use crate::register::cx::Now;
use crate::register::finding::{Standing, standing};
use crate::register::spoken;

pub(super) static RULE: Rule = Rule {
    name: "finding-source-unclear",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("finding_source_unclear.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity()) {
        if standing(&finding, cx.today) == Standing::Mended {
            continue;
        }
        if let Some(unclear) = spoken::audit_of_others(cx.program, finding) {
            out.at(unclear.place, format!("{}, and nonconformity `{}` counts as one of your own", unclear.message(), finding.id)).help(
                "record the audit in `audits/`, and name it as `source:`: what the certification body raised may stop the certificate",
            );
        }
    }
}
