//! A programme is opened: which one, which state of it, as of which day.

use super::approved::commit_of;
use super::error::{Error, What};
use super::note::{Note, Notes};
use super::writing;
use crate::base::date::Date;
use crate::base::text::count;
use crate::load::{Loader, kind_at};
use crate::model::program::Program;
use crate::report::brand::Brand;
use crate::report::unread::Unread;
use crate::report::{Origin, Tree};
use crate::store::git::{Environment, GitSource, Repository};
use crate::store::sparse::Sparse;
use crate::store::unbegun::Unbegun;
use crate::store::worktree::WorkTree;
use crate::store::write::Writer;
use crate::store::{FileKind, Listed, Source, StoreError, lfs};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// Where whoever asks stands. Nothing below asks for a clock or an environment.
#[derive(Clone, Debug)]
pub struct World {
    /// The folder that paths are seen from.
    pub here: PathBuf,
    /// What git tells the programs it starts.
    pub environment: Environment,
    /// Where the user keeps what can be found out again, if anywhere.
    pub cache: Option<PathBuf>,
    /// The day by the clock. Asked for only if nothing else says which day it is.
    pub clock: fn() -> Date,
}

/// Which programme, which state of it, as of which day.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// The programme in this folder or above it; without it, from where one stands.
    pub dir: Option<PathBuf>,
    pub state: State,
    /// The day to look from; without it, that of the state, else that of the clock.
    pub today: Option<Date>,
}

/// Which bytes of a programme to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// The files as they are.
    #[default]
    Files,
    /// The index: what is going to be committed.
    Staged,
    /// A commit, by its name, a day or `approved:ID`.
    At(String),
}

/// A programme in one of its states, looked at from a day.
pub struct View {
    pub tree: WorkTree,
    pub source: Box<dyn Source + Send>,
    pub today: Date,
    pub(super) world: Arc<World>,
    /// Where a state that git keeps has the programme.
    pub(super) place: Option<String>,
    /// Shared by the views of one programme, so that what their states have in common is parsed once.
    pub(super) loader: Arc<Mutex<Loader>>,
    notes: Arc<Notes>,
    /// What the organisation puts on its papers, once that was read.
    pub(super) brand: OnceLock<Option<Arc<Brand>>>,
}

impl View {
    /// Finds the programme and the state of it that is meant.
    ///
    /// # Errors
    /// When there is no programme, no repository, or no such state.
    pub fn open(world: World, which: &Which) -> Result<Self, Error> {
        let start = which.dir.clone().unwrap_or_else(|| world.here.clone());
        let tree = match which.state {
            State::Files => find(&start, &world.environment)?,
            _ => look_from(&start, &world.environment)?,
        };
        let notes = Arc::<Notes>::default();
        let git = || repository(&tree, &world.environment);
        let (source, place) = match &which.state {
            State::At(spec) => {
                let repository = git()?;
                kept(repository.at(&commit_of(&repository, spec)?)?, &notes)
            }
            State::Staged => kept(git()?.index()?, &notes),
            State::Files => (files(&tree, &world.environment, &notes), None),
        };
        let today = which.today.or_else(|| source.day()).unwrap_or_else(world.clock);
        Ok(Self { tree, source, today, place, world: Arc::new(world), loader: Arc::default(), notes, brand: OnceLock::new() })
    }

    /// The same programme at another commit or on another day, looked at from the same day.
    ///
    /// # Errors
    /// When there is no such state.
    pub fn elsewhere(&self, spec: &str) -> Result<Self, Error> {
        let repository = self.repository()?;
        let (source, place) = kept(repository.at(&commit_of(&repository, spec)?)?, &self.notes);
        let shared = (Arc::clone(&self.world), Arc::clone(&self.loader), Arc::clone(&self.notes));
        let (world, loader, notes) = shared;
        Ok(Self { tree: self.tree.clone(), source, today: self.today, place, world, loader, notes, brand: OnceLock::new() })
    }

    /// Begins to write the programme's files. What git is in the middle of is noted and no obstacle: it moves no file by itself
    /// until it is told to go on, and then refuses to overwrite what is in no commit.
    ///
    /// # Errors
    /// As [`writing::begin`].
    pub(super) fn begin_writing(&self) -> Result<Writer, Error> {
        if let Some(what) = self.repository().ok().and_then(|repository| repository.under_way()) {
            self.note(Note::usual(format!("{what} is under way in this repository, and what is written now comes into the middle of it")));
        }
        let mut writer = writing::begin(self.tree.root(), |note| self.note(note))?;
        // An index that cannot be read may have files which are not here: what is written in their place would be committed over them.
        let left_out = self.repository().ok().map(|repository| repository.left_out()).transpose()?.flatten();
        if let Some(left_out) = left_out {
            writer.left_out = left_out.list()?.into_iter().map(|listed| listed.path).collect();
            writer.left_out.retain(|path| self.tree.resolve(path).is_none_or(|path| path.symlink_metadata().is_err()));
        }
        // Whoever asked questions before has read files before.
        self.source.look_again();
        Ok(writer)
    }

    /// The repository the programme is in.
    ///
    /// # Errors
    /// When it is in none.
    pub fn repository(&self) -> Result<Repository, Error> {
        repository(&self.tree, &self.world.environment)
    }

    /// Notes that a clone is shallow, where it is: not every format has a place for it.
    pub(super) fn mention_shallow(&self, repository: &Repository) {
        if repository.is_shallow() {
            self.note(Note::usual("this clone is shallow: what came before its first commit is not here"));
        }
    }

    /// Notes something for whoever asked.
    pub fn note(&self, note: Note) {
        self.notes.add(note);
    }

    /// What is to be told, of all views of this programme, and was not taken yet.
    pub fn notes(&self) -> Vec<Note> {
        self.notes.take()
    }

    /// Keeps what could not be read of a state that an answer is made of.
    pub(super) fn miss(&self, program: &Program, source: &dyn Source) {
        self.notes.miss(Unread::of(program, &source.label()));
    }

    /// What could not be read so far, of all views of this programme: an answer is made without it.
    pub fn unread(&self) -> Vec<Unread> {
        self.notes.unread()
    }

    /// What the organisation puts on its papers in this state. It is read for that where nothing asked for its records so far.
    pub fn brand(&self) -> Option<Arc<Brand>> {
        let read = || self.load_from(&*self.source).ok().and_then(|loaded| Brand::of(&loaded.program));
        self.brand.get_or_init(read).clone()
    }

    /// Which state a report is about.
    pub fn origin(&self) -> Origin {
        Origin { commit: self.source.commit(), label: self.source.label(), tool: env!("CARGO_PKG_VERSION"), tree: Tree::None }
    }

    /// How the state stands to a commit, as far as a report on the programme depends on it: its records, and the files that they
    /// name. Those are read for it, unless the state is a commit.
    ///
    /// # Errors
    /// When files or commits cannot be read.
    pub fn tree(&self, program: &Program) -> Result<Tree, Error> {
        if self.source.commit().is_some() {
            return Ok(Tree::Commit);
        }
        let head = self.repository()?.at("HEAD")?;
        let commit = head.commit().unwrap_or_default();
        let read: HashSet<&str> =
            program.files.iter().map(|file| file.path.as_str()).chain(program.named_files().map(|(path, _)| path)).collect();
        let is_same = self.is_same(&head, |path| read.contains(path) || kind_at(path).is_some())?;
        Ok(if is_same { Tree::Clean(commit) } else { Tree::Changed(commit) })
    }

    /// Whether records are others than those of the last commit.
    ///
    /// # Errors
    /// When files or commits cannot be read.
    #[cfg(feature = "parquet")]
    pub(super) fn differs(&self) -> Result<bool, Error> {
        let head = self.repository()?.at("HEAD")?;
        Ok(!self.is_same(&head, |path| kind_at(path).is_some())?)
    }

    /// Whether the files that count are those of a commit.
    fn is_same(&self, commit: &GitSource, counts: impl Fn(&str) -> bool) -> Result<bool, StoreError> {
        let counted = |listed: &Listed| listed.kind != FileKind::Ignored && counts(&listed.path);
        let list = |source: &dyn Source| -> Result<Vec<Listed>, StoreError> { Ok(source.list()?.into_iter().filter(counted).collect()) };
        let (here, there) = (list(&*self.source)?, list(commit)?);
        let mut is_same = here.len() == there.len();
        for (here, there) in here.iter().zip(&there) {
            is_same = is_same && here.path == there.path && here.kind == there.kind;
            is_same = is_same && (here.kind != FileKind::File || is_content(&*self.source, commit, &here.path)?);
        }
        Ok(is_same)
    }

    /// The commit that the state is or rests on, with the folder of the programme in it.
    pub fn revision(&self) -> String {
        match (self.source.commit(), &self.place) {
            (Some(commit), Some(place)) => format!("{commit}:{place}"),
            _ => "HEAD".into(),
        }
    }

    /// From the top of the repository to the programme: empty, or ending in `/`.
    pub fn place(&self) -> String {
        let now = || self.repository().map(|repository| repository.prefix().to_owned()).unwrap_or_default();
        self.place.clone().unwrap_or_else(now)
    }

    /// From where one stands to the programme, for paths that people click: empty, or ending in `/`. Where it stood
    /// elsewhere, from the top of the repository.
    pub fn shown_prefix(&self) -> String {
        let root = self.tree.root();
        if let Some(moved) = self.place.clone().filter(|place| self.repository().is_ok_and(|now| now.prefix() != place)) {
            return moved;
        }
        match (self.world.here.canonicalize(), root.canonicalize()) {
            (Ok(here), Ok(root)) if root == here => String::new(),
            (Ok(here), Ok(full)) => slashed(full.strip_prefix(here).unwrap_or(root)),
            _ => slashed(root),
        }
    }
}

/// The files as they are, but for an edit that was interrupted: nobody judges half of one.
fn files(tree: &WorkTree, environment: &Environment, notes: &Arc<Notes>) -> Box<dyn Source + Send> {
    let told = Arc::clone(notes);
    let below = all_files(tree, environment, notes);
    Box::new(Unbegun::new(tree.root(), below, move |pending| told.add(Note::always(writing::interrupted(pending)))))
}

/// What a sparse checkout leaves out is read from the index: records would refer to what is not there.
fn all_files(tree: &WorkTree, environment: &Environment, notes: &Notes) -> Arc<dyn Source + Send> {
    let repository = Repository::discover(tree.root(), environment).ok().flatten();
    match repository.map(|repository| repository.left_out()) {
        Some(Ok(Some(left_out))) => {
            let n = left_out.list().map_or(0, |list| list.len());
            let are = if n == 1 { "is" } else { "are" };
            let text =
                format!("this checkout is sparse: {} of the programme {are} not here, and read from the index instead", count(n, "file"));
            notes.add(Note::usual(text));
            Arc::new(Sparse::new(tree.clone(), left_out))
        }
        Some(Err(error)) => {
            notes.add(Note::usual(format!("if this checkout is sparse, files of the programme are missing: {error}")));
            Arc::new(tree.clone())
        }
        Some(Ok(None)) | None => Arc::new(tree.clone()),
    }
}

/// Whether a file has the content that a commit has, or that its pointer there names.
fn is_content(here: &dyn Source, commit: &dyn Source, path: &str) -> Result<bool, StoreError> {
    if commit.content(path).is_some_and(|content| here.names(path).is_ok_and(|names| names.contains(&content))) {
        return Ok(true);
    }
    let kept = commit.read(path)?;
    lfs::pointer(&kept).map_or(Ok(false), |digest| Ok(here.digest(path)? == digest))
}

/// A state that git keeps, with the place of the programme in it; notes what is to be said of the choice.
fn kept(source: GitSource, notes: &Notes) -> (Box<dyn Source + Send>, Option<String>) {
    let place = Some(source.place().to_owned());
    source.notes().iter().for_each(|note| notes.add(Note::usual(note)));
    (Box::new(source), place)
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    if text.is_empty() { text } else { format!("{}/", text.trim_end_matches('/')) }
}

/// The programme that a folder is in.
pub(super) fn find(start: &Path, environment: &Environment) -> Result<WorkTree, Error> {
    if !start.is_dir() {
        return Err(What::NoFolder(start.into()).into());
    }
    let full = start.canonicalize()?;
    match WorkTree::discover(&full) {
        // The path as it was typed reads better in messages than the full one.
        Some(found) if found.root() == full => Ok(WorkTree::at(start)),
        Some(found) => Ok(found),
        None => Err(match bare(&full, environment) {
            Some(branch) => Error::from(What::Bare(start.into())).hint(format!("name a commit, such as `--at {branch}`")),
            None => What::NoProgramme(start.into()).into(),
        }),
    }
}

/// The programme of the work tree, or else the folder it is looked for from: a state that git keeps may have one where
/// there are no files.
fn look_from(start: &Path, environment: &Environment) -> Result<WorkTree, Error> {
    match find(start, environment) {
        Ok(tree) => Ok(tree),
        Err(_) if start.exists() && !start.is_dir() => Err(What::NoFolder(start.into()).into()),
        Err(_) => Ok(WorkTree::at(start)),
    }
}

/// The current branch of a repository without a work tree.
pub fn bare(folder: &Path, environment: &Environment) -> Option<String> {
    let repository = Repository::discover(folder, environment).ok()??;
    repository.top().is_none().then(|| repository.branch().unwrap_or_else(|| "HEAD".into()))
}

fn repository(tree: &WorkTree, environment: &Environment) -> Result<Repository, Error> {
    Repository::discover(tree.root(), environment)?.ok_or_else(|| What::NoRepository(tree.root().into()).into())
}
