//! What each visit of the certification body looks at: what the body said, where its audit is planned with clauses or controls
//! of its own; else our division of the applicable controls over the surveillance audits of a cycle.
//!
//! No standard says how much a surveillance audit looks at: half is practice. What the standards ask for (ISO/IEC 17021-1,
//! 9.6.2.2) is that the whole is covered over the cycle, and that some things are looked at each time.

use super::control::{Verification, verification};
use super::coverage::Looked;
use super::cx::Cx;
use super::cycle::{Cycle, Visit};
use super::effect::Effects;
use super::finding::{Standing, against, raiser, standing};
use super::operation;
use super::soa::SoaRow;
use crate::base::date::Date;
use crate::base::digest::sha256_hex;
use crate::model::annex_a::Theme;
use crate::model::clause;
use crate::model::kinds::{Audit, AuditType, Control, Finding, TestOutcome};
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
    /// The body said which clauses it looks at, or which controls.
    pub names_clauses: bool,
    pub names_controls: bool,
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
    let rows: Vec<&'c SoaRow<'a>> = cx.soa().iter().filter(|row| row.applicable == Some(true)).collect();
    let division = Division::of(cx, cycle, &rows);
    let parts: Vec<Part<'c, 'a>> = (0..cycle.visits.len()).map(|at| division.part(at, &rows)).collect();
    let surveillance = parts.iter().filter(|part| part.visit.kind == AuditType::Surveillance);
    let seen: HashSet<&str> = surveillance.flat_map(|part| part.controls.iter().map(|portion| portion.row.id)).collect();
    let left = rows.iter().map(|row| row.id).filter(|id| !seen.contains(id)).collect();
    Split { parts, left }
}

/// What is divided over the visits of a cycle, and how.
struct Division<'c, 'a> {
    today: Date,
    visits: &'c [Visit<'a>],
    /// What the body said that each visit looks at: clauses, controls, both or nothing.
    said: Vec<Looked<'a>>,
    /// The visit whose turn each clause and each control is that the body named for no surveillance.
    clauses: HashMap<&'static str, usize>,
    controls: HashMap<&'a str, usize>,
    /// What is looked at in every visit that is to come.
    again: Again<'a>,
}

impl<'c, 'a> Division<'c, 'a> {
    fn of(cx: &Cx<'a>, cycle: &'c Cycle<'a>, rows: &[&SoaRow<'a>]) -> Self {
        let (visits, today) = (&cycle.visits[..], cx.today);
        let said: Vec<Looked<'a>> = visits.iter().map(|visit| Looked::of(visit.audit.map(|audit| audit.data()))).collect();
        // That everything is looked at in the end takes nothing from surveillance.
        let is_surveillance = |at: &usize| visits[*at].kind == AuditType::Surveillance;
        let named = || (0..visits.len()).filter(is_surveillance).map(|at| &said[at]);
        // Where the body said nothing, we divide; over a visit that was left out nothing can be divided any more.
        let open = |is_named: fn(&Looked<'a>) -> bool| -> Vec<usize> {
            let open = (0..visits.len()).filter(is_surveillance).filter(|at| !is_named(&said[*at]) && !visits[*at].is_left_out(today));
            open.collect()
        };
        let leaf = clause::leaf().map(|clause| clause.id);
        let others: Vec<&str> = leaf.filter(|id| !is_core(id) && !named().any(|looked| looked.at_clause(id))).collect();
        let dealt_clauses = in_turn(others.into_iter(), &open(Looked::names_clauses));
        let rest = rows.iter().copied().filter(|row| !named().any(|looked| looked.at_control(row)));
        let dealt_controls = in_turn(in_lots(cycle.certificate.decided, rest).into_iter(), &open(Looked::names_controls));
        Self { today, visits, clauses: dealt_clauses, controls: dealt_controls, again: Again::of(cx, cycle, rows), said }
    }

    fn part(&self, at: usize, rows: &[&'c SoaRow<'a>]) -> Part<'c, 'a> {
        let said = &self.said[at];
        let clauses = clause::leaf().map(|clause| clause.id).filter(|id| self.looks_at_clause(at, id)).collect();
        let controls = rows.iter().map(|row| Portion { row, why: self.why(at, row) }).filter(|portion| !portion.why.is_empty()).collect();
        let (names_clauses, names_controls) = (said.names_clauses(), said.names_controls());
        Part { visit: &self.visits[at], names_clauses, names_controls, clauses, controls }
    }

    /// It looks at everything but for what the body said.
    fn is_whole(&self, at: usize) -> bool {
        self.visits[at].kind == AuditType::Recertification
    }

    /// What a visit that is over, or left out, looked at besides nobody knows.
    fn is_to_come(&self, at: usize) -> bool {
        !self.visits[at].is_done(self.today) && !self.visits[at].is_left_out(self.today)
    }

    fn looks_at_clause(&self, at: usize, id: &str) -> bool {
        let said = &self.said[at];
        // Whatever the body names, some things it looks at each time.
        let each_time = self.is_to_come(at) && (is_core(id) || self.again.clauses.contains(id));
        match said.names_clauses() {
            true => said.at_clause(id) || each_time,
            false if self.is_whole(at) => true,
            // Of a visit that named none we take our division for what it was.
            false => each_time || self.clauses.get(id) == Some(&at) || is_core(id) && self.visits[at].is_done(self.today),
        }
    }

    fn why(&self, at: usize, row: &SoaRow<'a>) -> Vec<Why<'a>> {
        let said = &self.said[at];
        if said.names_controls() {
            return said.at_control(row).then_some(Why::Named).into_iter().collect();
        }
        if self.is_whole(at) {
            return vec![Why::All];
        }
        let own = (self.controls.get(row.id) == Some(&at)).then_some(Why::Turn);
        let again = self.again.controls.get(row.id).filter(|_| self.is_to_come(at));
        own.into_iter().chain(again.into_iter().flatten().cloned()).collect()
    }
}

fn is_core(id: &str) -> bool {
    EACH_TIME.iter().any(|(_, each)| each.contains(&id))
}

/// Gives each of so many visits an equal run of what is dealt out.
fn in_turn<'i>(all: impl ExactSizeIterator<Item = &'i str>, visits: &[usize]) -> HashMap<&'i str, usize> {
    let of = all.len();
    all.enumerate().filter_map(|(place, id)| Some((id, *visits.get(place * visits.len() / of)?))).collect()
}

/// The controls in the order in which they are dealt out: every theme is spread evenly over all of it, and what decides follows from
/// the day of the decision, so that nobody chooses it and anybody can find it again.
fn in_lots<'c, 'a: 'c>(decided: Date, rows: impl Iterator<Item = &'c SoaRow<'a>>) -> Vec<&'a str> {
    let mut themes: BTreeMap<Option<Theme>, Vec<(String, &str)>> = BTreeMap::new();
    for row in rows {
        let lot = sha256_hex(format!("{decided} {}", row.id).as_bytes());
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
    order.into_iter().map(|(.., id)| id).collect()
}

/// What is looked at in every visit that is to come, whosever turn it is.
struct Again<'a> {
    clauses: HashSet<&'a str>,
    controls: HashMap<&'a str, Vec<Why<'a>>>,
}

impl<'a> Again<'a> {
    fn of(cx: &Cx<'a>, cycle: &Cycle<'_>, rows: &[&SoaRow<'a>]) -> Self {
        let risky: HashSet<&str> = cx.risks().iter().filter(|row| row.above_appetite).map(|row| row.risk.data().id.as_str()).collect();
        let found = followed(cx, cycle.certificate.decided);
        let (effects, last) = (Effects::new(cx), operation::since(cx).from);
        let why = |row: &SoaRow<'a>| {
            let risks: Vec<&str> = row.risks.iter().map(|risk| risk.data().id.as_str()).filter(|id| risky.contains(id)).collect();
            let changed = row.controls.iter().filter_map(|control| effects.changed(*control)).filter(|day| *day > last).max();
            let failed = row.controls.iter().filter(|control| has_failed(cx, control, cycle.certificate.decided));
            let mut failed: Vec<&'a str> = failed.map(|control| control.data().id.as_str()).collect();
            failed.extend(found.get(row.id).into_iter().flatten());
            let why = [
                (!risks.is_empty()).then_some(Why::Risks(risks)),
                changed.map(Why::Changed),
                (!failed.is_empty()).then_some(Why::Failed(failed)),
            ];
            why.into_iter().flatten().collect::<Vec<_>>()
        };
        let controls = rows.iter().map(|row| (row.id, why(row))).filter(|(_, why)| !why.is_empty()).collect();
        Self { controls, clauses: found.into_keys().collect() }
    }
}

/// A test of it failed in the cycle, or when it was last run.
fn has_failed(cx: &Cx<'_>, control: &Control, decided: Date) -> bool {
    let mut results = control.tests.iter().flat_map(|test| &test.results);
    let in_cycle = results.any(|result| result.result == TestOutcome::Fail && result.on >= decided && result.on <= cx.today);
    in_cycle || verification(control, cx.today) == Verification::Failed
}

/// The nonconformities that a visit follows up, by what they speak against: those of the cycle, those of the audit that the
/// decision rests on, and all that are not shown to be mended.
fn followed<'a>(cx: &Cx<'a>, decided: Date) -> HashMap<&'a str, Vec<&'a str>> {
    let led_to_it = |audit: &Audit| matches!(audit.kind, AuditType::Stage2 | AuditType::Recertification);
    let held = cx.program.all::<Audit>().filter(|audit| led_to_it(audit)).filter_map(|audit| Some((audit.held(decided)?, audit)));
    let basis = held.max_by_key(|(day, _)| *day).map(|(_, audit)| audit.data().id.as_str());
    let mut found: HashMap<&str, Vec<&'a str>> = HashMap::new();
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity() && finding.is_raised(cx.today)) {
        let (raiser, audit) = raiser(cx.program, finding.data());
        let is_of_basis = audit.is_some_and(|audit| basis == Some(audit.data().id.as_str()));
        let is_of_cycle = finding.raised_on().is_some_and(|on| on >= decided);
        if is_of_cycle || is_of_basis || standing(&finding, cx.today) != Standing::Mended {
            against(finding.data(), raiser).into_iter().for_each(|id| found.entry(id).or_default().push(&finding.data().id));
        }
    }
    found
}
