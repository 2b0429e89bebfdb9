//! The Statement of Applicability: decisions as written, reasons and status as they follow from records (6.1.3 d).

use super::control::{self, Verification};
use crate::base::date::{Date, Period};
use crate::base::text::natural;
use crate::model::annex_a::{ANNEX_A, AnnexControl};
use crate::model::kinds::{Control, ControlStatus, Document, Evidence, Obligation, ObligationType, Risk};
use crate::model::program::{Program, View};
use crate::model::single::soa::{Because, SoaDecision};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// How far a row of the SoA is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SoaStatus {
    /// All controls behind it work.
    Implemented,
    /// Some do, or one is in progress.
    Partial,
    /// All are planned.
    Planned,
    /// There is no control behind it.
    NotImplemented,
    /// It was decided that it is not needed.
    NotApplicable,
}

impl SoaStatus {
    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        match self {
            SoaStatus::Implemented => "implemented",
            SoaStatus::Partial => "partial",
            SoaStatus::Planned => "planned",
            SoaStatus::NotImplemented => "not-implemented",
            SoaStatus::NotApplicable => "not-applicable",
        }
    }
}

/// One row: an Annex A control, or a control of the organisation's own.
pub struct SoaRow<'a> {
    /// `A.5.1`, or the id of the organisation's own control.
    pub id: &'a str,
    pub title: &'a str,
    /// None for controls of the organisation's own.
    pub annex: Option<&'static AnnexControl>,
    /// The written decision, if there is one.
    pub decision: Option<&'a SoaDecision>,
    /// As decided; controls of the organisation's own are applicable by being there.
    pub applicable: Option<bool>,
    /// Written reasons and those that follow from risks and obligations.
    pub because: BTreeSet<Because>,
    pub status: SoaStatus,
    pub verification: Verification,
    /// The controls behind it that are not retired.
    pub controls: Vec<View<'a, Control>>,
    pub risks: Vec<View<'a, Risk>>,
    pub obligations: Vec<View<'a, Obligation>>,
    pub documents: Vec<View<'a, Document>>,
    /// What supports it or a control behind it, whether or not it still counts.
    pub evidence: Vec<View<'a, Evidence>>,
    /// The last day any of its evidence counts, of that which has begun.
    pub evidenced_until: Option<Date>,
}

/// The Annex A controls that have to be rehearsed: continuity, readiness of IT, backups.
const REHEARSED: [&str; 3] = ["A.5.29", "A.5.30", "A.8.13"];

/// The rows that have to be rehearsed and are implemented, each with a control behind it and the day of the last test, if there
/// was one.
pub fn rehearsals<'r, 'a>(rows: &'r [SoaRow<'a>], today: Date) -> impl Iterator<Item = (&'r SoaRow<'a>, View<'a, Control>, Option<Date>)> {
    let needed = rows.iter().filter(|row| REHEARSED.contains(&row.id) && row.applicable == Some(true));
    needed.filter_map(move |row| {
        let control = row.controls.first().filter(|_| row.status == SoaStatus::Implemented)?;
        let results = row.controls.iter().flat_map(|control| &control.data().tests).flat_map(|test| &test.results);
        Some((row, *control, results.map(|result| result.on).filter(|on| *on <= today).max()))
    })
}

impl<'a> SoaRow<'a> {
    pub fn justification(&self) -> &'a str {
        self.decision.and_then(|decision| decision.justification.as_deref()).unwrap_or("")
    }

    /// Who answers for the controls behind it, each once.
    pub fn owners(&self) -> Vec<&str> {
        sorted(self.controls.iter().filter_map(|control| control.owner.as_ref().map(|owner| owner.id())))
    }

    pub fn is_evidenced(&self, today: Date) -> bool {
        self.evidenced_until.is_some_and(|until| until >= today)
    }
}

/// Each once, as people sort.
fn sorted<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_by(|a, b| natural(a, b));
    ids.dedup();
    ids
}

/// What stands behind each control, found by one pass over each kind.
struct Behind<'a> {
    controls: HashMap<&'a str, Vec<View<'a, Control>>>,
    risks: HashMap<&'a str, Vec<View<'a, Risk>>>,
    obligations: HashMap<&'a str, Vec<View<'a, Obligation>>>,
    documents: HashMap<&'a str, Vec<View<'a, Document>>>,
    evidence: HashMap<&'a str, Vec<View<'a, Evidence>>>,
}

impl<'a> Behind<'a> {
    fn of(program: &'a Program, today: Date) -> Self {
        let mut behind = Behind {
            controls: HashMap::new(),
            risks: HashMap::new(),
            obligations: HashMap::new(),
            documents: HashMap::new(),
            evidence: HashMap::new(),
        };
        for control in program.all::<Control>().filter(|control| control.is_active()) {
            for annex in &control.data().implements {
                behind.controls.entry(annex.id()).or_default().push(control);
            }
        }
        let open = |risk: &View<'a, Risk>| risk.closed.is_none_or(|closed| closed > today);
        for risk in program.all::<Risk>().filter(open) {
            for control in risk.data().treatment.iter().flat_map(|treatment| &treatment.controls) {
                behind.risks.entry(control.id()).or_default().push(risk);
            }
        }
        for obligation in program.all::<Obligation>() {
            for measure in &obligation.data().controls {
                behind.obligations.entry(measure.id()).or_default().push(obligation);
            }
        }
        for document in program.all::<Document>() {
            for requirement in &document.data().satisfies {
                behind.documents.entry(requirement.id()).or_default().push(document);
            }
        }
        for evidence in program.all::<Evidence>() {
            for supported in &evidence.data().supports {
                behind.evidence.entry(supported.id()).or_default().push(evidence);
            }
        }
        behind
    }
}

/// Looks up several ids and returns what is behind them, each record once, by id.
fn behind<'a, K: crate::model::kinds::Stored>(map: &HashMap<&'a str, Vec<View<'a, K>>>, ids: &[&str]) -> Vec<View<'a, K>> {
    let mut found: Vec<View<'a, K>> = ids.iter().filter_map(|id| map.get(id)).flatten().copied().collect();
    unique(&mut found);
    found
}

fn unique<K: crate::model::kinds::Stored>(records: &mut Vec<View<'_, K>>) {
    records.sort_by(|a, b| natural(a.id(), b.id()));
    records.dedup_by(|a, b| a.id() == b.id());
}

/// The 93 rows of Annex A in the standard's order, then the organisation's own controls by id.
pub fn rows<'a>(program: &'a Program, evidence_cadence: Period, today: Date) -> Vec<SoaRow<'a>> {
    let maps = Behind::of(program, today);
    let soa = program.soa().map(View::data);
    let own = program.all::<Control>().filter(|control| control.is_active() && control.implements.is_empty());
    let mut own: Vec<View<'a, Control>> = own.collect();
    unique(&mut own);
    let annex = ANNEX_A.iter().map(|annex| {
        let decision = soa.and_then(|soa| soa.controls.get(annex.id));
        let controls = behind(&maps.controls, &[annex.id]);
        let mut row = row(program, &maps, annex.id, annex.title, controls, evidence_cadence, today);
        row.annex = Some(annex);
        row.decide(program, decision);
        row
    });
    let own = own
        .into_iter()
        .map(|control| row(program, &maps, &control.data().id, &control.data().title, vec![control], evidence_cadence, today));
    annex.chain(own).collect()
}

fn row<'a>(
    program: &'a Program,
    maps: &Behind<'a>,
    id: &'a str,
    title: &'a str,
    controls: Vec<View<'a, Control>>,
    cadence: Period,
    today: Date,
) -> SoaRow<'a> {
    let mut ids: Vec<&str> = controls.iter().map(|control| control.data().id.as_str()).collect();
    let risks = behind(&maps.risks, &ids);
    ids.push(id);
    let obligations = behind(&maps.obligations, &ids);
    let mut documents = behind(&maps.documents, &ids);
    documents
        .extend(controls.iter().flat_map(|control| &control.data().documents).filter_map(|document| program.get::<Document>(document)));
    unique(&mut documents);
    let mut evidence = behind(&maps.evidence, &ids);
    evidence.extend(controls.iter().flat_map(|control| control.data().shown_by()).filter_map(|shown| program.get::<Evidence>(shown)));
    unique(&mut evidence);
    let mut because: BTreeSet<Because> = obligations.iter().map(|obligation| reason(obligation.kind)).collect();
    if !risks.is_empty() {
        because.insert(Because::Risk);
    }
    SoaRow {
        id,
        title,
        annex: None,
        decision: None,
        applicable: Some(true),
        because,
        status: status(&controls),
        verification: controls.iter().map(|control| control::verification(control, today)).max().unwrap_or(Verification::NoTest),
        evidenced_until: evidence
            .iter()
            .filter(|evidence| control::has_begun(evidence, today))
            .filter_map(|evidence| control::valid_until(program, *evidence, cadence))
            .max(),
        controls,
        risks,
        obligations,
        documents,
        evidence,
    }
}

impl<'a> SoaRow<'a> {
    fn decide(&mut self, program: &'a Program, decision: Option<&'a SoaDecision>) {
        self.decision = decision;
        self.applicable = decision.and_then(|decision| decision.applicable);
        let Some(decision) = decision else { return };
        self.because.extend(&decision.because);
        self.risks.extend(decision.risks.iter().filter_map(|risk| program.get::<Risk>(risk)));
        unique(&mut self.risks);
        self.obligations.extend(decision.obligations.iter().filter_map(|obligation| program.get::<Obligation>(obligation)));
        unique(&mut self.obligations);
        if self.applicable == Some(false) {
            self.status = SoaStatus::NotApplicable;
            self.because.clear();
        }
    }
}

fn reason(kind: ObligationType) -> Because {
    match kind {
        ObligationType::Law | ObligationType::Regulation => Because::Law,
        ObligationType::Contract => Because::Contract,
        // A standard binds only whoever chose it.
        ObligationType::Standard => Because::Business,
    }
}

/// How far all of them are.
pub fn status(controls: &[View<'_, Control>]) -> SoaStatus {
    let counts = |status: ControlStatus| controls.iter().filter(|control| control.status == Some(status)).count();
    let (implemented, in_progress) = (counts(ControlStatus::Implemented), counts(ControlStatus::InProgress));
    match controls.len() {
        0 => SoaStatus::NotImplemented,
        all if implemented == all => SoaStatus::Implemented,
        _ if implemented + in_progress > 0 => SoaStatus::Partial,
        _ => SoaStatus::Planned,
    }
}
