//! What makes a likely finding a major, a minor or an opportunity, with the reason.

use super::verdict::LikelyGrade;
use crate::base::date::{Date, Period};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::kinds::{Document, DocumentStatus, DocumentType, Review};
use crate::model::program::Program;
use crate::register::coverage::internal_audits;
use crate::register::cx::Cx;
use crate::register::spoken;

/// An element that a management system cannot do without. What a rule or a clause says of it is a major where it is absent,
/// and a minor where it is there with a flaw.
struct Element {
    /// The rules and clauses that speak of it.
    named: &'static [&'static str],
    absent: fn(&Cx<'_>) -> bool,
    reason: &'static str,
}

const ELEMENTS: &[Element] = &[
    Element {
        named: &["scope-missing", "4.3"],
        absent: |cx| cx.program.scope().is_none_or(|scope| scope.statement.is_none()),
        reason: "without a scope nobody can say what the management system covers",
    },
    Element {
        named: &["policy-master-missing", "5.2"],
        absent: |cx| !has_policy(cx.program),
        reason: "no document is the information security policy",
    },
    Element {
        named: &["method-not-approved", "method-no-acceptance", "6.1.2"],
        absent: |cx| cx.scales.is_none(),
        reason: "no method is recorded, so no result can be compared with another",
    },
    Element {
        named: &["risk-not-rated", "8.2"],
        absent: |cx| cx.risks().iter().all(|row| row.current_rating().is_none()),
        reason: "no risk is assessed, and everything else follows from risks",
    },
    Element {
        named: &["soa-row-missing", "soa-applicability-undecided", "6.1.3"],
        absent: |cx| cx.program.soa().is_none_or(|soa| soa.controls.is_empty()),
        reason: "there is no Statement of Applicability",
    },
    Element {
        named: &["audit-overdue", "audit-programme-missing", "9.2.1", "9.2.2"],
        absent: |cx| {
            spoken::internal_audit(cx.program).is_none()
                && is_left_out(cx, internal_audits(cx.program).filter_map(|audit| audit.finished), cx.cadences.internal_audit())
        },
        reason: "no internal audit is recorded for a whole interval",
    },
    Element {
        named: &["review-overdue", "9.3.1"],
        absent: |cx| {
            spoken::management_review(cx.program).is_none()
                && is_left_out(
                    cx,
                    cx.program.all::<Review>().filter(|review| review.took_place()).map(|review| review.on),
                    cx.cadences.management_review(),
                )
        },
        reason: "no management review is recorded for a whole interval",
    },
];

/// From so many cases on, the same fault in most records is a fault of the system.
const MANY: usize = 3;

/// The grade of what a rule found against a requirement, and why. Of so many records it could have been found in so many.
pub(super) fn of_cases(
    cx: &Cx<'_>,
    (rule, requirement): (&str, &str),
    cases: &[&Diagnostic],
    (serious, all): (usize, usize),
) -> (LikelyGrade, String) {
    // This rule speaks of the records of several clauses.
    let named = if rule == "mandatory-document-missing" { requirement } else { rule };
    if let Some(reason) = absent(cx, named) {
        return (LikelyGrade::Major, reason.into());
    }
    let worst = cases.iter().map(|case| case.level).max().unwrap_or(Level::Info);
    match worst {
        Level::Error if serious >= MANY && serious * 2 >= all => {
            (LikelyGrade::Major, format!("it is so in {serious} of {all}, which makes it a fault of the system"))
        }
        Level::Error => (LikelyGrade::Minor, "a requirement is not met in what is named; the rest of the system stands".into()),
        Level::Warning => (LikelyGrade::Minor, "an auditor would ask, and write it down if there is no answer".into()),
        Level::Info => (LikelyGrade::Ofi, "no requirement is broken".into()),
    }
}

/// The grade of a clause that nothing proves, and why.
pub(super) fn of_clause(cx: &Cx<'_>, clause: &str) -> (LikelyGrade, &'static str) {
    match absent(cx, clause) {
        Some(reason) => (LikelyGrade::Major, reason),
        None => (LikelyGrade::Minor, "the clause asks for it, and nothing shows it"),
    }
}

fn absent(cx: &Cx<'_>, named: &str) -> Option<&'static str> {
    ELEMENTS.iter().find(|element| element.named.contains(&named) && (element.absent)(cx)).map(|element| element.reason)
}

fn has_policy(program: &Program) -> bool {
    let is_policy = |document: &Document| document.kind == DocumentType::MasterPolicy && document.status == Some(DocumentStatus::Approved);
    program.all::<Document>().any(|document| is_policy(&document))
}

/// Whether nothing was done since two intervals ago: once is late, twice is left out.
fn is_left_out(cx: &Cx<'_>, days: impl Iterator<Item = Date>, every: Period) -> bool {
    days.filter(|day| *day <= cx.today).max().is_none_or(|last| last.plus(every).plus(every) < cx.today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules;
    use crate::model::clause;

    #[test]
    fn elements_are_named_by_rules_and_clauses_that_there_are() {
        for name in ELEMENTS.iter().flat_map(|element| element.named) {
            assert!(rules::by_name(name).is_some() || clause::leaf().any(|clause| clause.id == *name), "{name}");
        }
    }
}
