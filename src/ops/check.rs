//! Judging a programme: which findings there are, which of them are new, what may be fixed.

use super::error::Error;
use super::fix;
use super::note::Note;
use super::open::View;
use super::paths;
use super::read::{Need, Read};
use super::writing::told;
use crate::base::diagnostic::{Diagnostic, Level, RuleInfo};
use crate::base::text::{count, did_you_mean};
use crate::check::{self, Outcome, Selection, rules, since};
use crate::load::Loaded;
use crate::register::acting::Acting;
use crate::register::cx::Cx;
use crate::report::findings::{CheckReport, Found, Summary};
use crate::report::names::Names;
use crate::store::overlay::Overlay;
use crate::store::write::Change;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What to judge, and what to show of it.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only findings in these files or folders; all if there are none.
    pub paths: Vec<PathBuf>,
    /// Only findings that this state did not have yet.
    pub since: Option<String>,
    /// Of these, only what is worse than it was; what is merely not done yet is counted in a note.
    pub only_worse: bool,
    pub selection: Selection,
    /// Also those that an exception silences.
    pub show_waived: bool,
    /// Leave the history alone: what the hook does, which is asked before every commit.
    pub without_history: bool,
    /// Apply the fixes that cannot change a meaning first.
    pub fix: bool,
    /// Tell people all of it, and not the first of it.
    pub all: bool,
}

impl Wanted {
    /// What it means that nothing is found.
    fn none(&self) -> &'static str {
        match (&self.since, self.only_worse) {
            (Some(_), true) => "nothing worse",
            (Some(_), false) => "no new findings",
            (None, _) => "no findings",
        }
    }
}

/// A state that was judged.
pub struct Checked {
    pub read: Read,
    /// Sorted by file, place and rule.
    pub findings: Vec<Diagnostic>,
    /// How many an exception silences.
    pub waived: usize,
    /// What was changed by fixes.
    pub fixed: Vec<Change>,
    infos: Vec<RuleInfo>,
    commit: Option<String>,
    shown_prefix: String,
    place: String,
    none: &'static str,
    all: bool,
}

/// Judges a state.
///
/// # Errors
/// When rules or paths are named that there are not, when bytes cannot be had, or when fixes cannot be written.
pub fn check(view: &View, wanted: &Wanted) -> Result<Checked, Error> {
    let selection = &each_once(&wanted.selection);
    refuse_unknown(selection)?;
    let asked = rules::RULES.iter().any(|rule| rule.asks_history() && selection.wants(rule.name));
    // Rules that look at records alone ask whether acceptances count.
    let need = match (wanted.without_history, asked) {
        (true, _) => Need::Nothing,
        (false, true) => Need::Rules,
        (false, false) => Need::Approvals,
    };
    // The commit first: git names its contents, by which those of a folder are known again.
    let then = wanted.since.as_ref().map(|since| view.elsewhere(since)).transpose()?;
    let earlier = then.as_ref().map(|then| then.read(need)).transpose()?;
    let writer = if wanted.fix { Some(view.begin_writing()?) } else { None };
    let mut read = view.read(need)?;
    let shown_prefix = view.shown_prefix();
    // Before anything is fixed: a slip changes nothing.
    let named = paths::named(view, &read.loaded.program, &shown_prefix, &wanted.paths)?;
    let fixed = writer.map(|writer| fix::apply(view, &writer, &read.loaded)).transpose()?.unwrap_or_default();
    if !fixed.is_empty() {
        read = view.read(need).map_err(|error| error.after(told(&fixed)))?;
    }
    let mut outcome = check::run(&read.cx(), &read.loaded.findings, selection);
    if let Some((then, earlier)) = then.zip(earlier).filter(|_| !outcome.findings.is_empty()) {
        let reasked = outcome.reasked(selection);
        outcome.findings = news(&read.loaded, outcome.findings, (&then, &earlier), &reasked).map_err(|error| error.after(told(&fixed)))?;
        if wanted.only_worse {
            let (worse, undone) = since::apart(&read.loaded.program, &earlier.loaded.program, outcome.findings);
            outcome.findings = worse;
            if !undone.is_empty() {
                let left = count(undone.len(), "finding");
                view.note(Note::usual(format!(
                    "{left} about what is not done yet, which refuses nothing; `isms check` shows what, `isms next` the way"
                )));
            }
        }
    }
    let Outcome { findings, waived, .. } = outcome;
    let silenced = waived.len();
    let findings = shown(&read.loaded, findings, if wanted.show_waived { waived } else { Vec::new() }, &named);
    Ok(Checked {
        findings,
        waived: silenced,
        fixed,
        infos: infos(),
        commit: view.source.commit(),
        shown_prefix,
        place: view.place(),
        none: wanted.none(),
        all: wanted.all,
        read,
    })
}

/// Every rule there is, sorted by name.
pub(super) fn infos() -> Vec<RuleInfo> {
    let mut infos: Vec<RuleInfo> = rules::RULES.iter().map(|rule| rule.info()).collect();
    infos.sort_by_key(|info| info.name);
    infos
}

fn each_once(selection: &Selection) -> Selection {
    let each = |names: &[String]| names.iter().cloned().collect::<BTreeSet<String>>().into_iter().collect();
    Selection { select: each(&selection.select), ignore: each(&selection.ignore) }
}

/// Rules that there are not, or none at all: what is looked at by no rule would have no findings.
pub(super) fn refuse_unknown(selection: &Selection) -> Result<(), Error> {
    let Some(unknown) = check::unknown_rules(selection).into_iter().next() else {
        let some = rules::RULES.iter().any(|rule| selection.wants(rule.name));
        let none = || Error::asked("no rule is left to be run").hint("`--ignore` names every rule that `--select` does");
        return if some { Ok(()) } else { Err(none()) };
    };
    let error = Error::asked(format!("there is no rule `{unknown}`"));
    let near = did_you_mean(unknown, rules::RULES.iter().map(|rule| rule.name));
    Err(error.hint(near.map_or("`isms rules` lists them".into(), |near| format!("did you mean `{near}`? `isms rules` lists them"))))
}

/// The findings that an earlier state had not: neither as it was, nor with the files that could not be read mended.
fn news(now: &Loaded, findings: Vec<Diagnostic>, (then, earlier): (&View, &Read), selection: &Selection) -> Result<Vec<Diagnostic>, Error> {
    let all = |outcome: Outcome| outcome.findings.into_iter().chain(outcome.withheld).collect::<Vec<Diagnostic>>();
    let known = all(check::run(&earlier.cx(), &earlier.loaded.findings, selection));
    let files = since::mended(now, &earlier.loaded);
    if files.is_empty() {
        return Ok(since::news(&now.program, findings, &earlier.loaded.program, &[(&earlier.loaded.program, known)]));
    }
    let mended = Overlay::new(&*then.source, files.iter().map(|file| (file.path.clone(), file.text.as_bytes())));
    let mended = then.load_from(&mended)?;
    let shown = all(check::run(&Cx::new(&mended.program, earlier.trail.as_ref(), then.today), &mended.findings, selection));
    Ok(since::news(&now.program, findings, &earlier.loaded.program, &[(&earlier.loaded.program, known), (&mended.program, shown)]))
}

/// What is shown: those that are silenced too where they are wanted, and only what is in the files that were named.
fn shown(loaded: &Loaded, mut findings: Vec<Diagnostic>, waived: Vec<(Diagnostic, String)>, named: &[String]) -> Vec<Diagnostic> {
    for (mut finding, exception) in waived {
        finding.level = Level::Info;
        finding.message = format!("{} (waived by `{exception}`)", finding.message);
        findings.push(finding);
    }
    findings.sort_by(|a, b| (a.primary.span, a.rule).cmp(&(b.primary.span, b.rule)));
    if !named.is_empty() {
        findings.retain(|finding| paths::covers(named, &loaded.program.files.get(finding.primary.span.file).path));
    }
    findings
}

impl Checked {
    /// For the formats of findings.
    pub fn report(&self) -> CheckReport<'_> {
        let program = &self.read.loaded.program;
        let of = |level| self.findings.iter().filter(|finding| finding.level == level).count();
        let summary = Summary {
            files: program.files.len(),
            records: program.record_count(),
            errors: of(Level::Error),
            warnings: of(Level::Warning),
            infos: of(Level::Info),
            waived: self.waived,
        };
        let info = |name: &str| self.infos.binary_search_by_key(&name, |info| info.name).map(|at| &self.infos[at]);
        let mut acting = Acting::new(program, self.read.today);
        let found = self.findings.iter().filter_map(|diagnostic| {
            let rule = info(diagnostic.rule).ok()?;
            let place = diagnostic.primary.span;
            let actor = acting.on(diagnostic);
            Some(Found {
                diagnostic,
                rule,
                record: program.record_at(place),
                owner: actor.map(|actor| actor.id),
                role: actor.and_then(|actor| actor.role),
            })
        });
        let findings: Vec<Found<'_>> = found.collect();
        CheckReport {
            as_of: self.read.today,
            commit: self.commit.clone(),
            history: self.read.judged,
            files: &program.files,
            shown_prefix: self.shown_prefix.clone(),
            repository_prefix: self.place.clone(),
            summary,
            names: Names::of(program, self.read.today, findings.iter().filter_map(|found| found.owner)),
            findings,
            rules: &self.infos,
            none: self.none,
            all: self.all,
        }
    }
}
