//! `isms risk`

use super::diff;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::cli::read::reported;
use crate::report::diff::Compared;
use crate::report::matrix::{MatrixReport, State};
use crate::report::register::RegisterReport;
use crate::report::treatment::TreatmentReport;
use clap::Subcommand;
use std::process::ExitCode;

/// The risk register, the heat map and the treatment plan
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The register by rank: inherent, current and residual scores, levels, treatment, acceptance
    Score(ReportArgs),
    /// The heat map
    Matrix {
        /// Which state of the risks
        #[arg(long, value_parser = chosen::<State>(), default_value = "current")]
        of: State,
        #[command(flatten)]
        report: ReportArgs,
    },
    /// The treatment plan: what, who, when, with what, what is expected, who approved
    Plan(ReportArgs),
    /// What changed between two states: ratings, levels, acceptances
    Diff(diff::Args),
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    match command {
        Command::Score(args) => reported(global, args, |cx, origin| Ok(RegisterReport::build(cx, origin))),
        Command::Matrix { of, report } => reported(global, report, |cx, origin| Ok(MatrixReport::build(cx, *of, origin))),
        Command::Plan(args) => reported(global, args, |cx, origin| Ok(TreatmentReport::build(cx, origin))),
        Command::Diff(args) => diff::run(args, global, Compared::Risks),
    }
}
