//! Zip archives, written the same byte for byte from the same files, and read back strictly. Files are stored as they are: what
//! another version of a compressor makes of them would be other bytes.

use std::io::{self, Read as _, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// No archive that is read has more in it: whatever claims to is made to do harm.
const LARGEST: u64 = 4 << 30;

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Relative, with `/` between its parts.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Writes files one after the other.
pub struct Archive<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Archive<W> {
    pub fn new(out: W) -> Self {
        Self(ZipWriter::new(out))
    }

    /// Puts a file at the end.
    ///
    /// # Errors
    /// When it cannot be written, or there is one of that name.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        // A file of a programme has no day of its own: its commit has.
        let options = options.last_modified_time(DateTime::default()).unix_permissions(0o644).large_file(bytes.len() as u64 >= 1 << 32);
        self.0.start_file(path, options).map_err(io::Error::other)?;
        self.0.write_all(bytes)
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish().map_err(io::Error::other)
    }
}

/// What an archive holds.
pub struct Opened {
    /// In their order.
    pub entries: Vec<Entry>,
    /// Whether every byte of it is what [`Archive`] writes for these files.
    pub is_exact: bool,
}

/// Reads an archive from its bytes.
///
/// # Errors
/// What is wrong with it, in words: it is none, something of it is damaged, it has names twice, or ones that lead out of it.
pub fn open(bytes: &[u8]) -> Result<Opened, String> {
    let damaged = |error: &dyn std::fmt::Display| format!("it is no archive that can be read: {error}");
    let mut archive = ZipArchive::new(io::Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut entries: Vec<Entry> = Vec::new();
    let mut total = 0;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(|error| damaged(&error))?;
        let path = file.name().map_err(|error| damaged(&error))?.into_owned();
        let is_plain = file.is_file() && file.enclosed_name().is_some_and(|name| name.to_string_lossy().replace('\\', "/") == path);
        if !is_plain {
            return Err(format!("it holds `{path}`, which is no file inside it"));
        }
        total = file.size().saturating_add(total);
        if total > LARGEST || file.compression() != CompressionMethod::Stored {
            return Err(format!("`{path}` is not kept as isms keeps files"));
        }
        let mut content = Vec::new();
        file.read_to_end(&mut content).map_err(|error| format!("`{path}` is damaged: {error}"))?;
        entries.push(Entry { path, bytes: content });
    }
    let mut again = Archive::new(io::Cursor::new(Vec::with_capacity(bytes.len())));
    for entry in &entries {
        again.put(&entry.path, &entry.bytes).map_err(|error| format!("it holds `{}` twice: {error}", entry.path))?;
    }
    let again = again.finish().map_err(|error| damaged(&error))?.into_inner();
    Ok(Opened { entries, is_exact: again == bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = Archive::new(io::Cursor::new(Vec::new()));
        for (path, text) in files {
            archive.put(path, text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn an_archive_is_read_back_exactly() {
        let bytes = archive(&[("a.txt", "A"), ("b/c d.yaml", "ä")]);
        assert_eq!(bytes, archive(&[("a.txt", "A"), ("b/c d.yaml", "ä")]));
        let opened = open(&bytes).unwrap();
        assert!(opened.is_exact);
        assert_eq!(opened.entries.iter().map(|entry| entry.path.as_str()).collect::<Vec<_>>(), ["a.txt", "b/c d.yaml"]);
    }

    /// Wherever a byte is another one, somebody says so.
    #[test]
    fn no_byte_of_it_can_be_another() {
        let bytes = archive(&[("a.txt", "A"), ("b/c.yaml", "id: x\n")]);
        for at in 0..bytes.len() {
            for flip in [1_u8, 0x80] {
                let mut other = bytes.clone();
                other[at] ^= flip;
                assert!(open(&other).is_err() || !open(&other).unwrap().is_exact, "{at}");
            }
        }
        let longer = [&bytes[..], b"x"].concat();
        assert!(open(&longer).is_err() || !open(&longer).unwrap().is_exact);
        assert!(open(&bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn names_that_lead_out_are_refused() {
        for path in ["../a", "/a", "a/../../b"] {
            assert!(open(&archive(&[(path, "x")])).is_err(), "{path}");
        }
        assert!(open(b"no archive").is_err());
    }
}
