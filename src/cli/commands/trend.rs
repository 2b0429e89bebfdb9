//! `isms trend`

use crate::base::date::Date;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::cli::session::{Session, repository};
use crate::load::{Loaded, Loader};
use crate::model::program::ROOT;
use crate::register::cx::Cx;
use crate::report::trend::{By, PeriodFacts, Term, Terms, TrendReport};
use crate::store::Source as _;
use crate::store::git::{Line, Repository};
use std::process::ExitCode;

/// Show how risks, actions, controls and findings went, month by month
///
/// Each month or quarter stands for the state at its end: the last commit up to that day, as `--at` reads it, judged on
/// that day. The one that is not over yet ends today, with the last commit. Days are those of committers, which are what
/// the commits claim. Commits are read from `HEAD`, or from `--at`; files that are in no commit do not count.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How long a period is
    #[arg(long, value_parser = chosen::<By>(), default_value = "month", value_name = "PERIOD")]
    pub by: By,

    /// Begin with the month or quarter of this day [default: that of the first commit]
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,

    /// End on this day; at most 120 periods are shown, the last ones [default: today]
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let session = Session::open(global)?;
    let repository = repository(&session.tree)?;
    let line = repository.line(&session.revision())?;
    let end = args.until.map_or(session.today, |until| until.min(session.today));
    if let Some(since) = args.since.filter(|since| *since > end) {
        return Err(CliError::usage(format!("`--since {since}` is after {end}, where it ends")).hint("begin earlier, or end later"));
    }
    line.must_on(end)?;
    let first = line.begins().max(args.since).unwrap_or(end);
    let Terms { list, left_out } = Terms::between(first, end, args.by);
    let periods = periods(&repository, &line, &list, end)?;
    if periods.is_empty() {
        return Err(CliError::message(format!("no commit up to {end} holds this programme")).hint("commit it first, or end later"));
    }
    session.report(&TrendReport::new(periods, (args.by, end), left_out, repository.is_shallow()), &args.report)?;
    Ok(ExitCode::SUCCESS)
}

/// A state that has been loaded and waits to be judged.
struct Waiting {
    term: Term,
    on: Date,
    commit: String,
    loaded: Loaded,
}

impl Waiting {
    fn judge(self) -> PeriodFacts {
        PeriodFacts::of(&Cx::new(&self.loaded.program, None, self.on), self.term, self.commit)
    }
}

/// Judges the state at the end of each period. States are loaded one after the other, since each is made of what the one
/// before it was made of; meanwhile another thread judges the one before.
fn periods(repository: &Repository, line: &Line, terms: &[Term], end: Date) -> Result<Vec<PeriodFacts>, CliError> {
    let (mut loader, mut periods, mut waiting) = (Loader::default(), Vec::new(), None);
    for term in terms {
        let on = term.last().min(end);
        let Some(commit) = line.on(on) else { continue };
        let Some(source) = repository.state(commit)?.filter(|source| source.content(ROOT).is_some()) else { continue };
        let (judged, loaded) = rayon::join(|| waiting.take().map(Waiting::judge), || loader.load(&source));
        periods.extend(judged);
        waiting = Some(Waiting { term: *term, on, commit: commit.to_string(), loaded: loaded? });
    }
    periods.extend(waiting.map(Waiting::judge));
    Ok(periods)
}
