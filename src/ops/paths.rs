//! Files and folders that a user names, found in the state that is looked at.

use super::error::Error;
use super::open::View;
use crate::base::text::did_you_mean;
use crate::model::program::{Program, ROOT};
use crate::store::Source as _;
use crate::store::worktree::WorkTree;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// The folder of the programme that a path is in, written as the path is where it can be: findings show it.
pub fn programme_of(path: &Path) -> Option<PathBuf> {
    let mut above = path.ancestors().filter(|folder| !folder.as_os_str().is_empty());
    let typed = above.clone().find(|folder| folder.join(ROOT).is_file()).map(Path::to_owned);
    let found = || WorkTree::discover(&above.find_map(|folder| folder.canonicalize().ok())?).map(|tree| tree.root().to_owned());
    typed.or_else(found)
}

/// What paths mean below the programme's folder: each a file that is read, or a folder with such files; empty for all of
/// them. What names nothing of this state is refused: "no findings" would be said of files that nobody looked at.
pub fn named(view: &View, program: &Program, prefix: &str, typed: &[PathBuf]) -> Result<Vec<String>, Error> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let state = State { view, program, prefix, files: program.files.iter().map(|file| file.path.as_str()).collect() };
    let named: Result<BTreeSet<String>, Error> = typed.iter().map(|path| state.find(path)).collect();
    Ok(named?.into_iter().collect())
}

/// Whether a path is one of those that were named, which are sorted, or is in a folder that was.
pub fn covers(named: &[String], path: &str) -> bool {
    let above = path.match_indices('/').map(|(end, _)| &path[..end]);
    ["", path].into_iter().chain(above).any(|folder| named.binary_search_by(|name| name.as_str().cmp(folder)).is_ok())
}

/// The files that are read in a state.
struct State<'a> {
    view: &'a View,
    program: &'a Program,
    prefix: &'a str,
    files: BTreeSet<&'a str>,
}

impl State<'_> {
    fn find(&self, typed: &Path) -> Result<String, Error> {
        let meant = self.meanings(typed);
        meant.iter().find(|path| self.is_read(path)).cloned().ok_or_else(|| self.nothing(&slashed(typed), &meant))
    }

    /// What a path may mean, the likeliest first: seen from the working directory, through links, as findings show paths,
    /// and seen from the programme's folder.
    fn meanings(&self, typed: &Path) -> Vec<String> {
        let text = slashed(typed);
        let root = self.view.tree.root().canonicalize();
        let here = self.view.world.here.canonicalize();
        let from_here = here.ok().and_then(|here| plain(&here.join(&text)));
        let real = from_here.as_ref().and_then(|path| path.canonicalize().ok());
        let below = |path: PathBuf| {
            let root = root.as_ref().ok()?;
            // A folder that the programme is in holds all of it.
            if root.starts_with(&path) { Some(String::new()) } else { path.strip_prefix(root).ok().map(slashed) }
        };
        let relative = typed.is_relative().then(|| plain(Path::new(&text))).flatten().map(|path| slashed(&path));
        let shown = relative
            .as_ref()
            .and_then(|path| format!("{path}/").strip_prefix(self.prefix).map(|rest| rest.trim_end_matches('/').to_owned()));
        // Where findings show a longer path, one that begins so is not meant from the programme's folder.
        let relative = relative.filter(|_| self.prefix.is_empty() || shown.is_none());
        [from_here.and_then(below), real.and_then(below), shown, relative].into_iter().flatten().collect()
    }

    fn is_read(&self, path: &str) -> bool {
        path.is_empty()
            || self.files.contains(path)
            || self.files.range(format!("{path}/").as_str()..).next().is_some_and(|file| is_in(file, path))
    }

    /// Why a path names nothing, and what to do.
    fn nothing(&self, text: &str, meant: &[String]) -> Error {
        const ALONE: &str = "`isms check` alone checks everything; records are YAML files in folders such as `risks/`";
        let state = self.view.source.label();
        if meant.is_empty() {
            let root = self.view.tree.root().display();
            return Error::asked(format!("`{text}` is outside the programme in `{root}`")).hint(ALONE);
        }
        let near = meant.iter().find_map(|path| self.near(text, path)).map(|near| format!("did you mean `{}{near}`?", self.prefix));
        if meant.iter().any(|path| self.program.holds_path(path)) {
            return Error::asked(format!("no record is read from `{text}`, so there is nothing to find in it")).hint(ALONE);
        }
        let in_folder = |path: &String| self.view.tree.resolve(path).is_some_and(|full| full.symlink_metadata().is_ok());
        let there = meant.iter().any(in_folder);
        if there && state == self.view.tree.label() {
            let why = "git ignores it, its name is hidden, or it holds no file";
            return Error::asked(format!("`{text}` is there, and is no part of the programme: {why}")).hint(near.unwrap_or(ALONE.into()));
        }
        let error = Error::asked(format!("there is no `{text}` in the {state}"));
        match near {
            Some(near) => error.hint(near),
            None if there => error.hint("it is in the work tree only; leave out `--at` or `--staged`, or stage it first"),
            None => error.hint(ALONE),
        }
    }

    /// The file of a record that was named by its id, or what is called nearly so where the path ends to be one.
    fn near(&self, text: &str, path: &str) -> Option<String> {
        if let Some(known) = self.program.known(text) {
            return Some(self.program.files.get(known.doc.file).path.clone());
        }
        let mut folder = String::new();
        for part in path.split('/') {
            let names: BTreeSet<&str> = self.files.iter().filter_map(|file| file.strip_prefix(&folder)?.split('/').next()).collect();
            if !names.contains(part) {
                // Those that begin alike first: a folder may have more names than are looked at.
                let half: String = part.chars().take(part.chars().count() / 2).collect();
                let alike = names.iter().copied().filter(|name| name.starts_with(&half));
                let near = did_you_mean(part, alike).or_else(|| did_you_mean(part, names.iter().copied()))?;
                return Some(format!("{folder}{near}"));
            }
            folder = format!("{folder}{part}/");
        }
        None
    }
}

fn is_in(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A path without `.` and `..`; None where it leads out of what it begins with.
fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if !plain.pop() => return None,
            Component::ParentDir => {}
            _ => plain.push(part),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_cover_what_is_below_them_and_nothing_else() {
        let named = ["people".to_owned(), "risks/RSK-1.yaml".to_owned()];
        assert!(covers(&named, "people/a/PER-1.yaml") && covers(&named, "risks/RSK-1.yaml"));
        assert!(!covers(&named, "people.yaml") && !covers(&named, "risks/RSK-10.yaml"));
        assert!(covers(&[String::new()], "isms.yaml"));
    }

    #[test]
    fn paths_lose_their_detours() {
        assert_eq!(plain(Path::new("./a/../b/./c/")), Some(PathBuf::from("b/c")));
        assert_eq!(plain(Path::new("a/../..")), None);
    }
}
