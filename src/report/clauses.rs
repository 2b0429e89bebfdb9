//! Which records can prove something of each clause.

use crate::base::span::Span;
use crate::model::kinds::{
    Assessment, Audit, AuditType, Change, Control, Document, DocumentStatus, DocumentType, Duty, Finding, Metric, Objective, Person,
    Review, Role, Stored, Training,
};
use crate::model::program::View;
use crate::register::cx::Cx;

/// What a clause's records are, as places; what to say if there are none; whether a person must judge all the same.
pub(super) struct ClauseEvidence {
    pub proof: Vec<Span>,
    pub missing: &'static str,
    pub manual: bool,
}

/// Looks for what a leaf clause asks for. The order of proofs is that of files.
pub(super) fn evidence(cx: &Cx<'_>, clause: &str) -> ClauseEvidence {
    let (proof, missing) = match clause {
        "4.1" => (context(cx, "/issues", |c| !c.issues.is_empty()), "no issues in context.yaml"),
        "4.2" => (context(cx, "/parties", |c| !c.parties.is_empty()), "no interested parties in context.yaml"),
        "4.3" => (single(cx.program.scope(), "/statement", |s| s.statement.is_some()), "no scope statement in scope.yaml"),
        "4.4" => (context(cx, "/processes", |c| !c.processes.is_empty()), "no processes in context.yaml"),
        "5.1" => (top_management(cx), "no role with the duty top-management is held by anybody"),
        "5.2" => (records::<Document>(cx, is_master_policy), "no approved master policy in documents/"),
        "5.3" => (records::<Role>(cx, |role| role.duties.contains(&Duty::IsmsConformity)), "no role has the duty isms-conformity"),
        "6.1.1" => (context(cx, "/opportunities", |c| !c.opportunities.is_empty()), "no opportunities in context.yaml"),
        "8.2" => (records::<Assessment>(cx, |a| a.on <= cx.today), "no dated assessment in assessments/"),
        "6.1.2" => (method_and_risks(cx), "no risk method in isms.yaml, or no risks"),
        "6.1.3" => (single(cx.program.soa(), "/controls", |s| !s.controls.is_empty()), "no decisions in soa.yaml"),
        "6.2" => (records::<Objective>(cx, |_| true), "no objectives in objectives/"),
        "6.3" => (records::<Change>(cx, |_| true), "no planned changes in changes/"),
        "7.1" => (resources(cx), "no decision on resources in plan.yaml or a management review"),
        "7.2" => (records::<Person>(cx, |person| !person.competence.is_empty()), "no evidence of competence in people/"),
        "7.3" => (records::<Training>(cx, |training| !training.completions.is_empty()), "no completed training in trainings/"),
        "7.4" => (isms(cx, "/communications", |i| !i.communications.is_empty()), "no communications in isms.yaml"),
        "7.5.1" => (records::<Document>(cx, |_| true), "no documents in documents/"),
        "7.5.2" => (records::<Document>(cx, |document| document.approval.is_some()), "no approved document in documents/"),
        "7.5.3" => (isms(cx, "/retention", |i| !i.retention.is_empty()), "no retention periods in isms.yaml"),
        "8.1" => (records::<Control>(cx, |control| control.is_implemented()), "no implemented control in controls/"),
        "8.3" => (treatments(cx), "no treatment of any risk"),
        "9.1" => (records::<Metric>(cx, |metric| !metric.readings.is_empty()), "no measurement in metrics/"),
        "9.2.1" => (records::<Audit>(cx, |audit| is_internal(audit) && audit.finished.is_some()), "no finished internal audit in audits/"),
        "9.2.2" => (records::<Audit>(cx, is_internal), "no audit programme: no internal audit in audits/"),
        "9.3.1" | "9.3.2" | "9.3.3" => {
            (records::<Review>(cx, |review| review.on <= cx.today && review.took_place()), "no management review in reviews/")
        }
        "10.1" => (improvements(cx), "no improvement recorded: no closed finding, and no decision to improve in a review"),
        "10.2" => (records::<Finding>(cx, |_| true), "no findings in findings/; a working system finds some"),
        _ => (Vec::new(), "nothing is known of this clause"),
    };
    // What people show in what they do, not in files.
    let manual = matches!(clause, "5.1" | "7.1" | "7.3");
    ClauseEvidence { proof, missing, manual }
}

fn records<K: Stored>(cx: &Cx<'_>, counts: impl Fn(&K) -> bool) -> Vec<Span> {
    cx.program.all::<K>().filter(|record| counts(record)).map(|record| record.at("")).collect()
}

fn single<T>(view: Option<View<'_, T>>, pointer: &str, counts: impl Fn(&T) -> bool) -> Vec<Span> {
    view.filter(|view| counts(view)).map(|view| view.at(pointer)).into_iter().collect()
}

fn context(cx: &Cx<'_>, pointer: &str, counts: impl Fn(&crate::model::single::Context) -> bool) -> Vec<Span> {
    single(cx.program.context(), pointer, counts)
}

fn isms(cx: &Cx<'_>, pointer: &str, counts: impl Fn(&crate::model::single::Isms) -> bool) -> Vec<Span> {
    single(cx.program.isms(), pointer, counts)
}

fn top_management(cx: &Cx<'_>) -> Vec<Span> {
    records::<Role>(cx, |role| role.duties.contains(&Duty::TopManagement) && role.held_by.iter().any(|holder| holder.is_on(cx.today)))
}

fn is_master_policy(document: &Document) -> bool {
    document.kind == DocumentType::MasterPolicy && document.status == Some(DocumentStatus::Approved)
}

fn is_internal(audit: &Audit) -> bool {
    audit.kind == AuditType::Internal
}

fn method_and_risks(cx: &Cx<'_>) -> Vec<Span> {
    let method = isms(cx, "/risk", |isms| isms.risk.is_some());
    if cx.risks().is_empty() { Vec::new() } else { method.into_iter().chain(cx.risks().iter().map(|row| row.risk.at(""))).collect() }
}

fn treatments(cx: &Cx<'_>) -> Vec<Span> {
    cx.risks().iter().filter(|row| row.risk.treatment.is_some()).map(|row| row.risk.at("/treatment")).collect()
}

fn resources(cx: &Cx<'_>) -> Vec<Span> {
    use crate::model::kinds::DecisionKind;
    let mut proof = single(cx.program.plan(), "/resources", |plan| !plan.resources.is_empty());
    proof.extend(records::<Review>(cx, |review| review.decisions.iter().any(|decision| decision.kind == DecisionKind::Resources)));
    proof
}

fn improvements(cx: &Cx<'_>) -> Vec<Span> {
    use crate::model::kinds::DecisionKind;
    let mut proof = records::<Finding>(cx, |finding| finding.closed.is_some());
    proof.extend(records::<Review>(cx, |review| review.decisions.iter().any(|decision| decision.kind == DecisionKind::Improvement)));
    proof
}
