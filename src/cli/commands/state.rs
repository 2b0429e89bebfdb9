//! `isms` without a command

use super::report;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::environment;
use crate::ops::open::bare;
use crate::store::worktree::WorkTree;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// What to type first, where there is no programme.
const FIRST: &str = "There is no programme here yet.

  isms init my-isms --org \"Our company\"     write one, with comments that say what to do
  isms init demo --example                  write the example company instead
  isms --help                               everything else
";

/// Show the state of the programme: phase and step, what is late, what comes next
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub report: ReportArgs,
}

/// The state of the programme.
pub fn status(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    report::named("state", &args.report, global)
}

/// The state of the programme, or what to type first.
pub fn run(global: &Global) -> Result<ExitCode, CliError> {
    let here = Path::new(".").canonicalize()?;
    if global.dir.is_none() && global.at.is_none() && WorkTree::discover(&here).is_none() && bare(&here, &environment()).is_none() {
        std::io::stdout().lock().write_all(FIRST.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    report::named("state", &ReportArgs::default(), global)
}
