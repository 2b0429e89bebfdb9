//! What is to be told beside an answer.

use crate::report::unread::Unread;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
pub struct Notes {
    lines: Mutex<Vec<Note>>,
    /// The files that could not be read, of all states that an answer is made of.
    unread: Mutex<BTreeSet<Unread>>,
}

impl Notes {
    pub fn add(&self, note: Note) {
        open(&self.lines).push(note);
    }

    pub fn take(&self) -> Vec<Note> {
        std::mem::take(&mut *open(&self.lines))
    }

    /// Keeps what could not be read.
    pub fn miss(&self, unread: impl Iterator<Item = Unread>) {
        open(&self.unread).extend(unread);
    }

    /// What could not be read so far, by file.
    pub fn unread(&self) -> Vec<Unread> {
        open(&self.unread).iter().cloned().collect()
    }
}

fn open<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
