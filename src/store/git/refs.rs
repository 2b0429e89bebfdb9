//! Branches, tags and `HEAD`, as git writes them down: a file each, or a line of `packed-refs`.

use super::errors::{broken, irregular};
use super::ids::hex;
use super::layout::Layout;
use crate::base::digest::ObjectId;
use crate::store::StoreError;
use crate::store::plain;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::OnceLock;

/// A name that leads to a name, and so on, so many times: as far as git goes.
const DEPTH: usize = 5;

/// What a name stands for.
pub(super) enum Ref {
    Commit(ObjectId),
    /// Another name.
    Name(String),
}

/// Where a name leads in the end.
pub(super) enum Leads {
    To(ObjectId),
    /// To a name that is not there.
    Nowhere,
}

/// The names of a repository.
#[derive(Default)]
pub(super) struct Refs {
    packed: OnceLock<BTreeMap<String, ObjectId>>,
}

impl Refs {
    /// What a name stands for; None if there is none.
    pub fn get(&self, layout: &Layout, name: &str) -> Result<Option<Ref>, StoreError> {
        if !git2::Reference::is_valid_name(name) {
            return Ok(None);
        }
        let path = layout.folder_of_ref(name).join(name);
        let loose = if path.is_dir() { None } else { plain::read_if_there(&path).map_err(|error| irregular(&path, &error))? };
        match loose {
            Some(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                let text = text.trim_end();
                if let Some(other) = text.strip_prefix("ref:") {
                    return Ok(Some(Ref::Name(other.trim_start().to_owned())));
                }
                let id = text.split_ascii_whitespace().next().filter(|id| id.len() == 40).and_then(|id| hex(id.as_bytes()));
                let id = id.ok_or_else(|| broken(format!("`{name}` cannot be read: `{}` names no commit", path.display())))?;
                Ok(Some(Ref::Commit(id)))
            }
            None => Ok(self.packed(layout)?.get(name).map(|id| Ref::Commit(*id))),
        }
    }

    /// Where a name leads; None if there is none.
    pub fn follow(&self, layout: &Layout, name: &str) -> Result<Option<Leads>, StoreError> {
        let mut found = self.get(layout, name)?;
        for _ in 0..DEPTH {
            match found {
                None => return Ok(None),
                Some(Ref::Commit(id)) => return Ok(Some(Leads::To(id))),
                Some(Ref::Name(next)) => match self.get(layout, &next)? {
                    None => return Ok(Some(Leads::Nowhere)),
                    further => found = further,
                },
            }
        }
        match found {
            Some(Ref::Commit(id)) => Ok(Some(Leads::To(id))),
            _ => Err(broken(format!("`{name}` cannot be read: it leads from name to name"))),
        }
    }

    /// The full name that a short one stands for, and where it leads.
    pub fn short(&self, layout: &Layout, name: &str) -> Result<Option<(String, ObjectId)>, StoreError> {
        let whole = name.starts_with("refs/") || !name.contains('/');
        let forms = ["refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD"];
        let names = whole.then(|| name.to_owned()).into_iter().chain(forms.iter().map(|form| form.replace("{}", name)));
        for name in names {
            if let Some(Leads::To(id)) = self.follow(layout, &name)? {
                return Ok(Some((name, id)));
            }
        }
        Ok(None)
    }

    /// Whether there is any name below a folder such as `refs/replace/`.
    pub fn any(&self, layout: &Layout, below: &str) -> Result<bool, StoreError> {
        Ok(any_file(&layout.common.join(below)) || self.packed(layout)?.keys().any(|name| name.starts_with(below)))
    }

    /// The names below a folder such as `refs/heads/`, without it.
    pub fn below(&self, layout: &Layout, below: &str) -> Result<BTreeSet<String>, StoreError> {
        let packed = self.packed(layout)?.keys().filter_map(|name| name.strip_prefix(below)).map(str::to_owned);
        Ok(files_below(&layout.common.join(below)).into_iter().chain(packed).collect())
    }

    fn packed(&self, layout: &Layout) -> Result<&BTreeMap<String, ObjectId>, StoreError> {
        if let Some(known) = self.packed.get() {
            return Ok(known);
        }
        let path = layout.common.join("packed-refs");
        let bytes = plain::read_if_there(&path).map_err(|error| irregular(&path, &error))?.unwrap_or_default();
        let read = packed(&bytes).map_err(|line| broken(format!("line {line} of `{}` cannot be read", path.display())))?;
        Ok(self.packed.get_or_init(|| read))
    }
}

/// `id name` in each line; lines with `^` say what a tag is of. Names that are no text are nobody's to type.
fn packed(bytes: &[u8]) -> Result<BTreeMap<String, ObjectId>, usize> {
    let mut names = BTreeMap::new();
    for (n, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let whole = line.strip_suffix(b"\n").ok_or(n + 1)?;
        if whole.is_empty() || whole.starts_with(b"#") || whole.starts_with(b"^") {
            continue;
        }
        let id = whole.get(..40).and_then(hex).filter(|_| whole.get(40) == Some(&b' ')).ok_or(n + 1)?;
        if let Ok(name) = std::str::from_utf8(&whole[41..]) {
            names.insert(name.trim_end().to_owned(), id);
        }
    }
    Ok(names)
}

/// The paths of files below a folder, as far as they are text.
fn files_below(top: &Path) -> Vec<String> {
    let (mut open, mut found) = (vec![top.to_owned()], Vec::new());
    while let Some(folder) = open.pop() {
        let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(&folder).and_then(Iterator::collect);
        for entry in entries.into_iter().flatten() {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                _ => found.extend(path.strip_prefix(top).ok().and_then(Path::to_str).map(|name| name.replace('\\', "/"))),
            }
        }
    }
    found
}

fn any_file(folder: &Path) -> bool {
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(&folder).and_then(Iterator::collect);
        for entry in entries.into_iter().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                _ => return true,
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_names_are_read_whole_or_not_at_all() {
        let id = "1".repeat(40);
        let names = packed(format!("# pack-refs with: peeled\n{id} refs/heads/main\n{id} refs/tags/v1\n^{id}\n").as_bytes()).unwrap();
        assert_eq!(names.keys().collect::<Vec<_>>(), ["refs/heads/main", "refs/tags/v1"]);
        for (wrong, line) in [(format!("{id} refs/heads/main"), 1), ("x\n".into(), 1), (format!("{id} a\n{}\n", &id[1..]), 2)] {
            assert_eq!(packed(wrong.as_bytes()), Err(line), "{wrong}");
        }
    }
}
