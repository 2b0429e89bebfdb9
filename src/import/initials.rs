//! What letters stand for: the initials of a name, as people make them.

use super::words::normal;

/// From so many letters on a word is made of several, whose initials stand within it.
const LONGEST_PLAIN: usize = 12;

/// What people make of a full name of three words or more: `CTO`.
pub(super) fn initials(name: &str) -> Option<String> {
    let name = without_brackets(name);
    let words = normal(&name);
    let is_full = words.split(' ').count() >= 3 && words.split(' ').any(|word| word.chars().nth(1).is_some());
    is_full.then(|| words.split(' ').filter_map(|word| word.chars().next()).collect())
}

/// A name and its own initials in brackets behind it: `Information Security Officer (ISO)`, and of a long word in one
/// `Datenschutzbeauftragter (DSB)`. What else stands in brackets tells one thing from another.
pub(super) fn with_initials(name: &str) -> Option<(&str, &str)> {
    let (full, short) = name.trim().strip_suffix(')')?.rsplit_once('(')?;
    let (full, short) = (full.trim(), short.trim());
    let letters = if is_abbreviation(short) { squeezed(short) } else { return None };
    let words = normal(full);
    let is_theirs = match words.split_once(' ') {
        Some(_) => words.split(' ').filter_map(|word| word.chars().next()).eq(letters.chars()),
        None => words.chars().count() >= LONGEST_PLAIN && words.starts_with(letters.chars().next()?) && is_within(&letters, &words),
    };
    is_theirs.then_some((full, short))
}

/// Whether letters stand in a word in this order.
fn is_within(letters: &str, word: &str) -> bool {
    let mut rest = word.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}

/// Whether a name is letters that stand for words: all capitals, or with dots between them, as `CTO` and `C.T.O.`.
pub(super) fn is_abbreviation(name: &str) -> bool {
    let name = name.trim();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_dotted = letters > 1 && name.split('.').all(|part| part.trim().chars().count() <= 1);
    let is_capitals = name.chars().all(|c| c.is_uppercase() || c == '.');
    (2..=8).contains(&letters) && (is_capitals || is_dotted)
}

/// An abbreviation as letters only.
pub(super) fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// A name without what stands in round brackets.
pub(super) fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_in_brackets_are_those_of_the_name_before_them() {
        for (name, expected) in [
            ("Information Security Officer (ISO)", Some(("Information Security Officer", "ISO"))),
            ("Amazon Web Services (AWS)", Some(("Amazon Web Services", "AWS"))),
            ("Datenschutzbeauftragter (DSB)", Some(("Datenschutzbeauftragter", "DSB"))),
            ("Head of IT (H.o.I.)", Some(("Head of IT", "H.o.I."))),
            ("Laptop (HR)", None),
            ("File server (HQ)", None),
            ("Produktion (PR)", None),
            ("(ISO)", None),
        ] {
            assert_eq!(with_initials(name), expected, "{name}");
        }
    }
}
