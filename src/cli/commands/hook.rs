//! `isms hook`

use super::check;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, which, world};
use crate::ops::hook::{self, Staged};
use clap::Subcommand;
use std::process::ExitCode;

/// Check what is staged before each commit, and merge records field by field
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Install the hooks of commits and of merges without conflicts; existing ones are left alone
    ///
    /// It also tells git to merge records with `isms merge-driver`, field by field and not as text. That is a setting of this
    /// clone, `merge.isms.driver`; which files it is for stands in `.gitattributes`, which `isms init` writes.
    ///
    /// Where husky runs the hooks, a line is put at the beginning of `.husky/pre-commit`. Where another program writes
    /// them (pre-commit, lefthook, simple-git-hooks, overcommit), nothing is written, and the error says what to add to its
    /// configuration.
    Install {
        /// Keep an existing hook under another name and run it first
        #[arg(long)]
        chain: bool,
    },
    /// Take the hook out, and put an earlier one back; git merges records as text again
    Uninstall,
    /// What the hook runs: check what is staged against the last commit
    ///
    /// Refuses what the commit would make worse, and leaves alone what was open before: a young programme has a long
    /// to-do list, and nobody should need `--no-verify` to work on it. A change that outdates an approval passes: it is
    /// committed first and approved then, and `isms check` says so until that is done. Before the first commit of the
    /// programme only the shape of records and their references count.
    Run,
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let which = which(global)?;
    match command {
        Command::Install { chain } => {
            let program = std::env::current_exe()?;
            shell.ask(&which, |view| hook::install(view, &program, *chain))?;
        }
        Command::Uninstall => shell.ask(&which, hook::uninstall)?,
        Command::Run => match hook::staged(world(), &which)? {
            Staged::Check(view, wanted) => {
                let judged = check::judged(&shell, &view, &wanted, &check::Shown::default())?;
                if judged != ExitCode::SUCCESS {
                    shell.tell([hook::refused(&wanted)]);
                }
                return Ok(judged);
            }
            Staged::Nothing(why) => shell.tell([why]),
        },
    }
    Ok(ExitCode::SUCCESS)
}
