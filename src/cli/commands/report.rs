//! `isms report`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::{Shell, which};
use crate::ops::error::Error;
use crate::ops::open::View;
use crate::ops::read::Need;
use crate::ops::report::{self, Said, Seen};
use crate::render::Answer;
use crate::report::Report;
use std::process::ExitCode;

/// List the reports, or write one of them by its name
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A report, such as `register`; without it, all of them are listed
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// For a report of somebody: the role or person, or `me`
    #[arg(value_name = "ROL|PER|me")]
    pub of: Option<String>,

    /// For a report over a period: what happened after this day, or after this commit [default: the last management review]
    #[arg(long, value_name = "REV|DATE", requires = "name")]
    pub since: Option<String>,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    match &args.name {
        Some(name) => told(name, Said { since: args.since.as_deref(), of: args.of.as_deref() }, &args.report, global),
        None => {
            Shell::of(global).report(&Answer::whole(&report::catalogue()), &args.report)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Writes the report of that name.
pub fn named(name: &str, args: &ReportArgs, global: &Global) -> Result<ExitCode, CliError> {
    told(name, Said::default(), args, global)
}

/// Writes the report of that name, of what is said.
fn told(name: &str, said: Said<'_>, args: &ReportArgs, global: &Global) -> Result<ExitCode, CliError> {
    Shell::of(global).answer(&which(global)?, args, |view| report::by_name(view, name, said))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the report that is asked for.
pub fn asked<R: Report>(args: &ReportArgs, global: &Global, ask: impl FnOnce(&View) -> Result<R, Error>) -> Result<ExitCode, CliError> {
    Shell::of(global).answer(&which(global)?, args, ask)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a report that options say more of.
pub fn of_state<R: Report>(
    args: &ReportArgs,
    global: &Global,
    need: Need,
    build: impl FnOnce(&Seen<'_>) -> Result<R, Error>,
) -> Result<ExitCode, CliError> {
    asked(args, global, |view| report::reported(view, need, build))
}
