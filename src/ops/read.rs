//! Reading a programme: its records, and of its history what is needed to judge them.

use super::error::Error;
use super::load::load;
use super::note::Note;
use super::open::View;
use crate::base::date::Date;
use crate::base::text::count;
use crate::history::Judged;
use crate::history::approval::{needs_history, to_be_checked};
use crate::history::trail::Trail;
use crate::load::Loaded;
use crate::model::program::Program;
use crate::register::cx::Cx;
use crate::report::brand::Brand;
use crate::store::Source;
use crate::store::StoreError;
use crate::store::git::{GitHistory, Repository};
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

/// The commits that a state is judged by.
pub(super) enum Past {
    /// All that it rests on.
    Whole(GitHistory),
    /// Those up to the day that is looked from; there are later ones.
    Until(GitHistory),
    /// All of them are later.
    Nothing,
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
        self.brand.get_or_init(|| Brand::of(&loaded.program));
        Ok(loaded)
    }

    /// Reads another state of the same programme.
    pub(super) fn load_from(&self, source: &dyn Source) -> Result<Loaded, Error> {
        let loaded = self.load_planned(source)?;
        self.miss(&loaded.program, source);
        Ok(loaded)
    }

    /// Reads a state that is only planned: what cannot be read of it is why it will not be, and not missing from an answer.
    pub(super) fn load_planned(&self, source: &dyn Source) -> Result<Loaded, Error> {
        load(&mut self.loader.lock().unwrap_or_else(PoisonError::into_inner), source)
    }

    /// Notes that records are missing from a report because they cannot be read.
    pub fn mention_findings(&self, loaded: &Loaded) {
        let n = loaded.findings.len();
        if n > 0 {
            self.note(Note::usual(format!("{} in what was read ({}); see `isms check`", count(n, "fault"), self.source.label())));
        }
    }

    /// Notes that nothing is committed yet: the history by which records are judged begins with the first commit.
    pub(super) fn mention_no_commits(&self) {
        if self.source.commit().is_none() && self.repository().is_ok_and(|repository| matches!(repository.has_commits(), Ok(false))) {
            let text = "nothing is committed yet, and a history proves more than files: `git add -A && git commit` begins it";
            self.note(Note::usual(text));
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
            _ => self.follow(&loaded.program).or_else(|error| self.without_history(error))?,
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
    fn follow(&self, program: &Program) -> Result<(Option<Trail>, Judged), Error> {
        let Some(repository) = Repository::discover(self.tree.root(), &self.world.environment)? else { return Ok((None, Judged::None)) };
        if !repository.has_commits()? {
            return Ok((None, Judged::None));
        }
        if repository.is_shallow() {
            return Ok((None, Judged::Shallow));
        }
        let (history, judged) = match self.history(&repository)? {
            Past::Whole(history) => (history, Judged::Whole),
            Past::Until(history) => (history, Judged::Later),
            Past::Nothing => return Ok((None, Judged::Later)),
        };
        Ok((Some(self.trail(&repository, history, program)?), judged))
    }

    /// The trail of a history. What an organisation asks to be signed is checked: nothing is remembered of that, since keys
    /// come and go.
    pub(super) fn trail(&self, repository: &Repository, history: GitHistory, program: &Program) -> Result<Trail, Error> {
        let shelf = self.world.cache.as_ref().map(|folder| history.shelf(folder));
        let history = Box::new(history);
        let trail = match shelf {
            Some(shelf) => Trail::since_last_time(history, &shelf, program)?,
            None => Trail::of(history, program)?,
        };
        let signatures = repository.signatures(&to_be_checked(program, &trail))?;
        Ok(trail.with_signatures(signatures))
    }

    /// The commits that a state is judged by: those it rests on, up to the day that is looked from. Notes what is left out,
    /// in the same words for whoever asks.
    ///
    /// # Errors
    /// When commits cannot be read.
    pub(super) fn history(&self, repository: &Repository) -> Result<Past, Error> {
        let history = repository.history(&self.revision())?;
        let Some(last) = history.day()?.filter(|day| *day > self.today) else { return Ok(Past::Whole(history)) };
        let until = repository.line(&self.revision())?.on(self.today).map(|commit| repository.history(&commit.to_string()));
        let (past, by) = match until {
            Some(Ok(history)) => (Past::Until(history), format!("the commits up to {}", self.today)),
            Some(Err(StoreError::Absent { .. })) | None => (Past::Nothing, "no commit".into()),
            Some(Err(error)) => return Err(error.into()),
        };
        self.note(Note::usual(format!("the last commit is of {last}, after the day that is looked from; judged by {by}")));
        Ok(past)
    }
}
