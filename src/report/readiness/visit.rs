//! `isms audit readiness --stage surveillance|recertification`: what the certification body will look at when it comes again.

use super::{ReadinessReport, Stage};
use crate::base::date::Date;
use crate::base::text::{count, normal};
use crate::check::Outcome;
use crate::model::kinds::{Assessment, AuditType, Change, Finding, Grade, Incident, Review};
use crate::model::single::context::FeedbackKind;
use crate::register::coverage::internal_audits;
use crate::register::cx::Cx;
use crate::register::cycle::{Cycle, cycle};
use crate::register::due::Due;
use crate::register::finding::{FindingState, Raiser, Standing, Threat, holds_up, raiser, standing, state, threat};
use crate::register::split::split;
use crate::report::cycle::{CertificateFacts, VisitFacts, VisitState, portions};
use crate::report::doc::{Block, Cell, Column, Doc, Row, Rows, Table, Tone};
use crate::report::names::Names;
use crate::report::{Origin, Report, fact, word};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;

/// The wire contract, version 1: what readiness says, of the clauses and controls that the visit looks at, and what only a
/// visit asks.
#[derive(Serialize, JsonSchema)]
pub struct VisitReport {
    #[serde(flatten)]
    pub readiness: ReadinessReport,
    /// None, where no certificate with a day is recorded.
    pub certificate: Option<CertificateFacts>,
    /// The visit that is next; none without a certificate, and of surveillance where none is left in the cycle.
    pub visit: Option<VisitFacts>,
    /// The version of the Statement of Applicability today; the certificate names that which was certified.
    pub soa_version: Option<String>,
    /// Whether the certificate has the wording of the scope as it is today; none, where one of them is not written.
    pub scope_is_certified: Option<bool>,
    /// What the certification body found, open ones first.
    pub body_findings: Vec<BodyFinding>,
    /// What happened since its last visit, by day.
    pub since: Vec<EventFacts>,
    /// What stands in the way of the visit, or of keeping the certificate.
    pub in_the_way: Vec<String>,
    /// The visits of the cycle that nothing makes good any more, in words.
    #[serde(skip)]
    left_out: Vec<String>,
}

/// Something that the certification body found.
#[derive(Serialize, JsonSchema)]
pub struct BodyFinding {
    pub finding: String,
    pub title: String,
    pub grade: Grade,
    pub audit: String,
    pub requirement: Option<String>,
    pub state: FindingState,
    /// It is shown to be mended.
    pub mended: bool,
    /// The day the body accepted the plan.
    pub plan_accepted: Option<Date>,
    /// By when it has to be shown to be mended, where the standards fix a day.
    pub until: Option<Date>,
    /// The body decides nothing over it.
    pub holds_up: bool,
}

/// Something that happened.
#[derive(Serialize, JsonSchema)]
pub struct EventFacts {
    pub on: Date,
    pub what: &'static str,
    /// The record; the Statement of Applicability is `soa`.
    pub record: String,
    pub title: String,
}

impl VisitReport {
    pub fn build(cx: &Cx<'_>, outcome: &Outcome, due: &[Due<'_>], stage: Stage, origin: &Origin) -> Self {
        let mut readiness = ReadinessReport::build(cx, outcome, due, stage, origin);
        let cycle = cycle(cx.program, cx.today);
        let certificate = cycle.as_ref().and_then(|cycle| CertificateFacts::of(cx, cycle.certificate));
        let kind = if stage == Stage::Recertification { AuditType::Recertification } else { AuditType::Surveillance };
        let split = cycle.as_ref().map(|cycle| split(cx, cycle));
        let runs = cycle.as_ref().is_some_and(|cycle| cycle.certificate.runs(cx.today));
        let parts = split.iter().flat_map(|split| &split.parts).filter(|part| runs && part.visit.kind == kind);
        let mut open = parts.filter(|part| !part.visit.is_done(cx.today) && !part.visit.is_left_out(cx.today));
        let visit = open.next().map(|part| VisitFacts::of(part, cx.today));
        if let Some(visit) = &visit {
            readiness.clauses.retain(|clause| visit.clauses.iter().any(|id| *id == clause.clause));
            let seen: HashSet<&str> = visit.controls.iter().map(|portion| portion.control.as_str()).collect();
            readiness.controls.retain(|control| seen.contains(control.control.as_str()));
        }
        let wording = cx.program.scope().and_then(|scope| scope.data().certificate_wording.as_deref());
        let certified = certificate.as_ref().and_then(|certificate| certificate.scope.as_deref());
        let mut report = Self {
            visit,
            soa_version: cx.program.soa().and_then(|soa| soa.data().version.clone()),
            scope_is_certified: certified.zip(wording).map(|(certified, wording)| normal(certified) == normal(wording)),
            body_findings: body_findings(cx),
            since: events(cx, readiness.operation.from),
            in_the_way: Vec::new(),
            left_out: cycle.iter().flat_map(|cycle| left_out(cycle, kind, cx.today)).collect(),
            certificate,
            readiness,
        };
        report.in_the_way = report.obstacles(cx, kind);
        let named = report.body_findings.iter().flat_map(|found| [found.finding.as_str(), found.audit.as_str()]);
        let names = Names::of(cx.program, cx.today, named);
        report.readiness.names = std::mem::take(&mut report.readiness.names).and(names);
        report.facts(cx.today);
        report
    }

    /// What stands above the report besides what readiness has there.
    fn facts(&mut self, today: Date) {
        let certificate = match &self.certificate {
            Some(certificate) => certificate.cell(today),
            None => Cell::toned("none is recorded with its day", Tone::Bad),
        };
        let unsaid = || Cell::toned("not written", Tone::Warn);
        let soa = self.certificate.as_ref().and_then(|certificate| certificate.soa_version.clone());
        let scope = match self.scope_is_certified {
            Some(true) => Cell::toned("that of today", Tone::Good),
            Some(false) => Cell::toned("other words than that of today", Tone::Bad),
            None => unsaid(),
        };
        let visit = self.visit.as_ref().map_or(Cell::toned("none", Tone::Warn), |visit| visit.window().into());
        let facts = &mut self.readiness.head.facts;
        facts.extend([fact("Certificate", certificate), fact("Certified SoA", soa.map_or_else(unsaid, Cell::from))]);
        facts.extend([fact("Certified scope", scope), fact("Visit", visit)]);
    }

    fn obstacles(&self, cx: &Cx<'_>, kind: AuditType) -> Vec<String> {
        let mut found = Vec::new();
        match &self.certificate {
            None => found.push(
                "no certificate is recorded with the day of its decision: `isms set isms certification.certificate.decided=…`".to_owned(),
            ),
            Some(certificate) if !certificate.counts => {
                found.push(format!("the certificate: {}", certificate.cell(cx.today).lines().collect::<Vec<_>>().join(" ")))
            }
            Some(_) => {}
        }
        found.extend(self.left_out.iter().cloned());
        match &self.visit {
            None if self.certificate.as_ref().is_some_and(|certificate| certificate.counts) => {
                found.push(format!("no {} is left in this cycle", kind.name()));
            }
            Some(visit) if visit.state == VisitState::Late => found.push(format!("{}: its last day is over", visit.window())),
            Some(visit) if visit.state == VisitState::Unplanned => {
                let command = format!("isms new audit --title … --set type={} --set planned=…", kind.name());
                found.push(format!("{}: no day is planned; `{command}` says which, once it is agreed", visit.window()));
            }
            _ => {}
        }
        found.extend(self.readiness.held_up());
        // Its decision is made, and its first question is this.
        let majors = self.body_findings.iter().filter(|found| found.grade == Grade::Major && !found.mended && !found.holds_up);
        found.extend(majors.map(|major| format!("`{}`, raised by audit `{}`, is not shown to be mended", major.finding, major.audit)));
        let from = self.readiness.operation.from;
        if !internal_audits(cx.program).any(|audit| audit.held(cx.today).is_some_and(|day| day > from)) {
            let act = "`isms audit plan` says what to look at first";
            found.push(format!("no internal audit was finished after {from}, {}; {act}", self.readiness.operation.begins()));
        }
        if !cx.program.all::<Review>().any(|review| review.took_place() && review.on > from && review.on <= cx.today) {
            found.push(format!("no management review was held after {from}; `isms report review` drafts what it considers"));
        }
        if self.scope_is_certified == Some(false) {
            found.push("the certificate has another scope than `scope.yaml`: tell the body what has changed".into());
        }
        found
    }

    fn finding_row<'a>(&'a self, found: &'a BodyFinding) -> Row<'a> {
        let state = match (found.holds_up, found.mended) {
            (true, _) => Cell::toned(word(found.state), Tone::Bad),
            (false, true) => Cell::toned("mended", Tone::Good),
            (false, false) => Cell::toned(word(found.state), Tone::Warn),
        };
        Row::new(vec![
            self.readiness.names.id(&found.finding).into(),
            word(found.grade).into(),
            self.readiness.names.id(&found.audit).into(),
            found.requirement.as_deref().map(Cell::id).unwrap_or_default(),
            state,
            found.plan_accepted.into(),
            found.until.into(),
        ])
    }

    fn finding_table(&self) -> Table<'_> {
        Table {
            name: "body-findings",
            columns: vec![
                Column::text("Finding", 0),
                Column::short("Grade", 0),
                Column::text("Audit", 2),
                Column::short("Requirement", 0),
                Column::short("State", 0),
                Column::short("Plan accepted", 1),
                Column::short("Until", 1),
            ],
            rows: Rows::new(|| self.body_findings.iter().map(|found| self.finding_row(found))),
            empty: "No finding of the certification body is recorded.",
        }
    }

    fn event_table(&self) -> Table<'_> {
        Table {
            name: "since",
            columns: vec![Column::short("On", 0), Column::text("What", 0), Column::short("Record", 0), Column::text("Title", 0)],
            rows: Rows::new(|| {
                self.since
                    .iter()
                    .map(|event| Row::new(vec![event.on.into(), event.what.into(), Cell::id(&event.record), (&event.title).into()]))
            }),
            empty: "Nothing is recorded since then.",
        }
    }
}

/// The visits of a kind that did not take place, where their year is over as well.
fn left_out(cycle: &Cycle<'_>, kind: AuditType, today: Date) -> impl Iterator<Item = String> {
    let visits = cycle.visits.iter().filter(move |visit| visit.kind == kind && visit.is_left_out(today));
    visits.map(|visit| format!("{} was left out: it had to take place by {}", visit.name(), visit.to))
}

/// What the body found until today, at whichever of its visits; what it still waits for first.
fn body_findings(cx: &Cx<'_>) -> Vec<BodyFinding> {
    let raised = cx.program.all::<Finding>().filter(|finding| finding.is_raised(cx.today));
    let found = raised.filter_map(|finding| {
        let (raiser, audit) = raiser(cx.program, finding.data());
        let audit = audit.filter(|_| matches!(raiser, Raiser::Body | Raiser::Concern))?;
        let standing = standing(&finding, cx.today);
        let until = match threat(cx.program, finding.data(), audit.data(), cx.today) {
            Some(Threat::Again(day) | Threat::End(day)) => Some(day),
            Some(Threat::Suspension) | None => None,
        };
        let data = finding.data();
        Some(BodyFinding {
            finding: data.id.clone(),
            title: data.title.clone(),
            grade: data.grade,
            audit: audit.data().id.clone(),
            requirement: data.requirement.as_ref().map(|requirement| requirement.id().to_owned()),
            state: state(data, cx.today),
            mended: standing == Standing::Mended,
            plan_accepted: data.plan_accepted.as_ref().map(|accepted| accepted.on).filter(|on| *on <= cx.today),
            until,
            holds_up: data.is_nonconformity() && holds_up(cx.program, data, (raiser, standing), cx.today),
        })
    });
    let mut found: Vec<BodyFinding> = found.collect();
    found.sort_by_key(|found| (!found.holds_up, found.mended, found.grade));
    found
}

/// What the body asks for first when it comes again: its own kind of questions, from records with a day after its last visit.
fn events(cx: &Cx<'_>, from: Date) -> Vec<EventFacts> {
    let mut all = Vec::new();
    let mut add = |on: Option<Date>, what, record: &str, title: &str| {
        if let Some(on) = on.filter(|on| *on > from && *on <= cx.today) {
            all.push(EventFacts { on, what, record: record.into(), title: title.into() });
        }
    };
    for audit in internal_audits(cx.program).map(|audit| audit.data()) {
        add(audit.held(cx.today), "internal audit", &audit.id, &audit.title);
    }
    for review in cx.program.all::<Review>().map(|review| review.data()).filter(|review| review.took_place()) {
        add(Some(review.on), "management review", &review.id, &review.title);
    }
    for change in cx.program.all::<Change>().map(|change| change.data()) {
        let what = if change.significant == Some(true) { "significant change" } else { "change" };
        add(change.done, what, &change.id, &change.title);
    }
    for incident in cx.program.all::<Incident>().map(|incident| incident.data()) {
        add(incident.detected.map(|detected| detected.day()), "incident", &incident.id, &incident.title);
    }
    for assessment in cx.program.all::<Assessment>().map(|assessment| assessment.data()) {
        add(Some(assessment.on), "risk assessment", &assessment.id, &assessment.title);
    }
    let parties = cx.program.context().into_iter().flat_map(|context| &context.data().parties);
    for complaint in parties.flat_map(|party| &party.feedback).filter(|feedback| feedback.kind == FeedbackKind::Complaint) {
        let is_answered = complaint.answered.is_some_and(|on| on <= cx.today);
        let what = if is_answered { "complaint, answered" } else { "complaint without an answer" };
        add(Some(complaint.on), what, "context", &complaint.what);
    }
    for release in cx.program.soa().into_iter().flat_map(|soa| &soa.data().releases) {
        add(Some(release.on), "release of the SoA", "soa", &format!("version {}", release.version));
    }
    all.sort_by(|a, b| (a.on, a.what, &a.record).cmp(&(b.on, b.what, &b.record)));
    all
}

impl Report for VisitReport {
    const NAME: &'static str = "visit";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: String| Block::Heading { text };
        let Doc { head, blocks } = self.readiness.doc();
        let obstacles = match &self.in_the_way[..] {
            [] => Block::Paragraph {
                text: "The records show nothing that stands in the way. That is not a verdict on what files cannot show.".into(),
            },
            items => Block::List { items: items.to_vec() },
        };
        let from = self.readiness.operation.from;
        let mut all = vec![
            heading("In the way".into()),
            obstacles,
            heading("What the certification body found".into()),
            Block::Table(self.finding_table()),
            heading(format!("Since {from}")),
            Block::Table(self.event_table()),
        ];
        if let Some(visit) = &self.visit {
            all.extend([
                heading(format!("What {} looks at", visit.name)),
                Block::Paragraph {
                    text: format!(
                        "{} of the standard and {}, by {}; `isms audit cycle` says how.",
                        count(visit.clauses.len(), "clause"),
                        count(visit.controls.len(), "control"),
                        visit.by()
                    ),
                },
                Block::Table(portions(std::slice::from_ref(visit))),
            ]);
        }
        all.push(heading("Readiness of what is looked at".into()));
        all.extend(blocks);
        Doc { head, blocks: all }
    }
}
