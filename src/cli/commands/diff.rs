//! `isms diff`, `isms risk diff`, `isms soa diff`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::read::Need;
use crate::cli::session::Session;
use crate::report::diff::{Compared, DiffReport};
use std::process::ExitCode;

/// Show what changed between two states: first what moved, then record by record
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The earlier state: a commit, a tag, a branch, a day, or `approved:soa` for its last approval
    #[arg(value_name = "FROM")]
    pub from: String,

    /// The later state [default: the files as they are]
    #[arg(value_name = "TO")]
    pub to: Option<String>,

    #[command(flatten)]
    pub report: ReportArgs,
}

/// Each state is judged on its own day: an acceptance that ended between them shows. `--today` is the day of the later
/// one.
pub fn run(args: &Args, global: &Global, compared: Compared) -> Result<ExitCode, CliError> {
    if global.at.is_some() {
        return Err(CliError::usage("`--at` names one state, and a comparison has two").hint("name them as FROM and TO"));
    }
    let later = Session::open(&Global { at: args.to.clone(), ..global.clone() })?;
    let mut earlier = later.elsewhere(&args.from)?;
    earlier.today = earlier.source.day().unwrap_or(earlier.today);
    let (before, after) = (earlier.read(Need::Approvals)?, later.read(Need::Approvals)?);
    earlier.mention_findings(&before.loaded);
    later.mention_findings(&after.loaded);
    let report = DiffReport::build(compared, (&before.cx(), &earlier.origin()), (&after.cx(), &later.origin()));
    later.report(&report, &args.report)?;
    Ok(ExitCode::SUCCESS)
}
