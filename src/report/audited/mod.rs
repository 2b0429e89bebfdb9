//! `isms audit report`: an audit as a report, from its record and those of its findings; what is missing is said.

mod tables;

use super::doc::{Block, Cell, Doc, Fact, Head, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact};
use crate::base::date::Date;
use crate::base::text::{count, natural};
use crate::model::kinds::{Audit, AuditType, Finding, Grade, Person, SampleMethod, Sampled};
use crate::model::program::View;
use crate::register::cx::Cx;
use crate::register::finding::{self, FindingState, is_verified, state};
use crate::register::independence::{own_work, tie};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct AuditReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub audit: String,
    pub title: String,
    pub kind: AuditType,
    pub stage: AuditStage,
    pub owner: Option<String>,
    pub planned: Option<Date>,
    pub started: Option<Date>,
    pub finished: Option<Date>,
    pub criteria: Vec<String>,
    pub clauses: Vec<String>,
    pub controls: Vec<String>,
    pub method: Option<String>,
    pub rationale: Option<String>,
    pub auditees: Vec<String>,
    pub auditors: Vec<AuditorFacts>,
    pub samples: Vec<LookedFacts>,
    /// How many there are of each grade, the worst first.
    pub by_grade: Vec<GradeCount>,
    pub findings: Vec<AuditFindingFacts>,
    pub conforms: Option<bool>,
    pub effective: Option<bool>,
    pub conclusion: Option<String>,
    pub reported_to: Option<String>,
    pub reported_on: Option<Date>,
    /// What a report of an audit has, and the records do not say.
    pub missing: Vec<String>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// How far an audit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuditStage {
    Planned,
    Started,
    Finished,
    Reported,
}

impl AuditStage {
    fn name(self) -> &'static str {
        match self {
            AuditStage::Planned => "planned",
            AuditStage::Started => "started",
            AuditStage::Finished => "finished",
            AuditStage::Reported => "reported",
        }
    }
}

/// Who audited.
#[derive(Serialize, JsonSchema)]
pub struct AuditorFacts {
    /// The id of a person or role, or the name of somebody outside.
    pub auditor: String,
    /// No record of the programme is theirs.
    pub outside: bool,
    /// What of the audited is their own.
    pub own_work: Option<String>,
    /// What they had a hand in; somebody else of the team has to look at it.
    pub tie: Option<String>,
    /// What the record of the person says they can do.
    pub competence: Vec<String>,
}

/// What was looked at.
#[derive(Serialize, JsonSchema)]
pub struct LookedFacts {
    pub what: String,
    pub population: Option<u32>,
    pub items: Vec<String>,
    /// How it was chosen, if that is written.
    pub method: Option<SampleMethod>,
}

/// How many findings have a grade.
#[derive(Serialize, JsonSchema)]
pub struct GradeCount {
    pub grade: Grade,
    pub findings: usize,
    /// How many of them are closed today.
    pub closed: usize,
}

/// A finding of the audit, as it stands today.
#[derive(Serialize, JsonSchema)]
pub struct AuditFindingFacts {
    pub finding: String,
    pub title: String,
    pub grade: Grade,
    pub requirement: Option<String>,
    pub statement: Option<String>,
    pub evidence: Option<String>,
    pub raised: Option<Date>,
    pub state: FindingState,
    pub due: Option<Date>,
    pub overdue: bool,
    pub closed: Option<Date>,
    /// A check after the last action showed that it worked.
    pub verified: bool,
}

impl AuditReport {
    pub fn build(cx: &Cx<'_>, audit: View<'_, Audit>, origin: &Origin) -> Self {
        let data = audit.data();
        let raised = cx.program.all::<Finding>().filter(|finding| finding.is_raised(cx.today));
        let of_it = raised.filter(|finding| finding.source.as_ref().is_some_and(|source| source.id() == data.id));
        let mut findings: Vec<AuditFindingFacts> = of_it.map(|finding| finding_facts(cx, finding)).collect();
        findings.sort_by(|a, b| (a.grade, a.raised).cmp(&(b.grade, b.raised)).then_with(|| natural(&a.finding, &b.finding)));
        let happened = |day: Option<Date>| day.filter(|day| *day <= cx.today);
        let reported = data.reported.as_ref().filter(|reported| reported.on <= cx.today);
        let stage = match (happened(data.started), happened(data.finished), reported) {
            (_, _, Some(_)) => AuditStage::Reported,
            (_, Some(_), _) => AuditStage::Finished,
            (Some(_), ..) => AuditStage::Started,
            _ => AuditStage::Planned,
        };
        let conclusion = data.conclusion.as_ref();
        let ids = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<String>>();
        let mut report = Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            audit: data.id.clone(),
            title: data.title.clone(),
            kind: data.kind,
            stage,
            owner: data.owner.as_ref().map(|owner| owner.id().to_owned()),
            planned: data.planned,
            started: data.started,
            finished: data.finished,
            criteria: data.criteria.clone(),
            clauses: ids(data.clauses.iter().map(|clause| clause.id()).collect()),
            controls: ids(data.controls.iter().map(|control| control.id()).collect()),
            method: data.method.clone(),
            rationale: data.rationale.clone(),
            auditees: ids(data.auditees.iter().map(|auditee| auditee.id()).collect()),
            auditors: data.auditors.iter().map(|auditor| auditor_facts(cx, data, auditor.id())).collect(),
            samples: samples(data),
            by_grade: by_grade(&findings),
            findings,
            conforms: conclusion.and_then(|conclusion| conclusion.conforms),
            effective: conclusion.and_then(|conclusion| conclusion.effective),
            conclusion: conclusion.and_then(|conclusion| conclusion.text.clone()),
            reported_to: reported.map(|reported| reported.to.id().to_owned()),
            reported_on: reported.map(|reported| reported.on),
            missing: Vec::new(),
            head: super::head(cx, format!("Report on {}", data.id), origin),
            names: Names::default(),
        };
        report.missing = report.missing();
        report.names = Names::of(cx.program, cx.today, report.named());
        report.head.facts.extend(report.facts());
        report
    }

    fn named(&self) -> impl Iterator<Item = &str> {
        let lists = [&self.clauses, &self.controls, &self.auditees];
        let items = self.samples.iter().flat_map(|sample| &sample.items);
        let auditors = self.auditors.iter().map(|auditor| &auditor.auditor);
        let of_findings = self.findings.iter().flat_map(|finding| finding.requirement.iter().chain([&finding.finding]));
        let parties = [&self.owner, &self.reported_to].into_iter().flatten();
        lists.into_iter().flatten().chain(items).chain(auditors).chain(of_findings).chain(parties).map(String::as_str)
    }

    fn is_over(&self) -> bool {
        matches!(self.stage, AuditStage::Finished | AuditStage::Reported)
    }

    /// What belongs into a report and is in no record. Of an audit that is to come only what a plan has.
    fn missing(&self) -> Vec<String> {
        let is_over = self.is_over();
        let is_internal = self.kind == AuditType::Internal;
        let planned = [
            (self.planned.is_none() && self.started.is_none(), "the day it should begin"),
            (self.criteria.is_empty(), "what it audits against"),
            (self.auditors.is_empty(), "who audits"),
            (is_internal && self.clauses.is_empty() && self.controls.is_empty(), "which clauses and controls it looks at"),
            (is_internal && self.rationale.is_none(), "why this audit, now"),
        ];
        let held = [
            (self.started.is_none(), "the day it began"),
            (self.method.is_none(), "how it was audited"),
            (self.auditees.is_empty(), "who was audited"),
            (self.samples.is_empty(), "what was looked at"),
            (self.conforms.is_none(), "whether the system conforms"),
            (self.effective.is_none(), "whether it is effective"),
            (self.conclusion.is_none(), "the conclusion in words"),
            (self.reported_on.is_none(), "to whom it was reported, and when"),
        ];
        let held = held.into_iter().filter(|_| is_over);
        let mut missing: Vec<String> = planned.into_iter().chain(held).filter(|(is, _)| *is).map(|(_, what)| what.to_owned()).collect();
        for auditor in self.auditors.iter().filter(|auditor| !auditor.outside && auditor.competence.is_empty()) {
            missing.push(format!("what shows that `{}` is able to audit", auditor.auditor));
        }
        for finding in &self.findings {
            let parts = [
                (finding.requirement.is_none() && matches!(finding.grade, Grade::Major | Grade::Minor), "what was not met"),
                (finding.statement.is_none(), "what fails"),
                (finding.evidence.is_none() && matches!(finding.grade, Grade::Major | Grade::Minor), "what was seen"),
                (finding.raised.is_none(), "when it was raised"),
            ];
            missing.extend(parts.iter().filter(|(is, _)| *is).map(|(_, what)| format!("of finding `{}`: {what}", finding.finding)));
        }
        missing
    }

    fn facts(&self) -> Vec<Fact> {
        let missing = || Cell::toned("not written", Tone::Warn);
        let text = |text: &Option<String>| text.as_ref().map_or_else(missing, |text| text.trim().to_owned().into());
        let days = match (self.started, self.finished) {
            (Some(started), Some(finished)) => format!("{started} to {finished}").into(),
            (Some(started), None) => format!("since {started}").into(),
            (None, Some(finished)) => format!("until {finished}").into(),
            (None, None) => self.planned.map_or_else(missing, |planned| format!("planned for {planned}").into()),
        };
        let list = |items: &[String]| if items.is_empty() { missing() } else { Cell::from(items.join(", ")) };
        let named = |id: &Option<String>| id.as_ref().map_or_else(missing, |id| self.names.text(id).into());
        let yes = |answer: Option<bool>, yes: &'static str, no: &'static str| match answer {
            Some(true) => Cell::toned(yes, Tone::Good),
            Some(false) => Cell::toned(no, Tone::Bad),
            None => missing(),
        };
        let auditees: Vec<String> = self.auditees.iter().map(|auditee| self.names.text(auditee)).collect();
        let reported = match (&self.reported_to, self.reported_on) {
            (Some(to), Some(on)) => format!("{} on {on}", self.names.text(to)).into(),
            _ => missing(),
        };
        let is_over = self.is_over();
        let plan = [
            fact("Audit", format!("{} ({} audit, {})", self.title, self.kind.name(), self.stage.name())),
            fact("Days", days),
            fact("Programme", named(&self.owner)),
            fact("Why", text(&self.rationale)),
            fact("Criteria", list(&self.criteria)),
        ];
        let held = [
            fact("Method", text(&self.method)),
            fact("Audited", list(&auditees)),
            fact("Conforms", yes(self.conforms, "yes", "no")),
            fact("Effective", yes(self.effective, "yes", "no")),
            fact("Reported", reported),
        ];
        plan.into_iter().chain(held.into_iter().filter(|_| is_over)).collect()
    }
}

fn auditor_facts(cx: &Cx<'_>, audit: &Audit, auditor: &str) -> AuditorFacts {
    let person = cx.program.by_id::<Person>(auditor);
    AuditorFacts {
        auditor: auditor.to_owned(),
        outside: cx.program.known(auditor).is_none(),
        own_work: own_work(cx, audit, auditor),
        tie: tie(cx, audit, auditor),
        competence: person.into_iter().flat_map(|person| &person.data().competence).map(|one| one.what.clone()).collect(),
    }
}

fn samples(audit: &Audit) -> Vec<LookedFacts> {
    let facts = |sample: &Sampled| LookedFacts {
        what: sample.what.clone(),
        population: sample.population,
        items: sample.looked_at().into_iter().map(str::to_owned).collect(),
        method: sample.method,
    };
    audit.sample.iter().map(facts).collect()
}

fn finding_facts(cx: &Cx<'_>, finding: View<'_, Finding>) -> AuditFindingFacts {
    let data = finding.data();
    let state = state(data, cx.today);
    AuditFindingFacts {
        finding: data.id.clone(),
        title: data.title.clone(),
        grade: data.grade,
        requirement: data.requirement.as_ref().map(|requirement| requirement.id().to_owned()),
        statement: data.statement.clone(),
        evidence: data.evidence.clone(),
        raised: data.raised_on(),
        state,
        due: finding::due(data, cx.cadences).filter(|_| finding::is_to_be_closed(data, cx.today)),
        overdue: finding::is_overdue(data, cx.cadences, cx.today),
        closed: data.closed.as_ref().map(|closed| closed.on).filter(|on| *on <= cx.today),
        verified: is_verified(data, cx.today),
    }
}

fn by_grade(findings: &[AuditFindingFacts]) -> Vec<GradeCount> {
    let of = |grade: Grade| {
        let graded = || findings.iter().filter(move |finding| finding.grade == grade);
        GradeCount { grade, findings: graded().count(), closed: graded().filter(|finding| finding.closed.is_some()).count() }
    };
    Grade::ALL.into_iter().map(of).collect()
}

impl Report for AuditReport {
    const NAME: &'static str = "audit";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let graded = self.by_grade.iter().map(|of| {
            let closed = if of.findings == 0 { String::new() } else { format!(", {} of them closed today", of.closed) };
            format!("{}: {}{closed}", of.grade.name(), of.findings)
        });
        let mut blocks = vec![heading("Findings"), Block::List { items: graded.collect() }, Block::Table(self.finding_table())];
        if let Some(words) = &self.conclusion {
            blocks.extend([heading("Conclusion"), Block::Paragraph { text: words.trim().to_owned() }]);
        }
        blocks.extend([
            heading("Auditors"),
            Block::Table(self.auditor_table()),
            heading("Scope"),
            Block::Table(self.scope_table()),
            heading("Samples"),
            Block::Table(self.sample_table()),
        ]);
        if !self.missing.is_empty() {
            let text = format!("{} a report of an audit has, and no record says:", count(self.missing.len(), "thing"));
            blocks.extend([heading("What is not written"), Block::Paragraph { text }, Block::List { items: self.missing.clone() }]);
        }
        Doc { head: self.head.clone(), blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(self.finding_table())
    }
}
