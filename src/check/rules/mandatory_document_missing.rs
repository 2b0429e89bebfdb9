use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{
    Assessment, Change, Control, Document, DocumentStatus, Evidence, Metric, Objective, Person, Risk, Stored, Supplier,
};
use crate::register::competence;
use crate::register::cx::Now;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "mandatory-document-missing",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["7.5.1"],
    page: include_str!("mandatory_document_missing.md"),
    check: Check::Records(check),
};

/// What must exist in writing, by clause: what it is, what writes it down, and whether that was done. A document that
/// satisfies the clause counts too. Scope, policy, method and Statement of Applicability have rules of their own.
type Shown = fn(&Now<'_>) -> bool;
const MANDATORY: &[(&str, &str, &str, Shown)] = &[
    ("6.1.3", "risk treatment", "decide on a risk in `risks/`: `treatment: {option: …}`", |cx| {
        any::<Risk>(cx, |risk| risk.treatment.is_some())
    }),
    ("6.2", "objectives", "add a record in `objectives/`", |cx| any::<Objective>(cx, |_| true)),
    (
        "7.2",
        "evidence of competence",
        "add what somebody can do in `people/`: `competence: [{what: …, obtained: …, evidence: …}]`, or who completed a training on it",
        |cx| any::<Person>(cx, |person| !person.competence.is_empty()) || competence::trainings(cx.program, cx.today).next().is_some(),
    ),
    (
        "8.1",
        "evidence that processes ran as planned",
        "keep what a process leaves behind: evidence with `supports:`, or a control's `tests:` with `results:`, a supplier's \
         `reviews:`, a change that is `done:` and `reviewed:`",
        ran,
    ),
    // Ratings are results, with a day or without: what is missing of them, other rules and `8.2` in the readiness say.
    ("8.2", "risk assessment results", "add a record in `assessments/` with `on:`, `trigger:` and `conclusion:`", |cx| {
        any::<Assessment>(cx, |assessment| assessment.on <= cx.today) || any::<Risk>(cx, |risk| risk.current.is_some())
    }),
    ("9.1", "monitoring results", "add what was measured in `metrics/`, under `readings:`", |cx| {
        any::<Metric>(cx, |metric| !metric.readings.is_empty())
    }),
];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let in_force = |document: &Document| document.status == Some(DocumentStatus::Approved);
    let documents = cx.program.all::<Document>().filter(|document| in_force(document));
    let written: HashSet<&str> = documents.flat_map(|document| &document.data().satisfies).map(|clause| clause.id()).collect();
    for (clause, what, act, _) in MANDATORY.iter().filter(|(clause, .., shown)| !written.contains(clause) && !shown(cx)) {
        out.at(cx.program.place(), format!("nothing is in writing on {what} ({clause})"))
            .help(format!("{act}; an approved document counts too: `status: approved` with `satisfies: [\"{clause}\"]`"))
            .about([clause])
            .against([*clause, "7.5.1"]);
    }
}

/// What `isms explain 8.1` names as its proof.
fn ran(cx: &Now<'_>) -> bool {
    any::<Evidence>(cx, |evidence| !evidence.supports.is_empty())
        || any::<Control>(cx, |control| control.tests.iter().any(|test| !test.results.is_empty()))
        || any::<Supplier>(cx, |supplier| !supplier.reviews.is_empty())
        || any::<Change>(cx, |change| change.done.is_some() && change.reviewed.is_some())
}

fn any<K: Stored>(cx: &Now<'_>, counts: impl Fn(&K) -> bool) -> bool {
    cx.program.all::<K>().any(|record| counts(&record))
}
