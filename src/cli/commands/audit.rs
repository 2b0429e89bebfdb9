//! `isms audit`

use crate::check::{self, Selection};
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::cli::read::Need;
use crate::cli::session::Session;
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
    let session = Session::open(global)?;
    let read = session.read(Need::Rules)?;
    session.mention_findings(&read.loaded);
    let cx = read.cx();
    let outcome = check::run(&cx, &read.loaded.findings, &Selection::default());
    session.report(&ReadinessReport::build(&cx, &outcome, *stage, &session.origin()), report)?;
    Ok(ExitCode::SUCCESS)
}
