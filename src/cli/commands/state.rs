//! `isms` without a command

use crate::check::{self, Selection};
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::read::Need;
use crate::cli::session::{Session, bare};
use crate::report::state::StateReport;
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

/// The state of the programme, or what to type first.
pub fn run(global: &Global) -> Result<ExitCode, CliError> {
    let here = Path::new(".").canonicalize()?;
    if global.dir.is_none() && global.at.is_none() && WorkTree::discover(&here).is_none() && bare(&here).is_none() {
        std::io::stdout().lock().write_all(FIRST.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let session = Session::open(global)?;
    let read = session.read(Need::Rules)?;
    session.mention_findings(&read.loaded);
    let cx = read.cx();
    let outcome = check::run(&cx, &read.loaded.findings, &Selection::default());
    session.report(&StateReport::build(&cx, &outcome, &session.origin()), &ReportArgs::default())?;
    Ok(ExitCode::SUCCESS)
}
