//! How much of each step is done, with what it is counted from and the names of what is missing.

use crate::base::text::natural;
use crate::history::approval::Standing;
use crate::model::approvals::PLAN;
use crate::model::clause;
use crate::model::kinds::{Asset, AuditType, Document, DocumentType, Obligation, RecordKind as _, Risk, Role, Training};
use crate::register::acceptance::AcceptanceState;
use crate::register::certificate::decided;
use crate::register::coverage::{Looked, coverage};
use crate::register::cx::Cx;
use crate::register::cycle::cycle;
use crate::register::document::{self, DocumentState};
use crate::register::holding::active_holders;
use crate::register::stage::stage;
use crate::register::training;
use crate::report::readiness::{ControlFacts, ReadinessReport};
use schemars::JsonSchema;
use serde::Serialize;

/// Something that is counted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CountFacts {
    pub what: String,
    pub done: usize,
    pub of: usize,
    /// The ids or names of those that are missing.
    pub missing: Vec<String>,
}

impl CountFacts {
    /// Counts by what each is called, and whether it is done.
    fn of(what: &str, all: impl IntoIterator<Item = (String, bool)>) -> Self {
        let (mut of, mut missing) = (0, Vec::new());
        for (name, done) in all {
            of += 1;
            missing.extend((!done).then_some(name));
        }
        missing.sort_by(|a, b| natural(a, b));
        Self { what: what.into(), done: of - missing.len(), of, missing }
    }
}

/// The counts of each of the eight steps.
pub(super) fn of_steps(cx: &Cx<'_>, readiness: &ReadinessReport) -> [Vec<CountFacts>; 8] {
    [
        prepare(cx),
        scope(cx),
        risk(cx),
        controls(cx, &readiness.controls),
        training(cx),
        audit(cx),
        certification(cx),
        maintenance(cx, readiness),
    ]
}

fn prepare(cx: &Cx<'_>) -> Vec<CountFacts> {
    let here = |role: &Role| active_holders(cx.program, role, cx.today).next().is_some();
    let roles = cx.program.all::<Role>().map(|role| (role.data().id.clone(), here(role.data())));
    let milestones = cx.program.plan().into_iter().flat_map(|plan| &plan.data().milestones);
    let milestones = milestones.map(|step| (step.what.clone(), step.done.is_some_and(|done| done <= cx.today)));
    vec![CountFacts::of("roles held", roles), CountFacts::of("steps of the plan done", milestones)]
}

fn scope(cx: &Cx<'_>) -> Vec<CountFacts> {
    let parties = cx.program.context().into_iter().flat_map(|context| &context.data().parties);
    let wanted = parties.flat_map(|party| party.requirements.iter().map(|wanted| (format!("{}: {}", party.name, wanted.text), wanted)));
    let wanted = wanted.map(|(name, wanted)| (name, wanted.addressed.is_some()));
    let duties = cx.program.all::<Obligation>().map(|duty| (duty.data().id.clone(), !duty.controls.is_empty()));
    vec![CountFacts::of("requirements of parties decided on", wanted), CountFacts::of("obligations met by a control", duties)]
}

fn risk(cx: &Cx<'_>) -> Vec<CountFacts> {
    let name = |risk: &Risk| risk.id.clone();
    let rows = || cx.risks().iter();
    let assets = cx.program.all::<Asset>().filter(|asset| !asset.is_retired());
    let assets = assets.map(|asset| (asset.data().id.clone(), asset.owner.is_some()));
    let rated = rows().map(|row| (name(&row.risk), row.current_rating().is_some()));
    // Whoever accepts a risk as it is has agreed that nothing more is done about it.
    let agreed = rows().map(|row| {
        let counts = cx.approvals.at(Risk::NAME, &row.risk.id, row.risk.node(), PLAN).is_some_and(Standing::counts);
        let approval = row.risk.treatment.as_ref().and_then(|treatment| treatment.approval.as_ref());
        let by_owner = approval
            .zip(row.risk.owner.as_ref())
            .is_some_and(|(approval, owner)| cx.roles().speaks_for(approval.by.id(), owner.id(), approval.on));
        (name(&row.risk), counts && by_owner || row.acceptance == AcceptanceState::Valid)
    });
    let above = rows().filter(|row| row.above_appetite).map(|row| (name(&row.risk), row.acceptance == AcceptanceState::Valid));
    let decided = cx.soa().iter().filter(|row| row.annex.is_some()).map(|row| (row.id.to_owned(), row.applicable.is_some()));
    vec![
        CountFacts::of("assets with an owner", assets),
        CountFacts::of("risks rated", rated),
        CountFacts::of("treatments agreed on", agreed),
        CountFacts::of("risks above the appetite accepted", above),
        CountFacts::of("controls of Annex A decided on", decided),
    ]
}

fn controls(cx: &Cx<'_>, controls: &[ControlFacts]) -> Vec<CountFacts> {
    let own = cx.program.all::<Document>().filter(|document| document.kind != DocumentType::External);
    let states = own.map(|document| (document.data().id.clone(), document::state(document, &cx.approvals, cx.cadences, cx.today)));
    let documents = states.filter(|(_, state)| *state != DocumentState::Retired);
    let documents = documents.map(|(id, state)| (id, matches!(state, DocumentState::Approved | DocumentState::Due)));
    let all =
        |what, is: fn(&ControlFacts) -> bool| CountFacts::of(what, controls.iter().map(|control| (control.control.clone(), is(control))));
    vec![
        CountFacts::of("documents approved", documents),
        all("applicable controls implemented", |control| control.implemented),
        all("evidenced today", |control| control.evidenced),
        all("shown to be effective", |control| control.effective),
    ]
}

fn training(cx: &Cx<'_>) -> Vec<CountFacts> {
    let (mut done, mut of, mut missing) = (0, 0, Vec::new());
    for training in cx.program.all::<Training>() {
        if let Some((took, people)) = training::counted_groups(training.data(), cx.cadences, cx.today) {
            done += usize::try_from(took).unwrap_or(usize::MAX);
            of += usize::try_from(people).unwrap_or(usize::MAX);
            continue;
        }
        for (until, person) in training::days(cx.program, training.data(), cx.cadences, cx.today) {
            of += 1;
            if until.is_some_and(|until| until >= cx.today) {
                done += 1;
            } else {
                missing.push(format!("{} {}", training.data().id, person.data().id));
            }
        }
    }
    missing.sort_by(|a, b| natural(a, b));
    vec![CountFacts { what: "trainings taken in time".into(), done, of, missing }]
}

fn audit(cx: &Cx<'_>) -> Vec<CountFacts> {
    let finished = coverage(cx).audits;
    let finished: Vec<_> = finished.iter().map(|audit| audit.data()).filter(|audit| audit.held(cx.today).is_some()).collect();
    let looked = Looked::of(finished.iter().copied());
    let clauses = clause::leaf().map(|clause| (clause.id.to_owned(), looked.at_clause(clause.id)));
    let rows = cx.soa().iter().filter(|row| row.applicable == Some(true));
    let controls = rows.map(|row| (row.id.to_owned(), looked.at_control(row)));
    let findings = cx.program.all::<crate::model::kinds::Finding>().filter(|finding| finding.is_nonconformity());
    let closed = findings.map(|finding| (finding.data().id.clone(), finding.closed.as_ref().is_some_and(|closed| closed.on <= cx.today)));
    vec![
        CountFacts::of("clauses audited in the cycle", clauses),
        CountFacts::of("applicable controls audited in the cycle", controls),
        CountFacts::of("nonconformities closed", closed),
    ]
}

fn certification(cx: &Cx<'_>) -> Vec<CountFacts> {
    let issued = decided(cx.program, cx.today).is_some();
    let held = |kind| issued || stage(cx.program, kind, cx.today).finished.is_some();
    let stages = [AuditType::Stage1, AuditType::Stage2].map(|kind| (kind.name().to_owned(), held(kind)));
    vec![CountFacts::of("stages held", stages), CountFacts::of("certificates issued", [("certificate".to_owned(), issued)])]
}

fn maintenance(cx: &Cx<'_>, readiness: &ReadinessReport) -> Vec<CountFacts> {
    let Some(cycle) = cycle(cx.program, cx.today) else { return Vec::new() };
    let due = cycle.visits.iter().filter(|visit| visit.is_late(cx.today) || visit.is_done(cx.today));
    let visits = due.map(|visit| (visit.name(), visit.is_done(cx.today)));
    let series = &readiness.operation.series;
    let counted = series.iter().filter(|series| series.is_counted());
    let kept = counted.map(|series| (format!("{} {}", series.place.record, series.what), series.is_kept()));
    vec![CountFacts::of("visits of the certification body", visits), CountFacts::of("series of repeated work kept to their rhythm", kept)]
}
