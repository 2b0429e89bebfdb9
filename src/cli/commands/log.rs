//! `isms log`

use super::report::asked;
use crate::base::date::Date;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::ops::log::{self, Wanted};
use std::process::ExitCode;

/// Show who changed which record when, in the record's own words, through moves between files
///
/// Commits are read from `HEAD`, or from `--at`. Days are those of the committer, names those of the author; both are
/// what the commits claim. A merge shows only what is in none of its branches. Signatures are checked by git, with the
/// keys of your own configuration.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this record, such as `RSK-001`, a file such as `soa`, a part of one such as `method` or `plan.milestones`, or a control of
    /// Annex A as `soa` decides on it
    pub id: Option<String>,

    /// Only commits of this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,

    /// Only commits of this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,

    /// Only records of this kind
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,

    /// Only commits whose author's name or address contains this
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// Check the signatures of all commits that are shown; those of one record are always checked
    #[arg(long)]
    pub signatures: bool,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let wanted = Wanted {
        id: args.id.clone(),
        since: args.since,
        until: args.until,
        kind: args.kind.clone(),
        by: args.by.clone(),
        signatures: args.signatures,
    };
    asked(&args.report, global, |view| log::log(view, &wanted))
}
