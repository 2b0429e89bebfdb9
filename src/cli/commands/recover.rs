//! `isms recover`

use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::world;
use crate::ops::recover::recover;
use crate::ops::writing::{lines, refuse_foreign};
use crate::render::escape;
use crate::store::write::Resolve;
use std::io::Write as _;
use std::process::ExitCode;

/// Take back an edit that was interrupted before all of its files were written
///
/// Every command that changes records does the same before it begins. Where somebody has changed a file of the edit since,
/// nothing is moved, and both texts of it are named: the file as it is, and the other one beside it. What was left by an edit
/// in another folder, of which this is a copy or which it was unpacked from, takes nothing back here and is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Tell what would be taken back, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    /// Leave files as they are that were changed since, keep their other texts, and take the rest back
    #[arg(long)]
    pub keep: bool,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let how = if args.keep { Resolve::Keeping } else { Resolve::Safely };
    let found = recover(&world(), global.dir.as_deref(), how, args.dry_run)?;
    let mut out = std::io::stdout().lock();
    for line in found.iter().flat_map(|interrupted| lines(interrupted, args.dry_run)) {
        writeln!(out, "{}", escape::terminal_line(&line))?;
    }
    refuse_foreign(&found)?;
    if found.is_empty() {
        writeln!(out, "no edit was interrupted here; there is nothing to take back")?;
    }
    Ok(ExitCode::SUCCESS)
}
