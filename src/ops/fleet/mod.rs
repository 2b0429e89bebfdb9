//! Many programmes at once: `fleet.yaml` says which, each is read by itself, and what cannot be read costs its own line.
//!
//! Nothing is cloned or fetched, and nothing of one programme is kept for another: each has a view, a loader and notes of
//! its own, which end with it.

mod begin;
mod check;
mod compare;
mod due;
#[cfg(feature = "parquet")]
mod export;
#[cfg(feature = "parquet")]
mod hidden;
mod member;
mod status;
mod walk;

use super::error::{Error, What};
use super::note::Note;
use super::open::{State, View, Which, World};
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::node::{Files, SourceFile};
use crate::base::text::{count, did_you_mean, list_of, natural};
use crate::load::alone::alone;
use crate::load::yaml::MAX_BYTES;
use crate::model::fleet::{self, FILE};
use crate::report::fleet::{About, Seen, UnreadFacts};
use crate::report::unread::Unread as UnreadFile;
use crate::store::git::Environment;
use crate::store::plain;
pub use begin::begin;
pub use check::check;
pub use compare::compare;
pub use due::due;
#[cfg(feature = "parquet")]
pub use export::{Exported, Wanted as WantedRows, export};
#[cfg(feature = "parquet")]
pub use hidden::Without;
use member::Member;
use rayon::ThreadPoolBuilder;
pub use status::{Wanted, status};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The programmes of a `fleet.yaml`, each where it stands on this machine, seen from one day.
pub struct Fleet {
    /// What all of them together are called.
    name: String,
    /// `fleet.yaml`, and what is wrong with it or with the places that it names.
    files: Files,
    findings: Vec<Diagnostic>,
    members: Vec<Member>,
    today: Date,
    /// The states of this day are looked at, and not the files.
    then: Option<Date>,
    world: World,
    notes: Mutex<Vec<Note>>,
    /// The files of programmes that could not be read.
    gaps: Mutex<BTreeSet<UnreadFile>>,
    /// Of some programme nothing could be read.
    is_short: AtomicBool,
}

/// What came of a programme: an answer, or why there is none and what to do.
type Answer<T> = Result<T, Unread>;

/// Why nothing can be said of a programme.
#[derive(Clone, Debug)]
struct Unread {
    why: String,
    help: Option<String>,
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self { why: error.to_string(), help: error.hints.into_iter().next() }
    }
}

impl Fleet {
    /// Finds the file and what it names.
    ///
    /// # Errors
    /// When there is no such file, it cannot be read, or its `format:` is none that is known; when `--at` is no day.
    pub fn open(world: World, which: &Which) -> Result<Self, Error> {
        let start = which.dir.clone().unwrap_or_else(|| world.here.clone());
        let root = find(&start)?;
        let then = match &which.state {
            State::Files => None,
            State::At(text) => Some(text.parse::<Date>().map_err(|_| {
                Error::asked(format!("`{text}` is no day, and programmes have nothing else in common")).hint("write it as `2026-03-31`")
            })?),
            State::Staged => return Err(Error::asked("an index is of one programme")),
        };
        let today = which.today.or(then).unwrap_or_else(world.clock);
        let path = if root == Path::new(".") { PathBuf::from(FILE) } else { root.join(FILE) };
        let bytes =
            plain::read_up_to(&path, MAX_BYTES).map_err(|source| What::Reading { what: format!("`{}`", path.display()), source })?;
        let read = alone::<fleet::Fleet>(fleet::NAME, FILE, bytes);
        let Some(value) = read.value else { return Err(refused(&read.file, read.findings, &path)) };
        // In a hook, git names one repository, which is none of these.
        let world = World { environment: elsewhere(&world.environment), ..world };
        let mut found = member::all(&root, &value, &read.file);
        found.findings.extend(read.findings);
        found.findings.sort_by(|a, b| (a.primary.span, a.rule).cmp(&(b.primary.span, b.rule)));
        // What the file has wrong may be a programme that is not among these.
        let is_short = found.findings.iter().any(|finding| finding.level == Level::Error);
        let name = value.name.unwrap_or_else(|| "All programmes".into());
        let files = Files::new(vec![Arc::new(read.file)]);
        Ok(Self {
            name,
            files,
            findings: found.findings,
            members: found.members,
            today,
            then,
            world,
            notes: Mutex::default(),
            gaps: Mutex::default(),
            is_short: AtomicBool::new(is_short),
        })
    }

    /// Whether some programme is missing from what was answered so far, or may be.
    pub fn is_short(&self) -> bool {
        self.is_short.load(Ordering::Relaxed)
    }

    /// The files that could not be read so far, each below the folder of its programme: answers are made without them.
    pub fn unread(&self) -> Vec<UnreadFile> {
        self.gaps.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// What is to be told beside an answer, by programme, and what is wrong with the file.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner));
        // Whoever was ready first.
        notes.sort_by(|a, b| natural(&a.text, &b.text));
        let n = self.findings.iter().filter(|finding| finding.level == Level::Error).count();
        if n > 0 {
            notes.push(Note::usual(format!("{} in `{FILE}` and the places that it names; see `isms fleet check`", count(n, "fault"))));
        }
        notes
    }

    /// Notes that what is there of a programme was made without files that could not be read.
    #[cfg(feature = "parquet")]
    fn lacks(&self, name: &str, files: usize) {
        self.is_short.store(true, Ordering::Relaxed);
        self.note(Note::usual(format!("what is there of `{name}` was read without {}", count(files, "file"))));
    }

    #[cfg(feature = "parquet")]
    fn note(&self, note: Note) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }

    /// Leaves only programmes for which a test of what `fleet.yaml` says of them holds.
    fn keep(&mut self, test: Option<&str>) -> Result<(), Error> {
        let Some(test) = test else { return Ok(()) };
        let query = super::list::parsed(test)?;
        for field in query.fields() {
            if !self.written(&field.path) {
                return Err(self.unknown(test, &field.path, &[]));
            }
        }
        self.members.retain(|member| query.holds(&|path| member.values(path), &[]));
        Ok(())
    }

    /// Whether `fleet.yaml` says something of this name of programmes.
    fn written(&self, path: &str) -> bool {
        member::WRITTEN.contains(&path) || self.members.iter().any(|member| member.tags.contains_key(path))
    }

    /// Asks each programme; answers come in the order of the file.
    fn each<T: Send>(&self, ask: impl Fn(&View, About) -> Result<T, Error> + Sync) -> Vec<Answer<T>> {
        self.pooled(&self.members, |member| {
            let which = member.which(&self.world.environment, self.then, self.today);
            let answer = which.and_then(|which| self.one(member, &which, &ask));
            self.is_short.fetch_or(answer.is_err(), Ordering::Relaxed);
            answer
        })
    }

    /// Does something for each item, as many at a time as there are cores; what comes of them keeps their order.
    fn pooled<'i, I: Sync, T: Send>(&self, items: &'i [I], work: impl Fn(&'i I) -> T + Sync) -> Vec<T> {
        let threads = rayon::current_num_threads();
        if items.len() < threads * 2 {
            return items.iter().map(work).collect();
        }
        // A programme is small beside all of them: each is read by one thread, which waits for nobody.
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(items.len())));
        let run = || {
            let alone = ThreadPoolBuilder::new().num_threads(1).build();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { break };
                let came = match &alone {
                    Ok(alone) => alone.install(|| work(item)),
                    Err(_) => work(item),
                };
                done.lock().unwrap_or_else(PoisonError::into_inner).push((at, came));
            }
        };
        std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(run))));
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, came)| came).collect()
    }

    /// Asks one programme in one of its states, and keeps what is to be told beside the answer.
    fn one<T>(&self, member: &Member, which: &Which, ask: &(impl Fn(&View, About) -> Result<T, Error> + Sync)) -> Answer<T> {
        let view = View::open(self.world.clone(), which)?;
        let about = member.about(view.source.commit());
        let answer = ask(&view, about);
        let gaps = view.unread().into_iter().map(|gap| UnreadFile { file: member.below(&gap.file), ..gap });
        self.gaps.lock().unwrap_or_else(PoisonError::into_inner).extend(gaps);
        let told = view.notes().into_iter().map(|note| Note { text: format!("{}: {}", member.name, note.text), ..note });
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).extend(told);
        Ok(answer?)
    }

    /// What came of each, and those of which nothing can be said.
    fn parted<T>(&self, answers: Vec<Answer<T>>) -> (Vec<T>, Vec<UnreadFacts>) {
        let (mut good, mut unread) = (Vec::with_capacity(answers.len()), Vec::new());
        for (member, answer) in self.members.iter().zip(answers) {
            match answer {
                Ok(answer) => good.push(answer),
                Err(Unread { why, help }) => unread.push(UnreadFacts { about: member.about(None), why, help }),
            }
        }
        (good, unread)
    }

    fn seen(&self) -> Seen {
        Seen { name: self.name.clone(), as_of: self.today }
    }

    /// What is wrong with a test, with the names that there are.
    fn unknown(&self, test: &str, field: &str, more: &[&str]) -> Error {
        let tags = self.members.iter().flat_map(|member| member.tags.keys().map(String::as_str));
        let known: BTreeSet<&str> = member::WRITTEN.iter().chain(more).copied().chain(tags).collect();
        let problem = format!("nothing of a programme is called `{field}`");
        let near = did_you_mean(field, known.iter().copied());
        let hint = near.map_or(format!("there are {}", list_of(known, "and")), |near| format!("did you mean `{near}`?"));
        Error::asked(format!("{problem}, in\n  {test}")).hint(hint)
    }
}

/// Where git does not say which repository is meant.
fn elsewhere(environment: &Environment) -> Environment {
    Environment { git_dir: None, work_tree: None, index: None, objects: Vec::new(), ..environment.clone() }
}

/// The folder that holds the file: this one or one above.
fn find(start: &Path) -> Result<PathBuf, Error> {
    if !start.is_dir() {
        return Err(What::NoFolder(start.into()).into());
    }
    if start.join(FILE).is_file() {
        return Ok(start.into());
    }
    let full = start.canonicalize()?;
    let found = full.ancestors().find(|folder| folder.join(FILE).is_file()).map(Path::to_owned);
    found.ok_or_else(|| {
        Error::failed(format!("there is no `{FILE}` in `{}` or above it", start.display()))
            .hint("`isms fleet init` writes one for the programmes below; `-C DIR` names another folder")
    })
}

/// A file of which nothing can be read.
fn refused(file: &SourceFile, findings: Vec<Diagnostic>, path: &Path) -> Error {
    let Some(first) = findings.into_iter().next() else { return Error::failed(format!("`{}` says nothing", path.display())) };
    let at = file.position(first.primary.span.start);
    let error = Error::failed(format!("{}:{}:{}: {}", path.display(), at.line, at.column, first.message));
    first.help.into_iter().fold(error, Error::hint)
}
