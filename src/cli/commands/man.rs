//! `isms man`

use crate::cli::args::Cli;
use crate::cli::error::CliError;
use clap::CommandFactory;
use std::io::Write;
use std::process::ExitCode;

/// Print the manual page
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run() -> Result<ExitCode, CliError> {
    let mut text = Vec::new();
    // A date in the page would change it every day.
    clap_mangen::Man::new(Cli::command()).date("").render(&mut text)?;
    std::io::stdout().lock().write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}
