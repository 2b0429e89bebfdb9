//! `isms import`

use crate::cli::args::Global;
use crate::cli::error::CliError;
use std::process::ExitCode;

/// Import
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_: &Args, _: &Global) -> Result<ExitCode, CliError> {
    Ok(ExitCode::SUCCESS)
}
