//! Reading a programme: its records, and of its history what is needed to judge them.

use super::error::Error;
use super::load::load;
use super::note::Note;
use super::open::View;
use crate::base::date::Date;
use crate::base::text::count;
use crate::history::Judged;
use crate::history::approval::needs_history;
use crate::history::trail::Trail;
use crate::load::Loaded;
use crate::register::cx::Cx;
use crate::store::Source;
use crate::store::git::Repository;
use std::sync::PoisonError;

/// What is asked of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// Whether approvals without a digest still cover what they were given for.
    Approvals,
    /// Everything that rules look at.
    Rules,
}

/// A programme with its history.
pub struct Read {
    pub loaded: Loaded,
    pub trail: Option<Trail>,
    pub judged: Judged,
    pub today: Date,
}

impl Read {
    pub fn cx(&self) -> Cx<'_> {
        Cx::new(&self.loaded.program, self.trail.as_ref(), self.today).judged(self.judged)
    }
}

impl View {
    /// Reads the records.
    ///
    /// # Errors
    /// As [`load`].
    pub fn load(&self) -> Result<Loaded, Error> {
        let loaded = self.load_from(&*self.source)?;
        let files = count(loaded.program.files.len(), "file");
        let read = format!("read {files} from the {} of `{}`, as of {}", self.source.label(), self.tree.root().display(), self.today);
        self.note(Note::detail(read));
        Ok(loaded)
    }

    /// Reads another state of the same programme.
    pub(super) fn load_from(&self, source: &dyn Source) -> Result<Loaded, Error> {
        load(&mut self.loader.lock().unwrap_or_else(PoisonError::into_inner), source)
    }

    /// Notes that records are missing from a report because they cannot be read.
    pub fn mention_findings(&self, loaded: &Loaded) {
        let n = loaded.findings.len();
        if n > 0 {
            self.note(Note::usual(format!("{} in what was read ({}); see `isms check`", count(n, "fault"), self.source.label())));
        }
    }

    /// Reads the records, and of the history what is needed to judge them.
    ///
    /// # Errors
    /// As [`load`], and when the history of a commit cannot be read.
    pub fn read(&self, need: Need) -> Result<Read, Error> {
        let loaded = self.load()?;
        let (trail, judged) = match need {
            Need::Nothing => (None, Judged::Unasked),
            Need::Approvals if !needs_history(&loaded.program) => (None, Judged::Unasked),
            _ => self.follow().or_else(|error| self.without_history(error))?,
        };
        if judged == Judged::Shallow {
            let text = "this clone is shallow, so nothing is judged by its history; `git fetch --unshallow` brings the rest";
            self.note(Note::usual(text));
        }
        Ok(Read { loaded, trail, judged, today: self.today })
    }

    /// Files can be read and judged without a history; a commit without one cannot be what it says.
    fn without_history(&self, error: Error) -> Result<(Option<Trail>, Judged), Error> {
        if self.source.commit().is_some() {
            return Err(error);
        }
        self.note(Note::usual(format!("nothing is judged by the history, which cannot be read: {error}")));
        Ok((None, Judged::Unreadable))
    }

    /// The history of the state, where there is one to be judged: whole, and over by today.
    fn follow(&self) -> Result<(Option<Trail>, Judged), Error> {
        let Some(repository) = Repository::discover(self.tree.root(), &self.world.environment)? else { return Ok((None, Judged::None)) };
        if !repository.has_commits()? {
            return Ok((None, Judged::None));
        }
        if repository.is_shallow() {
            return Ok((None, Judged::Shallow));
        }
        let history = repository.history(&self.revision())?;
        if history.day()?.is_some_and(|day| day > self.today) {
            return Ok((None, Judged::Later));
        }
        let shelf = self.world.cache.as_ref().map(|folder| history.shelf(folder));
        let history = Box::new(history);
        let trail = match shelf {
            Some(shelf) => Trail::since_last_time(history, &shelf)?,
            None => Trail::of(history)?,
        };
        Ok((Some(trail), Judged::Whole))
    }
}
