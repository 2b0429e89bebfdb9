//! `isms trend`

use super::report::asked;
use crate::base::date::Date;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::ops::trend;
use crate::report::trend::By;
use std::process::ExitCode;

/// Show how risks, actions, controls and findings went, month by month
///
/// Each month or quarter stands for the state at its end: the last commit up to that day, as `--at` reads it, judged on
/// that day. The one that is not over yet ends today, with the last commit. Days are those of committers, which are what
/// the commits claim. Commits are read from `HEAD`, or from `--at`; files that are in no commit do not count.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How long a period is
    #[arg(long, value_parser = chosen::<By>(), default_value = "month", value_name = "PERIOD")]
    pub by: By,

    /// Begin with the month or quarter of this day [default: that of the first commit]
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,

    /// End on this day; at most 120 periods are shown, the last ones [default: today]
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    asked(&args.report, global, |view| trend::trend(view, args.by, args.since, args.until))
}
