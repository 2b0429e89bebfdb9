//! What is looked for in the records of each clause.

use crate::base::date::Date;
use crate::base::node::Node;
use crate::base::span::Span;
use crate::base::text::list_of;
use crate::history::approval::Standing;
use crate::model::approvals::{RECORD, approval_at};
use crate::model::kinds::{
    Approval, Assessment, Audit, AuditType, Change, Control, Decision, DecisionKind, Document, DocumentStatus, DocumentType, Duty, Finding,
    Grade, Metric, Person, RecordKind as _, Review, Role, Stored, Supplier, Topic, Training,
};
use crate::model::program::View;
use crate::model::single::context::IssueKind;
use crate::model::single::isms::{Audience, Communication};
use crate::register::change::is_of_isms;
use crate::register::competence::trainings;
use crate::register::cx::Cx;
use crate::register::holding::active_holders;
use crate::register::risk::RiskRow;

/// What the records of a clause show.
pub(super) struct Shown {
    /// The records, as places, in the order of files.
    pub proof: Vec<Span>,
    /// What is missing of what is there.
    pub missing: Vec<String>,
}

pub(super) fn all(proof: Vec<Span>) -> Shown {
    Shown { proof, missing: Vec::new() }
}

/// A proof, and what it lacks where that is so.
fn lacking<const N: usize>(proof: Vec<Span>, parts: [(bool, String); N]) -> Shown {
    Shown { proof, missing: parts.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, words)| words).collect() }
}

pub(super) fn records<K: Stored>(cx: &Cx<'_>, counts: impl Fn(&K) -> bool) -> Vec<Span> {
    cx.program.all::<K>().filter(|record| counts(record)).map(|record| record.at("")).collect()
}

fn single<T>(view: Option<View<'_, T>>, pointer: &str, counts: impl Fn(&T) -> bool) -> Vec<Span> {
    view.filter(|view| counts(view)).map(|view| view.at(pointer)).into_iter().collect()
}

pub(super) fn issues(cx: &Cx<'_>) -> Shown {
    let Some(context) = cx.program.context() else { return all(Vec::new()) };
    let without = context.issues.iter().filter(|issue| issue.effect.as_deref().is_none_or(|effect| effect.trim().is_empty()));
    let without: Vec<&str> = without.map(|issue| issue.id.as_str()).collect();
    let none_is = |kind: IssueKind| !context.issues.iter().any(|issue| issue.kind == kind);
    lacking(
        single(Some(context), "/issues", |context| !context.issues.is_empty()),
        [
            (none_is(IssueKind::Internal), "no issue is internal".into()),
            (none_is(IssueKind::External), "no issue is external".into()),
            (!without.is_empty(), format!("nobody says what {} does to the management system", list_of(&without, "or"))),
        ],
    )
}

pub(super) fn parties(cx: &Cx<'_>) -> Shown {
    let proof = single(cx.program.context(), "/parties", |context| !context.parties.is_empty());
    let parties = cx.program.context().into_iter().flat_map(|context| &context.data().parties);
    let empty: Vec<&str> = parties.filter(|party| party.requirements.is_empty()).map(|party| party.name.as_str()).collect();
    lacking(proof, [(!empty.is_empty(), format!("nothing is said of what {} requires", list_of(&empty, "or")))])
}

pub(super) fn scope(cx: &Cx<'_>) -> Shown {
    let proof = single(cx.program.scope(), "/statement", |scope| scope.statement.is_some());
    let listed = cx.program.scope().is_some_and(|scope| {
        scope
            .includes
            .as_ref()
            .is_some_and(|includes| !includes.units.is_empty() || !includes.processes.is_empty() || !includes.systems.is_empty())
    });
    lacking(proof, [(!listed, "what is in scope is not listed under `includes:`".into())])
}

pub(super) fn processes(cx: &Cx<'_>) -> Shown {
    let Some(context) = cx.program.context() else { return all(Vec::new()) };
    let unowned: Vec<&str> = context.data().processes.iter().filter(|p| p.owner.is_none()).map(|p| p.name.as_str()).collect();
    let apart = context.processes.iter().all(|process| process.interacts_with.is_empty());
    lacking(
        single(Some(context), "/processes", |context| !context.processes.is_empty()),
        [
            (!unowned.is_empty(), format!("nobody owns {}", list_of(&unowned, "or"))),
            (apart, "no process says with which others it works".into()),
        ],
    )
}

/// Whether a party was top management on a day: a role with that duty, or somebody in one.
fn is_top(cx: &Cx<'_>, party: &str, day: Date) -> bool {
    cx.roles().has_duty(party, Duty::TopManagement, day)
}

pub(super) fn leadership(cx: &Cx<'_>) -> Shown {
    let approved =
        |approval: Option<&Approval>| approval.is_some_and(|approval| approval.on <= cx.today && is_top(cx, approval.by.id(), approval.on));
    let policies = cx.program.all::<Document>().filter(|document| is_master_policy(document) && approved(document.approval.as_ref()));
    let policies = policies.filter(|policy| is_given(cx, Document::NAME, &policy.data().id, policy.node()));
    let mut proof: Vec<Span> = policies.map(|policy| policy.at("")).collect();
    let attended = |review: &Review| review.attendees.iter().any(|person| is_top(cx, person.id(), review.on));
    proof.extend(records::<Review>(cx, |review| review.on <= cx.today && review.took_place() && attended(review)));
    let plan = cx.program.plan().filter(|plan| is_given(cx, "plan", "plan", plan.node()));
    proof.extend(single(plan, "/approval", |plan| approved(plan.approval.as_ref())));
    all(proof)
}

/// Whether the approval that stands in a record was given by whom it names, as strongly as the programme asks for. What has
/// changed since was approved all the same.
fn is_given(cx: &Cx<'_>, kind: &'static str, id: &str, record: Node<'_>) -> bool {
    let standing = approval_at(kind, record, RECORD).map(|approved| cx.approvals.standing(kind, id, record, &approved));
    standing.is_some_and(|standing| !matches!(standing, Standing::Rewritten | Standing::Unproven))
}

pub(super) fn is_in_force(document: &Document) -> bool {
    document.status == Some(DocumentStatus::Approved)
}

fn is_master_policy(document: &Document) -> bool {
    document.kind == DocumentType::MasterPolicy && is_in_force(document)
}

pub(super) fn policy(cx: &Cx<'_>) -> Shown {
    let policies = || cx.program.all::<Document>().filter(|document| is_master_policy(document));
    let known = policies().any(|policy| policy.communicated.iter().any(|told| told.on <= cx.today));
    lacking(
        policies().map(|policy| policy.at("")).collect(),
        [(!known, "nobody was told of the policy: it has no entry under `communicated:`".into())],
    )
}

pub(super) fn duties(cx: &Cx<'_>) -> Shown {
    let held =
        |duty: Duty| records::<Role>(cx, |role| role.duties.contains(&duty) && active_holders(cx.program, role, cx.today).next().is_some());
    let (conformity, reporting) = (held(Duty::IsmsConformity), held(Duty::IsmsReporting));
    let lacks = |duty: &str| format!("nobody holds a role with the duty {duty}");
    let parts = [(conformity.is_empty(), lacks("isms-conformity")), (reporting.is_empty(), lacks("isms-reporting"))];
    let mut proof = [conformity, reporting].concat();
    proof.sort_unstable();
    proof.dedup();
    lacking(proof, parts)
}

pub(super) fn opportunities(cx: &Cx<'_>) -> Shown {
    let opportunities = || cx.program.context().into_iter().flat_map(|context| &context.data().opportunities);
    let planned = opportunities().any(|opportunity| !opportunity.actions.is_empty() || opportunity.done.is_some());
    let proof = single(cx.program.context(), "/opportunities", |context| !context.opportunities.is_empty());
    lacking(proof, [(!planned, "no opportunity has an action".into())])
}

pub(super) fn method_and_risks(cx: &Cx<'_>) -> Shown {
    let method = single(cx.program.isms(), "/risk", |isms| isms.risk.is_some());
    let both = !method.is_empty() && !cx.risks().is_empty();
    all(if both { method.into_iter().chain(cx.risks().iter().map(|row| row.risk.at(""))).collect() } else { Vec::new() })
}

pub(super) fn treatment_decided(cx: &Cx<'_>) -> Shown {
    let decided = single(cx.program.soa(), "/controls", |soa| !soa.controls.is_empty());
    let treated = cx.risks().is_empty() || cx.risks().iter().any(|row| row.risk.treatment.is_some());
    lacking(decided, [(!treated, "no risk has a treatment".into())])
}

pub(super) fn changes(cx: &Cx<'_>) -> Shown {
    let changes: Vec<View<'_, Change>> = cx.program.all::<Change>().filter(|change| is_of_isms(change) == Some(true)).collect();
    let parts = |change: &Change| {
        let parts = [("why", change.why.is_none()), ("consequences", change.consequences.is_none()), ("owner", change.owner.is_none())];
        let missing: Vec<&str> = parts.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect();
        (!missing.is_empty()).then(|| format!("change `{}` of the management system has no {}", change.id, list_of(missing, "or")))
    };
    Shown {
        missing: changes.iter().filter_map(|change| parts(change)).collect(),
        proof: changes.iter().map(|change| change.at("")).collect(),
    }
}

pub(super) fn resources(cx: &Cx<'_>) -> Shown {
    let mut proof = single(cx.program.plan(), "/resources", |plan| !plan.resources.is_empty());
    proof.extend(records::<Review>(cx, |review| {
        review.on <= cx.today && review.decisions.iter().any(|decision| decision.kind == DecisionKind::Resources)
    }));
    all(proof)
}

pub(super) fn competence(cx: &Cx<'_>) -> Shown {
    let shown = |person: &Person| person.competence.iter().any(|competence| competence.evidence.is_some());
    let asked = cx.program.all::<Role>().any(|role| !role.competence.is_empty());
    let trained: Vec<View<'_, Training>> = trainings(cx.program, cx.today).collect();
    let mut proof = records::<Person>(cx, shown);
    let unclear = proof.is_empty() && !trained.is_empty() && trained.iter().all(|training| training.covers.is_empty());
    proof.extend(trained.iter().map(|training| training.at("")));
    lacking(
        proof,
        [
            (!asked, "no role says what its holder must be able to do".into()),
            (unclear, "no training says under `covers:` whether it is on `competence`".into()),
        ],
    )
}

pub(super) fn awareness(cx: &Cx<'_>) -> Shown {
    let on_topic = |training: &Training| {
        training.covers.iter().any(|topic| matches!(topic, Topic::Policy | Topic::Contribution | Topic::Consequences))
    };
    all(records::<Training>(cx, |training| on_topic(training) && training.completions.iter().any(|taken| taken.on <= cx.today)))
}

pub(super) fn communications(cx: &Cx<'_>) -> Shown {
    let planned = || cx.program.isms().into_iter().flat_map(|isms| &isms.data().communications);
    let part = |plan: &Communication| {
        let is_blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let parts = [("when", is_blank(&plan.when)), ("with whom", is_blank(&plan.with)), ("how", is_blank(&plan.how))];
        let missing: Vec<&str> = parts.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect();
        (!missing.is_empty()).then(|| format!("communication “{}” does not say {}", plan.topic, missing.join(" or ")))
    };
    let none_is = |audience: Audience| !planned().any(|plan| plan.audience == Some(audience));
    let mut missing: Vec<String> = planned().filter_map(part).collect();
    missing.extend(none_is(Audience::Internal).then(|| "no communication is said to be internal".to_owned()));
    missing.extend(none_is(Audience::External).then(|| "no communication is said to be external".to_owned()));
    Shown { proof: single(cx.program.isms(), "/communications", |isms| !isms.communications.is_empty()), missing }
}

pub(super) fn control_of_documents(cx: &Cx<'_>) -> Shown {
    let proof = single(cx.program.isms(), "/retention", |isms| !isms.retention.is_empty());
    let outside = cx.program.isms().is_some_and(|isms| !isms.external_documents.is_empty());
    lacking(proof, [(!outside, "no document from outside is listed, not even the standard".into())])
}

pub(super) fn operation(cx: &Cx<'_>) -> Shown {
    let ran = |control: &Control| {
        control.tests.iter().flat_map(|test| &test.results).any(|result| result.on <= cx.today)
            || control.activities.iter().flat_map(|activity| &activity.runs).any(|run| run.on <= cx.today)
    };
    let mut proof = records::<Control>(cx, ran);
    proof.extend(records::<Supplier>(cx, |supplier| supplier.reviews.iter().any(|review| review.on <= cx.today)));
    proof.extend(records::<Change>(cx, |change| change.done.is_some() && change.reviewed.is_some_and(|day| day <= cx.today)));
    let criteria = cx.program.context().is_some_and(|context| context.processes.iter().any(|process| !process.criteria.is_empty()));
    lacking(proof, [(!criteria, "no process in context.yaml has `criteria:`".into())])
}

pub(super) fn assessments(cx: &Cx<'_>) -> Shown {
    let made = || cx.program.all::<Assessment>().filter(|assessment| assessment.on <= cx.today);
    let last = made().max_by_key(|assessment| assessment.on).filter(|last| last.conclusion.is_none());
    let id = last.map_or(String::new(), |last| last.id.clone());
    lacking(
        made().map(|assessment| assessment.at("")).collect(),
        [(last.is_some(), format!("assessment `{id}`, the last one, has no conclusion"))],
    )
}

pub(super) fn treatment_done(cx: &Cx<'_>) -> Shown {
    let is_done = |row: &&RiskRow<'_>| {
        let Some(treatment) = &row.risk.data().treatment else { return false };
        let controls = || treatment.controls.iter().filter_map(|control| cx.program.get::<Control>(control));
        treatment.actions.iter().any(|action| action.done.is_some_and(|done| done <= cx.today))
            || controls().next().is_some() && controls().all(|control| control.is_implemented())
    };
    all(cx.risks().iter().filter(is_done).map(|row| row.risk.at("/treatment")).collect())
}

pub(super) fn measurements(cx: &Cx<'_>) -> Shown {
    let proof = records::<Metric>(cx, |metric| metric.readings.iter().any(|reading| reading.on <= cx.today));
    let analysed = cx.program.all::<Metric>().any(|metric| metric.analyses.iter().any(|analysis| analysis.on <= cx.today));
    lacking(proof, [(!analysed, "nobody has analysed what was measured: no metric has `analyses:`".into())])
}

pub(super) fn is_internal(audit: &Audit) -> bool {
    audit.kind == AuditType::Internal
}

pub(super) fn audits(cx: &Cx<'_>) -> Shown {
    let finished = || cx.program.all::<Audit>().filter(|audit| is_internal(audit) && audit.held(cx.today).is_some());
    let clauses = finished().any(|audit| !audit.clauses.is_empty());
    let last = finished().max_by_key(|audit| audit.finished);
    let concluded =
        last.and_then(|audit| audit.data().conclusion.as_ref()).is_some_and(|said| said.conforms.is_some() && said.effective.is_some());
    let id = last.map_or(String::new(), |last| last.id.clone());
    lacking(
        finished().map(|audit| audit.at("")).collect(),
        [
            (!clauses, "no internal audit looked at clauses 4 to 10".into()),
            (!concluded, format!("audit `{id}`, the last one, does not conclude on conformity and effectiveness")),
        ],
    )
}

pub(super) fn reviews(cx: &Cx<'_>, part: &str, has: fn(&Review) -> bool) -> Shown {
    let held = || cx.program.all::<Review>().filter(|review| review.on <= cx.today && review.took_place());
    let last = held().max_by_key(|review| review.on).filter(|last| !has(last));
    let id = last.map_or(String::new(), |last| last.id.clone());
    lacking(
        held().map(|review| review.at("")).collect(),
        [(last.is_some(), format!("{} `{id}`, the last one, has no {part}", Review::NAME))],
    )
}

pub(super) fn improvements(cx: &Cx<'_>) -> Shown {
    let done = |day: Option<Date>| day.is_some_and(|day| day <= cx.today);
    let decided = |review: &Review, is: &dyn Fn(&Decision) -> bool| {
        review.decisions.iter().any(|decision| decision.kind == DecisionKind::Improvement && is(decision))
    };
    let mut proof = records::<Review>(cx, |review| decided(review, &|decision| done(decision.done)));
    let is_idea = |finding: &Finding| finding.grade == Grade::Ofi;
    proof.extend(records::<Finding>(cx, |finding| is_idea(finding) && finding.actions.iter().any(|action| done(action.done))));
    proof.extend(single(cx.program.context(), "/opportunities", |context| {
        context.opportunities.iter().any(|opportunity| done(opportunity.done) || opportunity.actions.iter().any(|action| done(action.done)))
    }));
    if !proof.is_empty() {
        return all(proof);
    }
    let planned = records::<Review>(cx, |review| decided(review, &|_| true));
    let is_planned = !planned.is_empty();
    lacking(planned, [(is_planned, "improvements were decided, and none is carried out".into())])
}

/// Nonconformities against a requirement. Where there are only others, there was an occasion all the same.
pub(super) fn nonconformities(cx: &Cx<'_>) -> Shown {
    let against = records::<Finding>(cx, |finding| is_nonconformity(cx, finding));
    if !against.is_empty() {
        return all(against);
    }
    let raised = records::<Finding>(cx, |finding| finding.is_nonconformity() && finding.is_raised(cx.today));
    let is_raised = !raised.is_empty();
    lacking(raised, [(is_raised, "no nonconformity says which requirement was missed".into())])
}

pub(super) fn is_nonconformity(cx: &Cx<'_>, finding: &Finding) -> bool {
    finding.is_nonconformity() && finding.requirement.is_some() && finding.is_raised(cx.today)
}
