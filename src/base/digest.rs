//! SHA-256 over framed parts.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Hex SHA-256 of plain bytes, as `sha256sum` prints it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
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

    /// Hex of all parts.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
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
