//! Which records an auditor takes as the proof of each clause, and which not.

use super::looks::*;
use crate::model::kinds::{Audit, Document, Objective};
use crate::register::cx::Cx;

/// When a clause can be judged by records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Always.
    Always,
    /// Never by records alone: people show it in what they do.
    Asked,
    /// Once there was an occasion. Where none is recorded, a person must ask whether there was one.
    Occasion,
}

/// A clause and its proof.
pub(super) struct Proof {
    pub clause: &'static str,
    pub when: When,
    /// Would an auditor take this record as the proof? This one, yes.
    pub takes: &'static str,
    /// This one, no.
    pub refuses: &'static str,
    /// What to say where there is none.
    pub none: &'static str,
    pub look: fn(&Cx<'_>) -> Shown,
}

impl Proof {
    /// What is said where there is none: what is not there, and what would not do in its place.
    pub fn absent(&self) -> String {
        let comma = if self.refuses.contains(", which") { "," } else { "" };
        format!("{}; {}{comma} would not do", self.none, self.refuses)
    }
}

const fn proof(
    clause: &'static str,
    when: When,
    (takes, refuses, none): (&'static str, &'static str, &'static str),
    look: fn(&Cx<'_>) -> Shown,
) -> Proof {
    Proof { clause, when, takes, refuses, none, look }
}

/// The proof of a leaf clause.
pub(super) fn of(clause: &str) -> &'static Proof {
    PROOFS.iter().find(|proof| proof.clause == clause).expect("a test finds each leaf clause in the table")
}

/// What an auditor takes as the proof of a leaf clause, and what not.
pub fn proof_of(clause: &str) -> Option<(&'static str, &'static str)> {
    PROOFS.iter().find(|proof| proof.clause == clause).map(|proof| (proof.takes, proof.refuses))
}

const NO_REVIEW: &str = "no management review in reviews/";

/// The 30 clauses, in the standard's order.
pub(super) static PROOFS: &[Proof] = &[
    proof(
        "4.1",
        When::Always,
        ("issues inside and outside, each with its effect", "a list of topics", "no issues in context.yaml"),
        issues,
    ),
    proof("4.2", When::Always, ("parties with what each requires", "a list of names", "no interested parties in context.yaml"), parties),
    proof(
        "4.3",
        When::Always,
        ("a scope statement that lists what is in", "the wording of the certificate alone", "no scope statement in scope.yaml"),
        scope,
    ),
    proof(
        "4.4",
        When::Always,
        ("processes with owners that work with each other", "a list of documents", "no processes in context.yaml"),
        processes,
    ),
    proof(
        "5.1",
        When::Asked,
        (
            "what top management did: a policy approved, a review attended, a plan agreed",
            "that somebody holds the role",
            "no act of top management: no policy or plan approved by it, and no review attended",
        ),
        leadership,
    ),
    proof(
        "5.2",
        When::Always,
        ("an approved master policy that was made known", "a policy on a topic", "no approved master policy in documents/"),
        policy,
    ),
    proof(
        "5.3",
        When::Always,
        (
            "roles for conformity and for reporting that somebody holds",
            "an organisation chart",
            "no role with the duty isms-conformity or isms-reporting is held by anybody",
        ),
        duties,
    ),
    proof(
        "6.1.1",
        When::Always,
        ("opportunities with actions", "the risks to information, which are 6.1.2", "no opportunities in context.yaml"),
        opportunities,
    ),
    proof(
        "6.1.2",
        When::Always,
        ("a risk method, and risks rated by it", "a register without a method", "no risk method in isms.yaml, or no risks"),
        method_and_risks,
    ),
    proof(
        "6.1.3",
        When::Always,
        ("a Statement of Applicability, and risks with a treatment", "a list of controls", "no decisions in soa.yaml"),
        treatment_decided,
    ),
    proof("6.2", When::Always, ("objectives", "a sentence in the policy", "no objectives in objectives/"), |cx| {
        all(records::<Objective>(cx, |_| true))
    }),
    proof(
        "6.3",
        When::Occasion,
        (
            "a change of the management system, planned with reason, consequences and owner",
            "a change of what it protects, such as a patch",
            "no change of the management system is recorded",
        ),
        changes,
    ),
    proof(
        "7.1",
        When::Asked,
        ("a decision on people, money or tools", "the costs of a tool", "no decision on resources in plan.yaml or a management review"),
        resources,
    ),
    proof(
        "7.2",
        When::Always,
        ("competence with what shows it", "a job title", "no evidence of competence in people/ or trainings/"),
        competence,
    ),
    proof(
        "7.3",
        When::Asked,
        (
            "trainings taken on policy, contribution and consequences",
            "a course for specialists",
            "no completed training on policy, contribution or consequences in trainings/",
        ),
        awareness,
    ),
    proof(
        "7.4",
        When::Always,
        (
            "communications with what, when, with whom and how, inside and outside",
            "a list of mailing lists",
            "no communications in isms.yaml",
        ),
        communications,
    ),
    proof("7.5.1", When::Always, ("approved documents", "drafts", "no approved document in documents/"), |cx| {
        all(records::<Document>(cx, is_in_force))
    }),
    proof(
        "7.5.2",
        When::Always,
        (
            "documents with version, owner and approval",
            "files without either",
            "no document with version, owner and approval in documents/",
        ),
        |cx| {
            all(records::<Document>(cx, |document| {
                is_in_force(document) && document.approval.is_some() && document.version.is_some() && document.owner.is_some()
            }))
        },
    ),
    proof(
        "7.5.3",
        When::Always,
        ("how long records are kept, and which documents come from outside", "that there is a backup", "no retention periods in isms.yaml"),
        control_of_documents,
    ),
    proof(
        "8.1",
        When::Always,
        (
            "runs of what was planned, against criteria",
            "that a control is called implemented",
            "no run of anything planned: no test, activity, review of a supplier or change looked back on",
        ),
        operation,
    ),
    proof(
        "8.2",
        When::Always,
        ("dated assessments with their conclusion", "a register that was edited", "no dated assessment in assessments/"),
        assessments,
    ),
    proof(
        "8.3",
        When::Always,
        (
            "treatments carried out: actions done, controls in place",
            "a plan that is approved",
            "no treatment is carried out: no action is done, and no plan has all its controls in place",
        ),
        treatment_done,
    ),
    proof("9.1", When::Always, ("readings that somebody analysed", "figures alone", "no measurement in metrics/"), measurements),
    proof(
        "9.2.1",
        When::Always,
        (
            "finished internal audits of clauses, with a conclusion",
            "an audit of a supplier or by the certification body",
            "no finished internal audit in audits/",
        ),
        audits,
    ),
    proof(
        "9.2.2",
        When::Always,
        ("internal audits planned and done, with auditors", "a single report", "no audit programme: no internal audit in audits/"),
        |cx| all(records::<Audit>(cx, is_internal)),
    ),
    proof("9.3.1", When::Always, ("reviews with their conclusion", "an invitation", NO_REVIEW), |cx| {
        reviews(cx, "conclusion", |review| review.conclusion.is_some())
    }),
    proof("9.3.2", When::Always, ("reviews with all inputs", "an agenda", NO_REVIEW), |cx| {
        reviews(cx, "inputs", |review| review.inputs.is_some())
    }),
    proof("9.3.3", When::Always, ("reviews with decisions", "minutes that take note", NO_REVIEW), |cx| {
        reviews(cx, "decisions", |review| !review.decisions.is_empty())
    }),
    proof(
        "10.1",
        When::Always,
        (
            "improvements carried out: decisions of reviews, opportunities taken up",
            "nonconformities closed, which are 10.2",
            "no improvement recorded: no decision to improve in a review, no opportunity taken up",
        ),
        improvements,
    ),
    proof(
        "10.2",
        When::Occasion,
        (
            "nonconformities against a requirement, with what was done",
            "vulnerabilities, observations and ideas",
            "no nonconformity is recorded",
        ),
        nonconformities,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::clause;

    #[test]
    fn each_leaf_clause_has_its_proof_in_order() {
        let clauses: Vec<&str> = clause::leaf().map(|clause| clause.id).collect();
        assert_eq!(PROOFS.iter().map(|proof| proof.clause).collect::<Vec<_>>(), clauses);
        for proof in PROOFS {
            assert!(
                [proof.takes, proof.refuses, proof.none].iter().all(|words| !words.is_empty() && !words.ends_with('.')),
                "{}",
                proof.clause
            );
            assert_ne!(proof.takes, proof.refuses, "{}", proof.clause);
        }
    }
}
