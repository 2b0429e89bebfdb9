//! Names made from bytes: SHA-256 over plain bytes and over framed parts, and the names that git gives to contents.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fmt::Write as _;

/// A SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Whether a record names this digest, as `sha256:…`.
    pub fn is_recorded(&self, text: &str) -> bool {
        text.strip_prefix("sha256:").is_some_and(|hex| hex == self.to_string())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// The name git gives to a content or a commit: 20 bytes made from all of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectId(pub [u8; 20]);

impl ObjectId {
    /// The first digits, as people name commits.
    pub fn short(self) -> String {
        short(&self.to_string()).to_owned()
    }
}

/// The SHA-256 of bytes as browsers name what they may run.
pub fn sha256_base64(bytes: &[u8]) -> String {
    BASE64.encode(&Sha256::digest(bytes))
}

/// The first ten digits of an id that is written out.
pub fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Hex SHA-256 of plain bytes, as `sha256sum` prints it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The same of bytes that come one part after the other.
#[derive(Default)]
pub struct Digesting(Sha256);

impl Digesting {
    pub fn add(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    pub fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

/// A digest of parts that each carry a mark and a length, so that `ab`, `c` and `a`, `bc` differ.
#[derive(Default)]
pub struct Framed(Sha256);

impl Framed {
    /// A text of one kind.
    pub fn text(&mut self, mark: u8, text: &str) {
        self.open(mark, text.len());
        self.0.update(text);
    }

    /// The beginning of a collection with so many members.
    pub fn open(&mut self, mark: u8, len: usize) {
        self.0.update([mark]);
        self.0.update((len as u64).to_be_bytes());
    }

    /// The digest of all parts.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        write!(out, "{b:02x}").expect("writing to a string cannot fail");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_count() {
        let of = |parts: [&str; 2]| {
            let mut framed = Framed::default();
            parts.iter().for_each(|part| framed.text(b's', part));
            framed.finish()
        };
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
    }

    #[test]
    fn agrees_with_the_published_vector() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
