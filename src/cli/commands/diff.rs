//! `isms diff`, `isms risk diff`, `isms soa diff`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::{Shell, which, world};
use crate::ops::compare::Pair;
use crate::report::diff::Compared;
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

/// Show what changed between two states: first what moved, then record by record
#[derive(Debug, clap::Args)]
pub struct Whole {
    #[command(flatten)]
    pub args: Args,

    /// Show instead what moved in audit readiness: clauses, controls, likely findings
    #[arg(long)]
    pub readiness: bool,
}

pub fn whole(Whole { args, readiness }: &Whole, global: &Global) -> Result<ExitCode, CliError> {
    if !readiness {
        return run(args, global, Compared::Records);
    }
    let shell = Shell::of(global);
    let pair = Pair::open(world(), &which(global)?, &args.from, args.to.as_deref())?;
    let report = shell.told(&pair.later, pair.readiness())?;
    shell.answered(&pair.later, report, &args.report)?;
    Ok(ExitCode::SUCCESS)
}

pub fn run(args: &Args, global: &Global, compared: Compared) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let pair = Pair::open(world(), &which(global)?, &args.from, args.to.as_deref())?;
    let report = shell.told(&pair.later, pair.compare(compared))?;
    shell.answered(&pair.later, report, &args.report)?;
    Ok(ExitCode::SUCCESS)
}
