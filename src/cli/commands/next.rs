//! `isms next`

use super::report::asked;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::ops::next;
use std::process::ExitCode;

/// List what to do next, most urgent first, each with the reason and the command that does it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only what a role or person sees to; `me` is whoever git says you are
    #[arg(long, value_name = "ROL|PER|me")]
    pub owner: Option<String>,

    /// So many at most
    #[arg(short = 'n', long, default_value_t = 20, value_name = "COUNT")]
    pub count: usize,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    asked(&args.report, global, |view| next::next(view, args.owner.as_deref(), args.count))
}
