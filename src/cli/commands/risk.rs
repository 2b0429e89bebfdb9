//! `isms risk`

use crate::check::Cx;
use crate::cli::args::{Global, ReportArgs};
use crate::cli::error::CliError;
use crate::cli::session::Session;
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
        #[arg(long, value_enum, default_value = "current")]
        of: State,
        #[command(flatten)]
        report: ReportArgs,
    },
    /// The treatment plan: what, who, when, with what, what is expected, who approved
    Plan(ReportArgs),
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let session = Session::open(global)?;
    let loaded = session.load()?;
    session.mention_findings(&loaded);
    let cx = Cx::new(&loaded.program, session.today);
    let origin = session.origin();
    match command {
        Command::Score(args) => session.report(&RegisterReport::build(&cx, &origin), args)?,
        Command::Matrix { of, report } => session.report(&MatrixReport::build(&cx, *of, &origin), report)?,
        Command::Plan(args) => session.report(&TreatmentReport::build(&cx, &origin), args)?,
    }
    Ok(ExitCode::SUCCESS)
}
