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
use super::list::parsed;
use super::note::Note;
use super::open::{State, View, Which, World};
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::node::{Files, SourceFile};
use crate::base::text::{count, did_you_mean, list_of, natural};
use crate::load::alone::alone;
use crate::load::yaml::MAX_BYTES;
use crate::model::fleet::{self, FILE};
use crate::register::query::Query;
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
use member::{Found, Item, Member};
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
    /// So many faults are in items of which nobody knows whether they are meant.
    unsure: usize,
    items: Vec<Item>,
    members: Vec<Member>,
    /// How many there are, whoever is asked.
    total: usize,
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
        let path = file_in(&root);
        let bytes =
            plain::read_up_to(&path, MAX_BYTES).map_err(|source| What::Reading { what: format!("`{}`", path.display()), source })?;
        let read = alone::<fleet::Fleet>(fleet::NAME, FILE, bytes);
        let Some(value) = &read.value else { return Err(refused(&read.file, read.findings, &path)) };
        // In a hook, git names one repository, which is none of these.
        let world = World { environment: elsewhere(&world.environment), ..world };
        let Found { items, members, mut findings } = member::all(&root, &read, value);
        findings.extend(read.findings);
        findings.sort_by(|a, b| (a.primary.span, a.rule).cmp(&(b.primary.span, b.rule)));
        // What the file has wrong may be a programme that is not among these.
        let is_short = findings.iter().any(is_error);
        let name = value.name.clone().unwrap_or_else(|| "All programmes".into());
        let files = Files::new(vec![Arc::new(read.file)]);
        Ok(Self {
            name,
            files,
            findings,
            unsure: 0,
            items,
            total: members.len(),
            members,
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
        let n = self.findings.iter().filter(|finding| is_error(finding)).count() + self.unsure;
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

    /// Leaves only programmes that may pass a test by what `fleet.yaml` says of them, and of what is wrong with the file that which
    /// is about them or about all: it is nobody else's to read. `more` is what can be asked besides, once they are read.
    fn keep(&mut self, test: Option<&str>, more: &[&str]) -> Result<Option<Query>, Error> {
        let Some(test) = test else { return Ok(None) };
        let query = parsed(test)?;
        // What follows from records goes before a tag of the same name.
        let is_known = |path: &str| self.written(path) && !more.contains(&path);
        if let Some(field) = query.fields().into_iter().find(|field| !is_known(&field.path) && !more.contains(&field.path.as_str())) {
            return Err(self.unknown(test, &field.path, more));
        }
        let passes = |about: &About| query.may_hold(&|path| about.values(path), &[], &is_known);
        let members = self.members.iter().filter(|member| passes(&member.about)).cloned().collect();
        let item = |finding: &Diagnostic| {
            let place = finding.primary.span;
            let at = self.items.partition_point(|item| item.place.end < place.start);
            self.items.get(at).filter(|item| item.place.start <= place.start)
        };
        let is_meant = |finding: &&Diagnostic| item(finding).is_none_or(|item| item.about.as_ref().is_some_and(passes));
        let (meant, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = self.findings.iter().partition(is_meant);
        // Of an item that could not be read whole, what the test asks for may be what is missing.
        self.unsure = others.into_iter().filter(|finding| is_error(finding) && finding.rule == "record-shape").count();
        self.findings = meant.into_iter().cloned().collect();
        self.members = members;
        self.is_short.store(self.unsure > 0 || self.findings.iter().any(is_error), Ordering::Relaxed);
        Ok(Some(query))
    }

    /// The tags of all items, those of one after those of the other.
    fn tags(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| item.about.as_ref()).flat_map(|about| about.tags.keys().map(String::as_str))
    }

    /// Whether `fleet.yaml` says something of this name of programmes.
    fn written(&self, path: &str) -> bool {
        About::WRITTEN.contains(&path) || self.tags().any(|tag| tag == path)
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
        let about = About { commit: view.source.commit(), ..member.about.clone() };
        let answer = ask(&view, about);
        let gaps = view.unread().into_iter().map(|gap| UnreadFile { file: member.below(&gap.file), ..gap });
        self.gaps.lock().unwrap_or_else(PoisonError::into_inner).extend(gaps);
        let told = view.notes().into_iter().map(|note| Note { text: format!("{}: {}", member.name(), note.text), ..note });
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).extend(told);
        Ok(answer?)
    }

    /// What came of each, and those of which nothing can be said.
    fn parted<T>(&self, answers: Vec<Answer<T>>) -> (Vec<T>, Vec<UnreadFacts>) {
        let (mut good, mut unread) = (Vec::with_capacity(answers.len()), Vec::new());
        for (member, answer) in self.members.iter().zip(answers) {
            match answer {
                Ok(answer) => good.push(answer),
                Err(Unread { why, help }) => unread.push(UnreadFacts { about: member.about.clone(), why, help }),
            }
        }
        (good, unread)
    }

    fn seen(&self) -> Seen {
        Seen { name: self.name.clone(), as_of: self.today }
    }

    /// What is wrong with a test, with the names that there are.
    fn unknown(&self, test: &str, field: &str, more: &[&str]) -> Error {
        let known: BTreeSet<&str> = About::WRITTEN.iter().chain(more).copied().chain(self.tags()).collect();
        let problem = format!("nothing of a programme is called `{field}`");
        let near = did_you_mean(field, known.iter().copied());
        let hint = near.map_or(format!("there are {}", list_of(known, "and")), |near| format!("did you mean `{near}`?"));
        Error::asked(format!("{problem}, in\n  {test}")).hint(hint)
    }
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.level == Level::Error
}

/// Where git does not say which repository is meant.
fn elsewhere(environment: &Environment) -> Environment {
    Environment { git_dir: None, work_tree: None, index: None, objects: Vec::new(), ..environment.clone() }
}

/// The file in a folder, as one names it from here.
fn file_in(folder: &Path) -> PathBuf {
    if folder == Path::new(".") { FILE.into() } else { folder.join(FILE) }
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
