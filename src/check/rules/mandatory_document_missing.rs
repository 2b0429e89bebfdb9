use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::{Assessment, Document, DocumentStatus, Evidence, Metric, Objective, Person, Stored};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "mandatory-document-missing",
    level: Level::Error,
    mandatory: true,
    clauses: &["7.5.1"],
    page: include_str!("mandatory_document_missing.md"),
    check: Some(check),
};

/// What must exist in writing, by clause; shown by records of its own or by a document that satisfies the clause.
/// Scope, policy, method and Statement of Applicability have rules of their own.
type Shown = fn(&Cx<'_>) -> bool;
const MANDATORY: &[(&str, &str, Shown)] = &[
    ("6.1.3", "risk treatment", |cx| cx.risks.iter().any(|row| row.risk.treatment.is_some())),
    ("6.2", "objectives", |cx| any::<Objective>(cx, |_| true)),
    ("7.2", "evidence of competence", |cx| any::<Person>(cx, |person| !person.competence.is_empty())),
    ("8.1", "evidence that processes ran as planned", |cx| any::<Evidence>(cx, |evidence| !evidence.supports.is_empty())),
    ("8.2", "risk assessment results", |cx| any::<Assessment>(cx, |assessment| assessment.on <= cx.today)),
    ("9.1", "monitoring results", |cx| any::<Metric>(cx, |metric| !metric.readings.is_empty())),
];

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let in_force = |document: &Document| document.status == Some(DocumentStatus::Approved);
    let documents = cx.program.all::<Document>().filter(|document| in_force(document));
    let written: HashSet<&str> = documents.flat_map(|document| &document.data().satisfies).map(|clause| clause.id()).collect();
    let missing: Vec<String> = MANDATORY
        .iter()
        .filter(|(clause, _, shown)| !written.contains(clause) && !shown(cx))
        .map(|(clause, what, _)| format!("{what} ({clause})"))
        .collect();
    if !missing.is_empty() {
        out.at(cx.program.place(), format!("nothing is in writing on {}", missing.join(", ")))
            .help("`isms explain` with the clause says which records show it; an approved document with `satisfies:` counts too");
    }
}

fn any<K: Stored>(cx: &Cx<'_>, counts: impl Fn(&K) -> bool) -> bool {
    cx.program.all::<K>().any(|record| counts(&record))
}
