//! The 30 clauses: what the records show of each, why, and what proves it.

use super::likely;
use super::proofs::{self, Proof, When};
use super::recorded::Recorded;
use super::repeated::OperationFacts;
use super::unjudged::{Unjudged, is_of_record};
use super::verdict::{LikelyFinding, Verdict};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::span::Span;
use crate::check::{About, rules};
use crate::model::clause::{self, Clause};
use crate::register::cx::Cx;
use crate::report::doc::{Bars, Cell, Column, Row, Rows, Table, Tone};
use crate::report::place::{Place, place};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A clause: what the records show, why, and what proves it.
#[derive(Serialize, JsonSchema)]
pub struct ClauseFacts {
    pub clause: String,
    pub title: String,
    pub result: Verdict,
    pub reasons: Vec<String>,
    pub proof: Vec<Place>,
    /// What an auditor takes as the proof.
    pub takes: String,
    /// What an auditor will ask.
    pub ask: Vec<String>,
    #[serde(skip)]
    pub ground: Ground,
}

/// What a clause stands on, apart from what is held against it: a step of the road is not begun anew for what is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Nothing is there.
    None,
    /// Something is there, and something is missing or wrong.
    Part,
    /// All was there once, and something of it is late, or was found not to work.
    Late,
    /// All is there, as far as records can show it.
    Whole,
}

impl Ground {
    fn of(base: &Base, is_there: bool, result: Verdict, found: &[&Diagnostic]) -> Self {
        let is_late = |finding: &&Diagnostic| rules::by_name(finding.rule).is_some_and(|rule| rule.about == About::Lateness);
        let mut serious = found.iter().filter(|finding| finding.level >= Level::Warning);
        match (base.verdict, result) {
            (_, Verdict::Pass | Verdict::Manual) => Ground::Whole,
            (Verdict::Gap | Verdict::Fail, _) if !is_there => Ground::None,
            (Verdict::Pass | Verdict::Manual, _) if serious.all(is_late) => Ground::Late,
            _ => Ground::Part,
        }
    }
}

/// The clauses, and what an auditor would write down of those that nothing proves.
pub(super) struct Judged {
    pub clauses: Vec<ClauseFacts>,
    pub unproven: Vec<LikelyFinding>,
}

/// How many places a clause's proof names.
const PROOFS: usize = 5;
/// How many reasons a clause gives.
const REASONS: usize = 4;

/// What speaks of clauses besides what rules found.
type Besides<'b, 'a> = (&'b Recorded<'a>, &'b OperationFacts, &'b [Unjudged]);

/// Judges each clause by its proof, by what rules found, what was recorded, what was left out, and what cannot be judged.
pub(super) fn judged(cx: &Cx<'_>, findings: &[Diagnostic], besides: Besides<'_, '_>) -> Judged {
    let mut against: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for finding in findings.iter().filter(|finding| !is_of_record(finding)) {
        let mut guarded: Vec<&str> = rules::clauses_of(finding).iter().filter_map(|id| clause::base(id)).map(|clause| clause.id).collect();
        guarded.dedup();
        guarded.into_iter().for_each(|clause| against.entry(clause).or_default().push(finding));
    }
    let none = Vec::new();
    let mut clauses = Vec::new();
    // By what is said of it: several clauses that lack the same lack it once.
    let mut unproven: BTreeMap<String, (&Proof, bool, Vec<String>)> = BTreeMap::new();
    for clause in clause::leaf() {
        let found = against.get(clause.id).unwrap_or(&none);
        let proof = proofs::of(clause.id);
        let shown = (proof.look)(cx);
        let base = Base::of(proof, &shown.proof, shown.missing);
        let is_told = found.iter().any(|finding| finding.level >= Level::Warning);
        if base.verdict == Verdict::Gap {
            let records = shown.proof.iter().take(PROOFS).map(|span| place(cx.program, *span).record).collect();
            let entry = unproven.entry(base.reasons.join("; ")).or_insert((proof, false, records));
            entry.1 |= is_told;
        }
        clauses.push(facts(cx, clause, (proof, base, shown.proof), found, besides));
    }
    let unproven = unproven.into_iter().filter(|(_, (_, is_told, _))| !is_told);
    let unproven = unproven.map(|(statement, (proof, _, records))| likely::of_clause(cx, proof, statement, records)).collect();
    Judged { clauses, unproven }
}

/// What the proof alone says.
struct Base {
    verdict: Verdict,
    reasons: Vec<String>,
}

impl Base {
    fn of(proof: &Proof, there: &[Span], missing: Vec<String>) -> Self {
        match (there.is_empty(), missing.is_empty(), proof.when) {
            (true, true, When::Occasion) => {
                Self { verdict: Verdict::Manual, reasons: vec![format!("{}; ask whether there was an occasion", proof.none)] }
            }
            (true, ..) => Self { verdict: Verdict::Gap, reasons: vec![proof.absent()] },
            (false, false, _) => Self { verdict: Verdict::Gap, reasons: missing },
            (false, true, When::Asked) => Self { verdict: Verdict::Manual, reasons: Vec::new() },
            (false, true, _) => Self { verdict: Verdict::Pass, reasons: Vec::new() },
        }
    }
}

fn facts(
    cx: &Cx<'_>,
    clause: &Clause,
    (proof, base, there): (&Proof, Base, Vec<Span>),
    found: &[&Diagnostic],
    (recorded, operation, unjudged): Besides<'_, '_>,
) -> ClauseFacts {
    let said = recorded.of_clause(clause);
    let broken: Vec<(String, &Place)> = operation.broken(clause.id).collect();
    let unknown: Vec<&Unjudged> = unjudged.iter().filter(|unjudged| unjudged.clauses.iter().any(|id| id == clause.id)).collect();
    let by_rules = found.iter().map(|finding| finding.level).max().map_or(Verdict::Pass, |worst| match worst {
        Level::Error => Verdict::Fail,
        Level::Warning => Verdict::Gap,
        Level::Info => Verdict::Pass,
    });
    let left_out = if broken.is_empty() { Verdict::Pass } else { Verdict::Gap };
    let not_known = if unknown.is_empty() { Verdict::Pass } else { Verdict::Manual };
    // What somebody saw fail is not met, whatever the records show besides.
    let result = said.iter().map(|said| said.verdict).fold(base.verdict, Verdict::max).max(by_rules).max(left_out).max(not_known);
    let serious = found.iter().filter(|finding| finding.level >= Level::Warning).map(|finding| finding.message.clone());
    let weighty: Vec<String> =
        said.iter().map(|said| said.reason.clone()).chain(serious).chain(broken.iter().map(|(words, _)| words.clone())).collect();
    let unknown = unknown.iter().map(|unjudged| format!("`{}` cannot be judged: {}", unjudged.place.record, unjudged.fault));
    let weighty: Vec<String> = weighty.into_iter().chain(unknown).collect();
    let ground = Ground::of(&base, !there.is_empty(), result, found);
    let mut reasons = base.reasons;
    reasons.extend(weighty.iter().take(REASONS).cloned());
    if weighty.len() > REASONS {
        reasons.push(format!("and {} more", weighty.len() - REASONS));
    }
    let places = said.iter().map(|said| said.place).chain(there).map(|span| place(cx.program, span));
    ClauseFacts {
        clause: clause.id.into(),
        title: clause.title.into(),
        result,
        reasons,
        proof: broken.into_iter().map(|(_, place)| place.clone()).chain(places).take(PROOFS).collect(),
        takes: proof.takes.into(),
        ask: clause.questions.iter().map(|question| (*question).to_owned()).collect(),
        ground,
    }
}

/// How the clauses of each chapter stand.
pub(super) fn bars(clauses: &[ClauseFacts]) -> Bars {
    let parts = [
        (Verdict::Pass, "pass", Tone::Good),
        (Verdict::Manual, "for a person to judge", Tone::Note),
        (Verdict::Gap, "gap", Tone::Warn),
        (Verdict::Fail, "fail", Tone::Bad),
    ];
    Bars::by_chapter(&parts, clauses.iter().map(|clause| (clause.clause.as_str(), clause.result)))
}

/// The clauses as a table.
pub(super) fn table(clauses: &[ClauseFacts]) -> Table<'_> {
    fn row(clause: &ClauseFacts) -> Row<'_> {
        Row::new(vec![
            Cell::id(&clause.clause),
            (&clause.title).into(),
            Cell::toned(clause.result.name(), clause.result.tone()),
            Cell::list(&clause.reasons),
            Cell::list(clause.proof.iter().map(Place::words)),
            (&clause.takes).into(),
            Cell::list(&clause.ask),
        ])
    }
    Table {
        name: "clauses",
        columns: vec![
            Column::short("Clause", 0),
            Column::text("Title", 1),
            Column::short("Result", 0),
            Column::text("Why", 0),
            Column::text("Proof", 2),
            Column::text("Taken as proof", 4),
            Column::text("An auditor asks", 3),
        ],
        rows: Rows::new(|| clauses.iter().map(row)),
        empty: "",
    }
}
