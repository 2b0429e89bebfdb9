//! `isms soa`

use super::{decide, diff, report};
use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen, words};
use crate::ops::read::Need;
use crate::ops::release;
use crate::report::diff::Compared;
use crate::report::soa::{SoaAudience, SoaReport};
use clap::Subcommand;
use std::process::ExitCode;

/// The Statement of Applicability
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The whole statement: 93 rows of Annex A and the organisation's own controls
    Render {
        /// Who will read it: `public` leaves out owners, evidence, risks and weaknesses
        #[arg(long, value_parser = chosen::<SoaAudience>(), default_value = "full")]
        audience: SoaAudience,
        #[command(flatten)]
        report: ReportArgs,
    },
    /// The counts alone
    Status(ReportArgs),
    /// What changed between two states, control by control
    Diff(diff::Args),
    Decide(decide::Args),
    /// Release the version that is approved, with what changed since the one before
    ///
    /// Certificates name a version. `--at released:VERSION` shows it again as it was.
    #[command(after_help = "Example:
  isms set soa version=2.2; isms approve soa --commit; isms soa release 2.2 --commit")]
    Release {
        /// The version that `soa.yaml` has
        #[arg(value_parser = words)]
        version: String,

        /// What changed, in your own words [default: what the history shows]
        #[arg(long, value_name = "WORDS", value_parser = words)]
        summary: Option<String>,

        #[command(flatten)]
        act: ActArgs,
    },
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    match command {
        Command::Render { audience, report } => {
            report::of_state(report, global, Need::Approvals, |seen| Ok(SoaReport::build(&seen.cx, *audience, &seen.origin)))
        }
        Command::Status(args) => report::named("soa-status", args, global),
        Command::Diff(args) => diff::run(args, global, Compared::Soa),
        Command::Decide(args) => decide::run(args, global),
        Command::Release { version, summary, act } => act.run(global, |view, how| release::release(view, how, version, summary.as_deref())),
    }
}
