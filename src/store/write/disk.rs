//! What is done to a disk, one step at a time. Tests have any of the steps fail, once or from then on.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Makes a file that was not there, with these bytes.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<File> {
    create_from(path, &|file| file.write_all(bytes))
}

/// The same with what somebody writes, who is asked for it once.
pub fn create_from(path: &Path, text: Text<'_>) -> io::Result<File> {
    step()?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    step()?;
    pour(&mut file, text)?;
    Ok(file)
}

/// Somebody who writes a text, as often as it is asked for: the same each time.
pub type Text<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;

/// Has a text written to something that takes large parts best.
pub fn pour(to: impl Write, text: Text<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, to);
    text(&mut out)?;
    out.flush()
}

/// Waits until the bytes of a file, or the names in a folder, are on the disk.
pub fn sync(file: &File) -> io::Result<()> {
    step()?;
    match file.sync_all() {
        // Some file systems have no such thing for folders.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// The same for the names in a folder. Where folders cannot be opened, their names need no such care.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { sync(&File::open(folder)?) } else { Ok(()) }
}

/// So many files are made safe one by one, more of them together.
const FEW: usize = 100;

/// Files whose bytes may not be on the disk yet. No more than a few of them are open.
#[derive(Default)]
pub struct Unsynced {
    files: Vec<File>,
    /// There were more of them.
    more: bool,
}

impl Unsynced {
    pub fn add(&mut self, file: File) -> io::Result<()> {
        self.files.push(file);
        if self.files.len() <= FEW {
            return Ok(());
        }
        self.more = true;
        let files = std::mem::take(&mut self.files);
        if SYNCS_ALL { Ok(()) } else { files.iter().try_for_each(sync) }
    }

    /// Waits until the bytes of all are on the disk, which has this folder of theirs.
    pub fn sync(self, folder: &Path) -> io::Result<()> {
        if SYNCS_ALL && self.more { sync_all(folder) } else { self.files.iter().try_for_each(sync) }
    }
}

/// Whether a disk can be told to make safe all that was written to it.
const SYNCS_ALL: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Waits until all that was written to the file system of a folder is on the disk: for many files it is many times quicker
/// than one after the other.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_all(folder: &Path) -> io::Result<()> {
    step()?;
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync_all(folder: &Path) -> io::Result<()> {
    sync_folder(folder)
}

/// Makes a folder with a name that nothing has, which begins as given.
pub fn make_unique_folder(beside: &Path, prefix: &str) -> io::Result<PathBuf> {
    step()?;
    // The library's words name the folder it failed to make, which nobody has heard of.
    let made = tempfile::Builder::new().prefix(prefix).tempdir_in(beside).map_err(|error| io::Error::from(error.kind()))?.keep();
    // As it was typed: the library gives the full path.
    Ok(made.file_name().map_or(made.clone(), |name| beside.join(name)))
}

pub fn make_folder(path: &Path) -> io::Result<()> {
    step()?;
    fs::create_dir(path)
}

pub fn remove_folder(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_dir(path)
}

/// Removes a folder with all that is in it.
pub fn remove_all(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_dir_all(path)
}

pub fn remove(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_file(path)
}

/// Moves a file into a place, whatever is there.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    fs::rename(from, to)
}

/// Moves a file into a place where nothing is; an error of the kind `AlreadyExists` if something is.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    match rustix::fs::renameat_with(rustix::fs::CWD, from, rustix::fs::CWD, to, rustix::fs::RenameFlags::NOREPLACE) {
        Err(error) if is_unknown(error) => {}
        moved => return Ok(moved?),
    }
    // A link is made only where nothing is.
    fs::hard_link(from, to)?;
    // If it stays, it goes with its folder.
    drop(fs::remove_file(from));
    Ok(())
}

/// Puts each of two files in the place of the other.
pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    step()?;
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    match rustix::fs::renameat_with(rustix::fs::CWD, one, rustix::fs::CWD, other, rustix::fs::RenameFlags::EXCHANGE) {
        Err(error) if is_unknown(error) => {}
        moved => return Ok(moved?),
    }
    let aside = aside(one);
    fs::hard_link(other, &aside)?;
    fs::rename(one, other)?;
    fs::rename(&aside, one).inspect_err(|_| drop(fs::rename(&aside, other)))
}

/// Where the other of two files is for a moment, on disks that cannot exchange them at once.
pub fn aside(one: &Path) -> PathBuf {
    one.with_extension("aside")
}

/// Whether a file system does not know a way of renaming.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn is_unknown(error: rustix::io::Errno) -> bool {
    use rustix::io::Errno;
    [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error)
}

/// Gives a file the permissions and the owner of the one whose place it takes. An error if it cannot have them.
#[cfg(unix)]
pub fn take_after(file: &File, earlier: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (earlier.uid(), earlier.gid()) {
        fchown(file, Some(earlier.uid()), Some(earlier.gid()))?;
    }
    file.set_permissions(earlier.permissions())
}

#[cfg(not(unix))]
pub fn take_after(file: &File, earlier: &Metadata) -> io::Result<()> {
    file.set_permissions(earlier.permissions())
}

/// Lets those run a file who may read it.
#[cfg(unix)]
pub fn make_runnable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    step()?;
    let mode = file.metadata()?.permissions().mode();
    file.set_permissions(fs::Permissions::from_mode(mode | (mode & 0o444) >> 2))
}

#[cfg(not(unix))]
pub fn make_runnable(_: &File) -> io::Result<()> {
    Ok(())
}

/// Whether a file has other names, which would not change with it.
#[cfg(unix)]
pub fn has_twins(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
pub fn has_twins(_: &Metadata) -> bool {
    false
}

/// A step that may fail, such as a look at a file.
#[cfg(not(test))]
pub fn step() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub use faults::{Fault, count_steps, step, with_fault, with_somebody};

#[cfg(test)]
mod faults {
    use std::cell::{Cell, RefCell};
    use std::io;

    /// A step that fails, counted from 0, and whether all fail after it, which leaves what a kill leaves.
    #[derive(Clone, Copy)]
    pub struct Fault {
        pub at: usize,
        pub lasts: bool,
        pub is: io::ErrorKind,
    }

    /// What somebody else does just before a step.
    type Somebody = (usize, Box<dyn FnOnce()>);

    thread_local! {
        static TAKEN: Cell<usize> = const { Cell::new(0) };
        static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
        static SOMEBODY: RefCell<Option<Somebody>> = const { RefCell::new(None) };
    }

    pub fn step() -> io::Result<()> {
        let n = TAKEN.replace(TAKEN.get() + 1);
        let somebody = SOMEBODY.with_borrow_mut(|somebody| somebody.take_if(|(at, _)| *at == n));
        somebody.into_iter().for_each(|(_, act)| act());
        match FAULT.get() {
            Some(Fault { at, lasts, is }) if n == at || lasts && n > at => Err(is.into()),
            _ => Ok(()),
        }
    }

    /// How many steps something takes.
    pub fn count_steps(run: impl FnOnce()) -> usize {
        TAKEN.set(0);
        run();
        TAKEN.get()
    }

    /// Runs something on a disk with a fault; also says whether it came so far.
    pub fn with_fault<T>(fault: Fault, run: impl FnOnce() -> T) -> (T, bool) {
        FAULT.set(Some(fault));
        TAKEN.set(0);
        let result = run();
        FAULT.set(None);
        (result, TAKEN.get() > fault.at)
    }

    /// Runs something while somebody else does something just before a step; also says whether it came so far.
    pub fn with_somebody<T>(at: usize, act: impl FnOnce() + 'static, run: impl FnOnce() -> T) -> (T, bool) {
        SOMEBODY.set(Some((at, Box::new(act))));
        TAKEN.set(0);
        let result = run();
        (result, SOMEBODY.take().is_none())
    }
}
