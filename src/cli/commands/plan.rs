//! `isms plan`

use super::report::asked;
use crate::base::date::Date;
use crate::cli::error::CliError;
use crate::cli::options::{DatedArgs, Global};
use crate::ops::plan;
use std::process::ExitCode;

/// Count back from the day the certificate is wanted: what must begin by when, and what decides the day
///
/// What is done and in progress is taken from the records, how long parts take from `cadence.steps` and
/// `cadence.operate_before_audit` in `isms.yaml`. Before stage 2 stand finished internal audits of every clause and site, and a
/// management review after them. Who sees to a part is who owns the milestone of `plan.yaml` that is a step to it and not done:
/// `{step: contract, what: A body that we trust, owner: ROL-…}`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms plan --target 2027-12-15
  isms plan -o road.html
  isms plan --format ics -o road.ics")]
pub struct Args {
    /// The day of the decision [default: `target` in `plan.yaml`]
    #[arg(long, value_name = "DATE")]
    pub target: Option<Date>,

    /// Only what a role or person sees to; `me` is whoever git says you are
    #[arg(long, value_name = "ROL|PER|me")]
    pub owner: Option<String>,

    #[command(flatten)]
    pub report: DatedArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    asked(&args.report.report(), global, |view| plan::plan(view, args.target, args.owner.as_deref()))
}
