//! What went wrong, for people: a kind, a cause, and hints. The kind picks the exit code.

use crate::ops::error::{Error, What};
use crate::store::StoreError;
use crate::store::write::WriteError;
use std::fmt::Write as _;
use std::process::ExitCode;

/// Which promise of the exit codes a failure falls under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Wrong usage: 2.
    Usage,
    /// Could not do it, and nothing changed: 3.
    Failed,
    /// Something changed and stays, or somebody has to choose first: 4.
    Partly,
    /// Whoever was asked did not go on: 130, as if a signal had ended it.
    Interrupted,
    /// The reader went away: not an error, 0.
    BrokenPipe,
}

/// A failed command.
#[derive(Debug)]
pub struct CliError {
    pub kind: Ending,
    pub cause: anyhow::Error,
    pub hints: Vec<String>,
}

impl CliError {
    pub fn usage(message: impl Into<String>) -> Self {
        Self { kind: Ending::Usage, cause: anyhow::Error::msg(message.into()), hints: Vec::new() }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same failure of a command that has changed something, which stays.
    pub fn after(mut self, changes: impl IntoIterator<Item = String>) -> Self {
        let hints = self.hints.len();
        self.hints.extend(changes.into_iter().map(|change| format!("{change}, and stays so")));
        if self.kind == Ending::Failed && self.hints.len() > hints {
            self.kind = Ending::Partly;
        }
        self
    }

    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.kind {
            Ending::Usage => 2,
            Ending::Failed => 3,
            Ending::Partly => 4,
            Ending::Interrupted => 130,
            Ending::BrokenPipe => 0,
        })
    }

    /// `error: …`, its causes, and a line for each hint. Escaped: causes may quote what a repository says.
    pub fn text(&self) -> String {
        let mut text = format!("error: {}", crate::render::escape::terminal(&self.cause.to_string()));
        for cause in self.cause.chain().skip(1) {
            let _ = write!(text, ": {}", crate::render::escape::terminal(&cause.to_string()));
        }
        // Of a command that writes, that is the first thing to know.
        if self.kind == Ending::Failed && matches!(self.cause.downcast_ref(), Some(What::Write(_))) {
            text.push_str("\nhint: nothing was changed");
        }
        for hint in &self.hints {
            let _ = write!(text, "\nhint: {}", crate::render::escape::terminal(hint));
        }
        text
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        let kind = if error.kind() == std::io::ErrorKind::BrokenPipe { Ending::BrokenPipe } else { Ending::Failed };
        Self { kind, cause: error.into(), hints: Vec::new() }
    }
}

impl From<Error> for CliError {
    fn from(Error { what, hints, done }: Error) -> Self {
        let kind = match &what {
            What::Asked(_) | What::Store(StoreError::NoState { .. }) => Ending::Usage,
            What::Write(WriteError { source, .. }) | What::Io(source) if source.kind() == std::io::ErrorKind::BrokenPipe => {
                Ending::BrokenPipe
            }
            What::Choice(_) => Ending::Partly,
            _ => Ending::Failed,
        };
        Self { kind, cause: what.into(), hints }.after(done)
    }
}

impl From<WriteError> for CliError {
    fn from(error: WriteError) -> Self {
        Error::from(error).into()
    }
}
