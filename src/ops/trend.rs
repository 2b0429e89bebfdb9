//! How figures went, period by period. Each state is judged as `--at` judges it, so that both say the same.

use super::error::Error;
use super::load::load;
use super::open::View;
use crate::base::date::Date;
use crate::history::approval::asks_for_proof;
use crate::history::trail::Trail;
use crate::load::{Loaded, Loader};
use crate::model::program::ROOT;
use crate::register::cx::Cx;
use crate::report::trend::{By, PeriodFacts, Term, Terms, TrendReport};
use crate::store::Source as _;
use crate::store::git::{Line, Repository};
use std::sync::PoisonError;

/// Judges the state at the end of each period, from `since` (else the first commit) to `until` (else today).
///
/// # Errors
/// When there is no repository, no commit in these days, or an object cannot be read.
pub fn trend(view: &View, by: By, since: Option<Date>, until: Option<Date>) -> Result<TrendReport, Error> {
    let repository = view.repository()?;
    view.mention_shallow(&repository);
    let line = repository.line(&view.revision())?;
    let end = until.map_or(view.today, |until| until.min(view.today));
    if let Some(since) = since.filter(|since| *since > end) {
        return Err(Error::asked(format!("`--since {since}` is after {end}, where it ends")).hint("begin earlier, or end later"));
    }
    line.must_on(end)?;
    let first = line.begins().max(since).unwrap_or(end);
    let Terms { list, left_out } = Terms::between(first, end, by);
    let periods = periods(view, &repository, &line, &list, end)?;
    if periods.is_empty() {
        return Err(Error::failed(format!("no commit up to {end} holds this programme")).hint("commit it first, or end later"));
    }
    Ok(TrendReport::new(periods, (by, end), left_out, repository.is_shallow()))
}

/// So many periods a page shows: three years of quarters, the time of a certificate.
const SHOWN: usize = 12;

/// The same for a page: the last periods up to today, months as long as there are no more of them than that, else quarters. Where
/// no commit has anything to tell, why.
///
/// # Errors
/// When an object cannot be read.
pub fn lately(view: &View) -> Result<Result<TrendReport, String>, Error> {
    let Ok(repository) = view.repository() else { return Ok(Err("the programme is in no git repository".into())) };
    if !repository.has_commits()? {
        return Ok(Err("there are no commits yet".into()));
    }
    let (line, end) = (repository.line(&view.revision())?, view.today);
    if line.on(end).is_none() {
        return Ok(Err(format!("there is no commit on or before {end}")));
    }
    let terms = |by| Terms::between(line.begins().unwrap_or(end), end, by).lately(SHOWN);
    let months = terms(By::Month);
    let (by, Terms { list, left_out }) = if months.left_out { (By::Quarter, terms(By::Quarter)) } else { (By::Month, months) };
    let periods = periods(view, &repository, &line, &list, end)?;
    if periods.is_empty() {
        return Ok(Err(format!("no commit up to {end} holds this programme")));
    }
    Ok(Ok(TrendReport::new(periods, (by, end), left_out, repository.is_shallow())))
}

/// A state that has been loaded and waits to be judged.
struct Waiting {
    term: Term,
    on: Date,
    commit: String,
    loaded: Loaded,
    /// Where the organisation asks what git shows of approvals: otherwise they are taken at their word.
    trail: Option<Trail>,
}

impl Waiting {
    fn judge(self) -> PeriodFacts {
        PeriodFacts::of(&Cx::new(&self.loaded.program, self.trail.as_ref(), self.on), self.term, self.commit)
    }
}

/// Judges the state at the end of each period. States are loaded one after the other, since each is made of what the one
/// before it was made of; meanwhile another thread judges the one before.
fn periods(view: &View, repository: &Repository, line: &Line, terms: &[Term], end: Date) -> Result<Vec<PeriodFacts>, Error> {
    let (mut periods, mut waiting) = (Vec::new(), None);
    // What was parsed for a state that was read before is there for these.
    let mut loader = view.loader.lock().unwrap_or_else(PoisonError::into_inner);
    let loader: &mut Loader = &mut loader;
    for term in terms {
        let on = term.last().min(end);
        let Some(commit) = line.on(on) else { continue };
        let Some(source) = repository.state(commit)?.filter(|source| source.content(ROOT).is_some()) else { continue };
        let (judged, loaded) = rayon::join(|| waiting.take().map(Waiting::judge), || load(loader, &source));
        periods.extend(judged);
        let loaded = loaded?;
        view.miss(&loaded.program, &source);
        let asks = asks_for_proof(&loaded.program) && !repository.is_shallow();
        let history = asks.then(|| repository.history(&commit.to_string())).transpose()?;
        let trail = history.map(|history| view.trail(repository, history, &loaded.program)).transpose()?;
        waiting = Some(Waiting { term: *term, on, commit: commit.to_string(), loaded, trail });
    }
    periods.extend(waiting.map(Waiting::judge));
    Ok(periods)
}
