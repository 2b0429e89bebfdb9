//! `isms rules`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::Shell;
use crate::render::Answer;
use crate::report::rules::RulesReport;
use std::process::ExitCode;

/// List the rules: name, level, what they guard, what they are about
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    Shell::of(global).report(&Answer::whole(&RulesReport::build()), &args.report)?;
    Ok(ExitCode::SUCCESS)
}
