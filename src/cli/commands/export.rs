//! `isms export`

use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, which};
use crate::ops::export;
use clap::Subcommand;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write what other programs want to know of the programme
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Who answers for which file, as GitHub and GitLab ask for a review by it: the file CODEOWNERS
    ///
    /// A line for each file with records that somebody owns, with the addresses of the people who hold that role today, and one
    /// for all others, with those who answer for the management system. What has no owner is said in comments. GitHub reads the
    /// file from `.github/`, from the top of the repository or from `docs/`, GitLab from `.gitlab/` too.
    #[command(after_help = "Examples:
  isms export codeowners -o .github/CODEOWNERS
  isms export codeowners --handle github -o .github/CODEOWNERS")]
    Codeowners {
        /// Call people by this field of their `custom:`, such as `github: \"@ada\"`, and not by their first address
        #[arg(long, value_name = "NAME")]
        handle: Option<String>,

        /// Write it to this file, all or nothing; `-` is stdout
        #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        output: Option<PathBuf>,
    },
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let Command::Codeowners { handle, output } = command;
    let shell = Shell::of(global);
    let text = shell.ask(&which(global)?, |view| export::codeowners(view, handle.as_deref()))?;
    shell.emit(output.as_deref(), |out, _| out.write_all(text.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}
