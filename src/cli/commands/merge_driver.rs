//! `isms merge-driver`

use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::Shell;
use crate::ops::merge::{Asked, merge};
use std::path::PathBuf;
use std::process::ExitCode;

/// Join what two branches made of a record file; git runs it
///
/// `isms hook install` tells git to run it for files that `.gitattributes` names with `merge=isms`, as those of `isms init`
/// do. It joins fields and not lines: two branches that change different fields of a record, or different items of one of
/// its lists, merge, also where these stand beside one another; comments and layout of both stay. Where both changed the
/// same field, that field is marked as git marks conflicts, and told. Two records that took the same id are told, with
/// the command that gives one of them another. Without it git merges records as text.
#[derive(Debug, clap::Args)]
#[command(after_help = "By hand, what `isms hook install` does:
  git config merge.isms.name \"records of isms\"
  git config merge.isms.driver \"isms merge-driver %O %A %B %L %P\"

Exit code 1 if something is left to decide; the file then has marks.")]
pub struct Args {
    /// What both began with (`%O`)
    #[arg(value_name = "BASE", value_hint = clap::ValueHint::FilePath)]
    pub base: PathBuf,

    /// Ours, which what is joined is written to (`%A`)
    #[arg(value_name = "OURS", value_hint = clap::ValueHint::FilePath)]
    pub ours: PathBuf,

    /// Theirs (`%B`)
    #[arg(value_name = "THEIRS", value_hint = clap::ValueHint::FilePath)]
    pub theirs: PathBuf,

    /// How many signs marks of conflicts have (`%L`)
    #[arg(value_name = "SIZE", default_value_t = 7)]
    pub size: usize,

    /// The file's path in the repository (`%P`), which says what kind of record it holds
    #[arg(value_name = "PATH", default_value = "")]
    pub path: String,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let Args { base, ours, theirs, size, path } = args;
    let (is_whole, notes) = merge(&Asked { base, ours, theirs, size: (*size).clamp(1, 100), path })?;
    Shell::of(global).tell(notes);
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
