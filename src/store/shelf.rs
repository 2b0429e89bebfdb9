//! A place for what can be found out again: in the user's own cache, never among the records and never in a repository,
//! where anybody could leave something for others to believe.

use crate::base::digest::sha256_hex;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The length of the checksum that comes first.
const CHECKSUM: usize = 64;

/// One file in the cache.
pub struct Shelf {
    file: PathBuf,
}

impl Shelf {
    /// The place of something with this name below a folder.
    pub fn of(folder: &Path, name: &str) -> Self {
        Self { file: folder.join(&sha256_hex(name.as_bytes())[..32]) }
    }

    /// What was put here, if it is there and whole.
    pub fn take(&self) -> Option<Vec<u8>> {
        let mut bytes = fs::read(&self.file).ok()?;
        let content = bytes.split_off(bytes.len().min(CHECKSUM));
        (bytes == sha256_hex(&content).as_bytes()).then_some(content)
    }

    /// Puts something here, for this user alone and as a whole: whoever reads at the same time gets the old or the new.
    /// Not flushed to disk: what a crash leaves half-written does not have its checksum.
    pub fn put(&self, content: &[u8]) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".isms-").tempfile_in(folder)?;
        file.write_all(sha256_hex(content).as_bytes())?;
        file.write_all(content)?;
        file.persist(&self.file)?;
        Ok(())
    }
}

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
}
