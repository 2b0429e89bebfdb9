//! `isms show`

use crate::base::text::did_you_mean;
use crate::check::{self, Selection};
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::read::Need;
use crate::cli::session::Session;
use crate::report::show::ShowReport;
use std::process::ExitCode;

/// Show one record, what follows from it, who refers to it, and what the rules say of it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id, such as `RSK-001`
    pub id: String,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let session = Session::open(global)?;
    let read = session.read(Need::Rules)?;
    let cx = read.cx();
    let outcome = check::run(&cx, &read.loaded.findings, &Selection::default());
    let Some(report) = ShowReport::build(&cx, &outcome, &args.id, &session.origin()) else {
        let near = did_you_mean(&args.id, read.loaded.program.records().map(|(id, _, _)| id));
        let error = CliError::usage(format!("there is no record `{}`", args.id));
        return Err(
            error.hint(near.map_or("`isms list KIND` lists the records of a kind".into(), |near| format!("did you mean `{near}`?")))
        );
    };
    session.report(&report, &args.report)?;
    Ok(ExitCode::SUCCESS)
}
