//! A programme as rows, from the reports that say the same of it alone.

use super::tables::{
    ActionRow, AuditRow, CheckRow, ControlAnnexRow, ControlRow, DueRow, EvidenceRow, FindingRow, IncidentRow, LevelRow, NotificationRow,
    ObligationRow, ProgrammeRow, ReadingRow, ReviewRow, RiskControlRow, RiskRow, Row, SoaFields, SupplierRow, TagRow, TrainingRow,
};
use crate::base::date::{Date, Period};
use crate::check::Outcome;
use crate::model::kinds::{Audit, AuditType, Control, Evidence, Finding, Metric, Review, Risk};
use crate::model::program::View;
use crate::model::reference::Ref;
use crate::register::certificate::running;
use crate::register::control::{valid_until, verification};
use crate::register::cx::Cx;
use crate::register::due::Due;
use crate::register::metric::{bound, is_breached};
use crate::register::proven::{shown_until, supported_until};
use crate::register::soa::SoaRow;
use crate::report::fleet::ProgrammeFacts;
use crate::report::incidents::IncidentsReport;
use crate::report::obligations::ObligationsReport;
use crate::report::raised::FindingsReport;
use crate::report::register::{RatingFacts, RegisterReport};
use crate::report::soa::{RowFacts, SoaAudience, SoaReport};
use crate::report::suppliers::SuppliersReport;
use crate::report::training::TrainingReport;
use crate::report::{Origin, word};
use std::collections::HashMap;

/// So far ahead is told what falls due.
const AHEAD: Period = Period::days(365);

/// All rows of a programme, table by table.
pub fn rows(cx: &Cx<'_>, outcome: &Outcome, due: &[Due<'_>], facts: &ProgrammeFacts, origin: &Origin) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![programme(cx, facts).into()];
    rows.extend(facts.about.tags.iter().map(|(tag, value)| TagRow { tag: tag.into(), value: value.into() }.into()));
    risks(cx, origin, &mut rows);
    controls(cx, &mut rows);
    let soa = SoaReport::build(cx, SoaAudience::Full, origin);
    rows.extend(soa.controls.iter().chain(&soa.additional).map(|row| decided(row).into()));
    raised(cx, origin, &mut rows);
    evidence(cx, &mut rows);
    outside(cx, origin, &mut rows);
    trainings(cx, origin, &mut rows);
    readings(cx, &mut rows);
    incidents(cx, origin, &mut rows);
    audits(cx, &mut rows);
    rows.extend(due.iter().filter(|due| due.is_within(AHEAD, cx.today)).map(|due| {
        let row = DueRow {
            matter: word(due.matter).into(),
            record: due.of.into(),
            what: due.what.to_string().into(),
            owner: due.owner.into(),
            due: due.on.into(),
            overdue: due.is_overdue(cx.today).into(),
            requirement: due.matter.requirement().into(),
        };
        row.into()
    }));
    rows.extend(outcome.findings.iter().map(|finding| {
        let place = finding.primary.span;
        let file = cx.program.files.get(place.file);
        let row = CheckRow {
            rule: finding.rule.into(),
            level: finding.level.name().into(),
            record: cx.program.record_at(place).into(),
            file: (&file.path).into(),
            line: file.position(place.start).line.into(),
            message: (&finding.message).into(),
        };
        row.into()
    }));
    rows
}

fn programme(cx: &Cx<'_>, facts: &ProgrammeFacts) -> ProgrammeRow {
    let method = cx.scales.as_ref().map(|scales| scales.method());
    let is_internal = |audit: &View<'_, Audit>| audit.data().kind == AuditType::Internal;
    let finished = cx.program.all::<Audit>().filter(is_internal).filter_map(|audit| audit.data().finished);
    let audit = finished.filter(|on| *on <= cx.today).max();
    let review = cx.program.all::<Review>().map(|review| review.data().on).filter(|on| *on <= cx.today).max();
    let since = |on: Date| cx.today.days_since(on);
    ProgrammeRow {
        organisation: (&facts.organisation).into(),
        owner: facts.about.owner.as_ref().into(),
        phase: facts.phase.name().into(),
        step: facts.step.into(),
        method: method.map(|method| &method.version).into(),
        appetite: method.and_then(|method| method.appetite.as_ref()).into(),
        levels: method.map(|method| method.levels.len()).into(),
        risks: facts.risks.into(),
        above_appetite: facts.above_appetite.into(),
        expired_acceptances: facts.expired_acceptances.into(),
        open_majors: facts.open_majors.into(),
        overdue: facts.overdue.into(),
        due_soon: facts.due_soon.into(),
        errors: facts.errors.into(),
        warnings: facts.warnings.into(),
        unread_files: facts.unread_files.into(),
        last_review: review.into(),
        days_since_review: review.map(since).into(),
        last_internal_audit: audit.into(),
        days_since_internal_audit: audit.map(since).into(),
        certificate_until: running(cx.program, cx.today).map(|certificate| certificate.expires).into(),
        next_audit: facts.next_audit.into(),
        last_change: facts.last_change.into(),
    }
}

fn risks(cx: &Cx<'_>, origin: &Origin, rows: &mut Vec<Row>) {
    let levels = cx.scales.as_ref().map_or(&[][..], |scales| scales.levels());
    let appetite = cx.scales.as_ref().and_then(|scales| scales.method().appetite.as_ref());
    let highest = levels.iter().position(|level| Some(&level.name) == appetite);
    rows.extend(levels.iter().enumerate().map(|(at, level)| {
        let above = highest.map(|highest| at > highest);
        LevelRow { rank: (at + 1).into(), level: (&level.name).into(), of: levels.len().into(), above_appetite: above.into() }.into()
    }));
    let place = |rating: &RatingFacts| levels.iter().position(|level| level.name == rating.level).map(|at| at + 1);
    let soa: HashMap<&str, &SoaRow<'_>> = cx.soa().iter().map(|row| (row.id, row)).collect();
    let register = RegisterReport::build(cx, origin);
    for risk in &register.risks {
        let written = cx.program.by_id::<Risk>(&risk.id).map(|found| found.data());
        let [inherent, current, residual] = [&risk.inherent, &risk.current, &risk.residual].map(Option::as_ref);
        let row = RiskRow {
            id: (&risk.id).into(),
            title: (&risk.title).into(),
            owner: risk.owner.as_ref().into(),
            rank: risk.rank.into(),
            inherent_likelihood: inherent.map(|rating| rating.likelihood).into(),
            inherent_impact: inherent.map(|rating| rating.impact).into(),
            inherent_score: inherent.map(|rating| rating.score).into(),
            inherent_level: inherent.map(|rating| &rating.level).into(),
            current_likelihood: current.map(|rating| rating.likelihood).into(),
            current_impact: current.map(|rating| rating.impact).into(),
            current_score: current.map(|rating| rating.score).into(),
            current_level: current.map(|rating| &rating.level).into(),
            current_level_rank: current.and_then(place).into(),
            residual_likelihood: residual.map(|rating| rating.likelihood).into(),
            residual_impact: residual.map(|rating| rating.impact).into(),
            residual_score: residual.map(|rating| rating.score).into(),
            residual_level: residual.map(|rating| &rating.level).into(),
            above_appetite: risk.above_appetite.into(),
            treatment: risk.treatment.map(word).into(),
            acceptance: word(risk.acceptance.state).into(),
            accepted_by: risk.acceptance.by.as_ref().into(),
            accepted_until: risk.acceptance.until.into(),
            assessed_on: written.and_then(|risk| risk.assessed.as_ref()).map(|assessed| assessed.on).into(),
        };
        rows.push(row.into());
        for control in &risk.controls {
            let own = cx.program.by_id::<Control>(control);
            let of_annex = || soa.get(control.as_str());
            let status = own.and_then(|own| own.data().status.map(word)).or_else(|| of_annex().map(|row| word(row.status)));
            let said = own.map(|own| verification(own.data(), cx.today)).or_else(|| of_annex().map(|row| row.verification));
            let row = RiskControlRow {
                risk: (&risk.id).into(),
                control: control.into(),
                status: status.into(),
                verification: said.map(|said| said.name()).into(),
            };
            rows.push(row.into());
        }
    }
}

fn controls(cx: &Cx<'_>, rows: &mut Vec<Row>) {
    let supported = supported_until(cx);
    for control in cx.program.all::<Control>().map(View::data).filter(|control| control.is_active()) {
        let tested = control.tests.iter().flat_map(|test| &test.results).map(|result| result.on).filter(|on| *on <= cx.today).max();
        let row = ControlRow {
            id: (&control.id).into(),
            title: (&control.title).into(),
            owner: control.owner.as_ref().map(Ref::id).into(),
            status: control.status.map(word).into(),
            verification: verification(control, cx.today).name().into(),
            tested_on: tested.into(),
            evidenced_until: shown_until(cx, control, &supported).into(),
        };
        rows.push(row.into());
        let annex = control.implements.iter().map(|annex| ControlAnnexRow { control: (&control.id).into(), annex: annex.id().into() });
        rows.extend(annex.map(Row::from));
    }
}

fn decided(row: &RowFacts) -> SoaFields {
    let count = |list: &Option<Vec<String>>| list.as_ref().map(Vec::len);
    SoaFields {
        control: (&row.control).into(),
        theme: row.theme.as_ref().into(),
        applicable: row.applicable.into(),
        because: row.because.iter().map(word).collect::<Vec<_>>().join(",").into(),
        justification: (&row.justification).into(),
        status: word(row.status).into(),
        verification: row.verification.map(|verification| verification.name()).into(),
        implemented_by: count(&row.implemented_by).into(),
        evidence: count(&row.evidence).into(),
    }
}

fn raised(cx: &Cx<'_>, origin: &Origin, rows: &mut Vec<Row>) {
    rows.extend(FindingsReport::build(cx, origin).findings.into_iter().map(|one| {
        let row = FindingRow {
            id: one.finding.into(),
            title: one.title.into(),
            grade: word(one.grade).into(),
            requirement: one.requirement.into(),
            source: one.source.into(),
            by_body: one.body.into(),
            owner: one.owner.into(),
            raised_on: one.raised.into(),
            due: one.due.into(),
            closed_on: one.closed.into(),
            state: one.state.name().into(),
            overdue: one.overdue.into(),
            age: one.age.into(),
            repeats: one.recurs.into(),
            effect: one.effect.map(word).into(),
        };
        row.into()
    }));
    rows.extend(cx.actions().iter().map(|at| {
        let action = at.action;
        let row = ActionRow {
            of: at.of.into(),
            kind: cx.program.known(at.of).map_or(at.of, |known| known.kind.name).into(),
            what: (&action.what).into(),
            owner: action.owner.as_ref().map(Ref::id).into(),
            due: action.due.into(),
            done: action.done.into(),
            overdue: (action.done.is_none_or(|done| done > cx.today) && action.due.is_some_and(|due| due < cx.today)).into(),
        };
        row.into()
    }));
}

fn evidence(cx: &Cx<'_>, rows: &mut Vec<Row>) {
    for evidence in cx.program.all::<Evidence>() {
        let data = evidence.data();
        let until = valid_until(cx.program, evidence, cx.cadences.evidence());
        let collected = data.collected.as_ref().map(|collected| collected.on);
        let row = EvidenceRow {
            id: (&data.id).into(),
            title: (&data.title).into(),
            collected_on: collected.into(),
            age: collected.map(|on| cx.today.days_since(on)).into(),
            counts_until: until.into(),
            counts: until.is_some_and(|until| until >= cx.today).into(),
            supports: data.supports.len().into(),
        };
        rows.push(row.into());
    }
}

/// Those outside of the organisation: who serves it, and what they ask of it.
fn outside(cx: &Cx<'_>, origin: &Origin, rows: &mut Vec<Row>) {
    rows.extend(SuppliersReport::build(cx, origin).suppliers.into_iter().map(|one| {
        let agreement = one.agreement.as_ref();
        let row = SupplierRow {
            id: one.id.into(),
            name: one.title.into(),
            owner: one.owner.into(),
            criticality: one.criticality.map(word).into(),
            cloud: one.cloud.into(),
            reviewed_on: one.review.map(|review| review.on).into(),
            review_due: one.review_due.into(),
            overdue: one.overdue.into(),
            agreement_until: agreement.and_then(|agreement| agreement.until).into(),
            security_terms: agreement.and_then(|agreement| agreement.security_terms).into(),
            exit_plan: one.exit_plan.into(),
            provides: one.provides.len().into(),
            depending: one.depending.len().into(),
            risks: one.risks.len().into(),
        };
        row.into()
    }));
    rows.extend(ObligationsReport::build(cx, origin).obligations.into_iter().map(|one| {
        let judged = one.assessed.as_ref();
        let row = ObligationRow {
            id: one.id.into(),
            title: one.title.into(),
            kind: word(one.kind).into(),
            source: one.source.into(),
            jurisdiction: one.jurisdiction.into(),
            owner: one.owner.into(),
            handled: word(one.handled).into(),
            met: judged.map(|judged| word(judged.status)).into(),
            judged_on: judged.map(|judged| judged.on).into(),
            overdue: judged.map(|judged| judged.overdue).into(),
        };
        row.into()
    }));
}

fn trainings(cx: &Cx<'_>, origin: &Origin, rows: &mut Vec<Row>) {
    rows.extend(TrainingReport::build(cx, origin).trainings.into_iter().map(|one| {
        // Where nobody is named, groups are counted.
        let all = one.everybody();
        let counted = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok());
        let (of, in_time) = (counted(one.counted_of), counted(one.counted_in_time));
        let missing = of.zip(in_time).map(|(of, in_time)| of.saturating_sub(in_time));
        let row = TrainingRow {
            people: all.map(|group| group.people).or(of).into(),
            in_time: all.map(|group| group.in_time).or(in_time).into(),
            joining: all.map(|group| group.joining).into(),
            missing: all.map(|group| group.missing).or(missing).into(),
            id: (&one.id).into(),
            title: (&one.title).into(),
        };
        row.into()
    }));
}

fn readings(cx: &Cx<'_>, rows: &mut Vec<Row>) {
    for metric in cx.program.all::<Metric>().map(View::data) {
        let bound = bound(metric);
        rows.extend(metric.readings.iter().filter(|reading| reading.on <= cx.today).map(|reading| {
            let row = ReadingRow {
                metric: (&metric.id).into(),
                title: (&metric.title).into(),
                unit: metric.unit.as_ref().into(),
                on: reading.on.into(),
                value: reading.value.into(),
                target: metric.target.into(),
                breached: bound.map(|(bound, direction)| is_breached(reading.value, bound, direction)).into(),
            };
            Row::from(row)
        }));
    }
}

fn incidents(cx: &Cx<'_>, origin: &Origin, rows: &mut Vec<Row>) {
    for one in IncidentsReport::build(cx, origin).incidents {
        rows.extend(one.notifications.iter().map(|told| {
            let row = NotificationRow {
                incident: (&one.id).into(),
                obligation: (&told.obligation).into(),
                within_hours: told.within.map(i64::from).into(),
                state: word(told.state).into(),
            };
            Row::from(row)
        }));
        let row = IncidentRow {
            severity: word(one.severity).into(),
            on: one.on.into(),
            open: one.open.into(),
            personal_data: one.personal_data.into(),
            open_actions: one.open_actions.len().into(),
            id: one.id.into(),
            title: one.title.into(),
        };
        rows.push(row.into());
    }
}

fn audits(cx: &Cx<'_>, rows: &mut Vec<Row>) {
    let mut found: HashMap<&str, usize> = HashMap::new();
    for finding in cx.program.all::<Finding>().map(View::data) {
        if let Some(source) = finding.source.as_ref().filter(|_| finding.raised_on().is_none_or(|on| on <= cx.today)) {
            *found.entry(source.id()).or_default() += 1;
        }
    }
    for audit in cx.program.all::<Audit>().map(View::data) {
        let row = AuditRow {
            id: (&audit.id).into(),
            title: (&audit.title).into(),
            kind: word(audit.kind).into(),
            planned: audit.planned.into(),
            finished: audit.finished.filter(|on| *on <= cx.today).into(),
            findings: found.get(audit.id.as_str()).copied().unwrap_or_default().into(),
        };
        rows.push(row.into());
    }
    for review in cx.program.all::<Review>().map(View::data).filter(|review| review.on <= cx.today) {
        rows.push(ReviewRow { id: (&review.id).into(), on: review.on.into(), decisions: review.decisions.len().into() }.into());
    }
}
