//! `isms completions`

use crate::cli::completing::{SHELLS, registration};
use crate::cli::error::CliError;
use clap::builder::PossibleValuesParser;
use std::io::Write;
use std::process::ExitCode;

/// Print the lines by which a shell completes what you type: commands, options, ids, fields and what they may say
///
/// The shell asks `isms` with every key, so `isms` must be found by its name. Ids come with titles where the shell shows any.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  echo 'source <(isms completions bash)' >> ~/.bashrc
  echo 'source <(isms completions zsh)' >> ~/.zshrc
  echo 'isms completions fish | source' >> ~/.config/fish/config.fish")]
pub struct Args {
    #[arg(value_parser = PossibleValuesParser::new(SHELLS))]
    pub shell: String,
}

pub fn run(args: &Args) -> Result<ExitCode, CliError> {
    std::io::stdout().lock().write_all(&registration(&args.shell)?)?;
    Ok(ExitCode::SUCCESS)
}
