//! What a repository is made of on disk: where its folders are, and what its settings say of them. All of it is read here,
//! from regular files only, and whose they are is asked before: git's library opens whatever stands in their place.

use super::config::Config;
use super::environment::Environment;
use super::errors::{broken, foreign, irregular, no_repository, unsupported};
use crate::store::StoreError;
use crate::store::plain;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folders and settings of a repository.
pub(super) struct Layout {
    /// With `HEAD` and the index.
    pub git_dir: PathBuf,
    /// With everything that linked work trees share.
    pub common: PathBuf,
    pub work_tree: Option<PathBuf>,
    pub config: Config,
    pub is_bare: bool,
    /// Commits before some day were left out when it was cloned.
    pub is_shallow: bool,
}

impl Layout {
    /// The repository that a folder is in.
    pub fn around(start: &Path, environment: &Environment) -> Result<Option<Self>, StoreError> {
        let ceilings: Vec<PathBuf> = environment.ceilings.iter().filter_map(|ceiling| ceiling.canonicalize().ok()).collect();
        let mut none = None;
        let searched = start.ancestors().enumerate().take_while(|(n, folder)| *n == 0 || !ceilings.iter().any(|ceiling| ceiling == folder));
        for (_, folder) in searched.take_while(|(_, folder)| same_device(folder, start)) {
            let git = folder.join(".git");
            let place = linked(&git)?.unwrap_or_else(|| git.clone());
            if is_git_dir(&place)? {
                return Self::at(&place, Some(folder), &git, environment).map(Some);
            }
            if is_git_dir(folder)? {
                let inside = folder.file_name().is_some_and(|name| name == ".git");
                return Self::at(folder, folder.parent().filter(|_| inside), folder, environment).map(Some);
            }
            if git.is_file() {
                return Err(no_repository(&git));
            }
            none = none.or(git.symlink_metadata().is_ok().then_some(git));
        }
        none.map_or(Ok(None), |git| Err(no_repository(&git)))
    }

    /// The repository that the environment names.
    pub fn named(environment: &Environment) -> Option<Self> {
        let named = environment.git_dir.as_ref()?;
        let place = linked(named).ok()?.unwrap_or_else(|| named.clone()).canonicalize().ok()?;
        if !is_git_dir(&place).ok()? {
            return None;
        }
        // A linked work tree knows its folder; any other repository stands in its own.
        let standing = place.parent().filter(|_| common_of(&place).is_ok_and(|common| common == place));
        let mut layout = Self::at(&place, standing, &place, environment).ok()?;
        if let Some(tree) = &environment.work_tree {
            (layout.work_tree, layout.is_bare) = (Some(std::path::absolute(tree).ok()?), false);
        }
        Some(layout)
    }

    /// `standing`: the folder that has `.git` in it. `link`: what led here.
    fn at(git_dir: &Path, standing: Option<&Path>, link: &Path, environment: &Environment) -> Result<Self, StoreError> {
        let git_dir = git_dir.canonicalize().unwrap_or_else(|_| git_dir.to_owned());
        let common = common_of(&git_dir)?;
        let is_linked = common != git_dir;
        let owned: Vec<&Path> = standing.into_iter().chain([link, &git_dir]).collect();
        if !is_trusted(&owned, environment) {
            return Err(foreign(standing.unwrap_or(&git_dir)));
        }
        let config = settings(&git_dir, &common)?;
        unsupported(&config).map_or(Ok(()), Err)?;
        let is_bare = !is_linked && config.get("core.bare").map_or(standing.is_none(), |_| config.is_set("core.bare"));
        let named = config.get("core.worktree").filter(|_| !is_linked).map(|tree| git_dir.join(tree));
        let linked_tree = || Some(PathBuf::from(text(&git_dir.join("gitdir")).ok()??.trim_end()).parent()?.to_owned());
        let standing = standing.map(Path::to_owned).or_else(|| if is_linked { linked_tree() } else { None });
        let work_tree = named.map(|tree| tree.canonicalize().unwrap_or(tree)).or(standing).filter(|_| !is_bare);
        let is_shallow = text(&common.join("shallow"))?.is_some_and(|text| !text.is_empty());
        Ok(Self { git_dir, common, work_tree, config, is_bare, is_shallow })
    }

    /// Where a branch, a tag or a `HEAD` stands. Some belong to one work tree.
    pub fn folder_of_ref(&self, name: &str) -> &Path {
        let own = !name.starts_with("refs/") || ["bisect", "worktree", "rewritten"].iter().any(|part| name[5..].starts_with(part));
        if own { &self.git_dir } else { &self.common }
    }

    /// Whether files were left out when it was cloned. git would fetch what is missing by running programs that the
    /// configuration names; here it stays missing.
    pub fn is_partial(&self) -> bool {
        self.config.below("remote").any(|(name, _)| name.ends_with(".promisor"))
    }
}

/// The text of a file of a repository; None if it is not there.
pub(super) fn text(path: &Path) -> Result<Option<String>, StoreError> {
    match plain::read_if_there(path) {
        Ok(bytes) => Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) => Err(irregular(path, &error)),
    }
}

/// Where a `.git` that is a file leads.
fn linked(git: &Path) -> Result<Option<PathBuf>, StoreError> {
    if !git.is_file() {
        return Ok(None);
    }
    let text = text(git)?.unwrap_or_default();
    let Some(place) = text.strip_prefix("gitdir:").map(str::trim).filter(|place| !place.is_empty()) else {
        return Err(broken(format!("git cannot open the repository: the file `{}` is malformed", git.display())));
    };
    Ok(Some(git.parent().unwrap_or(Path::new("")).join(place)))
}

fn is_git_dir(folder: &Path) -> Result<bool, StoreError> {
    if folder.join("HEAD").symlink_metadata().is_err() || !folder.is_dir() {
        return Ok(false);
    }
    let common = common_of(folder)?;
    Ok(common.join("objects").is_dir() && common.join("refs").is_dir())
}

fn common_of(git_dir: &Path) -> Result<PathBuf, StoreError> {
    let Some(text) = text(&git_dir.join("commondir"))? else { return Ok(git_dir.to_owned()) };
    let common = git_dir.join(text.trim_end());
    Ok(common.canonicalize().unwrap_or(common))
}

fn settings(git_dir: &Path, common: &Path) -> Result<Config, StoreError> {
    let mut config = Config::default();
    let add = |config: &mut Config, path: PathBuf| {
        let text = text(&path)?.unwrap_or_default();
        let wrong = |line| broken(format!("git cannot open the repository: line {line} of `{}` cannot be understood", path.display()));
        config.add(&text).map_err(wrong)
    };
    add(&mut config, common.join("config"))?;
    if config.is_set("extensions.worktreeconfig") {
        add(&mut config, git_dir.join("config.worktree"))?;
    }
    Ok(config)
}

/// Whether it is this user's, or one that this user's own configuration trusts. git asks the same.
#[cfg(unix)]
fn is_trusted(paths: &[&Path], environment: &Environment) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let user = rustix::process::geteuid().as_raw();
    let ours = |owner: u32| owner == user || user == 0 && environment.sudo == Some(owner);
    let owned = paths.iter().all(|path| fs::symlink_metadata(path).is_ok_and(|meta| ours(meta.uid())));
    owned || paths.first().is_some_and(|path| is_safe(path))
}

/// Who owns a file is asked of the library where that is more than a number.
#[cfg(not(unix))]
fn is_trusted(paths: &[&Path], _: &Environment) -> bool {
    let asked = paths.last().map(git2::Repository::open);
    !matches!(asked, Some(Err(error)) if error.code() == git2::ErrorCode::Owner)
}

/// `safe.directory` of the user and the machine.
#[cfg(unix)]
fn is_safe(folder: &Path) -> bool {
    let Ok(config) = git2::Config::open_default() else { return false };
    let Ok(mut entries) = config.multivar("safe.directory", None) else { return false };
    let mut safe = false;
    while let Some(entry) = entries.next() {
        let value = entry.ok().and_then(|entry| entry.value().ok().map(str::to_owned)).unwrap_or_default();
        safe = match value.as_str() {
            "" => false,
            "*" => true,
            value => safe || Path::new(value) == folder,
        };
    }
    safe
}

#[cfg(unix)]
fn same_device(folder: &Path, start: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| fs::metadata(path).map(|meta| meta.dev()).ok();
    device(folder) == device(start)
}

#[cfg(not(unix))]
fn same_device(_: &Path, _: &Path) -> bool {
    true
}

/// Refuses what stands in a file's place and is none.
pub(super) fn must_be_plain(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(meta) if !meta.is_file() => Err(irregular(path, &io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"))),
        Ok(meta) if path.extension().is_none() && meta.len() > LARGEST => Err(irregular(path, &plain::too_large(LARGEST))),
        _ => Ok(()),
    }
}

/// An index or a list of packs is smaller by far; packs may be of any size.
const LARGEST: u64 = 1 << 30;
