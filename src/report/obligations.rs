//! `isms report obligations`: what laws, contracts and standards ask, and what meets it (4.2, A.5.31).

use super::doc::{Bars, Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone, Value};
use super::names::Names;
use super::{Origin, Report, fact, head, share, sorted, word};
use crate::base::date::Date;
use crate::base::text::natural;
use crate::model::kinds::{
    Change, Control, Document, Exception, Finding, Incident, Met, Objective, Obligation, ObligationType, RecordKind as _, Risk,
};
use crate::model::single::context::RequirementSource;
use crate::register::cx::Cx;
use crate::register::incident::{Timeliness, deadlines};
use crate::register::referrers::Referrers;
use crate::register::soa::{SoaRow, SoaStatus};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// The kinds of records in which something is done about a duty, or borne with.
const ANSWERS: [&str; 5] = [Change::NAME, Exception::NAME, Finding::NAME, Objective::NAME, Risk::NAME];

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ObligationsReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// Those that nothing meets first.
    pub obligations: Vec<ObligationFacts>,
    /// What laws and contracts ask by the context, that nobody turned down, and that nothing meets.
    pub unmet_requirements: Vec<RequirementFacts>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// How far what meets a duty works. It says what there is, not that it is enough: how far a duty is met is judged by people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Handled {
    /// No control is named, or none that applies and is not retired.
    Unhandled,
    /// None of the controls is implemented.
    Planned,
    /// Some are.
    Partial,
    /// All are.
    Implemented,
}

/// A duty.
#[derive(Serialize, JsonSchema)]
pub struct ObligationFacts {
    pub id: String,
    pub title: String,
    #[serde(rename = "type")]
    pub kind: ObligationType,
    pub owner: Option<String>,
    pub source: Option<String>,
    pub jurisdiction: Option<String>,
    pub requirement: Option<String>,
    pub handled: Handled,
    pub controls: Vec<MeasureFacts>,
    /// Documents that describe these controls, or name the duty.
    pub documents: Vec<String>,
    /// Whom to tell, and how soon; none where no deadline is recorded.
    pub notify: Option<NotifyFacts>,
    /// How far it is met, by the last judgement.
    pub assessed: Option<JudgedFacts>,
    /// Risks, findings, changes, objectives and exceptions that name it.
    pub answered_by: Vec<String>,
}

/// A control that meets a duty.
#[derive(Serialize, JsonSchema)]
pub struct MeasureFacts {
    pub id: String,
    /// None for one that does not apply, is retired or is not there.
    pub status: Option<SoaStatus>,
}

/// Whom to tell of an incident, and how soon after it was noticed.
#[derive(Serialize, JsonSchema)]
pub struct NotifyFacts {
    pub hours: u32,
    pub whom: String,
    /// Incidents of which they were not told yet.
    pub waiting: Vec<String>,
}

/// A judgement of how far a duty is met.
#[derive(Serialize, JsonSchema)]
pub struct JudgedFacts {
    pub status: Met,
    pub on: Date,
    pub by: Option<String>,
    /// The last day on which the next judgement is in time.
    pub until: Date,
    pub overdue: bool,
}

/// What a party asks.
#[derive(Serialize, JsonSchema)]
pub struct RequirementFacts {
    pub party: String,
    pub text: String,
    pub source: RequirementSource,
}

impl ObligationsReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let around = Around::of(cx);
        let duties = cx.program.all::<Obligation>().map(|duty| around.facts(cx, duty.data()));
        let mut obligations: Vec<ObligationFacts> = duties.collect();
        obligations.sort_by(|a, b| a.handled.cmp(&b.handled).then_with(|| natural(&a.id, &b.id)));
        let names = Names::of(cx.program, cx.today, obligations.iter().flat_map(ObligationFacts::named));
        let mut report = Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            obligations,
            unmet_requirements: unmet(cx),
            head: head(cx, "Obligations", origin),
            names,
        };
        let said = report.said();
        report.head.facts.extend(said);
        report
    }

    fn said(&self) -> Vec<super::doc::Fact> {
        let of = self.obligations.len();
        if of == 0 {
            return Vec::new();
        }
        let count = |is: fn(&ObligationFacts) -> bool| self.obligations.iter().filter(|duty| is(duty)).count();
        let handled = count(|duty| duty.handled != Handled::Unhandled);
        let met = count(|duty| duty.assessed.as_ref().is_some_and(|judged| judged.status == Met::Met && !judged.overdue));
        let notify = count(|duty| duty.notify.is_some());
        vec![
            fact("With a control", Cell::toned(share(handled, of), if handled < of { Tone::Bad } else { Tone::Good })),
            fact(
                "Judged as met",
                Cell::toned(format!("{}, by judgements that are in time", share(met, of)), if met < of { Tone::Warn } else { Tone::Good }),
            ),
            fact("Deadlines", format!("{} name one to tell somebody of incidents", share(notify, of))),
        ]
    }

    fn row<'a>(&'a self, duty: &'a ObligationFacts) -> Row<'a> {
        let controls = duty.controls.iter().map(|control| match control.status {
            Some(SoaStatus::Implemented) => self.names.id(&control.id),
            Some(status) => Value::Phrase(vec![self.names.id(&control.id), format!("({})", status.name().replace('-', " ")).into()]),
            None => Value::Phrase(vec![self.names.id(&control.id), "(does not apply, or is not there)".into()]),
        });
        let tone = match duty.handled {
            Handled::Unhandled => Tone::Bad,
            Handled::Planned => Tone::Warn,
            Handled::Partial => Tone::Note,
            Handled::Implemented => Tone::Good,
        };
        Row::new(vec![
            self.names.id(&duty.id).into(),
            Cell::toned(word(duty.handled), tone),
            judged(duty),
            if duty.controls.is_empty() { Cell::toned("nothing", Tone::Bad) } else { Cell::list(controls) },
            duty.owner.as_ref().map_or(Cell::toned("nobody", Tone::Bad), |owner| self.names.id(owner).into()),
            deadline(duty),
            self.names.ids(&duty.documents),
            word(duty.kind).into(),
            duty.source.as_deref().into(),
            self.names.ids(&duty.answered_by),
        ])
    }

    /// How far the duties of each kind are met, as somebody judged them.
    fn bars(&self) -> Bars {
        let parts = [
            (Some((Met::Met, false)), "met", Tone::Good),
            (Some((Met::Partly, false)), "partly met", Tone::Warn),
            (Some((Met::NotMet, false)), "not met", Tone::Bad),
            (Some((Met::Met, true)), "judged too long ago", Tone::Note),
            (None, "never judged", Tone::Faint),
        ];
        let kinds = [ObligationType::Law, ObligationType::Regulation, ObligationType::Contract, ObligationType::Standard];
        // What was judged too long ago is one part, whatever was said then.
        let judged = |judged: &JudgedFacts| if judged.overdue { (Met::Met, true) } else { (judged.status, false) };
        Bars::count(
            "Kind",
            &parts,
            kinds.map(|kind| (kind, word(kind))),
            self.obligations.iter().map(|duty| (duty.kind, duty.assessed.as_ref().map(judged))),
        )
    }

    fn table(&self) -> Table<'_> {
        Table {
            name: "obligations",
            columns: vec![
                Column::text("Obligation", 0),
                Column::short("Controls are", 0),
                Column::text("Judged", 0),
                Column::text("Met by", 1),
                Column::text("Owner", 2),
                Column::text("Deadline", 3),
                Column::text("Documents", 5),
                Column::short("Type", 6),
                Column::text("Source", 7),
                Column::text("Dealt with in", 4),
            ],
            rows: Rows::new(|| self.obligations.iter().map(|duty| self.row(duty))),
            empty: "There are no obligations in obligations/.",
        }
    }
}

impl ObligationFacts {
    /// The ids that need names beside them.
    fn named(&self) -> impl Iterator<Item = &str> {
        let controls = self.controls.iter().map(|control| &control.id);
        let waiting = self.notify.iter().flat_map(|notify| &notify.waiting);
        let ids = self.owner.iter().chain(&self.documents).chain(&self.answered_by).chain(controls).chain(waiting);
        ids.chain([&self.id]).map(String::as_str)
    }
}

/// How far a duty is met, as somebody judged it.
fn judged(duty: &ObligationFacts) -> Cell<'_> {
    let Some(judged) = &duty.assessed else { return Cell::toned("never judged", Tone::Warn) };
    let said = match judged.status {
        Met::Met => "met",
        Met::Partly => "partly met",
        Met::NotMet => "not met",
    };
    let tone = match judged.status {
        _ if judged.overdue => Tone::Warn,
        Met::Met => Tone::Good,
        Met::Partly => Tone::Warn,
        Met::NotMet => Tone::Bad,
    };
    let due = if judged.overdue { "judgement due since" } else { "again until" };
    Cell::toned(Value::List(vec![format!("{said} on {}", judged.on).into(), format!("{due} {}", judged.until).into()]), tone)
}

fn deadline(duty: &ObligationFacts) -> Cell<'_> {
    let Some(notify) = &duty.notify else { return "no deadline recorded".into() };
    let said = format!("{}h to tell {}", notify.hours, notify.whom);
    if notify.waiting.is_empty() {
        return said.into();
    }
    Cell::toned(Value::List(vec![said.into(), format!("not told yet of {}", notify.waiting.join(", ")).into()]), Tone::Bad)
}

/// What stands around duties, found by one pass over each kind.
struct Around<'c, 'a> {
    /// Rows of the Statement of Applicability by id.
    rows: HashMap<&'a str, &'c SoaRow<'a>>,
    referrers: Referrers<'a>,
    /// Incidents of which somebody is not told yet, by the duty to tell.
    waiting: HashMap<&'a str, BTreeSet<&'a str>>,
}

impl<'c, 'a> Around<'c, 'a> {
    fn of(cx: &'c Cx<'a>) -> Self {
        let mut waiting: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        let incidents = cx.program.all::<Incident>().map(|incident| incident.data());
        for incident in incidents.filter(|incident| incident.has_begun(cx.today)) {
            for deadline in deadlines(cx.program, incident, cx.today) {
                if matches!(deadline.timeliness, Timeliness::Open | Timeliness::Missed) {
                    waiting.entry(&deadline.obligation.data().id).or_default().insert(&incident.id);
                }
            }
        }
        Self { rows: cx.soa().iter().map(|row| (row.id, row)).collect(), referrers: Referrers::of(cx.program), waiting }
    }

    fn facts(&self, cx: &Cx<'a>, duty: &'a Obligation) -> ObligationFacts {
        let mut documents: BTreeSet<&str> = BTreeSet::new();
        let mut measures = Vec::new();
        for measure in &duty.controls {
            let (status, described) = self.measure(cx, measure.id());
            measures.push(MeasureFacts { id: measure.id().into(), status });
            documents.extend(described);
        }
        let naming = |kinds: &'static [&'static str]| {
            let all = self.referrers.to(&duty.id).iter();
            all.filter(move |referrer| kinds.contains(&referrer.kind)).map(|referrer| referrer.id)
        };
        documents.extend(naming(&[Document::NAME]));
        let until = |on: Date| on.plus(cx.cadences.context());
        ObligationFacts {
            id: duty.id.clone(),
            title: duty.title.clone(),
            kind: duty.kind,
            owner: duty.owner.as_ref().map(|owner| owner.id().into()),
            source: duty.source.clone(),
            jurisdiction: duty.jurisdiction.clone(),
            requirement: duty.requirement.clone(),
            handled: handled(&measures),
            controls: measures,
            documents: sorted(documents),
            notify: duty.notify.as_ref().map(|notify| NotifyFacts {
                hours: notify.within.0,
                whom: notify.whom.clone(),
                waiting: sorted(self.waiting.get(duty.id.as_str()).into_iter().flatten().copied()),
            }),
            assessed: duty.assessed.as_ref().filter(|judged| judged.on <= cx.today).map(|judged| JudgedFacts {
                status: judged.status,
                on: judged.on,
                by: judged.by.as_ref().map(|by| by.id().into()),
                until: until(judged.on),
                overdue: until(judged.on) < cx.today,
            }),
            answered_by: sorted(naming(&ANSWERS)),
        }
    }

    /// How far a control is, of our own or of Annex A, and the documents that describe it.
    fn measure(&self, cx: &Cx<'a>, id: &str) -> (Option<SoaStatus>, Vec<&'a str>) {
        if let Some(row) = self.rows.get(id) {
            let documents = row.documents.iter().map(|document| document.data().id.as_str()).collect();
            return (Some(row.status).filter(|_| row.applicable != Some(false)), documents);
        }
        let Some(control) = cx.program.by_id::<Control>(id) else { return (None, Vec::new()) };
        let status = crate::register::soa::status(&[control]);
        let documents = control.data().documents.iter().map(|document| document.id()).collect();
        (Some(status).filter(|_| control.is_active()), documents)
    }
}

fn handled(measures: &[MeasureFacts]) -> Handled {
    let known: Vec<SoaStatus> = measures.iter().filter_map(|measure| measure.status).collect();
    let implemented = known.iter().filter(|status| **status == SoaStatus::Implemented).count();
    match known.len() {
        0 => Handled::Unhandled,
        // One that does not apply or is gone leaves something open.
        _ if implemented == measures.len() => Handled::Implemented,
        _ if implemented > 0 || known.contains(&SoaStatus::Partial) => Handled::Partial,
        _ if known.iter().all(|status| *status == SoaStatus::NotImplemented) => Handled::Unhandled,
        _ => Handled::Planned,
    }
}

/// What is binding by the context and was not turned down, and nothing is named that meets it.
fn unmet(cx: &Cx<'_>) -> Vec<RequirementFacts> {
    let parties = cx.program.context().into_iter().flat_map(|context| &context.data().parties);
    let wanted = parties.flat_map(|party| party.requirements.iter().map(move |wanted| (party, wanted)));
    let open = wanted.filter(|(_, wanted)| wanted.addressed != Some(false) && wanted.addressed_by.is_empty());
    let binding = open.filter_map(|(party, wanted)| {
        let source = wanted.source.filter(|source| *source != RequirementSource::Expectation)?;
        Some(RequirementFacts { party: party.name.clone(), text: wanted.text.clone(), source })
    });
    binding.collect()
}

impl Report for ObligationsReport {
    const NAME: &'static str = "obligations";

    fn doc(&self) -> Doc<'_> {
        let mut blocks: Vec<Block<'_>> = self.bars().block().into_iter().collect();
        blocks.push(Block::Table(self.table()));
        if !self.unmet_requirements.is_empty() {
            blocks.push(Block::Heading { text: "Binding by the context, and nothing is named that meets it".into() });
            let said = |wanted: &RequirementFacts| format!("{} ({}): {}", wanted.party, word(wanted.source), wanted.text);
            blocks.push(Block::List { items: self.unmet_requirements.iter().map(said).collect() });
        }
        let text =
            "What is said of controls is how far they are, and not that they are enough: how far a duty is met is what somebody judged.";
        blocks.push(Block::Paragraph { text: text.into() });
        Doc { head: self.head.clone(), blocks }
    }
}
