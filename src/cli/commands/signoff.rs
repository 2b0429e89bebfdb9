//! `isms signoff`

use super::report;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::ops::signoff;
use std::process::ExitCode;

/// Print what waits for somebody's yes on one sheet, to be signed
///
/// Approvals and acceptances that are missing, that no longer cover what is there or that have ended, as far as the rules
/// let this role or person give them. Each line has a short digest of what is said yes to. `isms approve --sheet` records the
/// signed sheet; what has changed meanwhile is left out, and named.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  isms signoff ROL-managing-director -o sheet.html
  isms approve --sheet sheet.html --by ROL-managing-director --scan signed.pdf --on yesterday")]
pub struct Args {
    /// The role or person who is to sign
    #[arg(value_name = "ROL|PER")]
    pub signs: String,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    report::asked(&args.report, global, |view| signoff::signoff(view, &args.signs))
}
