//! `isms log`

use super::list;
use crate::base::date::Date;
use crate::base::text::{did_you_mean, list_of};
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::session::{Session, repository};
use crate::history::methods::Methods;
use crate::history::walk::walk;
use crate::report::log::{LogReport, Logged, Wanted};
use crate::store::history::{Commit, History as _, Stamp, Step};
use std::collections::BTreeSet;
use std::process::ExitCode;

/// Show who changed which record when, in the record's own words, through moves between files
///
/// Commits are read from `HEAD`, or from `--at`. Days are those of the committer, names those of the author; both are
/// what the commits claim. A merge shows only what is in none of its branches. Signatures are checked by git, with the
/// keys of your own configuration.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this record, such as `RSK-001`, or a file such as `soa`
    pub id: Option<String>,

    /// Only commits of this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,

    /// Only commits of this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,

    /// Only records of this kind
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,

    /// Only commits whose author's name or address contains this
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// Check the signatures of all commits that are shown; those of one record are always checked
    #[arg(long)]
    pub signatures: bool,

    #[command(flatten)]
    pub report: ReportArgs,
}

/// So many authors a hint names.
const NAMED: usize = 8;

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let kind = args.kind.as_deref().map(list::kind).transpose()?;
    if let Some((since, until)) = args.since.zip(args.until).filter(|(since, until)| since > until) {
        return Err(CliError::usage(format!("`--since {since}` is after `--until {until}`")).hint("begin earlier, or end later"));
    }
    let session = Session::open(global)?;
    let repository = repository(&session.tree)?;
    let by = args.by.as_ref().map(|by| by.to_lowercase());
    let keep = |commit: &Commit| {
        let on = commit.committer.day();
        args.since.is_none_or(|since| on >= since)
            && args.until.is_none_or(|until| on <= until)
            && by.as_ref().is_none_or(|by| is_by(&commit.author, by))
    };
    let history = repository.history(&session.revision())?;
    let methods = Methods::of(&history);
    let steps = history.steps(&|_| None)?;
    by.as_ref().map_or(Ok(()), |by| refuse_nobody(&steps, by))?;
    let wanted = Wanted { id: args.id.as_deref(), kind: kind.map(|kind| kind.name) };
    let events = walk(&history, &steps, &keep, &|event| Logged::of(event, wanted, &|root| methods.get(root)))?;
    if let Some(id) = args.id.as_ref().filter(|_| events.is_empty()) {
        refuse_unknown(&session, id)?;
    }
    let mut report = LogReport::new(events, repository.is_shallow(), args.id.as_deref());
    if args.signatures || args.id.is_some() {
        report.set_signatures(&repository.signatures(&report.signed())?);
    }
    session.report(&report, &args.report)?;
    Ok(ExitCode::SUCCESS)
}

/// Whether a stamp's name or address contains a text in lower case.
fn is_by(author: &Stamp, by: &str) -> bool {
    author.name.to_lowercase().contains(by) || author.email.to_lowercase().contains(by)
}

/// Somebody may have changed nothing that is asked for; a name that no commit has is a slip.
fn refuse_nobody(steps: &[Step], by: &str) -> Result<(), CliError> {
    let authors = || steps.iter().map(|step| &step.commit.author);
    if !by.trim().is_empty() && authors().any(|author| is_by(author, by)) {
        return Ok(());
    }
    let names: BTreeSet<&str> = authors().flat_map(|author| [author.name.as_str(), author.email.as_str()]).collect();
    let words = names.iter().flat_map(|name| name.split([' ', '@']));
    let near = did_you_mean(by, names.iter().copied().chain(words));
    let some: Vec<&str> = authors().map(|author| author.name.as_str()).collect::<BTreeSet<&str>>().into_iter().take(NAMED).collect();
    let error = CliError::usage(format!("no commit that is looked at has an author like `{by}`"));
    Err(error.hint(near.map_or_else(|| format!("there are commits by {}", list_of(some, "and")), |near| format!("did you mean `{near}`?"))))
}

/// A record without a history may be new, or left out by the other options; one that is not there either is a slip.
fn refuse_unknown(session: &Session, id: &str) -> Result<(), CliError> {
    let loaded = session.load()?;
    let known = || loaded.program.documents().map(|(known, _, _)| known);
    if known().any(|known| known == id) {
        return Ok(());
    }
    let near = did_you_mean(id, known());
    let error = CliError::usage(format!("there is no record `{id}`, and no commit that is looked at had one"));
    Err(error.hint(near.map_or("`isms log` shows the history of all".into(), |near| format!("did you mean `{near}`?"))))
}
