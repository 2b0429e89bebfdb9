//! States kept by git: the index, and any commit. The only file that names the git library, which runs nothing a
//! repository's configuration asks for: no filters, no hooks, no file monitors, no network.

use super::{FileKind, Listed, RelPath, Source, StoreError};
use crate::base::date::Date;
use git2::{ErrorCode, ObjectType, Oid};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// An entry that `git add -N` made: the path is known, its content is not going to be committed.
const INTENT_TO_ADD: u16 = 1 << 13;

/// The repository a programme is in.
pub struct Repository {
    repo: git2::Repository,
    /// From the top of the work tree to the programme: empty, or ending in `/`.
    prefix: String,
}

impl Repository {
    /// Finds the repository that `root` is in; None if it is in none.
    pub fn discover(root: &Path) -> Result<Option<Self>, StoreError> {
        let repo = match git2::Repository::discover(root) {
            Ok(repo) => repo,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(refused("git cannot open the repository", &error)),
        };
        let prefix = prefix_of(&repo, root);
        Ok(Some(Self { repo, prefix }))
    }

    /// From the top of the work tree to the programme: empty, or ending in `/`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The top of the work tree, if there is one.
    pub fn top(&self) -> Option<&Path> {
        self.repo.workdir()
    }

    /// Where hooks of this repository live by default, shared by its work trees.
    pub fn default_hooks(&self) -> PathBuf {
        self.repo.commondir().join("hooks")
    }

    /// `core.hooksPath`, if it is set, as an absolute path.
    pub fn configured_hooks(&self) -> Option<PathBuf> {
        let path = self.repo.config().ok()?.get_path("core.hooksPath").ok()?;
        Some(self.repo.workdir().unwrap_or_else(|| self.repo.path()).join(path))
    }

    /// What is going to be committed. `index` names another index file than the repository's, as git does for hooks.
    pub fn index(&self, index: Option<&Path>) -> Result<GitSource, StoreError> {
        let wrong = |error: git2::Error| refused("the index cannot be read", &error);
        let index = match index {
            Some(path) => git2::Index::open(path).map_err(wrong)?,
            None => self.repo.index().map_err(wrong)?,
        };
        let mut entries = BTreeMap::new();
        for entry in index.iter().filter(|entry| entry.flags_extended & INTENT_TO_ADD == 0) {
            let Some(path) = std::str::from_utf8(&entry.path).ok().and_then(|path| path.strip_prefix(&self.prefix)) else { continue };
            let unmerged = (entry.flags >> 12) & 3 != 0;
            let kind = if unmerged { Some(FileKind::Unmerged) } else { kind_of(entry.mode) };
            if let Some(kind) = kind.filter(|_| !is_hidden(path)) {
                entries.insert(path.to_owned(), Blob { id: entry.id, kind });
            }
        }
        Ok(self.source("index".into(), None, None, entries))
    }

    /// The programme at a revision or on a date.
    pub fn at(&self, spec: &str) -> Result<GitSource, StoreError> {
        let commit = match spec.parse::<Date>() {
            Ok(day) => self.commit_on(day)?,
            Err(_) => self.commit_of(spec)?,
        };
        let wrong = |error: git2::Error| refused(&format!("commit {} cannot be read", commit.id()), &error);
        let tree = commit.tree().map_err(wrong)?;
        let root = if self.prefix.is_empty() {
            Some(tree)
        } else {
            let entry = tree.get_path(Path::new(self.prefix.trim_end_matches('/')));
            entry.ok().and_then(|entry| entry.to_object(&self.repo).ok()).and_then(|object| object.into_tree().ok())
        };
        let id = commit.id().to_string();
        let Some(root) = root else {
            let what = format!("there was no folder `{}` in commit {}", self.prefix.trim_end_matches('/'), &id[..10]);
            return Err(StoreError::Git { what, hint: Some("choose a later commit or date".into()) });
        };
        let entries = self.entries(root.id()).map_err(wrong)?;
        let day = day_of(&commit.committer().when());
        Ok(self.source(format!("commit {}", &id[..10]), Some(id), day, entries))
    }

    /// The last commit of the current branch whose date, and those of all before it, are not after the end of `day`.
    /// Dates in git are claims: one commit dated back does not hide what stood before it.
    fn commit_on(&self, day: Date) -> Result<git2::Commit<'_>, StoreError> {
        let head = self.repo.head().and_then(|head| head.peel_to_commit());
        let mut line = vec![head.map_err(|_| no_commits())?];
        while let Some(parent) = line.last().and_then(|commit| commit.parent(0).ok()) {
            line.push(parent);
        }
        let first = line.last().and_then(|commit| day_of(&commit.committer().when()));
        let mut found = None;
        for commit in line.into_iter().rev() {
            if day_of(&commit.committer().when()).is_some_and(|on| on > day) {
                break;
            }
            found = Some(commit);
        }
        found.ok_or_else(|| StoreError::Git {
            what: format!("there is no commit on or before {day}"),
            hint: first.map(|first| format!("the first is of {first}")),
        })
    }

    fn commit_of(&self, spec: &str) -> Result<git2::Commit<'_>, StoreError> {
        let unknown = || StoreError::Git {
            what: format!("`{spec}` is no commit of this repository"),
            hint: Some("name a branch, a tag, a commit id, `HEAD~3`, or a date such as `2026-03-31`".into()),
        };
        // Forms that search messages or depend on this clone's own log would not mean the same elsewhere.
        if spec.starts_with('-') || spec.contains(":/") || spec.contains("@{") {
            return Err(unknown());
        }
        if self.repo.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch) {
            return Err(no_commits());
        }
        self.repo.revparse_single(spec).and_then(|object| object.peel_to_commit()).map_err(|_| unknown())
    }

    /// All files below a tree, by path. Git sorts a folder's entries but not whole paths, so a map does.
    fn entries(&self, root: Oid) -> Result<BTreeMap<RelPath, Blob>, git2::Error> {
        let mut entries = BTreeMap::new();
        let mut open = vec![(String::new(), root)];
        while let Some((prefix, id)) = open.pop() {
            for entry in self.repo.find_tree(id)?.iter() {
                let Ok(name) = entry.name() else { continue };
                if name.starts_with('.') {
                    continue;
                }
                let path = format!("{prefix}{name}");
                match (entry.kind(), u32::try_from(entry.filemode()).ok().and_then(kind_of)) {
                    (Some(ObjectType::Tree), _) => open.push((path + "/", entry.id())),
                    (_, Some(kind)) => {
                        entries.insert(path, Blob { id: entry.id(), kind });
                    }
                    _ => {}
                }
            }
        }
        Ok(entries)
    }

    /// Walks from a commit or a day back to the first commit, the latest first, and gives each with the files of the
    /// programme that it changed. A merge comes without files: its branches have shown them.
    pub fn walk(&self, from: &str, visit: &mut dyn FnMut(Commit, Vec<FileChange>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let start = match from.parse::<Date>() {
            Ok(day) => self.commit_on(day)?,
            Err(_) => self.commit_of(from)?,
        };
        let wrong = |error: git2::Error| refused("the history cannot be read", &error);
        let mut walk = self.repo.revwalk().map_err(wrong)?;
        walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::TIME).map_err(wrong)?;
        walk.push(start.id()).map_err(wrong)?;
        for id in walk {
            let commit = self.repo.find_commit(id.map_err(wrong)?).map_err(wrong)?;
            let mut files = Vec::new();
            if commit.parent_count() < 2 {
                let before = commit.parent(0).ok().and_then(|parent| self.folder_of(&parent));
                self.compare(before, self.folder_of(&commit), "", &mut files).map_err(wrong)?;
            }
            visit(Commit::of(&commit), files)?;
        }
        Ok(())
    }

    /// Whether commits before some day were left out when the repository was cloned.
    pub fn is_shallow(&self) -> bool {
        self.repo.is_shallow()
    }

    /// The bytes of a file that [`Repository::walk`] gave.
    pub fn blob(&self, id: BlobId) -> Result<Vec<u8>, StoreError> {
        let wrong = |error: git2::Error| refused("a file of the history cannot be read", &error);
        self.repo.find_blob(id.0).map(|blob| blob.content().to_vec()).map_err(wrong)
    }

    /// The programme's folder in a commit, if it was there.
    fn folder_of(&self, commit: &git2::Commit<'_>) -> Option<Oid> {
        let tree = commit.tree().ok()?;
        match self.prefix.trim_end_matches('/') {
            "" => Some(tree.id()),
            prefix => tree.get_path(Path::new(prefix)).ok().filter(|entry| entry.kind() == Some(ObjectType::Tree)).map(|entry| entry.id()),
        }
    }

    /// The files that differ between two folders. Both are sorted alike, so one pass finds what differs; what has the
    /// same id is not opened, and nothing is kept of what is the same.
    fn compare(&self, before: Option<Oid>, after: Option<Oid>, prefix: &str, files: &mut Vec<FileChange>) -> Result<(), git2::Error> {
        let open = |folder: Option<Oid>| folder.map(|folder| self.repo.find_tree(folder)).transpose();
        let (old, new) = (open(before)?, open(after)?);
        let (mut left, mut right) = (0, 0);
        loop {
            let (a, b) = (old.as_ref().and_then(|tree| tree.get(left)), new.as_ref().and_then(|tree| tree.get(right)));
            let order = match (&a, &b) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => tree_order(a, b),
            };
            let a = a.filter(|_| order.is_le());
            let b = b.filter(|_| order.is_ge());
            left += usize::from(a.is_some());
            right += usize::from(b.is_some());
            if a.as_ref().map(git2::TreeEntry::id) != b.as_ref().map(git2::TreeEntry::id) {
                self.differ(a.as_ref(), b.as_ref(), prefix, files)?;
            }
        }
    }

    /// Takes down a file that differs, or goes into a folder that does. Links and what is hidden are left out.
    fn differ(
        &self,
        before: Option<&git2::TreeEntry<'_>>,
        after: Option<&git2::TreeEntry<'_>>,
        prefix: &str,
        files: &mut Vec<FileChange>,
    ) -> Result<(), git2::Error> {
        let Some(name) = before.or(after).and_then(|entry| entry.name().ok()).filter(|name| !name.starts_with('.')) else { return Ok(()) };
        let path = format!("{prefix}{name}");
        if [before, after].into_iter().flatten().any(|entry| entry.kind() == Some(ObjectType::Tree)) {
            let folder = |entry: Option<&git2::TreeEntry<'_>>| entry.map(git2::TreeEntry::id);
            return self.compare(folder(before), folder(after), &(path + "/"), files);
        }
        let is_file = |entry: &&git2::TreeEntry<'_>| entry.filemode() & 0o170_000 == 0o100_000;
        let blob = |entry: Option<&git2::TreeEntry<'_>>| entry.filter(is_file).map(|entry| BlobId(entry.id()));
        files.push(FileChange { path, before: blob(before), after: blob(after) });
        Ok(())
    }

    fn source(&self, label: String, commit: Option<String>, day: Option<Date>, entries: BTreeMap<RelPath, Blob>) -> GitSource {
        GitSource { git_dir: self.repo.path().to_owned(), idle: Mutex::new(Vec::new()), label, commit, day, entries }
    }
}

/// The content of a file in the history, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BlobId(Oid);

/// A file that a commit changed: its content before and after, as far as it was there.
#[derive(Clone, Debug)]
pub struct FileChange {
    pub path: RelPath,
    pub before: Option<BlobId>,
    pub after: Option<BlobId>,
}

/// What a commit says of itself. None of it is proved.
#[derive(Clone, Debug)]
pub struct Commit {
    pub id: String,
    /// The committer's day, where it was made.
    pub on: Date,
    pub author: String,
    pub email: String,
    /// The first line.
    pub message: String,
}

impl Commit {
    fn of(commit: &git2::Commit<'_>) -> Self {
        let author = commit.author();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            id: commit.id().to_string(),
            on: day_of(&commit.committer().when()).unwrap_or(Date::FIRST),
            author: text(author.name_bytes()),
            email: text(author.email_bytes()),
            message: text(commit.summary_bytes().unwrap_or_default()),
        }
    }
}

/// Begins a repository in a folder, as `git init` does.
pub fn init(root: &Path) -> Result<(), StoreError> {
    git2::Repository::init(root).map(drop).map_err(|error| refused("git cannot begin a repository", &error))
}

/// The index or a commit: paths with the blobs behind them.
pub struct GitSource {
    git_dir: PathBuf,
    /// Handles that no thread is using; one repository handle serves one thread at a time.
    idle: Mutex<Vec<git2::Repository>>,
    label: String,
    commit: Option<String>,
    day: Option<Date>,
    entries: BTreeMap<RelPath, Blob>,
}

#[derive(Clone, Copy)]
struct Blob {
    id: Oid,
    kind: FileKind,
}

impl Source for GitSource {
    fn label(&self) -> String {
        self.label.clone()
    }

    fn day(&self) -> Option<Date> {
        self.day
    }

    fn commit(&self) -> Option<String> {
        self.commit.clone()
    }

    fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let listed = |(path, blob): (&RelPath, &Blob)| Listed { path: path.clone(), kind: blob.kind, size: 0 };
        Ok(self.entries.iter().map(listed).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        let blob = self.entries.get(path).ok_or_else(|| StoreError::Missing { path: path.into() })?;
        let wrong = |error: git2::Error| refused(&format!("`{path}` cannot be read from {}", self.label), &error);
        let taken = self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let repo = taken.map_or_else(|| git2::Repository::open(&self.git_dir), Ok).map_err(wrong)?;
        let bytes = repo.find_blob(blob.id).map(|blob| blob.content().to_vec()).map_err(wrong);
        self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(repo);
        bytes
    }
}

/// The order git keeps a folder's entries in: by bytes, folders as if their names ended in `/`. A file and a folder of the
/// same name are two entries.
fn tree_order(a: &git2::TreeEntry<'_>, b: &git2::TreeEntry<'_>) -> Ordering {
    let slash = |entry: &git2::TreeEntry<'_>| (entry.kind() == Some(ObjectType::Tree)).then_some(b'/');
    let bytes = |entry| slash(entry).into_iter();
    a.name_bytes().iter().copied().chain(bytes(a)).cmp(b.name_bytes().iter().copied().chain(bytes(b)))
}

fn prefix_of(repo: &git2::Repository, root: &Path) -> String {
    let top = repo.workdir().and_then(|top| top.canonicalize().ok());
    let root = root.canonicalize().ok();
    let below = top.zip(root).and_then(|(top, root)| root.strip_prefix(top).map(Path::to_owned).ok());
    let parts: Vec<String> = below.iter().flat_map(|path| path.iter()).map(|part| part.to_string_lossy().into_owned() + "/").collect();
    parts.concat()
}

fn kind_of(mode: u32) -> Option<FileKind> {
    match mode & 0o170_000 {
        0o100_000 => Some(FileKind::File),
        0o120_000 => Some(FileKind::Symlink),
        // Folders and submodules are no files of this programme.
        _ => None,
    }
}

/// The work tree does not list hidden names either.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

/// The calendar day of a commit where it was made.
fn day_of(when: &git2::Time) -> Option<Date> {
    let local = when.seconds().checked_add(i64::from(when.offset_minutes()) * 60)?;
    chrono::DateTime::from_timestamp(local, 0).map(|moment| moment.date_naive().into())
}

fn no_commits() -> StoreError {
    StoreError::Git {
        what: "this repository has no commits yet".into(),
        hint: Some("commit the programme first, or leave out `--at`".into()),
    }
}

fn refused(what: &str, error: &git2::Error) -> StoreError {
    let hint = match error.code() {
        ErrorCode::Owner => {
            Some("the folder belongs to another user: `git config --global --add safe.directory <folder>` if you trust it".into())
        }
        _ => None,
    };
    StoreError::Git { what: format!("{what}: {}", error.message()), hint }
}
