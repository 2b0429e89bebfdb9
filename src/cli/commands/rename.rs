//! `isms rename`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::ops::rename;
use std::process::ExitCode;

/// Give a record another id: its file, and every reference to it, follow
///
/// The record says under `formerly` what it was called, and by that its history, its approvals and those of records that
/// refer to it go on to count. References are the fields that hold ids; text that mentions the old id stays as it is, and is
/// told of. Where an id changes in nothing but case and the disk does not tell case apart, the file keeps its name, and the
/// command is told that gives it the other one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  isms rename CTL-vpn CTL-remote-access --dry-run")]
pub struct Args {
    /// The id it has
    #[arg(value_name = "OLD")]
    pub old: String,

    /// The id it is to have
    #[arg(value_name = "NEW")]
    pub new: String,

    #[command(flatten)]
    pub act: ActArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    args.act.run(global, |view, how| rename::rename(view, how, &args.old, &args.new))
}
