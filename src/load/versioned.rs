//! The version that the text of a document says it is, in its head: `Version 1.3, internal`.

use crate::base::span::{Position, position};

/// A head has no more lines than these; a version further down may be that of anything.
const HEAD: usize = 12;
/// What stands before a version, as a word of its own.
const WORD: &str = "version";

/// The version in the head of a text, and where. A line says it at its beginning, as a word and a number: `Version: 1.3`,
/// `**Version** 2`, `| Version | 2.0 |`.
pub fn find(text: &str) -> Option<(&str, Position)> {
    text.lines().take(HEAD).find_map(|line| {
        let said = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let word = said.get(..WORD.len()).filter(|word| word.eq_ignore_ascii_case(WORD))?;
        let rest = said[word.len()..].trim_start_matches([' ', '\t', ':', '*', '|', '_']);
        let rest = rest.strip_prefix(['v', 'V']).unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').unwrap_or(rest.len());
        let version = rest[..end].trim_end_matches(['.', '-']);
        let is_number = version.starts_with(|c: char| c.is_ascii_digit());
        let at = rest.as_ptr() as usize - text.as_ptr() as usize;
        is_number.then(|| (version, position(text, u32::try_from(at).unwrap_or(u32::MAX))))
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    fn said(text: &str) -> Option<&str> {
        find(text).map(|(version, _)| version)
    }

    #[test]
    fn a_head_says_its_version_in_many_ways() {
        for text in ["# A\n\nVersion 1.3, internal.", "Version: 1.3", "**Version:** v1.3", "| Version | 1.3 |", "version 1.3."] {
            assert_eq!(said(text), Some("1.3"), "{text}");
        }
        assert_eq!(said("Version 2026-1 of May"), Some("2026-1"));
    }

    #[test]
    fn what_only_speaks_of_versions_is_none() {
        for text in
            ["Versions are kept.", "We run version 1.3 of it", "Version control", "Version", &format!("{}Version 1.3", "\n".repeat(20))]
        {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
