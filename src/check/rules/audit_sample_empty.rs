use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Audit;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "audit-sample-empty",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.2.2"],
    page: include_str!("audit_sample_empty.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for audit in cx.program.all::<Audit>().filter(|audit| audit.held(cx.today).is_some()) {
        for (index, sample) in audit.sample.iter().enumerate() {
            // A number that nobody wrote down says nothing; items that are named do.
            let problem = match sample.population {
                Some(0) => "was drawn from nothing",
                Some(_) if sample.looked_at().is_empty() => "has no items",
                _ => continue,
            };
            out.at(audit.at(&format!("/sample/{index}")), format!("the sample `{}` of audit `{}` {problem}", sample.what, audit.id))
                .help("name what was looked at under `items:`, or take the sample out");
        }
    }
}
