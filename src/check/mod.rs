//! Rules: what an auditor would say, where, and what to do next. A rule is one constant, one function and one page.

pub mod rules;
pub mod since;
#[cfg(test)]
pub(crate) mod tests;

use crate::base::diagnostic::{Diagnostic, Level, RuleInfo};
use crate::base::span::Span;
use crate::model::program::{Program, View};
use crate::model::single::isms::RuleLevel;
use crate::model::unclear::Unclear;
use crate::register::cx::{Cx, Now};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A rule. Those without a function are found while loading and stand in the table for their names, levels and pages.
pub struct Rule {
    pub name: &'static str,
    pub level: Level,
    /// It guards something the standard makes mandatory: configuration cannot turn it off, only an exception can.
    pub mandatory: bool,
    pub about: About,
    /// Clauses and Annex A controls, such as `6.1.2 c2` and `A.5.9`.
    pub clauses: &'static [&'static str],
    pub page: &'static str,
    pub check: Check,
}

/// What a rule looks at. Its function gets nothing else, so what it says here is so.
#[derive(Clone, Copy)]
pub enum Check {
    /// It is found while loading, or when all else has been found.
    Elsewhere,
    /// What stands in the records, and what follows from it.
    Records(fn(&Now<'_>, &mut Findings<'_>)),
    /// How they came to be, too.
    History(fn(&Cx<'_>, &mut Findings<'_>)),
}

/// What the findings of a rule are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The form of records and their references: they stand even where a part of a record was refused, and count from the
    /// first commit on.
    Shape,
    /// Approvals that no longer cover what is there. A change comes first and its approval after it, so what a commit makes
    /// stale is for `check` to say, not for the hook to refuse.
    Approval,
    /// A day that has passed: what was done once is to be done again, and what was promised is not there. Nothing is missing
    /// that was never there.
    Lateness,
    /// How the management system is run.
    Practice,
}

impl Rule {
    pub fn info(&self) -> RuleInfo {
        RuleInfo { name: self.name, level: self.level, clauses: self.clauses, page: self.page, recurs: self.about != About::Shape }
    }

    /// It looks at the history, if there is one.
    pub fn asks_history(&self) -> bool {
        matches!(self.check, Check::History(_))
    }
}

/// Where a rule puts what it finds; stamps the rule's own name and level.
pub struct Findings<'a> {
    program: &'a Program,
    rule: &'static Rule,
    found: Vec<Diagnostic>,
    withheld: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    fn of(program: &'a Program, rule: &'static Rule) -> Self {
        Self { program, rule, found: Vec::new(), withheld: Vec::new() }
    }

    /// A finding that a record has nothing in some fields. Where it says something of one of them in words that the field
    /// could not hold, that is what is told, with its place: what is not understood is not missing.
    pub fn absent(&mut self, place: Span, fields: &[&str], message: impl Into<String>) -> &mut Diagnostic {
        self.unheard(self.program.unclear(place, fields), place, message)
    }

    /// A finding that something is not there, unless words speak of it that no field could hold: then those are told.
    pub fn unheard(&mut self, spoken: Option<Unclear<'_>>, place: Span, message: impl Into<String>) -> &mut Diagnostic {
        match spoken {
            Some(unclear) => {
                let message = unclear.message();
                // One remark may stand for several things of a record: it is told once.
                let is_told = self.found.last().is_some_and(|last| last.primary.span == unclear.place && last.message == message);
                let finding = match is_told {
                    true => self.found.last_mut().expect("the line above looked at it"),
                    false => self.at(unclear.place, message),
                };
                // Whether the requirement is met, only whoever wrote it knows.
                finding.level = finding.level.min(Level::Warning);
                finding
            }
            None => self.at(place, message),
        }
    }

    /// What a record lacks, as one finding, but for what it says in words: each of that is a finding of its own.
    pub fn lacks(&mut self, place: Span, fields: &[&'static str], message: impl FnOnce(&[&str]) -> String, tell: impl Fn(&mut Diagnostic)) {
        let (unclear, missing): (Vec<&'static str>, Vec<_>) =
            fields.iter().partition(|field| self.program.unclear(place, &[**field]).is_some());
        for field in unclear {
            tell(self.absent(place, &[field], ""));
        }
        if !missing.is_empty() {
            let finding = self.at(place, message(&missing));
            tell(finding.about(&missing));
        }
    }

    /// A finding at a place. Nothing is said about a record until its shape is right: what a rule misses may be what
    /// the schema refused.
    pub fn at(&mut self, place: Span, message: impl Into<String>) -> &mut Diagnostic {
        let mut finding = Diagnostic::new(self.rule.name, place, message);
        finding.level = self.rule.level;
        if self.rule.about != About::Shape && self.program.is_flawed(place) {
            self.withheld.push(finding);
            return self.withheld.last_mut().expect("one was pushed on the line above");
        }
        self.found.push(finding);
        self.found.last_mut().expect("one was pushed on the line above")
    }
}

/// Which rules run, as the command line says.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these, if any are named.
    pub select: Vec<String>,
    pub ignore: Vec<String>,
}

impl Selection {
    pub fn wants(&self, rule: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|name| name == rule);
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }
}

/// What came out of a run.
pub struct Outcome {
    /// Sorted by file, place and rule.
    pub findings: Vec<Diagnostic>,
    /// Those that an exception silences, with the exception's id.
    pub waived: Vec<(Diagnostic, String)>,
    /// What is not said because the shape of the record is not right: what a later state says of it is no news.
    pub withheld: Vec<Diagnostic>,
}

impl Outcome {
    /// The rules that found something, to be asked about another state: the rest has nothing to compare. Whether an
    /// exception is unused only all rules together can say.
    pub fn reasked(&self, selection: &Selection) -> Selection {
        let found: BTreeSet<&str> = self.findings.iter().map(|finding| finding.rule).collect();
        if found.contains(UNUSED) {
            return selection.clone();
        }
        Selection { select: found.into_iter().map(str::to_owned).collect(), ignore: selection.ignore.clone() }
    }
}

/// Runs the rules over a programme and adds what loading found. `loading` is what [`crate::load::load`] said.
pub fn run(cx: &Cx<'_>, loading: &[Diagnostic], selection: &Selection) -> Outcome {
    let levels = levels(cx.program);
    let (ran, withheld): (Vec<Vec<Diagnostic>>, Vec<Vec<Diagnostic>>) =
        rules::RULES.par_iter().filter(|rule| selection.wants(rule.name)).map(|rule| asked(cx, rule)).unzip();
    // Room for so many and no more: there may be as many findings as records.
    let mut findings = Vec::with_capacity(loading.len() + ran.iter().map(Vec::len).sum::<usize>());
    findings.extend(loading.iter().filter(|finding| selection.wants(finding.rule)).cloned());
    findings.extend(ran.into_iter().flatten());
    findings.retain_mut(|finding| levelled(finding, &levels));
    let mut outcome = waive(cx, findings);
    outcome.withheld = withheld.concat();
    let mut unused = if selection.wants(UNUSED) { unused_waivers(cx, selection, &outcome) } else { Vec::new() };
    unused.retain_mut(|finding| levelled(finding, &levels));
    outcome.findings.append(&mut unused);
    outcome.findings.sort_by(|a, b| (a.primary.span, a.rule, &a.message).cmp(&(b.primary.span, b.rule, &b.message)));
    outcome
}

/// What one rule finds, at the level of the table. Nothing for those that are found while loading.
pub fn run_one(cx: &Cx<'_>, rule: &'static Rule) -> Vec<Diagnostic> {
    asked(cx, rule).0
}

/// What one rule finds, and what it withholds.
fn asked(cx: &Cx<'_>, rule: &'static Rule) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut findings = Findings::of(cx.program, rule);
    match rule.check {
        Check::Elsewhere => {}
        Check::Records(check) => check(cx, &mut findings),
        Check::History(check) => check(cx, &mut findings),
    }
    (findings.found, findings.withheld)
}

/// The levels that `isms.yaml` sets, those left out that it may not set.
fn levels(program: &Program) -> BTreeMap<&str, RuleLevel> {
    let isms = program.isms().map(|isms| isms.data());
    let set = isms.into_iter().flat_map(|isms| &isms.rules);
    set.filter(|(name, level)| !(**level == RuleLevel::Off && rules::by_name(name).is_some_and(|rule| rule.mandatory)))
        .map(|(name, level)| (name.as_str(), *level))
        .collect()
}

/// Gives a finding the level it is to have; false if it is to have none.
fn levelled(finding: &mut Diagnostic, levels: &BTreeMap<&str, RuleLevel>) -> bool {
    match levels.get(finding.rule) {
        None => {}
        Some(RuleLevel::Off) => return false,
        Some(RuleLevel::Info) => finding.level = Level::Info,
        Some(RuleLevel::Warning) => finding.level = Level::Warning,
        Some(RuleLevel::Error) => finding.level = Level::Error,
    }
    true
}

/// Takes out what exceptions in force silence: the rule and the record must both be named.
fn waive(cx: &Cx<'_>, mut findings: Vec<Diagnostic>) -> Outcome {
    let mut silenced: HashMap<(&str, &str), &str> = HashMap::new();
    for exception in cx.exceptions().map(View::data) {
        if let Some(rule) = exception.rule.as_deref() {
            for record in &exception.records {
                silenced.entry((rule, record.id())).or_insert(&exception.id);
            }
        }
    }
    let exception = |finding: &Diagnostic| {
        let record = cx.program.record_at(finding.primary.span)?;
        silenced.get(&(finding.rule, record)).copied()
    };
    let waived = findings.extract_if(.., |finding| exception(finding).is_some());
    let waived = waived.filter_map(|finding| exception(&finding).map(str::to_owned).map(|exception| (finding, exception))).collect();
    Outcome { findings, waived, withheld: Vec::new() }
}

const UNUSED: &str = "waiver-unused";

/// Exceptions in force whose rule ran and found nothing that they silence.
fn unused_waivers(cx: &Cx<'_>, selection: &Selection, outcome: &Outcome) -> Vec<Diagnostic> {
    let used: HashSet<&str> = outcome.waived.iter().map(|(_, exception)| exception.as_str()).collect();
    let unused = cx.exceptions().filter_map(|exception| {
        let rule = rules::by_name(exception.data().rule.as_deref()?)?;
        let silent = selection.wants(rule.name) && !used.contains(exception.id.as_str());
        silent.then(|| {
            let mut finding = Diagnostic::new(UNUSED, exception.at("/rule"), format!("exception `{}` silences nothing", exception.id));
            finding.level = rules::by_name(UNUSED).map_or(Level::Warning, |rule| rule.level);
            finding.with_help("take it out; if the fault comes back, somebody should decide anew")
        })
    });
    unused.collect()
}

/// Names in a selection that are no rules.
pub fn unknown_rules(selection: &Selection) -> Vec<&str> {
    let known: HashSet<&str> = rules::RULES.iter().map(|rule| rule.name).collect();
    selection.select.iter().chain(&selection.ignore).map(String::as_str).filter(|name| !known.contains(name)).collect()
}

/// Runs all rules on a programme with its past: for tests and for pages.
#[cfg(test)]
pub fn findings_of(
    source: &crate::store::memory::Memory,
    past: Option<&crate::store::memory::MemoryHistory>,
    judged: Option<crate::history::Judged>,
    today: crate::base::date::Date,
) -> Vec<Diagnostic> {
    with_findings(source, past, judged, today, |_, findings| findings)
}

/// The same, for who also asks in which records they were found.
#[cfg(test)]
fn with_findings<T>(
    source: &crate::store::memory::Memory,
    past: Option<&crate::store::memory::MemoryHistory>,
    judged: Option<crate::history::Judged>,
    today: crate::base::date::Date,
    tell: impl FnOnce(&Program, Vec<Diagnostic>) -> T,
) -> T {
    let loaded = crate::load::load(source).unwrap();
    let trail = past.map(|past| crate::history::trail::Trail::of(Box::new(past.clone()), &loaded.program).unwrap());
    let cx = Cx::new(&loaded.program, trail.as_ref().filter(|_| judged.is_none()), today);
    let cx = match judged {
        Some(judged) => cx.judged(judged),
        None => cx,
    };
    tell(&loaded.program, run(&cx, &loaded.findings, &Selection::default()).findings)
}
