//! Names that differ in nothing but spaces and plurals.

use super::words::normal;

/// A name in the singular and without spaces, as far as it has no digits: these would come together.
pub fn in_one(name: &str) -> String {
    in_one_of(&normal(name), name)
}

/// The same of a name whose words are known.
pub fn in_one_of(words: &str, name: &str) -> String {
    let space = if name.contains(|c: char| c.is_ascii_digit()) { " " } else { "" };
    words.split(' ').map(singular).collect::<Vec<_>>().join(space)
}

/// A word without the ending of a plural.
fn singular(word: &str) -> &str {
    let has_es = ["ches", "shes", "sses", "xes"].iter().any(|ending| word.ends_with(ending));
    match word.strip_suffix(if has_es { "es" } else { "s" }) {
        Some(one) if has_es || one.len() > 2 && !one.ends_with('s') => one,
        _ => word,
    }
}
