//! `isms soa`

use crate::check::Cx;
use crate::cli::args::{Global, ReportArgs};
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::report::soa::{SoaAudience, SoaReport, SoaStatusReport};
use clap::Subcommand;
use std::process::ExitCode;

/// The Statement of Applicability
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The whole statement: 93 rows of Annex A and the organisation's own controls
    Render {
        /// Who will read it: `public` leaves out owners, evidence, risks and weaknesses
        #[arg(long, value_enum, default_value = "full")]
        audience: SoaAudience,
        #[command(flatten)]
        report: ReportArgs,
    },
    /// The counts alone
    Status(ReportArgs),
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let session = Session::open(global)?;
    let loaded = session.load()?;
    session.mention_findings(&loaded);
    let cx = Cx::new(&loaded.program, session.today);
    let origin = session.origin();
    match command {
        Command::Render { audience, report } => session.report(&SoaReport::build(&cx, *audience, &origin), report)?,
        Command::Status(args) => session.report(&SoaStatusReport::build(&cx, &origin), args)?,
    }
    Ok(ExitCode::SUCCESS)
}
