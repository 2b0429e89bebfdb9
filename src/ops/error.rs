//! What went wrong, and what to do about it.

use crate::model::program::FORMAT;
use crate::store::StoreError;
use crate::store::write::{Left, WriteError};
use std::fmt;
use std::io;
use std::path::PathBuf;

/// What was asked for could not be done.
#[derive(Debug)]
pub struct Error {
    pub what: What,
    /// What to do next, the first first.
    pub hints: Vec<String>,
    /// What has been done and stays, such as "`risks/RSK-001.yaml` is new".
    pub done: Vec<String>,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum What {
    /// What was asked for makes no sense, or names what is not there: it was the question.
    #[error("{0}")]
    Asked(String),
    #[error("there is no folder `{}`", .0.display())]
    NoFolder(PathBuf),
    #[error("there is no `isms.yaml` in `{}` or above it", .0.display())]
    NoProgramme(PathBuf),
    #[error("`{}` is a bare repository: it has commits and no files", .0.display())]
    Bare(PathBuf),
    #[error("`{}` is not in a git repository", .0.display())]
    NoRepository(PathBuf),
    #[error("this clone is shallow: what approvals rest on is not here")]
    Shallow,
    #[error("this programme is written in format {0}, and isms {tool} reads format {FORMAT}", tool = env!("CARGO_PKG_VERSION"))]
    Format(u64),
    #[error("this programme is written in format {0}, and isms {tool} reads format {FORMAT}", tool = env!("CARGO_PKG_VERSION"))]
    Older(u64),
    #[error("`isms.yaml` says that its format is `{0}`, which is none; isms {tool} reads format {FORMAT}", tool = env!("CARGO_PKG_VERSION"))]
    NoFormat(String),
    #[error(transparent)]
    Store(StoreError),
    #[error(transparent)]
    Write(WriteError),
    #[error(transparent)]
    Io(io::Error),
    #[error("cannot read {what}")]
    Reading { what: String, source: io::Error },
    #[error("cannot keep {what}")]
    Keeping { what: String, source: io::Error },
    /// Somebody has to choose first, or something of theirs would be lost.
    #[error("{0}")]
    Choice(String),
    /// It made sense, and could not be done all the same.
    #[error("{0}")]
    Failed(String),
}

impl Error {
    /// A question that makes no sense.
    pub fn asked(what: impl Into<String>) -> Self {
        What::Asked(what.into()).into()
    }

    /// Something that could not be done.
    pub fn failed(what: impl Into<String>) -> Self {
        What::Failed(what.into()).into()
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same failure after something was done, which stays.
    pub fn after(mut self, done: impl IntoIterator<Item = String>) -> Self {
        self.done.extend(done);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.what.source()
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        What::Io(error).into()
    }
}

impl From<What> for Error {
    fn from(what: What) -> Self {
        let hint = match &what {
            What::NoFolder(_) => Some("name the folder of the programme with `-C`".into()),
            What::NoProgramme(_) => Some("`isms init` writes a programme; `-C DIR` names another folder".into()),
            What::NoRepository(_) => Some("`git init` makes one; without it there is no history and nothing is staged".into()),
            What::Shallow => Some("run `git fetch --unshallow` first".into()),
            What::Format(newer) => {
                Some(format!("use a version of isms that reads format {newer}; nothing was judged by what this one does not know"))
            }
            What::Older(_) => Some("`isms migrate --preview` tells what becomes different; without it, it is done".into()),
            What::NoFormat(_) => Some(format!("if nobody changed it on purpose, write `format: {FORMAT}`; nothing was judged")),
            What::Store(StoreError::Git { hint, .. } | StoreError::NoState { hint, .. }) => hint.clone(),
            What::Store(StoreError::Absent { hint, .. }) => Some(hint.clone()),
            What::Store(StoreError::Read { .. }) => Some("check that the file can be read, then run the command again".into()),
            _ => None,
        };
        Self { what, hints: hint.into_iter().collect(), done: Vec::new() }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        What::Store(error).into()
    }
}

impl From<WriteError> for Error {
    fn from(mut error: WriteError) -> Self {
        let left = std::mem::take(&mut error.left);
        Self::from(What::Write(error)).after(left.iter().map(said))
    }
}

/// `risks/RSK-001.yaml` is new
pub fn said(left: &Left) -> String {
    format!("`{}` is {}", left.path, left.became)
}
