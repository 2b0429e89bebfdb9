//! `isms completions`

use crate::cli::error::CliError;
use clap_complete::Shell;
use std::io::Write;
use std::process::ExitCode;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_enum)]
    pub shell: Shell,
}

pub fn run(args: &Args, mut program: clap::Command) -> Result<ExitCode, CliError> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut program, "isms", &mut text);
    std::io::stdout().lock().write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}
