//! `isms risk`

use super::{diff, report};
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::ops::read::Need;
use crate::report::diff::Compared;
use crate::report::matrix::{MatrixReport, State};
use clap::Subcommand;
use std::process::ExitCode;

/// The risk register, the heat map and the treatment plan
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The register by rank: inherent, current and residual scores, levels, treatment, acceptance
    Score(ReportArgs),
    /// The heat map, and how risks moved on it
    ///
    /// Below the map, arrows lead from the inherent rating to today's, and on to what is expected once the treatment has worked: one
    /// for all risks that go the same way, with how many they are. Formats that draw have them as pictures, and each format as a
    /// table. A risk that is not rated in both states has none, and is counted.
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
        Command::Score(args) => report::named("register", args, global),
        Command::Matrix { of, report } => {
            report::of_state(report, global, Need::Approvals, |seen| Ok(MatrixReport::build(&seen.cx, *of, &seen.origin)))
        }
        Command::Plan(args) => report::named("treatment", args, global),
        Command::Diff(args) => diff::run(args, global, Compared::Risks),
    }
}
