//! Clauses of the standard that a cell names below a header which says so: a bare number is one there.

use crate::model::clause;

/// Words around clauses that say nothing of their own.
const AROUND: [&str; 15] =
    ["clause", "clauses", "iso", "iec", "27001", "2022", "and", "und", "et", "y", "kapitel", "klausel", "abschnitt", "cláusula", "§"];

/// The clauses of a text that names clauses and nothing else.
pub fn named(text: &str) -> Option<Vec<&str>> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '&' | '+' | ':' | '(' | ')'));
    let words = words.map(|word| word.trim_end_matches('.')).filter(|word| !word.is_empty());
    let says_more = |word: &&str| !AROUND.contains(&word.to_lowercase().as_str());
    let found: Vec<&str> = words.filter(says_more).collect();
    (!found.is_empty() && found.iter().all(|word| clause::is_known(word))).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_named_alone_or_behind_the_standard() {
        for (text, clauses) in [
            ("4, 5, 6.1", Some(&["4", "5", "6.1"][..])),
            ("9.2", Some(&["9.2"])),
            ("ISO 27001:2022 9.2", Some(&["9.2"])),
            ("Clause 9.2 and 9.3", Some(&["9.2", "9.3"])),
            ("Kapitel 4; 5", Some(&["4", "5"])),
            ("A.5.1", None),
            ("9.2 Internal audit", None),
            ("4-10", None),
            ("3", None),
            ("ISO 27001", None),
        ] {
            assert_eq!(named(text).as_deref(), clauses, "{text}");
        }
    }
}
