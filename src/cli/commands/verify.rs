//! `isms verify`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::{Shell, which};
use crate::ops::verify;
use std::process::ExitCode;

/// Verify approvals, evidence, signatures and the history itself
///
/// Holds each approval against the content it was given for, and says how strongly git speaks for it: a name written into
/// the record, a commit by the approver, or a commit signed with the approver's key. Compares evidence with the digests
/// that were recorded, checks all signatures with git and the keys of your own configuration, holds every commit and folder
/// against its id, and looks for commits that were noted elsewhere. Ends with 1 if something does not hold.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A commit or tag that must be in the history; those under `anchors:` in `isms.yaml` must be, too
    #[arg(long, value_name = "COMMIT")]
    pub anchor: Vec<String>,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let report = shell.ask(&which(global)?, |view| verify::verify(view, &args.anchor))?;
    shell.report(&report, &args.report)?;
    Ok(if report.problems > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
