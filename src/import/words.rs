//! What people write into cells, and the words that records have for it.

use super::tongues;
use crate::base::slug::slug;
pub use crate::base::written::day;

/// What cells say, by the word of the record. Keys are in lower case, words only.
pub type Words = &'static [(&'static str, &'static str)];

/// What says that there is nothing.
const NOTHING: [&str; 4] = ["n a", "na", "none", "not applicable"];
/// What says of controls and measures that there are none.
const NO_CONTROLS: [&str; 22] = [
    "nothing",
    // As other languages say it.
    "none control",
    "none controls",
    "none measure",
    "none action",
    "none actions",
    "no control",
    "no controls",
    "no measure",
    "no measures",
    "no action",
    "no actions",
    "none defined",
    "none identified",
    "none in place",
    "none needed",
    "none necessary",
    "none planned",
    "none required",
    "no controls needed",
    "no controls required",
    "no controls in place",
];
/// What answers where a text or a name should stand, or says that there is none yet.
const ANSWERS: [&str; 26] = [
    "yes",
    "no",
    "not yet",
    "tbd",
    "tbc",
    "tba",
    "to be announced",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "not defined",
    "not determined",
    "unknown",
    "open",
    "pending",
    "approval pending",
    "pending approval",
    "pending of approval",
    "approved",
    "not approved",
    "not yet approved",
    "rejected",
    "see above",
    "ditto",
    "idem",
];
/// What stands for a name where there is none.
const NOBODY: [&str; 12] = [
    "nobody",
    "n n",
    "nn",
    "not assigned",
    "not yet assigned",
    "not filled",
    "to be appointed",
    "to be assigned",
    "to be hired",
    "left",
    "left the company",
    "various",
];
/// The same, whatever follows it: `vacant since May`.
const VACANT: [&str; 6] = ["vacant", "unfilled", "unassigned", "tbd", "tbc", "tba"];
/// Names longer than this are prose.
const LONGEST_NAME: usize = 120;
/// Longer texts are prose, and no field of the organisation's own.
const LONGEST_FIELD: usize = 80;

/// What stands between two of which one is meant.
const OR: [&str; 7] = ["or ", "oder ", "ou ", "o ", "and ", "und ", "et "];
/// Words that say that something is so, each by the word of the record.
const FACTS: [&str; 8] = ["true", "implemented", "closed", "accepted", "pass", "acceptable", "met", "effective"];
/// Words that say what is going to be done.
const PLANS: [&str; 4] = ["modify", "retain", "avoid", "share"];
/// What denies or ends what stands right before it: `Transfer not possible`, `Implemented but switched off`.
const DENYING: [&str; 25] = [
    "not",
    "no",
    "never",
    "cannot",
    "impossible",
    "denied",
    "refused",
    "rejected",
    "declined",
    "disapproved",
    "withdrawn",
    "revoked",
    "cancelled",
    "canceled",
    "failed",
    "failing",
    "fails",
    "off",
    "disabled",
    "deactivated",
    "expired",
    "ended",
    "stopped",
    "suspended",
    "missing",
];
/// What stands between both and says nothing.
const BETWEEN: [&str; 20] = [
    "but",
    "is",
    "was",
    "are",
    "has",
    "been",
    "currently",
    "now",
    "switched",
    "turned",
    "aber",
    "ist",
    "wurde",
    "derzeit",
    "noch",
    "mais",
    "est",
    "été",
    "pero",
    "está",
];
/// What says of a denial that it is one of today.
const YET: [&str; 5] = ["yet", "noch", "encore", "aún", "todavía"];
/// What has begun and is not so yet: `Implemented in part`, `Yes (draft)`.
const UNFINISHED: [&str; 8] = ["part", "partly", "partially", "partial", "draft", "unsigned", "pending", "planned"];
/// What takes something out of what was said of all.
const EXCEPT: [&str; 4] = ["except", "excluding", "without", "unless"];
/// What stands before the year in which something ends or begins.
const UNTIL: [&str; 8] = ["until", "till", "by", "from", "bis", "ab", "jusqu", "hasta"];
/// What stands between such a word and the year.
const PARTS_OF_YEAR: [&str; 12] = ["q1", "q2", "q3", "q4", "end", "mid", "the", "of", "ende", "mitte", "fin", "finales"];
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

/// What a cell means: all of it, else its longest beginning that is known. What asks, as `Yes?`, says nothing; what names another
/// meaning behind the first, as `Yes / No`, leaves it open, and so does what takes it back, as `Transfer not possible`.
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
    (!is_open && !is_taken_back(word, rest, cell) && stands_alone(cell, &text[..end])).then_some(Meaning::Roughly(word))
}

/// Whether what follows a word that affirms takes it back. A plan stands all the same where it is not done yet, or has a year.
fn is_taken_back(word: &str, rest: &str, cell: &str) -> bool {
    let words: Vec<&str> = rest.split(' ').collect();
    let first = words.iter().find(|word| !BETWEEN.contains(word));
    let is_denied = first.is_some_and(|first| says_one_of(first, &DENYING));
    if PLANS.contains(&word) {
        return is_denied && !words.iter().take(3).any(|word| YET.contains(word));
    }
    let is_year = |word: &str| word.len() == 4 && word.starts_with("20");
    // `until 2027`, `from Q3 2027`, `by end of 2026`.
    let is_of_time = || words.iter().enumerate().any(|(at, word)| UNTIL.contains(word) && is_year(after_part(&words[at + 1..])));
    let is_less = || words.iter().any(|word| says_one_of(word, &EXCEPT));
    let is_unfinished = || words.iter().take(2).any(|word| says_one_of(word, &UNFINISHED));
    let is_share = || cell.contains('%') && !cell.contains("100");
    FACTS.contains(&word) && (is_denied || is_unfinished() || is_of_time() || is_less() || is_share())
}

/// The first of some words that is no part of a year, such as its end.
fn after_part<'w>(words: &[&'w str]) -> &'w str {
    words.iter().find(|word| !PARTS_OF_YEAR.contains(word)).copied().unwrap_or_default()
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
    text.chars().nth(LONGEST_NAME).is_none() && !is_nothing(text) && !is_nobody(text)
}

/// Whether a text stands where a name should and is none, maybe with a remark: `TBD (HR)`.
fn is_nobody(text: &str) -> bool {
    let plain = text.split(['(', '[', ':', '?']).next().unwrap_or_default().trim();
    let first = plain.split_whitespace().next().unwrap_or_default();
    says_one_of(first, &VACANT)
        || [text, plain].iter().any(|text| says_one_of(text, &NOBODY) || says_one_of(text, &VACANT) || is_answer(text))
}

/// Whether a text only answers, or says that there is nothing yet: where a text should stand it is none. A letter may be a name.
pub fn is_answer(text: &str) -> bool {
    normal(text).chars().nth(1).is_some() && says_one_of(text, &ANSWERS)
}

/// Whether a text only says that there is nothing.
pub fn is_nothing(text: &str) -> bool {
    normal(text).is_empty() || says_one_of(text, &NOTHING)
}

/// Whether a text says that there are no controls or measures.
pub fn is_no_control(text: &str) -> bool {
    is_nothing(text) || says_one_of(text, &NO_CONTROLS)
}

/// Whether a text fits into a field of the organisation's own.
pub fn is_short(text: &str) -> bool {
    text.chars().nth(LONGEST_FIELD).is_none() && !text.contains('\n')
}

/// Lower case, letters and digits, one space between words.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut add = |c: char| {
        if c.is_alphanumeric() {
            out.push(c);
        } else if let Some(said) = tick(c) {
            out.push_str(said);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    for c in text.chars() {
        // Most are, and for others it takes a table.
        if c.is_ascii() { add(c.to_ascii_lowercase()) } else { c.to_lowercase().for_each(&mut add) }
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

/// Whether a text is nothing but a line that stands for nothing.
pub fn is_dash(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '_' | '‐' | '‑' | '–' | '—' | '−' | '/'))
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
        for text in ["Transfer not possible", "Akzeptanz abgelehnt", "Mitigation rejected", "Avoid? no", "Acceptance - denied"] {
            assert_eq!(meaning(TREATMENTS, text), None, "{text}");
        }
        assert_eq!(meaning(TREATMENTS, "Mitigate (not yet started)"), Some(Meaning::Roughly("modify")));
        for text in
            ["Implemented but switched off", "Implemented - failed", "Implemented until 2024", "umgesetzt bis 2027", "Implemented 40%"]
        {
            assert_eq!(meaning(CONTROL_STATES, text), None, "{text}");
        }
        assert_eq!(meaning(CONTROL_STATES, "Implemented by IT in 2024"), Some(Meaning::Roughly("implemented")));
        for text in ["Yes, not signed", "Yes (unsigned)", "yes (draft)", "Applicable, in part"] {
            assert_eq!(meaning(TRUTHS, text), None, "{text}");
        }
        assert_eq!(meaning(TRUTHS, "No (not required)"), Some(Meaning::Roughly("false")));
        assert_eq!(meaning(CONTROL_STATES, "Not yet implemented"), Some(Meaning::Exactly("none")));
        assert_eq!(meaning(CONTROL_STATES, "N/A"), Some(Meaning::Exactly("-")));
    }
}
