//! What each visit of the certification body looks at: what the body said, where its audit is planned with clauses or controls
//! of its own; else our division of the applicable controls over the surveillance audits of a cycle.
//!
//! No standard says how much a surveillance audit looks at: half is practice. What the standards ask for (ISO/IEC 17021-1,
//! 9.6.2.2) is that the whole is covered over the cycle, and that some things are looked at each time.

use super::coverage::Looked;
use super::cx::Cx;
use super::cycle::{Cycle, Visit};
use super::effect::Effects;
use super::operation;
use super::soa::SoaRow;
use crate::base::date::Date;
use crate::base::digest::sha256_hex;
use crate::model::annex_a::Theme;
use crate::model::clause;
use crate::model::kinds::{AuditType, Finding, TestOutcome};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What every surveillance audit looks at, with the clauses that it stands in.
pub const EACH_TIME: [(&str, &[&str]); 8] = [
    ("internal audits", &["9.2.1", "9.2.2"]),
    ("management review", &["9.3.1", "9.3.2", "9.3.3"]),
    ("what was done about earlier nonconformities, and complaints", &["10.2"]),
    ("how far objectives are reached", &["6.2"]),
    ("planned improvement", &["10.1"]),
    ("operational control", &["8.1"]),
    ("risks assessed and treated anew", &["8.2", "8.3"]),
    ("changes, those of the Statement of Applicability among them", &["6.1.3", "6.3"]),
];

/// The visits of a cycle, and what each of them looks at.
pub struct Split<'c, 'a> {
    pub parts: Vec<Part<'c, 'a>>,
    /// The applicable controls that no surveillance audit of the cycle looks at.
    pub left: Vec<&'a str>,
}

/// What one visit looks at.
pub struct Part<'c, 'a> {
    pub visit: &'c Visit<'a>,
    /// The body said what it looks at.
    pub is_of_body: bool,
    pub clauses: Vec<&'static str>,
    pub controls: Vec<Portion<'c, 'a>>,
}

/// A control that a visit looks at.
pub struct Portion<'c, 'a> {
    pub row: &'c SoaRow<'a>,
    /// Why in this visit; the first is reason enough.
    pub why: Vec<Why<'a>>,
}

/// Why a visit looks at a control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why<'a> {
    /// The body's audit names it.
    Named,
    /// Everything is looked at.
    All,
    /// It is its turn.
    Turn,
    /// It treats risks above the appetite.
    Risks(Vec<&'a str>),
    /// The way it works has changed since the last visit.
    Changed(Date),
    /// It was found wanting in this cycle: findings against it, or the controls whose tests failed.
    Failed(Vec<&'a str>),
}

/// Divides what is applicable over the visits of a cycle.
pub fn split<'c, 'a>(cx: &'c Cx<'a>, cycle: &'c Cycle<'a>) -> Split<'c, 'a> {
    let rows: Vec<&SoaRow<'a>> = cx.soa().iter().filter(|row| row.applicable == Some(true)).collect();
    let said: Vec<Option<Looked<'a>>> = cycle.visits.iter().map(said).collect();
    let is_surveillance = |visit: &Visit<'_>| visit.kind == AuditType::Surveillance;
    let open: Vec<usize> = (0..said.len()).filter(|at| said[*at].is_none() && is_surveillance(&cycle.visits[*at])).collect();
    let told = |row: &SoaRow<'_>| said.iter().flatten().any(|looked| looked.at_control(row));
    let dealt = dealt(cycle, rows.iter().copied().filter(|row| !told(row)), open.len());
    let clauses: Vec<&'static str> = clause::leaf().map(|clause| clause.id).collect();
    let is_core = |id: &str| EACH_TIME.iter().any(|(_, each)| each.contains(&id));
    let others = clauses.iter().copied().filter(|id| !is_core(id) && !said.iter().flatten().any(|looked| looked.at_clause(id)));
    let others: Vec<&'static str> = others.collect();
    let again = again(cx, cycle, &rows);
    let mut parts = Vec::new();
    for (at, visit) in cycle.visits.iter().enumerate() {
        let turn = open.iter().position(|open| *open == at);
        let why = |row: &SoaRow<'a>| -> Vec<Why<'a>> {
            match (&said[at], turn) {
                (Some(looked), _) => looked.at_control(row).then_some(Why::Named).into_iter().collect(),
                (None, None) => vec![Why::All],
                (None, Some(turn)) => {
                    let own = (dealt.get(row.id) == Some(&turn)).then_some(Why::Turn);
                    // What a visit that is over looked at besides nobody knows.
                    let again = again.get(row.id).filter(|_| !visit.is_done(cx.today));
                    own.into_iter().chain(again.into_iter().flatten().cloned()).collect()
                }
            }
        };
        let controls = rows.iter().map(|row| Portion { row, why: why(row) }).filter(|portion| !portion.why.is_empty()).collect();
        let is_seen = |id: &&str| match (&said[at], turn) {
            (Some(looked), _) => looked.at_clause(id),
            (None, None) => true,
            (None, Some(turn)) => {
                is_core(id) || others.iter().position(|other| other == id).is_some_and(|place| place * open.len() / others.len() == turn)
            }
        };
        parts.push(Part { visit, is_of_body: said[at].is_some(), clauses: clauses.iter().copied().filter(is_seen).collect(), controls });
    }
    let seen: HashSet<&str> = parts
        .iter()
        .filter(|part| is_surveillance(part.visit))
        .flat_map(|part| part.controls.iter().map(|portion| portion.row.id))
        .collect();
    let left = rows.iter().map(|row| row.id).filter(|id| !seen.contains(id)).collect();
    Split { parts, left }
}

/// What the body said that it looks at.
fn said<'a>(visit: &Visit<'a>) -> Option<Looked<'a>> {
    let audit = visit.audit?.data();
    (!audit.controls.is_empty() || !audit.clauses.is_empty()).then(|| Looked::of([audit]))
}

/// Whose turn each control is, of so many visits: every theme is spread evenly over all of them, in an order that follows from
/// the day of the decision, so that nobody chooses it and anybody can find it again.
fn dealt<'c, 'a: 'c>(cycle: &Cycle<'_>, rows: impl Iterator<Item = &'c SoaRow<'a>>, visits: usize) -> HashMap<&'a str, usize> {
    let mut themes: BTreeMap<Option<Theme>, Vec<(String, &str)>> = BTreeMap::new();
    for row in rows {
        let lot = sha256_hex(format!("{} {}", cycle.certificate.decided, row.id).as_bytes());
        themes.entry(row.annex.map(|annex| annex.theme)).or_default().push((lot, row.id));
    }
    let mut order = Vec::new();
    for rows in themes.values_mut() {
        rows.sort();
        let of = rows.len();
        // How far into its theme each stands, as a fraction.
        order.extend(rows.iter().enumerate().map(|(rank, (lot, id))| (2 * rank + 1, 2 * of, lot.clone(), *id)));
    }
    order.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)).then_with(|| a.2.cmp(&b.2)));
    let all = order.len();
    order.into_iter().enumerate().map(|(place, (.., id))| (id, place * visits / all)).collect()
}

/// What is looked at in every visit that is to come, whosever turn it is.
fn again<'a>(cx: &Cx<'a>, cycle: &Cycle<'_>, rows: &[&SoaRow<'a>]) -> HashMap<&'a str, Vec<Why<'a>>> {
    let risky: HashSet<&str> = cx.risks().iter().filter(|row| row.above_appetite).map(|row| row.risk.data().id.as_str()).collect();
    let mut found: HashMap<&str, Vec<&'a str>> = HashMap::new();
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity()) {
        let is_recent = finding.raised_on().is_some_and(|on| on >= cycle.certificate.decided && on <= cx.today);
        if let Some(requirement) = finding.data().requirement.as_ref().filter(|_| is_recent) {
            found.entry(requirement.id()).or_default().push(&finding.data().id);
        }
    }
    let (effects, last) = (Effects::new(cx), operation::since(cx).from);
    let why = |row: &SoaRow<'a>| {
        let risks: Vec<&str> = row.risks.iter().map(|risk| risk.data().id.as_str()).filter(|id| risky.contains(id)).collect();
        let changed = row.controls.iter().filter_map(|control| effects.changed(*control)).filter(|day| *day > last).max();
        let failed = row.controls.iter().filter(|control| {
            let results = control.data().tests.iter().flat_map(|test| &test.results);
            results
                .into_iter()
                .any(|result| result.result == TestOutcome::Fail && result.on >= cycle.certificate.decided && result.on <= cx.today)
        });
        let mut failed: Vec<&'a str> = failed.map(|control| control.data().id.as_str()).collect();
        let against = row.controls.iter().map(|control| control.data().id.as_str()).chain([row.id]);
        failed.extend(against.flat_map(|id| found.get(id).into_iter().flatten()));
        let why = [
            (!risks.is_empty()).then_some(Why::Risks(risks)),
            changed.map(Why::Changed),
            (!failed.is_empty()).then_some(Why::Failed(failed)),
        ];
        why.into_iter().flatten().collect::<Vec<_>>()
    };
    rows.iter().map(|row| (row.id, why(row))).filter(|(_, why)| !why.is_empty()).collect()
}
