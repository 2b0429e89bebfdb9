//! Headers and values in other languages, read as if they were English: a dictionary for each language, and one way to look
//! into them. What it makes of a text counts only where a table of ours knows it.
//!
//! Lines of a dictionary are `meaning: words and phrases`; of several meanings the likeliest stands first, and what says
//! nothing means `-`.

use crate::base::slug::plain;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

/// A language.
struct Tongue {
    /// Words and phrases in ASCII, with what they mean.
    dictionary: HashMap<String, &'static str>,
    /// What words may end in after what stands in the dictionary.
    endings: &'static [&'static str],
    /// What stands between words that are written as one, if they are.
    joints: &'static [&'static str],
}

static TONGUES: LazyLock<[Tongue; 5]> = LazyLock::new(|| {
    let tongue = |text, endings, joints| {
        let words = entries(text).map(|(word, meaning)| (plain(word), if meaning == "-" { "" } else { meaning }));
        Tongue { dictionary: words.collect(), endings, joints }
    };
    let joints = &["", "s", "n", "en", "es", "e", "er"];
    [
        tongue(include_str!("de.txt"), &["e", "en", "er", "es", "em", "n", "s", "in", "innen"], joints),
        tongue(include_str!("fr.txt"), &["e", "s", "es", "le", "les", "x"], &[]),
        tongue(include_str!("es.txt"), &["o", "a", "os", "as", "s", "es"], &[]),
        tongue(include_str!("it.txt"), &["o", "a", "i", "e", "he", "hi"], &[]),
        tongue(include_str!("nl.txt"), &["e", "en", "n", "s"], &["", "s", "e", "en"]),
    ]
});

/// The words of a dictionary with their meanings.
fn entries(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    lines.flat_map(|(meaning, words)| words.split(", ").map(move |word| (word, meaning)))
}

/// Longer texts are prose.
const MOST_WORDS: usize = 8;
/// The longest phrase of a dictionary has so many words.
const LONGEST_PHRASE: usize = 6;
/// Of a text that may mean many things, no more are tried.
const MOST_READINGS: usize = 64;
/// Shorter stems have no endings: too many words begin with them.
const SHORTEST_STEM: usize = 4;
/// Shorter words are no part of others.
const SHORTEST_PART: usize = 3;
/// Longer words are none.
const LONGEST_WORD: usize = 64;
/// English words that change nothing in a header.
const FILLERS: [&str; 8] = ["a", "an", "at", "and", "for", "in", "of", "the"];

/// So many texts are remembered with their readings.
const MOST_KNOWN: usize = 1 << 14;

thread_local! {
    /// What was read before: the cells of a sheet say the same over and over.
    static KNOWN: RefCell<HashMap<String, Rc<[String]>>> = RefCell::default();
}

/// What a text in lower case, words only, may be in English, the likeliest first. Empty if no language has any of its words.
pub fn readings(text: &str) -> Rc<[String]> {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(text).cloned()) {
        return known;
    }
    let found: Rc<[String]> = read(text).into();
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(text.to_owned(), Rc::clone(&found));
    });
    found
}

fn read(text: &str) -> Vec<String> {
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return Vec::new();
    }
    let mut all: Vec<String> = Vec::new();
    for reading in TONGUES.iter().flat_map(|tongue| in_one(&words, tongue)) {
        if !all.contains(&reading) {
            all.push(reading);
        }
    }
    all
}

/// The words of a header without those that change nothing, sorted: `dates of review` and `review date` are the same. What
/// stands twice does: `applicable / not applicable` is not the column of what is not applicable.
pub fn bag(text: &str) -> String {
    // Several are named as one is.
    let mut words: Vec<&str> = text.split(' ').filter(|word| !FILLERS.contains(word)).map(|word| word.trim_end_matches('s')).collect();
    words.sort_unstable();
    words.join(" ")
}

/// The readings in one language; words that it does not have stay as they are.
fn in_one(words: &[&str], tongue: &'static Tongue) -> Vec<String> {
    let (mut at, mut is_known, mut readings) = (0, false, vec![String::new()]);
    while at < words.len() {
        let known = (1..=LONGEST_PHRASE.min(words.len() - at)).rev().find_map(|length| {
            let phrase = || tongue.dictionary.get(words[at..at + length].join(" ").as_str()).map(|meaning| vec![*meaning]);
            let meanings = if length == 1 { parts(words[at], tongue) } else { phrase() };
            Some((length, meanings?))
        });
        is_known |= known.is_some();
        let (length, meanings) = known.unwrap_or_else(|| (1, vec![words[at]]));
        for meaning in meanings {
            let more = |reading: &String| meaning.split('|').map(|one| joined(reading, one)).collect::<Vec<String>>();
            readings = readings.iter().flat_map(more).take(MOST_READINGS).collect();
        }
        at += length;
    }
    if is_known { readings.into_iter().filter(|reading| !reading.is_empty()).collect() } else { Vec::new() }
}

fn joined(before: &str, word: &str) -> String {
    let between = if before.is_empty() || word.is_empty() { "" } else { " " };
    format!("{before}{between}{word}")
}

/// What a word means, in parts if it is several that are written as one.
fn parts(word: &str, tongue: &Tongue) -> Option<Vec<&'static str>> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    if let Some(meaning) = simple(word, tongue) {
        return Some(vec![meaning]);
    }
    // The longest first: a word is seldom a shorter one with the rest of another.
    let ends = word.char_indices().map(|(at, _)| at).filter(|at| *at >= SHORTEST_PART && !tongue.joints.is_empty());
    ends.rev().find_map(|end| {
        let meaning = tongue.dictionary.get(&word[..end]).filter(|meaning| !meaning.is_empty() || end > SHORTEST_STEM)?;
        tongue.joints.iter().find_map(|joint| {
            let rest = word[end..].strip_prefix(joint).filter(|rest| rest.len() >= SHORTEST_PART)?;
            let mut all = parts(rest, tongue)?;
            all.insert(0, meaning);
            Some(all)
        })
    })
}

fn simple(word: &str, tongue: &Tongue) -> Option<&'static str> {
    let stem = |ending: &&str| word.strip_suffix(*ending).filter(|stem| stem.len() >= SHORTEST_STEM);
    let stems = || tongue.endings.iter().filter_map(stem).find_map(|stem| tongue.dictionary.get(stem));
    tongue.dictionary.get(word).or_else(stems).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::words::normal;
    use std::collections::HashSet;

    fn is_read(text: &str, english: &str) -> bool {
        readings(&normal(text)).iter().any(|reading| reading == english || bag(reading) == bag(english))
    }

    #[test]
    fn no_word_of_a_language_stands_twice() {
        for text in [include_str!("de.txt"), include_str!("fr.txt"), include_str!("es.txt"), include_str!("it.txt"), include_str!("nl.txt")]
        {
            let mut seen = HashSet::new();
            for (word, meaning) in entries(text) {
                assert!(seen.insert(plain(word)), "{word} stands twice");
                assert_eq!(word, normal(word));
                assert!(meaning == "-" || meaning.split('|').all(|one| one == normal(one)), "{meaning}");
                assert!(word.split(' ').count() <= LONGEST_PHRASE, "{word}");
            }
        }
    }

    #[test]
    fn words_are_read_in_their_forms_and_together() {
        for (text, english) in [
            ("Risikoeigentümerin", "risk owner"),
            ("Risikoeigentuemer", "risk owner"),
            ("Restrisikolevel", "residual risk level"),
            ("Restmaximale Auswirkung", "residual maximum impact"),
            ("Eintrittswahrscheinlichkeit", "likelihood"),
            ("Inhärenter Wert", "inherent score"),
            ("Kontroll-ID", "control id"),
            ("Nächste Prüfung", "next review"),
            ("Letzter Wiederherstellungstest", "last restore test"),
            ("Teilweise umgesetzt", "partially implemented"),
            ("Nicht anwendbar", "not applicable"),
            ("Propriétaire du risque", "risk owner"),
            ("Vraisemblance résiduelle", "residual likelihood"),
            ("Date de clôture", "closure date"),
            ("Mise en œuvre", "implemented"),
            ("Partiellement mis en œuvre", "partially implemented"),
            ("Responsable del riesgo", "risk owner"),
            ("Probabilidad residual", "residual likelihood"),
            ("Fecha de cierre", "closure date"),
            ("No aplica", "not applicable"),
            ("Fecha detección", "detection date"),
            ("Proprietario del rischio", "risk owner"),
            ("Probabilità residua", "residual likelihood"),
            ("Rischio residuo", "residual risk"),
            ("Data di chiusura", "closure date"),
            ("Non implementato", "not implemented"),
            ("Risico-eigenaar", "risk owner"),
            ("Restrisico", "residual risk"),
            ("Huidige kans", "current likelihood"),
            ("Niet van toepassing", "not applicable"),
            ("Gedeeltelijk geïmplementeerd", "partially implemented"),
        ] {
            assert!(is_read(text, english), "{text}: {:?}", readings(&normal(text)));
        }
        assert!(readings("restore").is_empty() && readings("quite other words").is_empty());
    }
}
