//! Folders that fit a pattern such as `clients/*` or `groups/**`.

use crate::base::text::natural;
use globset::{GlobBuilder, GlobMatcher};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders may lie this deep below a `**`.
const DEEPEST: usize = 16;

/// Whether a path may mean several folders.
pub fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?', '[', '{'])
}

/// The folders that fit and are what is looked for, as paths from `root`, in the order of their names. Below a `**` nobody
/// looks into hidden folders, through links, or for programmes within a programme.
///
/// # Errors
/// When the pattern is none.
pub fn walk(root: &Path, pattern: &str, is_one: &dyn Fn(&Path) -> bool) -> Result<Vec<String>, String> {
    let mut folders = vec![PathBuf::from(if pattern.starts_with('/') { "/" } else { "" })];
    for part in pattern.split('/').filter(|part| !part.is_empty() && *part != ".") {
        folders = match part {
            "**" => folders.iter().flat_map(|folder| below(root, folder, is_one, DEEPEST)).collect(),
            part if is_pattern(part) => {
                let fits = matcher(part).map_err(|error| format!("`{pattern}` is no pattern: {}", error.kind()))?;
                // A hidden folder is meant only where its dot is written.
                let shown = |name: &str| !name.starts_with('.') || part.starts_with('.');
                let fitting = |folder: &PathBuf| -> Vec<PathBuf> {
                    let names = names(&root.join(folder)).into_iter().filter(|name| shown(name) && fits.is_match(name));
                    names.map(|name| folder.join(name)).filter(|path| root.join(path).is_dir()).collect()
                };
                folders.iter().flat_map(fitting).collect()
            }
            part => folders.into_iter().map(|folder| folder.join(part)).collect(),
        };
    }
    let found = folders.iter().filter(|folder| is_one(&root.join(folder)));
    let mut found: Vec<String> = found.map(|folder| folder.to_string_lossy().replace('\\', "/")).collect();
    found.sort_by(|a, b| natural(a, b));
    found.dedup();
    Ok(found)
}

fn matcher(part: &str) -> Result<GlobMatcher, globset::Error> {
    Ok(GlobBuilder::new(part).literal_separator(true).build()?.compile_matcher())
}

/// A folder and all below it, but for those of a programme.
fn below(root: &Path, folder: &Path, is_one: &dyn Fn(&Path) -> bool, depth: usize) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    if depth > 0 && !is_one(&root.join(folder)) {
        for name in names(&root.join(folder)) {
            let path = folder.join(&name);
            let is_folder = root.join(&path).symlink_metadata().is_ok_and(|entry| entry.is_dir());
            if is_folder && !name.starts_with('.') {
                found.extend(below(root, &path, is_one, depth - 1));
            }
        }
    }
    found
}

/// The names in a folder; of one that cannot be read, none.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let mut names: Vec<String> = entries.into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    names
}
