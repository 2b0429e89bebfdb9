//! `isms impact`

use super::report::asked;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::ops::show;
use std::process::ExitCode;

/// Show what hangs on a control, asset, supplier, document or person, and what becomes due when it changes or leaves
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id, such as `CTL-backup` or `PER-ada`, or a control of Annex A
    pub id: String,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    asked(&args.report, global, |view| show::impact(view, &args.id))
}
