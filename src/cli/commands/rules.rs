//! `isms rules`

use crate::cli::error::CliError;
use crate::cli::options::{ColorWhen, ReportArgs};
use crate::cli::session;
use crate::report::rules::RulesReport;
use std::process::ExitCode;

/// List the rules: name, level, what they guard, what they are about
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, color: ColorWhen) -> Result<ExitCode, CliError> {
    session::report(color, &RulesReport::build(), &args.report)?;
    Ok(ExitCode::SUCCESS)
}
