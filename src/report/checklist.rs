//! `isms audit checklist`: what to ask in an audit, what to ask for, what is known already, and room for answers.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact};
use crate::base::date::Date;
use crate::base::diagnostic::Diagnostic;
use crate::base::text::count;
use crate::check::{Outcome, rules};
use crate::model::annex_a_guidance;
use crate::model::clause::{self, CHAPTERS, Clause};
use crate::model::kinds::{Audit, Document, DocumentStatus, Evidence, Finding};
use crate::model::program::View;
use crate::register::audited::{Audited, audited};
use crate::register::cx::Cx;
use crate::register::finding::{FindingState, against, raiser, state};
use crate::register::soa::SoaRow;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ChecklistReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub audit: String,
    pub title: String,
    /// The record names what is audited; where it does not, everything is here.
    pub scope_named: bool,
    /// Clauses, then controls, in the standard's order.
    pub requirements: Vec<AskedFacts>,
    /// Controls that the audit names and that are none of the Statement of Applicability.
    pub unknown: Vec<String>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// A clause or control to be asked about.
#[derive(Serialize, JsonSchema)]
pub struct AskedFacts {
    pub requirement: String,
    pub title: String,
    /// The chapter of the clause, or the theme of the control.
    pub group: String,
    /// What it asks for, in words of ours or of the control's own record.
    pub asks: String,
    pub questions: Vec<String>,
    /// Where it usually shows.
    pub look_for: Vec<String>,
    /// Records that answer to it: controls, documents, evidence.
    pub records: Vec<String>,
    /// What rules find.
    pub known: Vec<KnownFacts>,
    /// What was raised against it before.
    pub findings: Vec<RaisedFacts>,
    /// What the record of the audit says was answered.
    pub answer: Option<String>,
    /// What it says was seen.
    pub seen: Vec<String>,
}

/// What a rule found.
#[derive(Serialize, JsonSchema)]
pub struct KnownFacts {
    pub rule: String,
    pub level: String,
    pub message: String,
    pub record: Option<String>,
}

/// A finding of before.
#[derive(Serialize, JsonSchema)]
pub struct RaisedFacts {
    pub finding: String,
    pub grade: crate::model::kinds::Grade,
    pub raised: Option<Date>,
    pub state: FindingState,
}

/// What stands to a requirement, found by one pass over each kind.
struct Known<'a, 'o> {
    documents: HashMap<&'a str, Vec<&'a str>>,
    evidence: HashMap<&'a str, Vec<&'a str>>,
    findings: HashMap<&'a str, Vec<View<'a, Finding>>>,
    /// By the clause or control that is guarded.
    guarded: HashMap<&'static str, Vec<&'o Diagnostic>>,
    /// By the record it was found in.
    found: HashMap<&'a str, Vec<&'o Diagnostic>>,
}

/// Puts a record to each requirement that it names, once.
fn add<'a>(to: &mut HashMap<&'a str, Vec<&'a str>>, requirement: &'a str, record: &'a str) {
    for id in clause::taken_in(requirement) {
        let of = to.entry(id).or_default();
        if of.last() != Some(&record) {
            of.push(record);
        }
    }
}

impl<'a, 'o> Known<'a, 'o> {
    fn of(cx: &Cx<'a>, outcome: &'o Outcome) -> Self {
        let mut known = Known {
            documents: HashMap::new(),
            evidence: HashMap::new(),
            findings: HashMap::new(),
            guarded: HashMap::new(),
            found: HashMap::new(),
        };
        for document in cx.program.all::<Document>().filter(|document| document.status != Some(DocumentStatus::Retired)) {
            for answered in &document.data().satisfies {
                add(&mut known.documents, answered.id(), document.data().id.as_str());
            }
        }
        for evidence in cx.program.all::<Evidence>() {
            for supported in &evidence.data().supports {
                add(&mut known.evidence, supported.id(), evidence.data().id.as_str());
            }
        }
        for finding in cx.program.all::<Finding>().filter(|finding| finding.is_raised(cx.today)) {
            let (raiser, _) = raiser(cx.program, finding.data());
            against(finding.data(), raiser).into_iter().for_each(|id| known.findings.entry(id).or_default().push(finding));
        }
        for found in &outcome.findings {
            for guarded in rules::clauses_of(found) {
                let of = known.guarded.entry(clause::base(guarded).map_or(guarded, |clause| clause.id)).or_default();
                // A rule may guard several letters of one clause.
                if !of.last().is_some_and(|last| std::ptr::eq(*last, found)) {
                    of.push(found);
                }
            }
            if let Some(record) = cx.program.record_at(found.primary.span) {
                known.found.entry(record).or_default().push(found);
            }
        }
        known
    }
}

impl ChecklistReport {
    pub fn build<'a>(cx: &Cx<'a>, audit: View<'a, Audit>, outcome: &Outcome, origin: &Origin) -> Self {
        let Audited { clauses, rows, is_named, unknown } = audited(cx, audit.data());
        let known = Known::of(cx, outcome);
        let of_clauses = clauses.into_iter().map(|clause| of_clause(cx, &known, clause));
        let of_rows = rows.into_iter().map(|row| of_row(cx, &known, row));
        let mut requirements: Vec<AskedFacts> = of_clauses.chain(of_rows).collect();
        answer(&mut requirements, audit.data());
        let named = requirements.iter().flat_map(|asked| asked.records.iter().chain(&asked.seen).chain([&asked.requirement]));
        let names = Names::of(cx.program, cx.today, named.map(String::as_str).chain([audit.data().id.as_str()]));
        let mut head = super::head(cx, format!("Checklist of {}", audit.id), origin);
        head.facts.push(fact("Audit", audit.title.clone()));
        let whole = "all clauses and all applicable controls: the record names none";
        let controls = requirements.iter().filter(|asked| clause::by_id(&asked.requirement).is_none()).count();
        let parts = format!("{}, {}", count(requirements.len() - controls, "clause"), count(controls, "control"));
        head.facts.push(fact("Looks at", if is_named { parts } else { whole.to_owned() }));
        let (version, as_of, commit, scope_named) = (1, cx.today, origin.commit.clone(), is_named);
        let unknown = unknown.into_iter().map(str::to_owned).collect();
        let (audit, title) = (audit.id.clone(), audit.title.clone());
        Self { version, as_of, commit, audit, title, scope_named, requirements, unknown, head, names }
    }
}

fn of_clause(cx: &Cx<'_>, known: &Known<'_, '_>, clause: &'static Clause) -> AskedFacts {
    let chapter = CHAPTERS.iter().find(|(number, _)| clause.id.split('.').next() == Some(number));
    AskedFacts {
        group: chapter.map_or(String::new(), |(number, title)| format!("{number} {title}")),
        asks: clause.asks.into(),
        questions: clause.questions.iter().map(|question| (*question).to_owned()).collect(),
        look_for: clause.evidence.iter().map(|where_| (*where_).to_owned()).collect(),
        records: records(known, &[clause.id]),
        known: known.guarded.get(clause.id).into_iter().flatten().map(|found| known_facts(cx, found)).collect(),
        ..asked(cx, known, clause.id, clause.title)
    }
}

fn of_row(cx: &Cx<'_>, known: &Known<'_, '_>, row: &SoaRow<'_>) -> AskedFacts {
    let words = row.annex.and_then(|annex| annex_a_guidance::by_id(annex.id));
    let own = || row.controls.first().and_then(|control| control.data().description.clone()).unwrap_or_default();
    let ids: Vec<&str> = row.controls.iter().map(|control| control.data().id.as_str()).collect();
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    // Where we have no question, what the control says of its own tests is what can be asked.
    let tests =
        row.controls.iter().flat_map(|control| &control.data().tests).map(|test| format!("Show the last results of: {}.", test.what));
    let mut found: Vec<&Diagnostic> = known.guarded.get(row.id).into_iter().flatten().copied().collect();
    for found_here in ids.iter().filter_map(|id| known.found.get(id)).flatten() {
        if !found.iter().any(|there| std::ptr::eq(*there, *found_here)) {
            found.push(found_here);
        }
    }
    let documents = row.documents.iter().map(|document| document.data().id.clone());
    let evidence = row.evidence.iter().map(|evidence| evidence.data().id.clone());
    AskedFacts {
        group: row.annex.map_or("Controls of our own".into(), |annex| format!("{} {} controls", annex.group(), annex.theme.name())),
        asks: words.map_or_else(own, |words| words.asks.into()),
        questions: words.map_or_else(|| tests.collect(), |words| owned(words.questions)),
        look_for: words.map_or(Vec::new(), |words| owned(words.evidence)),
        records: ids.iter().map(|id| (*id).to_owned()).chain(documents).chain(evidence).collect(),
        known: found.into_iter().map(|found| known_facts(cx, found)).collect(),
        ..asked(cx, known, row.id, row.title)
    }
}

/// What is known of a requirement whatever it is.
fn asked(cx: &Cx<'_>, known: &Known<'_, '_>, id: &str, title: &str) -> AskedFacts {
    let raised = |finding: &View<'_, Finding>| RaisedFacts {
        finding: finding.id.clone(),
        grade: finding.grade,
        raised: finding.raised_on(),
        state: state(finding, cx.today),
    };
    AskedFacts {
        requirement: id.into(),
        title: title.into(),
        group: String::new(),
        asks: String::new(),
        questions: Vec::new(),
        look_for: Vec::new(),
        records: Vec::new(),
        known: Vec::new(),
        findings: known.findings.get(id).into_iter().flatten().map(raised).collect(),
        answer: None,
        seen: Vec::new(),
    }
}

/// Documents and evidence that answer to these.
fn records(known: &Known<'_, '_>, ids: &[&str]) -> Vec<String> {
    let of = |map: &HashMap<&str, Vec<&str>>| -> Vec<String> {
        ids.iter().filter_map(|id| map.get(id)).flatten().map(|id| (*id).to_owned()).collect()
    };
    let mut records = [of(&known.documents), of(&known.evidence)].concat();
    records.dedup();
    records
}

fn known_facts(cx: &Cx<'_>, found: &Diagnostic) -> KnownFacts {
    KnownFacts {
        rule: found.rule.into(),
        level: found.level.name().into(),
        message: found.message.clone(),
        record: cx.program.record_at(found.primary.span).map(str::to_owned),
    }
}

/// Puts the answers of the record to what was asked; one on a control of ours goes to all it implements.
fn answer(requirements: &mut [AskedFacts], audit: &Audit) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, asked) in requirements.iter().enumerate() {
        for id in asked.records.iter().chain([&asked.requirement]) {
            places.entry(id.clone()).or_default().push(place);
        }
    }
    for answer in &audit.answers {
        for place in clause::taken_in(answer.requirement.id()).iter().filter_map(|id| places.get(*id)).flatten() {
            let (asked, text) = (&mut requirements[*place], answer.answer.trim());
            asked.answer = Some(asked.answer.take().map_or(text.to_owned(), |before| format!("{before}\n{text}")));
            asked.seen.extend(answer.seen.iter().map(|seen| seen.id().to_owned()));
        }
    }
}

/// So many of what rules find are told of one requirement.
const TOLD: usize = 8;

impl ChecklistReport {
    fn row<'a>(&'a self, asked: &'a AskedFacts) -> Row<'a> {
        let more = asked.known.len().saturating_sub(TOLD);
        let more = (more > 0).then(|| format!("and {more} more; `isms check` lists them"));
        let known = asked.known.iter().take(TOLD).map(|known| match &known.record {
            Some(record) if !known.message.contains(record.as_str()) => format!("{}: `{record}`: {}", known.level, known.message),
            _ => format!("{}: {}", known.level, known.message),
        });
        let raised = asked.findings.iter().map(|raised| {
            let on = raised.raised.map_or(String::new(), |on| format!(" of {on}"));
            format!("{}{on}: {}, {}", raised.finding, raised.grade.name(), raised.state.name())
        });
        let seen = asked.seen.iter().map(|seen| format!("seen: {}", self.names.text(seen)));
        let cells = vec![
            self.names.id(&asked.requirement).into(),
            Cell::list(&asked.questions),
            Cell::list(asked.records.iter().map(|record| self.names.id(record)).chain(asked.look_for.iter().map(Into::into))),
            Cell { tone: if asked.known.is_empty() { Tone::Plain } else { Tone::Warn }, ..Cell::list(known.chain(more).chain(raised)) },
            Cell::list(asked.answer.iter().map(|answer| answer.trim().to_owned()).chain(seen)),
        ];
        Row { cells, group: Some((&asked.group).into()) }
    }
}

impl Report for ChecklistReport {
    const NAME: &'static str = "checklist";

    fn doc(&self) -> Doc<'_> {
        let table = Table {
            name: "checklist",
            columns: vec![
                Column::text("Requirement", 0),
                Column::text("Ask", 0),
                Column::text("Ask for", 1),
                Column::text("Known already", 1),
                Column::text("Answer", 0),
            ],
            rows: Rows::new(|| self.requirements.iter().map(|asked| self.row(asked))),
            empty: "The audit looks at nothing.",
        };
        let mut blocks = vec![Block::Table(table)];
        if !self.unknown.is_empty() {
            let text = format!("Named by the audit, and in no row of the Statement of Applicability: {}.", self.unknown.join(", "));
            blocks.push(Block::Paragraph { text });
        }
        let text = "Questions are where a conversation begins. What rules find is in the records; whether people do what is written, nobody sees there.";
        blocks.push(Block::Paragraph { text: text.into() });
        Doc { head: self.head.clone(), blocks }
    }
}
