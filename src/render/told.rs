//! Findings as people are told of them: by who must act, and what several have in common once.

use super::escape;
use crate::base::diagnostic::Level;
use crate::base::places::Places;
use crate::base::text::count;
use crate::report::findings::{CheckReport, Found};
use anstyle::{AnsiColor, Style};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

/// So much is told before the rest is counted: as much as somebody sees to in a week.
const FIRST: usize = 20;
/// So many places are named of what is told once.
const PLACES: usize = 8;
/// Each of so many faults in files is drawn, because their lines are what matters; more of one rule have one cause.
const DRAWN: usize = 5;

/// One finding, or all of one rule and level that one owner must see to.
pub struct Told<'r, 'a> {
    pub owner: Option<&'a str>,
    pub found: Vec<&'r Found<'a>>,
}

impl Told<'_, '_> {
    fn level(&self) -> Level {
        self.found[0].diagnostic.level
    }
}

/// All findings: those with the worst first come first, then those with the most; for each the worst first.
pub fn told<'r, 'a>(report: &'r CheckReport<'a>) -> Vec<Told<'r, 'a>> {
    let mut all: Vec<Told<'r, 'a>> = Vec::new();
    let mut known: HashMap<(Option<&str>, &str, Level), usize> = HashMap::new();
    let mut owners: BTreeMap<Option<&str>, BTreeMap<Level, usize>> = BTreeMap::new();
    for found in &report.findings {
        let level = found.diagnostic.level;
        *owners.entry(found.owner).or_default().entry(level).or_default() += 1;
        let at = *known.entry((found.owner, found.rule.name, level)).or_insert_with(|| {
            all.push(Told { owner: found.owner, found: Vec::new() });
            all.len() - 1
        });
        all[at].found.push(found);
    }
    let one_by_one = |told: Told<'r, 'a>| -> Vec<Told<'r, 'a>> {
        let together = if told.found[0].rule.recurs { 2 } else { DRAWN + 1 };
        if told.found.len() >= together {
            return vec![told];
        }
        told.found.into_iter().map(|found| Told { owner: told.owner, found: vec![found] }).collect()
    };
    let mut all: Vec<Told<'r, 'a>> = all.into_iter().flat_map(one_by_one).collect();
    let worst = |owner: &Option<&str>| Reverse([Level::Error, Level::Warning, Level::Info].map(|level| owners[owner].get(&level).copied()));
    all.sort_by_key(|told| (told.owner.is_none(), worst(&told.owner), told.owner, Reverse(told.level())));
    all
}

/// What is shown, and what is only counted: the worst are shown, whoever must act.
pub fn split<'r, 'a>(report: &CheckReport<'_>, told: Vec<Told<'r, 'a>>) -> (Vec<Told<'r, 'a>>, Vec<Told<'r, 'a>>) {
    let mut left = if report.all { told.len() } else { FIRST };
    let mut room: HashMap<Level, usize> = HashMap::new();
    for level in [Level::Error, Level::Warning, Level::Info] {
        let there = told.iter().filter(|told| told.level() == level).count();
        room.insert(level, there.min(left));
        left -= there.min(left);
    }
    told.into_iter().partition(|told| {
        let room = room.entry(told.level()).or_default();
        let is_shown = *room > 0;
        *room -= usize::from(is_shown);
        is_shown
    })
}

/// Who must act, and on how much.
pub fn write_owner(report: &CheckReport<'_>, owner: Option<&str>, out: &mut dyn io::Write, bold: Style) -> io::Result<()> {
    let owned = |level| report.findings.iter().filter(|found| found.owner == owner && found.diagnostic.level == level).count();
    let counts = [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Info, "info")].map(|(level, word)| (owned(level), word));
    let counts: Vec<String> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| count(n, word)).collect();
    let roles: BTreeSet<&str> = report.findings.iter().filter(|found| found.owner == owner).filter_map(|found| found.role).collect();
    let roles: Vec<&str> = roles.into_iter().collect();
    let roles = if roles.is_empty() { String::new() } else { format!(" as {}", roles.join(", ")) };
    let line = format!("{}{roles}: {}", who(report, owner), counts.join(", "));
    writeln!(out, "{bold}{}{bold:#}\n", escape::lines(&escape::terminal_line(&line)))
}

fn who(report: &CheckReport<'_>, owner: Option<&str>) -> String {
    owner.map_or("nobody owns these".into(), |owner| report.names.text(owner))
}

/// What several findings have in common, then each with its place.
pub fn write_gathered(
    report: &CheckReport<'_>,
    told: &Told<'_, '_>,
    places: &Places<'_>,
    out: &mut dyn io::Write,
    colour: bool,
) -> io::Result<()> {
    let (first, number) = (told.found[0], told.found.len());
    let (level, rule) = (first.diagnostic.level, first.rule);
    let style = if colour { style_of(level).bold() } else { Style::new() };
    writeln!(out, "{style}{}[{}]{style:#}: {} ({number} times)", level.name(), rule.name, rule.summary().trim_end_matches('.'))?;
    let common = told.found.iter().all(|found| found.diagnostic.help == first.diagnostic.help);
    let helped = |found: &Found<'_>, out: &mut dyn io::Write, margin: &str| match &found.diagnostic.help {
        Some(help) => writeln!(out, "{margin}= help: {}", escape::terminal_line(help)),
        None => Ok(()),
    };
    let named = if report.all { number } else { number.min(PLACES) };
    for found in &told.found[..named] {
        let place = places.of(found.diagnostic.primary.span);
        let path = escape::terminal_line(&format!("{}{}", report.shown_prefix, place.file.path));
        let message = escape::terminal_line(&found.diagnostic.message);
        writeln!(out, "  --> {path}:{}:{}: {message}", place.start.line, place.start.column)?;
        if !common {
            helped(found, out, "      ")?;
        }
    }
    if named < number {
        writeln!(out, "      and in {} more", count(number - named, "place"))?;
    }
    if common { helped(first, out, "  ") } else { Ok(()) }
}

fn style_of(level: Level) -> Style {
    match level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Info => AnsiColor::Green,
    }
    .on_default()
}

/// How much is not shown, by who must act, those with the most first.
pub fn write_rest(report: &CheckReport<'_>, rest: &[Told<'_, '_>], out: &mut dyn io::Write) -> io::Result<()> {
    let mut owners: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    rest.iter().for_each(|told| *owners.entry(told.owner).or_default() += told.found.len());
    let mut owners: Vec<(Option<&str>, usize)> = owners.into_iter().collect();
    owners.sort_by_key(|(_, n)| Reverse(*n));
    writeln!(out, "{} more:", count(owners.iter().map(|(_, n)| n).sum(), "finding"))?;
    owners.iter().try_for_each(|(owner, n)| writeln!(out, "{n:>7}  {}", escape::terminal_line(&who(report, *owner))))?;
    writeln!(out, "help: `--all` shows them, `--format short` each on one line\n")
}
