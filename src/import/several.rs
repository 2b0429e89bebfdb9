//! The people in one cell: one, or several between signs and words. What may be one or two is neither, and a number or a team
//! is nobody.

use super::list;
use super::vocabulary::CROWDS;
use super::words::{self, is_everybody};

/// What a cell says of people.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Named<'t> {
    pub names: Vec<String>,
    /// What is no name of one.
    pub others: Vec<&'t str>,
}

/// What stands between two names besides a comma.
const AND: [&str; 5] = ["&", "and", "und", "et", "y"];
/// The most words of a name.
const LONGEST: usize = 4;

/// The people that a cell names; `knows` tells those who have records.
pub fn people<'t>(text: &'t str, knows: impl Fn(&str) -> bool) -> Named<'t> {
    let mut named = Named::default();
    let parts = list::parts(text).flat_map(|part| part.split(" / ")).flat_map(|part| part.split(" + "));
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let is_known = |name: &str| name.contains('@') || knows(name);
        if knows(part) || part.contains('@') && !part.contains([',', ' ']) {
            named.names.push(part.to_owned());
        } else if let Some(several) = divided(part, is_known) {
            named.names.extend(several.into_iter().map(str::to_owned));
        } else if let Some(name) = swapped(part) {
            named.names.push(name);
        } else if is_one(part) {
            named.names.push(part.to_owned());
        } else {
            named.others.push(part);
        }
    }
    named
}

/// The names of several, where each is known, an address or a full name. Of two full names between a comma, the second may
/// be the first name of the first.
fn divided(part: &str, is_known: impl Fn(&str) -> bool) -> Option<Vec<&str>> {
    let mut all: Vec<&str> = Vec::new();
    let mut has_word = false;
    for piece in part.split(',') {
        let words: Vec<&str> = piece.split_whitespace().collect();
        has_word |= words.iter().any(|word| AND.contains(word));
        let mut rest = piece;
        while let Some((at, word)) = between(rest) {
            all.push(rest[..at].trim());
            rest = &rest[at + word..];
        }
        all.push(rest.trim());
    }
    all.retain(|name| !name.is_empty());
    let are_known = all.iter().all(|name| is_known(name));
    let are_full = all.iter().all(|name| is_known(name) || is_full(name)) && (has_word || all.len() > 2);
    (all.len() > 1 && (are_known || are_full)).then_some(all)
}

/// Where the first word stands that divides names, and how long it is.
fn between(text: &str) -> Option<(usize, usize)> {
    let of = |word: &&str| {
        let spaced = format!(" {word} ");
        text.to_ascii_lowercase().find(&spaced).map(|at| (at, spaced.len()))
    };
    AND.iter().filter_map(of).min()
}

/// Whether a text may be the first and last name of somebody.
fn is_full(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_upper = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    (2..=LONGEST).contains(&words.len()) && is_upper(words.first()) && is_upper(words.last()) && is_one(text)
}

/// Whether a text may be the name of one person.
fn is_one(text: &str) -> bool {
    let is_plain = !text.contains(',') && between(text).is_none() && !text.contains(|c: char| c.is_ascii_digit());
    is_plain && words::is_name(text) && !is_crowd(text)
}

/// Whether a text speaks of several.
pub fn is_crowd(text: &str) -> bool {
    is_everybody(text) || words::spoken_of(CROWDS, text).is_some()
}

/// `Anna Weber` for `Weber, Anna`: two single words, each written as a name is.
pub fn swapped(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let is_word = |word: &str| {
        let begins = word.chars().next().is_some_and(char::is_uppercase);
        begins && word.chars().all(|c| c.is_alphabetic() || c == '-') && word.chars().any(char::is_lowercase)
    };
    let (last, first) = (last.trim(), first.trim());
    (is_word(last) && is_word(first)).then(|| format!("{first} {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Vec<String>, Vec<&str>) {
        let named = people(text, |name| ["Ann", "Bob"].contains(&name));
        (named.names, named.others)
    }

    #[test]
    fn several_names_are_several_people() {
        for text in [
            "Ann Lee; Bob Ray",
            "Ann Lee\nBob Ray",
            "- Ann Lee\n- Bob Ray",
            "Ann Lee & Bob Ray",
            "Ann Lee and Bob Ray",
            "Ann Lee und Bob Ray",
            "Ann Lee et Bob Ray",
            "Ann Lee y Bob Ray",
            "Ann Lee / Bob Ray",
            "Lee, Ann; Ray, Bob",
        ] {
            assert_eq!(of(text), (vec!["Ann Lee".into(), "Bob Ray".into()], vec![]), "{text}");
        }
        for (text, names) in [
            ("Ann, Bob", &["Ann", "Bob"][..]),
            ("Ann and Bob", &["Ann", "Bob"]),
            ("a1@x.org, b@x.org", &["a1@x.org", "b@x.org"]),
            ("Ann Lee, Bob Ray, Cy Doe", &["Ann Lee", "Bob Ray", "Cy Doe"]),
            ("Ann Lee, Bob Ray and Cy Doe", &["Ann Lee", "Bob Ray", "Cy Doe"]),
            ("Cy / Di", &["Cy", "Di"]),
            ("Lee, Ann", &["Ann Lee"]),
            ("Lee Ann", &["Lee Ann"]),
        ] {
            assert_eq!(of(text), (names.iter().map(|name| (*name).to_owned()).collect(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_of_one_is_nobody() {
        for text in [
            "25",
            "25 of 30 employees",
            "IT team",
            "IT-Abteilung",
            "Equipo de TI",
            "all staff",
            "Geschäftsführung",
            "García López, María José",
            "Research and Development",
            "vacant",
            "N.N.",
        ] {
            assert_eq!(of(text), (vec![], vec![text]), "{text}");
        }
    }
}
