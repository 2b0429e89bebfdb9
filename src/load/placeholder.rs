//! Words that a template leaves for somebody to fill in: `[COMPANY]`, `<name>`, `{{date}}`, `TODO`.

use crate::base::span::{Position, position};

/// What templates call what is to be filled in, in brackets.
const NAMES: [&str; 17] = [
    "company",
    "organisation",
    "organization",
    "your",
    "insert",
    "name",
    "date",
    "role",
    "owner",
    "author",
    "version",
    "department",
    "address",
    "firma",
    "unternehmen",
    "datum",
    "entreprise",
];
/// What stands for text that is to come, as words of their own.
const MARKS: [&str; 5] = ["TODO", "TBD", "FIXME", "XXX", "XXXX"];
/// So many letters, all of them capitals, are no reference in brackets.
const CAPITALS: usize = 4;
/// So many bytes are more than anybody is asked to fill in.
const LONGEST: usize = 256;

/// How files end that people write as text.
const WRITTEN: [&str; 4] = ["adoc", "markdown", "md", "txt"];
/// So many words below its headings a text has at least that says something.
const FEW: usize = 6;
/// So many letters say something in scripts that have no spaces.
const MANY: usize = 40;

/// What stands for text that is to come, in letters that say nothing.
const LATIN: &str = "orem ipsum";

/// The first such thing in a text and its place. Of several on one line, what is in brackets says most.
pub fn find(text: &str) -> Option<(&str, Position)> {
    let (at, ..) = all(text).next()?;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let (within, _, found) = all(text[start..].lines().next()?).min_by_key(|(_, rank, _)| *rank)?;
    Some((found, position(text, u32::try_from(start + within).unwrap_or(u32::MAX))))
}

/// What the text of a file says, if that is too little for anybody to follow: a heading and `To be written.` Whatever
/// leads on to somewhere else may say more there, and a drawing says what it says otherwise.
pub fn bare<'t>(path: &str, text: &'t str) -> Option<&'t str> {
    if !path.rsplit_once('.').is_some_and(|(_, ending)| WRITTEN.contains(&ending)) {
        return None;
    }
    let lines = || text.lines().map(str::trim).filter(|line| line.chars().any(char::is_alphanumeric));
    let said = || lines().filter(|line| !line.starts_with('#'));
    let words = said().flat_map(str::split_whitespace).filter(|word| word.chars().any(char::is_alphanumeric));
    let leads_on = |line: &str| line.contains("](") || line.contains("//") || line.contains('|');
    let letters = said().flat_map(str::chars).filter(|letter| letter.is_alphanumeric());
    if words.take(FEW).count() == FEW || letters.take(MANY).count() == MANY || said().any(leads_on) {
        return None;
    }
    Some(said().next().or_else(|| lines().next()).unwrap_or_default())
}

/// All such things with their places and ranks, by one look at the bytes: nearly every text has none.
fn all(text: &str) -> impl Iterator<Item = (usize, u8, &str)> {
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let (rank, found) = match byte {
            b'[' => (0, bracketed(&text[at..], ']')),
            b'<' => (1, bracketed(&text[at..], '>')),
            b'{' => (2, doubled(&text[at..])),
            b'T' | b'F' | b'X' => (3, marked(text, at)),
            b'o' => (4, text.as_bytes()[at..].starts_with(LATIN.as_bytes()).then_some(LATIN)),
            _ => return None,
        };
        Some((at, rank, found?))
    })
}

/// What a text begins with, up to where the bracket is closed.
fn bracketed(text: &str, close: char) -> Option<&str> {
    let end = near(text).find(close)?;
    // `[text](address)` and `[text][name]` are links.
    let is_link = text[end + 1..].starts_with(['(', '[', ':']);
    (!is_link && is_name(&text[1..end])).then(|| &text[..=end])
}

fn doubled(text: &str) -> Option<&str> {
    let end = near(text).strip_prefix("{{")?.find("}}")?;
    Some(&text[..end + 4])
}

/// As much of a text as such a thing may take: of its first line, and not all of a line that has thousands of brackets.
fn near(text: &str) -> &str {
    let near = &text[..text.floor_char_boundary(LONGEST)];
    near.split_once('\n').map_or(near, |(line, _)| line)
}

/// The mark that begins at a place of a text, if it is a word of its own.
fn marked(text: &str, at: usize) -> Option<&str> {
    let (before, rest) = text.split_at(at);
    let is_word = |mark: &&str| !rest[mark.len()..].starts_with(char::is_alphanumeric) && !before.ends_with(char::is_alphanumeric);
    MARKS.into_iter().find(|mark| rest.starts_with(mark) && is_word(mark))
}

/// Whether what stands in brackets is the name of something: in capitals, or what templates ask for.
fn is_name(inner: &str) -> bool {
    let letters = || inner.chars().filter(|c| c.is_alphabetic());
    let in_capitals = letters().count() >= CAPITALS && letters().all(char::is_uppercase) && !inner.contains(|c: char| c.is_ascii_digit());
    let first = inner.split([' ', '_', '-']).next().unwrap_or_default();
    in_capitals || inner.len() <= 60 && !inner.contains(['@', '/', '=']) && NAMES.iter().any(|name| name.eq_ignore_ascii_case(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_left_is_found_and_what_people_write_is_not() {
        for (text, what, line, column) in [
            ("a\nThis is the policy of [COMPANY].", "[COMPANY]", 2, 23),
            ("a\r\nFür TODO: <name>\nTODO", "<name>", 2, 11),
            ("approved by <name>", "<name>", 1, 13),
            ("[Insert date here]", "[Insert date here]", 1, 1),
            ("valid from {{ date }}", "{{ date }}", 1, 12),
            ("Backups: TODO", "TODO", 1, 10),
            ("Lorem ipsum dolor", "orem ipsum", 1, 2),
        ] {
            assert_eq!(find(text), Some((what, Position { line, column })), "{text}");
        }
        for text in
            ["see [Company handbook](handbook.md)", "[x] done", "[ISO 27001]", "Eva <eva@example.org>", "a list of todos", "[1]", "<b>"]
        {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_says_something_or_leads_on() {
        for (text, what) in
            [("", ""), ("# Policy\n", "# Policy"), ("# Policy\n\nTo be written.\n", "To be written."), ("\n---\n\nfolgt\n", "folgt")]
        {
            assert_eq!(bare("a.md", text), Some(what), "{text}");
        }
        assert_eq!(bare("chart.drawio", "<mxfile>dVHNkoIwDH4a7hXc</mxfile>"), None);
        for text in [
            "# Policy\n\nNobody lends a key to anybody.",
            &"保".repeat(40),
            "![chart](chart.png)",
            "see https://wiki.example.org",
            "| a | b |",
        ] {
            assert_eq!(bare("a.md", text), None, "{text}");
        }
    }
}
