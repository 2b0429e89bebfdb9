//! `isms verify`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::{Shell, which};
use crate::ops::{pack, verify};
use crate::render::Answer;
use std::path::PathBuf;
use std::process::ExitCode;

/// Verify approvals, evidence, signatures and the history itself
///
/// Holds each approval against the content it was given for, and says how strongly git speaks for it: a name written into
/// the record, a commit by the approver, or a commit signed with the approver's key. Compares evidence with the digests
/// that were recorded, checks all signatures with git and the keys of your own configuration, holds every commit and folder
/// against its id, and looks for commits that were noted elsewhere. Ends with 1 if something does not hold.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A bundle that `isms audit pack` made; without it, the programme here is verified
    #[arg(value_name = "FILE", conflicts_with = "anchor", value_hint = clap::ValueHint::FilePath)]
    pub file: Option<PathBuf>,

    /// The SHA-256 of the bundle's manifest, as somebody told it
    #[arg(long, value_name = "SHA256", requires = "file")]
    pub manifest: Option<String>,

    /// A commit or tag that must be in the history; those under `anchors:` in `isms.yaml` must be, too
    #[arg(long, value_name = "COMMIT")]
    pub anchor: Vec<String>,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    if let Some(file) = &args.file {
        let expected = args.manifest.as_deref().map(|digest| digest.trim_start_matches("sha256:"));
        let report = pack::check(file, expected)?;
        shell.report(&Answer::whole(&report), &args.report)?;
        return Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) });
    }
    let answered = shell.answer(&which(global)?, &args.report, |view| verify::verify(view, &args.anchor))?;
    Ok(answered.judged(|report| report.problems > 0))
}
