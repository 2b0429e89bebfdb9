//! `isms done`, `isms close`

use super::record::HappenedArgs;
use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::{Global, words};
use crate::ops::finish::{self, Finished};
use std::process::ExitCode;

/// Mark an action as done: of a risk, a finding, a change, a review, the plan
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms done FND-2026-3
  isms done RSK-001 \"split rights\" --evidence EVD-rights --on yesterday")]
pub struct Args {
    /// The record that the action belongs to, or `plan`
    #[arg(value_name = "ID")]
    pub of: String,

    /// Which action, by words of it or its position from 1 [default: the only one that is open]
    #[arg(value_name = "ACTION")]
    pub which: Option<String>,

    /// The day it was done [default: today]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,

    /// What shows that it was done
    #[arg(long, value_name = "EVD")]
    pub evidence: Vec<String>,

    #[command(flatten)]
    pub act: ActArgs,
}

/// Close a finding, an incident or a risk
///
/// A finding is closed when the check of its effectiveness shows that it does not come back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  isms close FND-2026-3 --why \"Three months without another case\"")]
pub struct CloseArgs {
    /// The id of the finding, incident or risk
    #[arg(value_name = "ID")]
    pub id: String,

    /// What it rests on
    #[arg(long, value_name = "WORDS", value_parser = words)]
    pub why: Option<String>,

    #[command(flatten)]
    pub happened: HappenedArgs,

    #[command(flatten)]
    pub act: ActArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let Args { of, which, on, evidence, .. } = args;
    let finished = Finished { of: of.clone(), which: which.clone(), on: on.clone(), evidence: evidence.clone() };
    args.act.run(global, |view, how| finish::done(view, how, &finished))
}

pub fn close(args: &CloseArgs, global: &Global) -> Result<ExitCode, CliError> {
    args.act.run(global, |view, how| finish::close(view, how, &args.id, args.why.as_deref(), &args.happened.happened()))
}
