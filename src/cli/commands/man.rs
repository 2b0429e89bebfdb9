//! `isms man`

use crate::cli::error::CliError;
use std::io::Write;
use std::process::ExitCode;

/// Print the manual page
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(program: clap::Command) -> Result<ExitCode, CliError> {
    let mut text = Vec::new();
    // A date in the page would change it every day.
    clap_mangen::Man::new(program).date("").render(&mut text)?;
    std::io::stdout().lock().write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}
