//! `isms suggest`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::{Shell, which};
use crate::ops::suggest::suggest;
use std::process::ExitCode;

/// Say what usually belongs to a record and is not there: controls, risks, tests, evidence, documents
///
/// Each with the reason and the command that takes it. Nothing is done by itself: what belongs to whom is for people to decide.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms suggest RSK-001
  isms suggest A.5.15")]
pub struct Args {
    /// A risk, an asset, a control, a clause such as `7.2` or a control of Annex A
    #[arg(value_name = "ID")]
    pub what: String,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    Shell::of(global).answer(&which(global)?, &args.report, |view| suggest(view, args.what.trim()))?;
    Ok(ExitCode::SUCCESS)
}
