//! Reading a programme for a command: its records, and of its history what is needed to judge them.

use super::error::CliError;
use super::options::{Global, ReportArgs};
use super::session::{Session, environment, say};
use crate::base::date::Date;
use crate::base::text::count;
use crate::history::Judged;
use crate::history::approval::needs_history;
use crate::history::trail::Trail;
use crate::load::Loaded;
use crate::model::program::FORMAT;
use crate::register::cx::Cx;
use crate::report::{Origin, Report};
use crate::store::git::Repository;
use std::path::PathBuf;
use std::process::ExitCode;

/// What a command asks of the history.
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
    today: Date,
}

impl Read {
    pub fn cx(&self) -> Cx<'_> {
        Cx::new(&self.loaded.program, self.trail.as_ref(), self.today).judged(self.judged)
    }
}

/// Reads the programme that the options name and writes a report on it.
pub fn reported<R: Report>(
    global: &Global,
    args: &ReportArgs,
    build: impl FnOnce(&Cx<'_>, &Origin) -> Result<R, CliError>,
) -> Result<ExitCode, CliError> {
    let session = Session::open(global)?;
    let read = session.read(Need::Approvals)?;
    session.mention_findings(&read.loaded);
    let report = build(&read.cx(), &session.origin())?;
    session.report(&report, args)?;
    Ok(ExitCode::SUCCESS)
}

impl Session {
    /// Reads the programme. What is wrong with it are findings; only bytes that cannot be had are an error.
    pub fn load(&self) -> Result<Loaded, CliError> {
        let loaded = self.loader.borrow_mut().load(&*self.source)?;
        if let Some(newer) = loaded.program.format().filter(|format| *format > FORMAT) {
            let tool = env!("CARGO_PKG_VERSION");
            let error = CliError::message(format!("this programme is written in format {newer}, and isms {tool} reads format {FORMAT}"));
            return Err(
                error.hint(format!("use a version of isms that reads format {newer}; nothing was judged by what this one does not know"))
            );
        }
        if self.verbose {
            let files = count(loaded.program.files.len(), "file");
            say(&format!("note: read {files} from the {} of `{}`, as of {}", self.source.label(), self.tree.root().display(), self.today));
        }
        Ok(loaded)
    }

    /// Says on stderr that records are missing from a report because they cannot be read.
    pub fn mention_findings(&self, loaded: &Loaded) {
        let n = loaded.findings.len();
        if n > 0 {
            self.say(&format!("note: {} in what was read ({}); see `isms check`", count(n, "fault"), self.source.label()));
        }
    }

    /// Reads the programme, and of its history what is needed to judge it.
    pub fn read(&self, need: Need) -> Result<Read, CliError> {
        let loaded = self.load()?;
        let (trail, judged) = match need {
            Need::Nothing => (None, Judged::Unasked),
            Need::Approvals if !needs_history(&loaded.program) => (None, Judged::Unasked),
            _ => self.follow().or_else(|error| self.without_history(error))?,
        };
        if judged == Judged::Shallow {
            self.say("note: this clone is shallow, so nothing is judged by its history; `git fetch --unshallow` brings the rest");
        }
        Ok(Read { loaded, trail, judged, today: self.today })
    }

    /// Files can be read and judged without a history; a commit without one cannot be what it says.
    fn without_history(&self, error: CliError) -> Result<(Option<Trail>, Judged), CliError> {
        if self.source.commit().is_some() {
            return Err(error);
        }
        self.say(&format!("note: nothing is judged by the history, which cannot be read: {}", error.cause));
        Ok((None, Judged::Unreadable))
    }

    /// The history of the state, where there is one to be judged: whole, and over by today.
    fn follow(&self) -> Result<(Option<Trail>, Judged), CliError> {
        let Some(repository) = Repository::discover(self.tree.root(), &environment())? else { return Ok((None, Judged::None)) };
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
        let shelf = cache().map(|folder| history.shelf(&folder));
        let history = Box::new(history);
        let trail = match shelf {
            Some(shelf) => Trail::since_last_time(history, &shelf)?,
            None => Trail::of(history)?,
        };
        Ok((Some(trail), Judged::Whole))
    }

    /// The commit that the state is or rests on, with the folder of the programme in it.
    pub fn revision(&self) -> String {
        match (self.source.commit(), &self.place) {
            (Some(commit), Some(place)) => format!("{commit}:{place}"),
            _ => "HEAD".into(),
        }
    }
}

/// Where the user keeps what can be found out again: `ISMS_CACHE`, else below the cache of the system. None if that is
/// `off`, or if there is none.
fn cache() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    match set("ISMS_CACHE") {
        Some(off) if off.as_os_str() == "off" => None,
        Some(folder) => Some(folder),
        None => {
            let system = set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA")).or_else(|| Some(set("HOME")?.join(".cache")))?;
            Some(system.join("isms"))
        }
    }
}
