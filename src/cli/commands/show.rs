//! `isms show`

use super::report::asked;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::ops::show;
use std::process::ExitCode;

/// Show one record or part of a file, what follows from it, who refers to it, and what the rules say of it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id, such as `RSK-001`, a control such as `A.5.1`, or a file or a part of it, such as `scope`, `cadence`, `plan.team`
    pub id: String,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    asked(&args.report, global, |view| show::show(view, &args.id))
}
