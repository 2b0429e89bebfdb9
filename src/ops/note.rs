//! What is to be told beside an answer.

use std::sync::{Mutex, PoisonError};

/// A line for whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub weight: Weight,
    pub text: String,
}

/// To whom a note is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Who wants to know everything.
    Detail,
    /// Who does not ask for quiet: what was done.
    Done,
    /// Who does not ask for quiet: what to know of the answer.
    Usual,
    /// Everybody: files may not be as one left them.
    Always,
}

impl Note {
    pub fn detail(text: impl Into<String>) -> Self {
        Self { weight: Weight::Detail, text: text.into() }
    }

    pub fn done(text: impl Into<String>) -> Self {
        Self { weight: Weight::Done, text: text.into() }
    }

    pub fn usual(text: impl Into<String>) -> Self {
        Self { weight: Weight::Usual, text: text.into() }
    }

    pub fn always(text: impl Into<String>) -> Self {
        Self { weight: Weight::Always, text: text.into() }
    }
}

/// Notes on their way. They outlive a failure: what was noted before it is told all the same.
#[derive(Debug, Default)]
pub struct Notes(Mutex<Vec<Note>>);

impl Notes {
    pub fn add(&self, note: Note) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }

    pub fn take(&self) -> Vec<Note> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
