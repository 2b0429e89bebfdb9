//! What commands have in common that change records: how it is done, and how it is told.

use super::error::{CliError, Ending};
use super::options::Global;
use super::shell::{Shell, which};
use crate::base::text::count;
use crate::ops::act::{Done, How};
use crate::ops::error::Error;
use crate::ops::open::View;
use crate::ops::writing::told;
use crate::render::escape;
use crate::store::write::Became;
use std::io::Write as _;
use std::process::ExitCode;

/// How a change is carried out.
#[derive(Debug, clap::Args)]
pub struct ActArgs {
    /// Show what would change, as a diff, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    /// Write it even if records or references break, and say what broke
    #[arg(long)]
    pub force: bool,

    /// Commit what was written, and nothing else, by your own git
    #[arg(long)]
    pub commit: bool,

    /// Commit it in these words
    #[arg(short, long, value_name = "WORDS")]
    pub message: Option<String>,
}

impl ActArgs {
    fn how(&self) -> How {
        let words = self.message.clone().or_else(|| self.commit.then(String::new));
        How { dry_run: self.dry_run, force: self.force, commit: words }
    }

    /// Whether an option was given that only says how something is written.
    pub fn is_asked(&self) -> bool {
        self.dry_run || self.force || self.commit || self.message.is_some()
    }

    /// For a command that also reads: what was is not written to.
    ///
    /// # Errors
    /// When a state of the past is named.
    pub fn writes(&self, global: &Global) -> Result<&Self, CliError> {
        match &global.at {
            None => Ok(self),
            Some(_) => Err(CliError::usage("`--at` names a state of the past, and nothing is written there").hint("leave one of them out")),
        }
    }

    /// Does it, and tells what has changed.
    ///
    /// # Errors
    /// As what is done; when nothing can be told any more, after which it stays.
    pub fn run(&self, global: &Global, act: impl FnOnce(&View, &How) -> Result<Done, Error>) -> Result<ExitCode, CliError> {
        run(global, &self.how(), act)
    }
}

/// Does something, and tells what has changed.
///
/// # Errors
/// As what is done; when nothing can be told any more, after which it stays.
pub fn run(global: &Global, how: &How, act: impl FnOnce(&View, &How) -> Result<Done, Error>) -> Result<ExitCode, CliError> {
    let done = Shell::of(global).ask(&which(global)?, |view| act(view, how))?;
    let changes = &done.changes;
    tell(&done, how.dry_run).map_err(|error| CliError::from(error).after(told(if how.dry_run { &[] } else { changes })))?;
    if done.left.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let error = Error::failed(format!("{} of what was asked for is not done", count(done.left.len(), "part")));
    let error = CliError::from(done.left.iter().fold(error, |error, left| error.hint(left.clone())));
    Err(CliError { kind: Ending::Partly, ..error })
}

fn tell(done: &Done, dry_run: bool) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if dry_run {
        return done.diff().lines().try_for_each(|line| writeln!(out, "{}", escape::terminal_line(line)));
    }
    for change in &done.changes {
        match change.left().became {
            Became::New => writeln!(out, "{}", escape::terminal_line(&change.path))?,
            Became::Gone => writeln!(out, "{} is gone", escape::terminal_line(&change.path))?,
            Became::Changed => {}
        }
    }
    for line in &done.told {
        writeln!(out, "{}", escape::terminal_line(line))?;
    }
    done.commit.iter().try_for_each(|commit| writeln!(out, "committed as {commit}: {}", escape::terminal_line(&done.what)))
}
