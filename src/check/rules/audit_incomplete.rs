use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "audit-incomplete",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.2.2"],
    page: include_str!("audit_incomplete.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for audit in internal_audits(cx.program).filter(|audit| audit.held(cx.today).is_some()) {
        let parts = [
            ("criteria", audit.criteria.is_empty()),
            ("clauses, controls or places", audit.clauses.is_empty() && audit.controls.is_empty() && audit.places.is_empty()),
            ("method", is_blank(audit.method.as_deref())),
            ("auditors", audit.auditors.is_empty()),
        ];
        let missing = missing(parts);
        if !missing.is_empty() {
            out.at(audit.at(""), format!("internal audit `{}` is finished and lacks {}", audit.id, list_of(&missing, "and")))
                .about(&missing)
                .help("say against what, of what, how and by whom it was");
        }
    }
    let audits: Vec<_> = internal_audits(cx.program).collect();
    if let Some(last) = audits.iter().max_by_key(|audit| audit.planned.max(audit.started))
        && audits.iter().all(|audit| is_blank(audit.rationale.as_deref()))
    {
        out.at(last.at(""), "no internal audit says why it looks at this and not at something else")
            .help("write under `rationale:` how important processes and earlier results decided what is audited when");
    }
}
