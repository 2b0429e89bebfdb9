//! What a change of several files is about to do, written down beside the texts before the first of them is moved. If the
//! change does not come to its end, that tells which files it had come to, and how they were before.
//!
//! A folder may come from somebody else, with a plan in it. So a plan counts only in the very folder it was written in,
//! which no copy or clone is, and never reaches what is hidden, such as the files of git.

use super::change::file_below;
use super::disk;
use super::planned::Planned;
use super::stage::Stage;
use crate::store::RelPath;
use crate::store::plain;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The first line, so that nothing else is taken for a plan.
const FORMAT: &str = "isms writing 2";
/// No programme has so many files.
const MOST_BYTES: u64 = 64 << 20;

/// The files and folders of a change. A text is staged under the number of its file.
#[derive(Debug)]
pub struct Plan {
    pub files: Vec<Planned>,
    /// Those that were not there, the outer ones first.
    pub folders: Vec<RelPath>,
}

/// What a folder has of a plan.
pub enum Held {
    /// Whoever made it had not come so far.
    Nothing,
    Ours(Plan),
    /// It was not written in this folder by us. The files that it is of, as far as it can be read.
    Foreign(Vec<RelPath>),
}

impl Plan {
    /// Writes it down, as a whole.
    pub fn write(&self, stage: &Stage) -> io::Result<()> {
        let mut text = format!("{FORMAT}\nin {}\n", stage.mark()?);
        for file in &self.files {
            let [before, after] = [&file.before, &file.after].map(|digest| digest.as_deref().unwrap_or("-"));
            text += &format!("{before} {after} {}\n", file.path);
        }
        for folder in &self.folders {
            text += &format!("folder {folder}\n");
        }
        let draft = stage.folder().join("draft");
        disk::sync(&disk::create(&draft, text.as_bytes())?)?;
        disk::rename(&draft, &stage.plan())?;
        disk::sync_folder(stage.folder())
    }

    /// Whether a folder has one of ours.
    pub fn is_in(stage: &Stage) -> bool {
        matches!(Self::read(stage), Held::Ours(_))
    }

    /// What a process that is no more, or is at work, had planned in a folder.
    pub fn read(stage: &Stage) -> Held {
        let path = stage.plan();
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Held::Nothing,
            Ok(meta) if meta.is_file() && meta.len() <= MOST_BYTES => {}
            _ => return Held::Foreign(Vec::new()),
        }
        let text = plain::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let Some((mark, plan)) = text.as_deref().and_then(Self::parse) else { return Held::Foreign(Vec::new()) };
        let is_ours = stage.mark().is_ok_and(|own| own == mark) && plan.files.iter().all(|file| !is_hidden(&file.path));
        if is_ours { Held::Ours(plan) } else { Held::Foreign(plan.files.into_iter().map(|file| file.path).collect()) }
    }

    /// The mark of the folder it was written in, and the plan.
    fn parse(text: &str) -> Option<(&str, Self)> {
        let mut lines = text.lines();
        let mark = lines.next().filter(|line| *line == FORMAT).and(lines.next())?.strip_prefix("in ")?;
        let mut plan = Self { files: Vec::new(), folders: Vec::new() };
        for line in lines {
            if let Some(folder) = line.strip_prefix("folder ") {
                plan.folders.push(folder.into());
                continue;
            }
            let mut parts = line.splitn(3, ' ');
            let (before, after, path) = (parts.next()?, parts.next()?, parts.next()?);
            let digest = |text: &str| (text != "-").then(|| text.to_owned());
            plan.files.push(Planned { path: path.into(), before: digest(before), after: digest(after) });
        }
        Some((mark, plan))
    }

    /// The first file that came out of its place as another than the change was made from.
    pub fn came_out(&self, stage: &Stage) -> io::Result<Option<&Planned>> {
        for (n, file) in self.files.iter().enumerate() {
            if !file.came_out(&stage.text(n))? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    /// Removes the folders that were not there. One that is not empty has something of somebody else in it.
    pub fn remove_folders(&self, root: &Path) {
        let folders = self.folders.iter().rev().filter_map(|folder| file_below(root, folder).ok());
        folders.for_each(|folder| drop(disk::remove_folder(&folder)));
    }

    /// Waits until the names of all files are on the disk.
    pub fn sync_folders(&self, root: &Path) -> Result<(), (PathBuf, io::Error)> {
        let paths = self.files.iter().map(|file| &file.path).chain(&self.folders);
        let mut folders: Vec<PathBuf> = paths.filter_map(|path| Some(root.join(path).parent()?.to_owned())).collect();
        folders.sort();
        folders.dedup();
        folders.retain(|folder| folder.is_dir());
        folders.into_iter().try_for_each(|folder| disk::sync_folder(&folder).map_err(|error| (folder, error)))
    }
}

/// What git and other programs keep for themselves. What a folder says to git is ours, too.
pub fn is_hidden(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_said_to_git = matches!(name, ".gitattributes" | ".gitignore");
    folder.split('/').chain((!is_said_to_git).then_some(name)).any(|part| part.starts_with('.'))
}
