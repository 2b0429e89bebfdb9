//! `isms audit`

use super::report;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::ops::read::Need;
use crate::report::readiness::{ReadinessReport, Stage};
use clap::Subcommand;
use std::process::ExitCode;

/// What an auditor will see
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Clause by clause and control by control: pass, gap, fail or for a person to judge; likely findings first
    Readiness {
        /// Which audit is next
        #[arg(long, value_parser = chosen::<Stage>(), default_value = "2")]
        stage: Stage,
        #[command(flatten)]
        report: ReportArgs,
    },
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let Command::Readiness { stage, report } = command;
    report::of_state(report, global, Need::Rules, |seen| Ok(ReadinessReport::build(&seen.cx, seen.outcome(), *stage, &seen.origin)))
}
