//! `isms report findings`: what was raised, by whom and against what; how far it is; what came again.

use super::doc::{Bars, Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact, share};
use crate::base::date::Date;
use crate::base::text::{count, natural};
use crate::model::kinds::{Finding, Grade};
use crate::model::program::View;
use crate::register::cx::Cx;
use crate::register::finding::{self, Checked, FindingState, Raiser, checked, raiser, recurred, state};
use crate::register::group::alike;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct FindingsReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// The open ones first, each by grade and the day it is due.
    pub findings: Vec<RaisedFinding>,
    /// The worst grade first.
    pub by_grade: Vec<Counted>,
    /// In the standard's order; what names no requirement comes last.
    pub by_requirement: Vec<Counted>,
    /// The most frequent first; what has no cause yet comes last.
    pub by_cause: Vec<Counted>,
    /// Open ones by their days since they were raised.
    pub by_age: Vec<Counted>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
pub struct RaisedFinding {
    pub finding: String,
    pub title: String,
    pub grade: Grade,
    /// What it came from.
    pub source: Option<String>,
    /// It was raised by the certification body.
    pub body: bool,
    pub requirement: Option<String>,
    pub statement: Option<String>,
    pub cause: Option<String>,
    pub owner: Option<String>,
    pub raised: Option<Date>,
    pub raised_by: Option<String>,
    /// Days from when it was raised to when it was closed, or until today.
    pub age: Option<i64>,
    pub state: FindingState,
    pub due: Option<Date>,
    /// The day is its own; it follows from the cadence otherwise.
    pub due_written: bool,
    pub overdue: bool,
    pub closed: Option<Date>,
    /// Of a nonconformity, whether somebody saw that it is mended.
    pub effect: Option<Checked>,
    /// The finding that had been closed before the same requirement was missed again.
    pub recurs: Option<String>,
    /// Both have the same cause, in the same words.
    pub same_cause: bool,
}

/// How many have something in common.
#[derive(Serialize, JsonSchema)]
pub struct Counted {
    pub what: String,
    pub open: usize,
    pub closed: usize,
    pub findings: Vec<String>,
}

/// Ages in days, up to which each group goes.
const AGES: [(i64, &str); 4] = [(30, "up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"), (i64::MAX, "more than 180 days")];

/// What is said of the check of a nonconformity.
fn told(checked: Checked) -> (&'static str, Tone) {
    match checked {
        Checked::Effective => ("shown to work, by somebody else", Tone::Good),
        Checked::ByOwn => ("shown to work, by somebody who did it", Tone::Warn),
        Checked::ByNobody => ("shown to work, nobody says by whom", Tone::Warn),
        Checked::Ineffective => ("does not work", Tone::Bad),
        Checked::Unchecked => ("not checked", Tone::Note),
    }
}

/// What is told of those that say nothing.
const NO_REQUIREMENT: &str = "no requirement named";
const NO_CAUSE: &str = "no cause written yet";
const NO_DAY: &str = "no day written";

impl FindingsReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let again: HashMap<&str, _> =
            recurred(cx.program, cx.today).into_iter().map(|again| (again.finding.data().id.as_str(), again)).collect();
        let is_raised = |finding: &View<'_, Finding>| finding.is_raised(cx.today);
        let mut findings: Vec<RaisedFinding> = cx.program.all::<Finding>().filter(is_raised).map(|finding| facts(cx, finding)).collect();
        for facts in &mut findings {
            if let Some(again) = again.get(facts.finding.as_str()) {
                facts.recurs = Some(again.earlier.data().id.clone());
                facts.same_cause = again.same_cause;
            }
        }
        let key = |one: &RaisedFinding| (one.closed.is_some(), one.grade, one.due.is_none(), one.due.or(one.raised));
        findings.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| natural(&a.finding, &b.finding)));
        let of_findings = findings.iter().flat_map(|one| {
            let parties = [&one.owner, &one.source, &one.requirement, &one.raised_by, &one.recurs];
            parties.into_iter().flatten().chain([&one.finding]).map(String::as_str)
        });
        let names = Names::of(cx.program, cx.today, of_findings);
        let mut head = super::head(cx, "Findings", origin);
        let open: Vec<&RaisedFinding> = findings.iter().filter(|one| one.closed.is_none()).collect();
        if !findings.is_empty() {
            head.facts.push(fact("Open", share(open.len(), findings.len())));
        }
        let (late, dated) = (open.iter().filter(|one| one.overdue).count(), open.iter().filter(|one| one.due.is_some()).count());
        if !open.is_empty() {
            let tone = if late > 0 { Tone::Bad } else { Tone::Plain };
            head.facts.push(fact("Late", Cell::toned(format!("{} with a day", share(late, dated)), tone)));
        }
        let mended = |one: &&RaisedFinding| one.effect == Some(Checked::Effective);
        let nonconformities = || findings.iter().filter(|one| one.closed.is_some() && one.effect.is_some());
        if nonconformities().next().is_some() {
            let checked = share(nonconformities().filter(mended).count(), nonconformities().count());
            head.facts.push(fact("Shown to be mended", format!("{checked} closed nonconformities, by somebody who had no hand in it")));
        }
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            by_grade: by_grade(&findings),
            by_requirement: by_requirement(&findings),
            by_cause: by_cause(&findings),
            by_age: by_age(&findings),
            findings,
            head,
            names,
        }
    }
}

fn facts(cx: &Cx<'_>, finding: View<'_, Finding>) -> RaisedFinding {
    let data = finding.data();
    let closed = data.closed.as_ref().map(|closed| closed.on).filter(|on| *on <= cx.today);
    RaisedFinding {
        finding: data.id.clone(),
        title: data.title.clone(),
        grade: data.grade,
        source: data.source.as_ref().map(|source| source.id().to_owned()),
        body: raiser(cx.program, data).0 == Raiser::Body,
        requirement: data.requirement.as_ref().map(|requirement| requirement.id().to_owned()),
        statement: data.statement.clone(),
        cause: data.root_cause.as_ref().map(|cause| cause.text.clone()),
        owner: data.owner.as_ref().map(|owner| owner.id().to_owned()),
        raised: data.raised_on(),
        raised_by: data.raised.as_ref().and_then(|raised| raised.by.as_ref()).map(ToString::to_string),
        age: data.raised_on().map(|raised| closed.unwrap_or(cx.today).days_since(raised)),
        state: state(data, cx.today),
        due: finding::due(data, cx.cadences),
        due_written: data.due.is_some(),
        overdue: finding::is_overdue(data, cx.cadences, cx.today),
        closed,
        effect: data.is_nonconformity().then(|| checked(cx, data)),
        recurs: None,
        same_cause: false,
    }
}

fn counted<'f>(what: &str, of: impl IntoIterator<Item = &'f RaisedFinding>) -> Counted {
    let of: Vec<&RaisedFinding> = of.into_iter().collect();
    let closed = of.iter().filter(|one| one.closed.is_some()).count();
    Counted { what: what.into(), open: of.len() - closed, closed, findings: of.iter().map(|one| one.finding.clone()).collect() }
}

fn by_grade(findings: &[RaisedFinding]) -> Vec<Counted> {
    Grade::ALL.into_iter().map(|grade| counted(grade.name(), findings.iter().filter(|one| one.grade == grade))).collect()
}

fn by_requirement(findings: &[RaisedFinding]) -> Vec<Counted> {
    let mut groups: HashMap<&str, Vec<&RaisedFinding>> = HashMap::new();
    for one in findings {
        groups.entry(one.requirement.as_deref().unwrap_or(NO_REQUIREMENT)).or_default().push(one);
    }
    let mut all: Vec<Counted> = groups.into_iter().map(|(what, of)| counted(what, of)).collect();
    all.sort_by(|a, b| (a.what == NO_REQUIREMENT).cmp(&(b.what == NO_REQUIREMENT)).then_with(|| in_order(&a.what, &b.what)));
    all
}

/// Clauses before controls, each as people sort.
fn in_order(a: &str, b: &str) -> std::cmp::Ordering {
    a.starts_with('A').cmp(&b.starts_with('A')).then_with(|| natural(a, b))
}

fn by_cause(findings: &[RaisedFinding]) -> Vec<Counted> {
    let mut groups: BTreeMap<String, Vec<&RaisedFinding>> = BTreeMap::new();
    for one in findings.iter().filter(|one| one.effect.is_some() || one.cause.is_some()) {
        groups.entry(one.cause.as_deref().map(alike).unwrap_or_default()).or_default().push(one);
    }
    let words = |of: &[&RaisedFinding]| of.iter().find_map(|one| one.cause.clone()).unwrap_or_else(|| NO_CAUSE.into());
    let mut all: Vec<Counted> = groups.into_values().map(|of| counted(&words(&of), of)).collect();
    all.sort_by_key(|group| (group.what == NO_CAUSE, std::cmp::Reverse(group.findings.len())));
    all
}

fn by_age(findings: &[RaisedFinding]) -> Vec<Counted> {
    let open = || findings.iter().filter(|one| one.closed.is_none());
    let mut from = i64::MIN;
    let mut all: Vec<Counted> = Vec::new();
    for (to, what) in AGES {
        all.push(counted(what, open().filter(|one| one.age.is_some_and(|age| age > from && age <= to))));
        from = to;
    }
    let without = counted(NO_DAY, open().filter(|one| one.age.is_none()));
    all.extend((without.open > 0).then_some(without));
    all
}

impl FindingsReport {
    /// How far it is, when it is due, what the check said, what came again: a line each.
    fn standing<'a>(&'a self, one: &'a RaisedFinding) -> Cell<'a> {
        let by = if one.due_written { "its own day" } else { "by the cadence" };
        let due = match (one.closed, one.due) {
            (Some(on), _) => Some(format!("closed on {on}")),
            (None, Some(due)) if one.overdue => Some(format!("{}, late since {due}, {by}", one.state.name())),
            (None, Some(due)) => Some(format!("{}, due on {due}, {by}", one.state.name())),
            (None, None) => Some(one.state.name().to_owned()),
        };
        let effect = one.effect.map(|checked| told(checked).0.to_owned());
        let again = one.recurs.as_ref().map(|earlier| {
            let cause = if one.same_cause { "same requirement and cause as" } else { "same requirement as" };
            format!("came again: {cause} {}", self.names.text(earlier))
        });
        let tone = match one.effect.map(|checked| told(checked).1) {
            _ if one.overdue || one.recurs.is_some() => Tone::Bad,
            Some(tone) if one.closed.is_some() => tone,
            _ => Tone::Plain,
        };
        Cell { tone, ..Cell::list(due.into_iter().chain(effect).chain(again)) }
    }

    fn row<'a>(&'a self, one: &'a RaisedFinding) -> Row<'a> {
        let id = |id: &'a Option<String>| Cell::from(id.as_ref().map(|id| self.names.id(id)).unwrap_or_default());
        let cells = vec![
            self.names.id(&one.finding).into(),
            one.grade.name().into(),
            id(&one.requirement),
            self.standing(one),
            one.age.and_then(|age| usize::try_from(age).ok()).into(),
            one.cause.as_ref().into(),
            id(&one.source),
            id(&one.owner),
        ];
        Row { cells, group: Some(if one.closed.is_some() { "Closed" } else { "Open" }.into()) }
    }

    fn table(&self) -> Table<'_> {
        Table {
            name: "findings",
            columns: vec![
                Column::text("Finding", 0),
                Column::short("Grade", 0),
                Column::text("Requirement", 1),
                Column::text("Where it stands", 0),
                Column::number("Days", 1),
                Column::text("Cause", 2),
                Column::text("From", 4),
                Column::text("Owner", 3),
            ],
            rows: Rows::new(|| self.findings.iter().map(|one| self.row(one))),
            empty: "No finding is written down. That does not say that there is nothing to find.",
        }
    }

    /// How old the open findings of each grade are.
    fn bars(&self) -> Bars {
        let grades: HashMap<&str, Grade> = self.findings.iter().map(|one| (one.finding.as_str(), one.grade)).collect();
        let tones = [Tone::Critical, Tone::Bad, Tone::Warn, Tone::Note];
        let parts: Vec<_> = Grade::ALL.into_iter().zip(tones).map(|(grade, tone)| (Some(grade), grade.name(), tone)).collect();
        let ages = self.by_age.iter().map(|age| (age.what.as_str(), age.what.clone()));
        let of = |id: &String| grades.get(id.as_str()).copied();
        let items = self.by_age.iter().flat_map(|age| age.findings.iter().map(move |id| (age.what.as_str(), of(id))));
        Bars::count("Open", &parts, ages, items)
    }

    fn counts<'a>(&'a self, name: &'static str, what: &'static str, counted: &'a [Counted]) -> Table<'a> {
        let row = |counted: &'a Counted| {
            let cells = vec![self.names.id(&counted.what).into(), counted.open.into(), counted.closed.into(), Cell::ids(&counted.findings)];
            Row::new(cells)
        };
        Table {
            name,
            columns: vec![Column::text(what, 0), Column::number("Open", 0), Column::number("Closed", 0), Column::text("Findings", 1)],
            rows: Rows::new(move || counted.iter().map(row)),
            empty: "",
        }
    }
}

impl Report for FindingsReport {
    const NAME: &'static str = "findings";

    fn doc(&self) -> Doc<'_> {
        let mut blocks: Vec<Block<'_>> = self.bars().block().into_iter().collect();
        blocks.push(Block::Table(self.table()));
        let parts = [
            ("By grade", "grades", "Grade", &self.by_grade),
            ("By requirement", "requirements", "Requirement", &self.by_requirement),
            ("By cause", "causes", "Cause", &self.by_cause),
            ("Open ones by age", "ages", "Raised", &self.by_age),
        ];
        for (heading, name, what, counted) in parts.into_iter().filter(|_| !self.findings.is_empty()) {
            blocks.extend([Block::Heading { text: heading.into() }, Block::Table(self.counts(name, what, counted))]);
        }
        let again = self.findings.iter().filter(|one| one.recurs.is_some()).count();
        if again > 0 {
            let text = format!(
                "{} against a requirement that had been missed and mended within the twelve months before: the earlier action did not reach the cause, or there is another one.",
                count(again, "finding")
            );
            blocks.push(Block::Paragraph { text });
        }
        Doc { head: self.head.clone(), blocks }
    }
}
