//! Files as they must be to be read: a pipe would keep whoever opens it waiting, a device may never end.

use crate::base::digest::Digesting;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

/// Opens a file, if it is one and no link; nothing else is waited for.
pub fn open_itself(path: &Path) -> io::Result<(File, Metadata)> {
    // Some devices do something when they are opened.
    regular(&fs::symlink_metadata(path)?)?;
    opened(path, true)
}

fn opened(path: &Path, itself: bool) -> io::Result<(File, Metadata)> {
    let mut options = File::options();
    options.read(true);
    without_waiting(&mut options, itself);
    let file = options.open(path)?;
    // What stands there may have been changed since it was looked at.
    let metadata = file.metadata()?;
    regular(&metadata)?;
    Ok((file, metadata))
}

fn regular(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")) }
}

#[cfg(unix)]
fn without_waiting(options: &mut fs::OpenOptions, itself: bool) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let link = if itself { OFlags::NOFOLLOW } else { OFlags::empty() };
    options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY | link).bits().cast_signed());
}

#[cfg(not(unix))]
fn without_waiting(_: &mut fs::OpenOptions, _: bool) {}

/// What programs keep for themselves is smaller by far: settings, names of branches, hooks.
const LARGEST: u64 = 64 << 20;

/// The bytes of a file, through links too, if it is one and no larger than such files are.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, LARGEST)
}

/// The same with another limit.
pub fn read_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    regular(&metadata)?;
    if metadata.len() > limit {
        return Err(too_large(limit));
    }
    read_listed(path)
}

/// A file that is larger than it can be.
pub fn too_large(limit: u64) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {} MiB", limit >> 20))
}

/// The SHA-256 of a file that was seen to be one, in hex, however large it is.
pub fn digest(path: &Path) -> io::Result<String> {
    let (mut file, _) = opened(path, false)?;
    let mut digest = Digesting::default();
    let mut part = vec![0; 1 << 20];
    loop {
        match file.read(&mut part)? {
            0 => return Ok(digest.hex()),
            read => digest.add(&part[..read]),
        }
    }
}

/// Whether that is all it has: reading says so sooner than digests do.
pub fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let (file, metadata) = opened(path, false)?;
    Ok(metadata.len() == bytes.len() as u64 && read_whole(file, metadata.len())? == bytes)
}

/// The same of what was seen to be a file when its folder was listed.
pub fn read_listed(path: &Path) -> io::Result<Vec<u8>> {
    let (file, metadata) = opened(path, false)?;
    read_whole(file, metadata.len())
}

/// The same; None if it is larger than `limit`.
pub fn read_listed_up_to(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let (file, metadata) = opened(path, false)?;
    if metadata.len() > limit {
        return Ok(None);
    }
    read_whole(file, metadata.len()).map(Some)
}

/// All that an open file has, which was of a size when it was opened.
fn read_whole(mut file: File, size: u64) -> io::Result<Vec<u8>> {
    let size = usize::try_from(size).unwrap_or(0);
    let mut bytes = vec![0; size.saturating_add(1)];
    let mut filled = 0;
    // A file that gives no more than its size, although there was room, has no more: that saves asking for the end.
    while filled < size {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let has_grown = filled == bytes.len();
    bytes.truncate(filled);
    if has_grown || size == 0 {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The bytes of a file; None if nothing is there.
pub fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether something belongs to this user, and nobody else may write to it.
#[cfg(unix)]
pub fn is_ours(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    metadata.uid() == rustix::process::geteuid().as_raw() && metadata.mode() & 0o022 == 0
}

#[cfg(not(unix))]
pub fn is_ours(_: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_to_their_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for size in [0, 1, 700, 100_000] {
            fs::write(&path, vec![b'x'; size]).unwrap();
            assert_eq!(read_listed(&path).unwrap().len(), size);
            assert!(holds(&path, &vec![b'x'; size]).unwrap());
            assert!(!holds(&path, &vec![b'x'; size + 1]).unwrap() && !holds(&path, &vec![b'y'; size.max(1)]).unwrap());
            assert_eq!(read_listed_up_to(&path, 700).unwrap().map(|bytes| bytes.len()), (size <= 700).then_some(size));
        }
        // One that has more than it was said to have, as one that grows.
        for said in [0, 10, 99_999] {
            assert_eq!(read_whole(File::open(&path).unwrap(), said).unwrap().len(), 100_000);
        }
    }
}
