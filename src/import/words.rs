//! What people write into cells, and the words that records have for it.

use super::tongues;
use crate::base::slug::slug;
pub use crate::base::written::day;

/// What cells say, by the word of the record. Keys are in lower case, words only.
pub type Words = &'static [(&'static str, &'static str)];

/// What stands beside an amount of money.
const MONEY: [&str; 7] = ["€", "$", "£", "eur", "usd", "gbp", "chf"];
/// What says that there is nothing.
const NOTHING: [&str; 4] = ["n a", "na", "none", "not applicable"];
/// What stands for a name where there is none.
const NOBODY: [&str; 6] = ["nobody", "tbd", "tbc", "unknown", "unassigned", "vacant"];
/// Names longer than this are prose.
const LONGEST_NAME: usize = 120;
/// Longer texts are prose, and no field of the organisation's own.
const LONGEST_FIELD: usize = 80;

/// What stands between two of which one is meant.
const OR: [&str; 7] = ["or ", "oder ", "ou ", "o ", "and ", "und ", "et "];
/// Longer words say what they say whatever follows.
const SHORTEST_BEGINNING: usize = 3;

/// A word of a record that a cell was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The cell says this and no more.
    Exactly(&'static str),
    /// The cell begins with it and says more.
    Roughly(&'static str),
}

impl Meaning {
    /// The word of the record.
    pub fn word(self) -> &'static str {
        match self {
            Meaning::Exactly(word) | Meaning::Roughly(word) => word,
        }
    }
}

/// What a cell means: all of it, else its longest beginning that is known. What asks, as `Yes?`, says nothing, and what names
/// another meaning behind the first, as `Yes / No`, leaves it open.
pub fn meaning(table: Words, cell: &str) -> Option<Meaning> {
    if cell.trim_end().ends_with(['?', '？']) {
        return None;
    }
    let text = normal(cell);
    if let Some(word) = exactly(table, &text) {
        return Some(Meaning::Exactly(word));
    }
    let ends = text.match_indices(' ').map(|(at, _)| at).take(4).collect::<Vec<_>>();
    let begins = |end: &usize| Some((exactly(table, &text[..*end])?, *end));
    let (word, end) = ends.iter().rev().find_map(begins)?;
    let rest = text[end..].trim_start();
    let other = OR.iter().find_map(|or| rest.strip_prefix(or)).unwrap_or(rest);
    let is_open = exactly(table, other).is_some_and(|other| other != word);
    (!is_open && stands_alone(cell, &text[..end])).then_some(Meaning::Roughly(word))
}

/// Whether what a cell begins with is more than the first word of a phrase: `in` of `in review`, `no` of `no decision`.
fn stands_alone(cell: &str, beginning: &str) -> bool {
    if beginning.chars().count() > SHORTEST_BEGINNING {
        return true;
    }
    let rest = cell.trim_start().trim_start_matches(char::is_alphanumeric).trim_start();
    !rest.starts_with(char::is_alphanumeric)
}

/// What a text in lower case, words only, means, in English or another language.
pub fn exactly(table: Words, text: &str) -> Option<&'static str> {
    let in_english = |text: &str| table.iter().find(|(known, _)| *known == text).map(|(_, word)| *word);
    in_english(text).or_else(|| tongues::readings(text).iter().find_map(|reading| in_english(reading)))
}

/// The one word of a table that a name speaks of; the last counts: `Server room` is a room, `Data centre staff` people.
pub fn spoken_of(table: Words, name: &str) -> Option<&'static str> {
    let known = |word: &str| table.iter().find(|(known, _)| *known == word).map(|(_, word)| *word);
    let last = |reading: &String| reading.rsplit(' ').next().and_then(known);
    // Short words of other languages are too often something else.
    let translated = |word: &str| if word.len() < 4 { None } else { tongues::readings(word).iter().find_map(last) };
    normal(name).split(' ').rev().find_map(|word| known(word).or_else(|| translated(word)))
}

/// Whether a text says one of some things that are given in English, in lower case, words only.
pub fn says_one_of(text: &str, english: &[&str]) -> bool {
    let text = normal(text);
    english.contains(&text.as_str()) || tongues::readings(&text).iter().any(|reading| english.contains(&reading.as_str()))
}

/// Whether a text may be the name of something.
pub fn is_name(text: &str) -> bool {
    text.chars().nth(LONGEST_NAME).is_none() && !is_nothing(text) && !says_one_of(text, &NOBODY)
}

/// Whether a text only says that there is nothing.
pub fn is_nothing(text: &str) -> bool {
    normal(text).is_empty() || says_one_of(text, &NOTHING)
}

/// The number a text begins with and the unit after it, which a header may have instead.
pub fn number_and_unit<'t>(text: &'t str, header: &str) -> (&'t str, String) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let of_header = normal(header);
    let unit = if unit.trim().is_empty() { of_header.rsplit(' ').next().unwrap_or_default().to_owned() } else { normal(unit) };
    (number, unit)
}

/// Whether a text fits into a field of the organisation's own.
pub fn is_short(text: &str) -> bool {
    text.chars().nth(LONGEST_FIELD).is_none() && !text.contains('\n')
}

/// Lower case, letters and digits, one space between words.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if let Some(said) = tick(c) {
            out.push_str(said);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// What a tick or a cross says.
fn tick(c: char) -> Option<&'static str> {
    match c {
        '✓' | '✔' | '☑' | '✅' | '√' => Some("yes"),
        '✗' | '✘' | '☒' | '❌' | '✕' | '✖' => Some("no"),
        _ => None,
    }
}

/// The words of a header in lower case, with those that only capitals, signs or digits divide.
pub fn tokens(header: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in header.chars() {
        let goes_on = before.is_alphanumeric() && c.is_numeric() == before.is_numeric() && !(before.is_lowercase() && c.is_uppercase());
        match out.last_mut().filter(|_| goes_on) {
            _ if !c.is_alphanumeric() => {}
            Some(word) => word.extend(c.to_lowercase()),
            None => out.push(c.to_lowercase().collect()),
        }
        before = c;
    }
    out
}

/// A name as a key of the organisation's own fields.
pub fn key(name: &str) -> String {
    slug(name).replace('-', "_")
}

/// A whole number such as `4`, `4.0`, `4,00`, or the `4` of `4 - Likely`, `Likely (4)` and `Major - 4`.
pub fn whole_number(cell: &str) -> Option<i64> {
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        // A label, which has no number of its own, and the number behind a sign or space.
        let text = cell.trim_end_matches([')', ']']);
        let begin = text.rfind(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).map_or(0, |at| at + 1);
        let (label, number) = text.split_at_checked(begin)?;
        let is_label =
            label.ends_with([' ', '(', '[', '-', '–', '—', ':', '=']) && label.contains(char::is_alphabetic) && !has_digit(label);
        return whole(number).filter(|_| is_label);
    }
    let end = cell.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(cell.len());
    let (number, rest) = cell.split_at(end);
    let rest = rest.trim_start();
    let is_label = rest.strip_prefix(['-', '–', '—', '(', ':', '=']).is_some_and(|label| !label.starts_with(|c: char| c.is_ascii_digit()));
    whole(number).filter(|_| rest.is_empty() || is_label)
}

/// Digits, with nothing but zeros behind a point or comma.
fn whole(number: &str) -> Option<i64> {
    let (digits, decimals) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    // Three of them may be thousands.
    let is_whole = !decimals.is_empty() && decimals.len() < 3 && decimals.bytes().all(|byte| byte == b'0');
    is_whole.then(|| digits.parse().ok()).flatten()
}

/// The number a text begins with, with a point for its decimals, and what follows it. Three digits behind the only sign may
/// be thousands or decimals; only money has no three decimals.
pub fn decimal(text: &str) -> Option<(String, &str)> {
    let lower = text.to_lowercase();
    let is_money = MONEY.iter().any(|sign| lower.contains(sign));
    let text = text.trim_start_matches(|c: char| is_money && !c.is_ascii_digit());
    let is_sign = |c: char| matches!(c, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let end = text.find(|c: char| !c.is_ascii_digit() && !is_sign(c)).unwrap_or(text.len());
    let number = text[..end].trim_end_matches(is_sign);
    let signs: Vec<char> = number.chars().filter(|c| is_sign(*c)).collect();
    let is_decimal = |sign: char| matches!(sign, '.' | ',') && signs.iter().filter(|other| **other == sign).count() == 1;
    let last = signs.last().copied();
    let (whole, decimals) = last.filter(|sign| is_decimal(*sign)).and_then(|sign| number.rsplit_once(sign)).unwrap_or((number, ""));
    let (whole, decimals) = match (decimals.len(), signs.len()) {
        (3, 1) if is_money => (number, ""),
        (3, 1) => return None,
        _ => (whole, decimals),
    };
    let groups: Vec<&str> = whole.split(is_sign).collect();
    let are_thousands = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let whole = groups.concat();
    let is_number = !whole.is_empty() && whole.len() < 16 && (whole == "0" || !whole.starts_with('0'));
    let point = if decimals.is_empty() { "" } else { "." };
    (is_number && are_thousands).then(|| (format!("{whole}{point}{decimals}"), &text[number.len()..]))
}

/// The number a text begins with, behind a sign of comparison, if no other follows and its unit is not grown to it.
pub fn number(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['<', '>', '≤', '≥', '=', ' ']);
    let (number, rest) = decimal(text)?;
    let is_plain = !rest.starts_with(char::is_alphabetic) && !rest.contains(|c: char| c.is_ascii_digit());
    is_plain.then_some(number)
}

/// Whether a cell is a number and nothing else.
pub fn is_number(cell: &str) -> bool {
    whole(cell).is_some()
}

/// Whether a cell names something that is called by a label, in whatever language either is, and maybe with its number:
/// `Mittel (9)` is `medium`.
pub fn names(cell: &str, label: &str) -> bool {
    let without_number = |text: &str| normal(text).split(' ').filter(|word| word.parse::<u64>().is_err()).collect::<Vec<_>>().join(" ");
    let (text, label) = (normal(cell), normal(label));
    if text == label {
        return !text.is_empty();
    }
    let text = if label.contains(|c: char| c.is_ascii_digit()) { text } else { without_number(&text) };
    let is_read_as = |text: &str, other: &str| tongues::readings(text).iter().any(|reading| reading == other);
    !text.is_empty() && (text == label || is_read_as(&text, &label) || is_read_as(&label, &text))
}

/// So many per cent.
pub fn per_cent(cell: &str) -> Option<i64> {
    whole(cell.strip_suffix('%')?.trim_end())
}

/// Whether a text is nothing but a line that stands for nothing.
pub fn is_dash(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '_' | '‐' | '‑' | '–' | '—' | '−' | '/'))
}

/// A number with a share of it, such as `3/5` or `3 out of 5`.
pub fn out_of(cell: &str) -> Option<(i64, i64)> {
    let (number, all, beside) = share(cell)?;
    beside.is_empty().then(|| Some((number, all?)))?
}

/// What stands between a number and the highest that it can be.
const SHARES: [&str; 7] = ["/", "of", "out of", "von", "sur", "de", "sobre"];
/// What may stand around a number and its words without changing either.
const AROUND_NUMBERS: [char; 18] = ['(', ')', '[', ']', '{', '}', '-', '–', '—', ':', '=', '.', ',', ';', '|', '_', '/', '→'];

/// The only number of a cell, what it is out of, and the words beside it. Signs that say something of a number, as `<`, `~`,
/// `%` or `?`, leave none.
pub fn share(cell: &str) -> Option<(i64, Option<i64>, String)> {
    let is_plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || AROUND_NUMBERS.contains(&c);
    if cell.starts_with(['-', '–', '—']) || !cell.chars().all(is_plain) {
        return None;
    }
    let at = cell.find(|c: char| c.is_ascii_digit())?;
    let (before, number, behind) = (&cell[..at], &cell[at..], number_end(&cell[at..]));
    let (number, rest) = number.split_at(behind);
    let number = whole(number)?;
    let Some(at) = rest.find(|c: char| c.is_ascii_digit()) else {
        return Some((number, None, normal(&format!("{before} {rest}"))));
    };
    let between: String = rest[..at].chars().filter(|c| !matches!(c, '(' | '[')).collect();
    let (all, rest) = rest[at..].split_at(number_end(&rest[at..]));
    let is_share = SHARES.contains(&between.trim().to_lowercase().as_str());
    let is_last = is_share && !rest.contains(|c: char| c.is_ascii_digit());
    is_last.then(|| Some((number, Some(whole(all)?), normal(&format!("{before} {rest}")))))?
}

/// Where the digits that a text begins with end, with a point or comma between them.
fn number_end(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',']).len()
}

/// What divides the items of a list in a cell.
pub const MARKS: [char; 3] = [';', '|', '\n'];

/// The texts between the marks of a list.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(MARKS).map(str::trim).filter(|part| !part.is_empty())
}

/// Words for everybody.
const EVERYBODY: [&str; 6] = ["all", "everybody", "everyone", "all employees", "all staff", "all personnel"];

/// `All Employees (42)` as well as `all`.
pub fn is_everybody(text: &str) -> bool {
    says_one_of(text.split('(').next().unwrap_or_default(), &EVERYBODY)
}

/// Holds a table against the words that records have.
#[cfg(test)]
pub fn all_are<T: serde::de::DeserializeOwned>(table: Words, but: &[&str]) {
    for (text, word) in table.iter().filter(|(_, word)| !but.contains(word)) {
        assert_eq!(normal(text), *text);
        assert!(T::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word)).is_ok(), "{word}");
    }
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::*;
    use super::*;
    use crate::model::kinds::{AssetStatus, AssetType, ControlStatus, DocumentType, Property, TreatmentOption};
    use crate::model::single::soa::Because;

    #[test]
    fn tables_speak_the_words_of_records() {
        all_are::<TreatmentOption>(TREATMENTS, &[]);
        all_are::<AssetType>(ASSET_TYPES, &[]);
        all_are::<AssetType>(ASSET_HINTS, &[]);
        all_are::<AssetStatus>(ASSET_STATES, &[]);
        all_are::<Property>(PROPERTIES, &[]);
        all_are::<ControlStatus>(CONTROL_STATES, &NO_STATE);
        all_are::<Because>(REASONS, &[]);
        all_are::<DocumentType>(DOCUMENT_TYPES, &[]);
    }

    #[test]
    fn a_cell_that_says_more_is_understood_roughly() {
        assert_eq!(meaning(TREATMENTS, "Mitigate"), Some(Meaning::Exactly("modify")));
        assert_eq!(meaning(TREATMENTS, "Accept with monitoring"), Some(Meaning::Roughly("retain")));
        assert_eq!(meaning(TREATMENTS, "Avoided — payments outsourced"), Some(Meaning::Roughly("avoid")));
        assert_eq!(meaning(TREATMENTS, "who knows"), None);
        assert_eq!(meaning(TRUTHS, "No (but see A.5.4)"), Some(Meaning::Roughly("false")));
        assert_eq!(meaning(TRUTHS, "Applicable to HQ only"), Some(Meaning::Roughly("true")));
        for text in ["Yes?", "Yes / No", "ja oder nein", "No decision yet", "In review", "Out for comment", "Non décidé", "x of y"] {
            assert_eq!(meaning(TRUTHS, text), None, "{text}");
        }
        assert_eq!(["Mitigate / accept", "Transfer or avoid"].map(|text| meaning(TREATMENTS, text)), [None; 2]);
        assert_eq!(meaning(CONTROL_STATES, "Not yet implemented"), Some(Meaning::Exactly("none")));
        assert_eq!(meaning(CONTROL_STATES, "N/A"), Some(Meaning::Exactly("-")));
    }

    #[test]
    fn numbers_are_read_only_if_they_are_plain() {
        for text in [
            "4",
            "4.0",
            "4,0",
            "4.00",
            "4,00",
            "4 - Likely",
            "4 (Likely)",
            "Likely (4)",
            "Likely [4]",
            "Major - 4",
            "Major: 4,0",
            "High 4",
            "4,0 = high",
        ] {
            assert_eq!(whole_number(text), Some(4), "{text}");
        }
        for text in ["", "x", "4-5", "3.5", "4,5", "4,000", "4.", "1e3", "99999999999999999999", "Q1 (4)", "(4)", "- 4", "L4", "3/5"] {
            for (text, number) in [
                ("4", "4"),
                ("4.2%", "4.2"),
                ("4,25 %", "4.25"),
                ("1.234,56", "1234.56"),
                ("1,234.56", "1234.56"),
                ("1'234.5", "1234.5"),
                ("1.234.567", "1234567"),
                ("1\u{202f}234,5", "1234.5"),
                ("EUR 8,000", "8000"),
                ("8.000 €", "8000"),
                ("€ 8.000,50", "8000.50"),
                ("0.5", "0.5"),
            ] {
                assert_eq!(decimal(text).map(|(number, _)| number).as_deref(), Some(number), "{text}");
            }
            assert_eq!(["8,000", "8.000", "12,34,5", "007", "x", ""].map(|text| decimal(text).is_some()), [false; 6]);
            assert_eq!(whole_number(text), None, "{text}");
        }
        assert_eq!(
            ["3/5", "3 of 5", "3,0 / 5", "3 von 5", "3/x", "3"].map(out_of),
            [Some((3, 5)), Some((3, 5)), Some((3, 5)), Some((3, 5)), None, None]
        );
    }
}
