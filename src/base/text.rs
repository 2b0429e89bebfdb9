//! Words for people: suggestions, lists, and the order people sort in.

use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization as _;

/// At most so many words are looked at to find the one that was meant, so that a hostile file cannot make it slow.
pub const MOST: usize = 2_000;

/// Words longer than this, in bytes, are neither looked at nor looked for.
pub const LONGEST: usize = 64;

/// The candidate nearest to `word`, if one is near enough to be worth a "did you mean". Whoever asks often among the same
/// candidates asks [`Near`](super::near::Near).
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .take(MOST)
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| {
            let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, candidate)| *distance <= word.len().max(candidate.len()) / 3 || candidate_is_prefix(&lower, candidate))
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, candidate)| candidate)
}

fn candidate_is_prefix(word: &str, candidate: &str) -> bool {
    word.len() >= 4 && candidate.to_lowercase().starts_with(word)
}

/// Whether a text says nothing: blank, or only dashes and dots.
pub fn says_nothing(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '.' | '–' | '?'))
}

/// Lower case, single spaces, no full stop: texts that differ in nothing else are the same text.
pub fn normal(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_lowercase()
}

/// What is left of a name where disks and systems take two spellings for one: letters and their marks put together, lower case.
pub fn folded(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase().nfc().collect() }
}

/// `a`, `a and b`, `a, b and c`; each word in backticks.
pub fn list_of<S: AsRef<str>>(words: impl IntoIterator<Item = S>, last: &str) -> String {
    let quoted: Vec<String> = words.into_iter().map(|w| format!("`{}`", w.as_ref())).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// As [`list_of`]; of more than so many the first, and how many others there are: `a`, `b` and 3 more.
pub fn first_of<S: AsRef<str>>(words: &[S], most: usize, last: &str) -> String {
    if words.len() <= most {
        return list_of(words, last);
    }
    let first: Vec<String> = words[..most].iter().map(|word| format!("`{}`", word.as_ref())).collect();
    format!("{} and {} more", first.join(", "), words.len() - most)
}

/// `a risk`, `an asset`: the noun with its article.
pub fn one(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// The word as a title begins.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 risk`, `2 risks`: the count and the word in its number.
pub fn count(n: usize, singular: &str) -> String {
    if n == 1 { format!("1 {singular}") } else { format!("{n} {}", plural(singular)) }
}

/// `1 day`, `27 days`, whichever way they go.
pub fn days(days: i64) -> String {
    count(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day")
}

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{word}s"),
    }
}

/// Orders as people do: `A.8.3` before `A.8.12`, `RSK-2` before `RSK-10`.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        match (chunk(left), chunk(right)) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some((x, rest_x)), Some((y, rest_y))) => {
                let order = if is_digit(x) && is_digit(y) {
                    let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
                    x.len().cmp(&y.len()).then_with(|| x.cmp(y))
                } else {
                    x.cmp(y)
                };
                if order != Ordering::Equal {
                    return order;
                }
                (left, right) = (rest_x, rest_y);
            }
        }
    }
}

fn is_digit(s: &str) -> bool {
    s.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

fn chunk(s: &str) -> Option<(&str, &str)> {
    let first = s.bytes().next()?;
    let digits = first.is_ascii_digit();
    let end = s.bytes().position(|b| b.is_ascii_digit() != digits).unwrap_or(s.len());
    Some(s.split_at(end))
}

/// A text longer than this is cut; a phrase has to fit a line.
const WIDTH: usize = 60;

/// One line of at most [`WIDTH`] characters.
pub fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WIDTH) {
        None => line,
        Some(_) => line.chars().take(WIDTH - 1).chain(['…']).collect(),
    }
}

/// Characters that act on a display or cannot be seen: controls, marks that turn the writing direction, line breaks
/// that are not `\n`, and whatever has no width. Joiners are among them though emoji and Persian use them: an id that
/// differs from another by nothing visible costs an auditor more than a torn emoji.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text as one word for a POSIX shell: in quotes, whatever stands in it.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// The same without quotes where nothing asks for them, for people to read.
pub fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) { text.into() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_a_shell_is_one_word() {
        let words = ["clients/acme", "", "it's", "~", "a b", "$(x)", "ä"].map(shell_word);
        assert_eq!(words, ["clients/acme", "''", "'it'\\''s'", "'~'", "'a b'", "'$(x)'", "'ä'"]);
    }

    #[test]
    fn people_sort_numbers_by_size() {
        let mut ids = vec!["A.8.12", "A.8.3", "A.10.1", "A.8.3.1", "RSK-010", "RSK-9"];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(ids, ["A.8.3", "A.8.3.1", "A.8.12", "A.10.1", "RSK-9", "RSK-010"]);
    }

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(did_you_mean("ownr", ["owner", "title"]), Some("owner"));
        assert_eq!(did_you_mean("PER-ana", ["PER-ann", "PER-bob"]), Some("PER-ann"));
        assert_eq!(did_you_mean("zebra", ["owner", "title"]), None);
        assert_eq!(did_you_mean("", ["owner"]), None);
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(list_of(["a"], "or"), "`a`");
        assert_eq!(list_of(["a", "b", "c"], "or"), "`a`, `b` or `c`");
        assert_eq!(one("asset"), "an asset");
        assert_eq!(one("risk"), "a risk");
        assert_eq!(count(1, "entry"), "1 entry");
        assert_eq!(count(2, "entry"), "2 entries");
        assert_eq!(count(0, "day"), "0 days");
    }
}
