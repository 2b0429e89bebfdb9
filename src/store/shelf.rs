//! A place for what can be found out again: in the user's own cache, never among the records and never in a repository,
//! where anybody could leave something for others to believe.

use super::plain;
use crate::base::digest::sha256_hex;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The length of the checksum that comes first.
const CHECKSUM: usize = 64;

/// What is kept of the longest histories is smaller.
const LARGEST: u64 = 256 << 20;

/// One file in the cache.
pub struct Shelf {
    file: PathBuf,
}

impl Shelf {
    /// The place of something with this name below a folder.
    pub fn of(folder: &Path, name: &str) -> Self {
        Self { file: folder.join(&sha256_hex(name.as_bytes())[..32]) }
    }

    /// What was put here, if it is there and whole. A file that others may have written is not believed: its checksum is
    /// no secret.
    pub fn take(&self) -> Option<Vec<u8>> {
        let (mut file, metadata) = self.is_ours().then(|| plain::open_itself(&self.file).ok())??;
        if !plain::is_ours(&metadata) || metadata.len() > LARGEST {
            return None;
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let content = bytes.split_off(bytes.len().min(CHECKSUM));
        (bytes == sha256_hex(&content).as_bytes()).then_some(content)
    }

    /// Whether this user made the folder and nobody else may change what is in it. A link to it may be anybody's.
    fn is_ours(&self) -> bool {
        self.file.parent().is_some_and(|folder| folder.symlink_metadata().is_ok_and(|meta| meta.is_dir() && plain::is_ours(&meta)))
    }

    /// Puts something here, for this user alone and as a whole: whoever reads at the same time gets the old or the new.
    /// Not flushed to disk: what a crash leaves half-written does not have its checksum.
    pub fn put(&self, content: &[u8]) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        make(folder)?;
        if !self.is_ours() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "others may write to the cache"));
        }
        let mut file = tempfile::Builder::new().prefix(".isms-").tempfile_in(folder)?;
        file.write_all(sha256_hex(content).as_bytes())?;
        file.write_all(content)?;
        file.persist(&self.file)?;
        Ok(())
    }
}

/// Makes folders that only this user may enter.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    for_this_user(&mut builder);
    builder.create(folder)
}

#[cfg(unix)]
fn for_this_user(builder: &mut fs::DirBuilder) {
    use std::os::unix::fs::DirBuilderExt as _;
    builder.mode(0o700);
}

#[cfg(not(unix))]
fn for_this_user(_: &mut fs::DirBuilder) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_put_comes_out() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path(), "a name");
        assert!(shelf.take().is_none());
        shelf.put(b"something").unwrap();
        assert_eq!(shelf.take().unwrap(), b"something");
        assert!(Shelf::of(folder.path(), "another name").take().is_none());
        let whole = fs::read(&shelf.file).unwrap();
        for n in 0..whole.len() {
            fs::write(&shelf.file, &whole[..n]).unwrap();
            assert!(shelf.take().is_none(), "cut at {n}");
            let mut other = whole.clone();
            other[n] ^= 1;
            fs::write(&shelf.file, other).unwrap();
            assert!(shelf.take().is_none(), "changed at {n}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_others_may_have_put_there_is_not_believed() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let room = tempfile::tempdir().unwrap();
        let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        let folder = room.path().join("cache");
        let shelf = Shelf::of(&folder, "a name");
        shelf.put(b"ours").unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        for (path, open, closed) in [(&folder, 0o777, 0o700), (&shelf.file, 0o666, 0o600)] {
            mode(path, open);
            assert!(shelf.take().is_none());
            mode(path, closed);
            assert_eq!(shelf.take().unwrap(), b"ours");
        }
        mode(&folder, 0o770);
        assert!(shelf.put(b"more").is_err());
        mode(&folder, 0o700);
        let aside = room.path().join("aside");
        fs::rename(&shelf.file, &aside).unwrap();
        symlink(&aside, &shelf.file).unwrap();
        assert!(shelf.take().is_none(), "a link leads to it");
        shelf.put(b"anew").unwrap();
        assert_eq!(shelf.take().unwrap(), b"anew");
        assert!(fs::read(&aside).unwrap().ends_with(b"ours"), "nothing is written through a link");
        let link = room.path().join("link");
        symlink(&folder, &link).unwrap();
        let linked = Shelf::of(&link, "a name");
        assert!(linked.take().is_none() && linked.put(b"x").is_err());
    }
}
