//! What the catalogue says, known by fingerprints: whoever copies its words has not written any yet, whatever tags say.
//!
//! A fingerprint is the beginning of the SHA-256 of a text's words in lower case, so that other marks, line ends or markup do
//! not make it another text. What has to be filled in is part of it while it is open: a text with it is nobody's own yet.

mod prints;

use prints::PRINTS;
use sha2::{Digest as _, Sha256};

/// Fewer words are anybody's: "Ransomware on a server" may well be thought of twice.
const FEWEST: usize = 6;
/// What has to be filled in begins so.
const OPEN: &str = "{{";

/// Whether a text is one of the catalogue, word by word.
pub fn is_draft(text: &str) -> bool {
    print(text).is_some_and(|print| PRINTS.binary_search(&print).is_ok())
}

/// Whether something is to be filled in.
pub fn is_open(text: &str) -> bool {
    text.contains(OPEN)
}

/// How many sentences of a text are those of the catalogue, and how many there are that say enough to tell.
pub fn share(text: &str) -> (usize, usize) {
    prints_of(text).fold((0, 0), |(same, all), print| (same + usize::from(PRINTS.binary_search(&print).is_ok()), all + 1))
}

/// The fingerprint of a text; none where it is too short.
pub fn print(text: &str) -> Option<u64> {
    let (mut words, mut count) = (String::with_capacity(text.len()), 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains(char::is_alphabetic)) {
        if count > 0 {
            words.push(' ');
        }
        let begins = words.len();
        if word.is_ascii() {
            words.push_str(word);
            words[begins..].make_ascii_lowercase();
        } else {
            words.push_str(&word.to_lowercase());
        }
        count += 1;
    }
    if count < FEWEST {
        return None;
    }
    let digest = Sha256::digest(words.as_bytes());
    digest.first_chunk().map(|first: &[u8; 8]| u64::from_be_bytes(*first))
}

/// Those of its sentences which have nothing to be filled in.
pub fn prints_of(text: &str) -> impl Iterator<Item = u64> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| line.split_inclusive(". ").flat_map(|part| part.split_inclusive("? ")))
        .filter(|part| !is_open(part))
        .filter_map(print)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_count() {
        let one = print("We lock the screen when we leave the desk.");
        assert!(one.is_some());
        assert_eq!(one, print("1. **We** lock the screen, when we leave the desk"));
        assert_ne!(one, print("We lock the screen when we leave a desk."));
        assert_eq!(print("Too short to tell"), None);
        let open = "We keep {{how many days}} of backups in another place.";
        assert!(print(open).is_some() && print(open) != print("We keep ninety days of backups in another place."));
        assert_eq!(prints_of(open).count(), 0);
    }

    #[test]
    fn prints_are_in_order() {
        assert!(PRINTS.is_sorted_by(|a, b| a < b));
    }
}
