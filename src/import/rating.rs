//! Which columns of a register rate risks, of which state and on which scale. A rating in the wrong state looks as good as
//! a right one and nobody would find it, so only words that are known count, and what is in doubt is told.

use super::axis::{Axis, axis_of_letter};
use super::grades::{HIGH, LOW, is_number, is_of_scale};
use super::sheet::Sheet;
pub use super::states::State;
use super::states::{is_in_force, is_loose, named as state_named, stated};
use super::tongues;
use super::words::tokens;
use crate::base::slug::slug;
use std::collections::BTreeSet;

/// What a header says of ratings.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    Nothing,
    /// A rating, with the word for its state if there is one.
    Rating(Rating),
    /// It speaks of a rating in words that are not known.
    Unclear(Axis),
}

/// A header that is understood.
#[derive(Debug, PartialEq, Eq)]
pub struct Rating {
    pub axis: Axis,
    pub state: Option<State>,
    /// `likelihood`, `impact`, or `impact.legal`.
    pub part: String,
    /// The largest of several impacts.
    pub is_largest: bool,
    /// It is named by an abbreviation, a letter or a word that says other things too: it counts beside its fellow only.
    pub is_short: bool,
}

/// The states of a risk, as they begin the names of fields.
pub const STATES: [&str; 3] = ["inherent", "current", "residual"];

const LIKELIHOODS: [&str; 5] = ["likelihood", "probability", "prob", "proba", "wahrscheinlichkeit"];
const IMPACTS: [&str; 5] = ["impact", "consequence", "consequences", "severity", "auswirkung"];
/// What a word has in it that is about a likelihood or an impact, in whatever form and language.
const LIKELIHOOD_STEMS: [&str; 6] = ["likelihood", "likelyhood", "probab", "wahrscheinlich", "vraisembl", "verosimil"];
const IMPACT_STEMS: [&str; 9] = ["impact", "impakt", "auswirkung", "sequenc", "séquence", "secuencia", "severit", "schaden", "grav"];
/// Abbreviations of the same, in any company.
const LIKELIHOOD_SHORT: [&str; 2] = ["prob", "proba"];
/// Abbreviations and words that also stand for other things: they count where one of each stands beside the other.
const SHORT: [(&str, Axis); 14] = [
    ("frequency", Axis::Likelihood),
    ("occurrence", Axis::Likelihood),
    ("magnitude", Axis::Impact),
    ("extent", Axis::Impact),
    ("lik", Axis::Likelihood),
    ("lkl", Axis::Likelihood),
    ("lh", Axis::Likelihood),
    ("ew", Axis::Likelihood),
    ("wkt", Axis::Likelihood),
    ("imp", Axis::Impact),
    ("sev", Axis::Impact),
    ("cons", Axis::Impact),
    ("sh", Axis::Impact),
    ("aw", Axis::Impact),
];
/// Those that stand for hardly anything else: above values they ask, whatever stands around them.
const ACRONYMS: [(&str, Axis); 4] = [("ew", Axis::Likelihood), ("wkt", Axis::Likelihood), ("sh", Axis::Impact), ("aw", Axis::Impact)];
/// Words with such a part that mean something else.
const OTHERS: [&str; 4] = ["impacted", "sequence", "sequences", "gravel"];
/// Beginnings of words that tell of a state which is not known by its word.
const STATE_STEMS: [&str; 28] = [
    "inher",
    "inhär",
    "gross",
    "brut",
    "raw",
    "untreat",
    "resid",
    "résid",
    "rest",
    "remain",
    "mitigat",
    "treat",
    "target",
    "ziel",
    "after",
    "before",
    "post",
    "pre",
    "nach",
    "vor",
    "actual",
    "actuel",
    "aktuell",
    "current",
    "netto",
    "initial",
    "expected",
    "controlled",
];
/// The same as whole words: too many others begin with them.
const STATE_WORDS: [&str; 15] =
    ["net", "ist", "soll", "rl", "ri", "rp", "planned", "final", "objetivo", "now", "today", "heute", "hoy", "existing", "future"];
/// What makes a number of a column a result of ratings.
const RESULTS: [&str; 8] = ["score", "rating", "level", "wert", "stufe", "niveau", "klasse", "punkte"];
/// What says how large a risk is beside a word for risks.
const SIZES: [&str; 7] = ["value", "class", "grade", "category", "criticality", "size", "exposure"];
/// What a risk itself is called, in parts of words.
const RISKS: [&str; 4] = ["risk", "risiko", "risque", "riesgo"];
const LARGEST: [&str; 5] = ["max", "maximum", "overall", "highest", "largest"];
/// Words that change nothing beside a likelihood or an impact.
const NEUTRAL: [&str; 12] =
    ["risk", "rating", "score", "value", "level", "of", "the", "in", "assessment", "evaluation", "estimated", "occurrence"];
/// Words that stand between those of a dimension.
const FILLERS: [&str; 6] = ["on", "for", "and", "to", "auf", "und"];
/// What an impact can be on. Others are dimensions if the method has them or the user says so.
const DIMENSIONS: [&str; 56] = [
    "asset",
    "assets",
    "availability",
    "brand",
    "client",
    "clients",
    "commercial",
    "community",
    "compliance",
    "confidentiality",
    "continuity",
    "contractual",
    "cost",
    "costs",
    "customer",
    "customers",
    "data",
    "economic",
    "employee",
    "employees",
    "environment",
    "environmental",
    "finance",
    "finances",
    "financial",
    "health",
    "human",
    "image",
    "integrity",
    "legal",
    "money",
    "operation",
    "operational",
    "operations",
    "patient",
    "patients",
    "people",
    "personal",
    "political",
    "privacy",
    "process",
    "processes",
    "production",
    "protection",
    "public",
    "quality",
    "regulation",
    "regulatory",
    "reputation",
    "reputational",
    "safety",
    "security",
    "service",
    "services",
    "staff",
    "strategic",
];

fn has_part(word: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| word.contains(part))
}

/// Which scale a word is about, known or not.
fn axis_of(word: &str) -> Option<Axis> {
    if OTHERS.contains(&word) {
        return None;
    }
    if has_part(word, &LIKELIHOOD_STEMS) || LIKELIHOOD_SHORT.contains(&word) {
        return Some(Axis::Likelihood);
    }
    (IMPACTS.contains(&word) || has_part(word, &IMPACT_STEMS)).then_some(Axis::Impact)
}

/// A header with its abbreviations of `with` and `without` written out.
fn spelled(header: &str) -> String {
    let word = |word: &str| match word.trim_start_matches(['(', '[']).to_lowercase().as_str() {
        "w/" => "with".to_owned(),
        "w/o" => "without".to_owned(),
        _ => word.to_owned(),
    };
    header.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// The words of a header as they stand, and as they may be in English.
fn wordings(header: &str) -> Vec<Vec<String>> {
    let words = tokens(&spelled(header));
    let readings = tongues::readings(&words.join(" "));
    let translated = readings.iter().map(|reading| reading.split(' ').map(str::to_owned).collect());
    [words].into_iter().chain(translated).collect()
}

/// What a header says of ratings; `known` are the dimensions of the method.
pub fn said(header: &str, known: &BTreeSet<&str>) -> Said {
    let mut best = Said::Nothing;
    for words in wordings(header) {
        match said_in(&words, known) {
            Said::Rating(rating) => return Said::Rating(rating),
            Said::Unclear(axis) if best == Said::Nothing => best = Said::Unclear(axis),
            Said::Unclear(_) | Said::Nothing => {}
        }
    }
    match best {
        Said::Nothing => match wordings(header).iter().find_map(|words| short(words)) {
            Some(rating) => Said::Rating(rating),
            None => tokens(header).iter().find_map(|word| lookup(&ACRONYMS, word)).map_or(Said::Nothing, Said::Unclear),
        },
        best => best,
    }
}

/// A rating by an abbreviation, or by a letter with a word for its state: `Lik.`, `Inherent L`.
fn short(words: &[String]) -> Option<Rating> {
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_number(word)).collect();
    let (state, rest) = stated(&words)?;
    let named = |word: &str| lookup(&SHORT, word);
    // `Ist-Zustand` is the state of today.
    let is_plain = |word: &&str| NEUTRAL.contains(word) || state.is_some() && *word == "state";
    let mut rest = rest.into_iter().filter(|word| !is_plain(word) || named(word).is_some());
    let (word, None) = (rest.next()?, rest.next()) else { return None };
    let named = named(word);
    let axis = named.or_else(|| axis_of_letter(word).filter(|_| state.is_some()))?;
    Some(Rating { axis, state, part: axis.name().to_owned(), is_largest: false, is_short: true })
}

fn lookup(table: &[(&str, Axis)], word: &str) -> Option<Axis> {
    table.iter().find(|(name, _)| *name == word).map(|(_, axis)| *axis)
}

/// Whether a header names a year.
pub fn has_year(header: &str) -> bool {
    tokens(header).iter().any(|word| word.parse().is_ok_and(|number: u32| (1990..2100).contains(&number)))
}

/// Whether a header is `C`, with or without a state: what security is about, of which `I` is another part.
pub fn is_of_security(header: &str) -> bool {
    let words = tokens(header);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    stated(&words).is_some_and(|(_, rest)| rest == ["c"])
}

/// Whether one of the other scale stands beside a rating, in the same state.
pub fn has_fellow(rating: &Rating, all: &[Said]) -> bool {
    let is_fellow = |other: &Said| matches!(other, Said::Rating(other) if other.axis != rating.axis && other.state == rating.state);
    all.iter().any(is_fellow)
}

fn said_in(words: &[String], known: &BTreeSet<&str>) -> Said {
    let (has_scale, letters) = (words.iter().any(|word| is_number(word)) || are_steps(words), letters_of_steps(words));
    let is_step = |word: &str| has_scale && (is_number(word) || is_of_scale(word)) || letters.contains(&word);
    let rest: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_step(word)).collect();
    let mut axes: Vec<Axis> = rest.iter().filter_map(|word| axis_of(word)).collect();
    axes.dedup();
    // Both together make a score.
    let [axis] = axes[..] else { return Said::Nothing };
    understood(axis, &rest, known).map_or(Said::Unclear(axis), Said::Rating)
}

/// The letters of the steps of a scale: of high, medium and low, in the languages that sheets are in.
const OF_STEPS: [[&str; 3]; 4] = [["h", "m", "l"], ["h", "m", "n"], ["h", "m", "g"], ["a", "m", "b"]];

/// The letters by which words name all steps of a scale: `H/M/L`.
fn letters_of_steps(words: &[String]) -> &'static [&'static str] {
    let are_there = |letters: &&[&str; 3]| letters.iter().all(|letter| words.iter().any(|word| word == letter));
    OF_STEPS.iter().find(are_there).map_or(&[], |letters| letters)
}

/// Whether words name the lowest and the highest step of a scale: `High / Medium / Low`.
fn are_steps(words: &[String]) -> bool {
    [&LOW[..], &HIGH[..]].iter().all(|grades| words.iter().any(|word| grades.contains(&word.as_str())))
}

fn understood(axis: Axis, words: &[&str], known: &BTreeSet<&str>) -> Option<Rating> {
    let (names, letters): (&[&str], &[&str]) = match axis {
        Axis::Likelihood => (&LIKELIHOODS, &["l", "p", "w"]),
        Axis::Impact => (&IMPACTS, &["i", "s"]),
    };
    let (state, rest) = stated(words)?;
    let is_of_state = |word: &str| state.is_some() && is_in_force(word);
    let (mut named, mut is_largest, mut of) = (false, false, Vec::new());
    for word in rest {
        if names.contains(&word) {
            named = true;
        } else if axis == Axis::Impact && LARGEST.contains(&word) {
            is_largest = true;
        } else if axis == Axis::Impact && (known.contains(word) || DIMENSIONS.contains(&word) || FILLERS.contains(&word)) {
            of.push(word);
        } else if !NEUTRAL.contains(&word) && !letters.contains(&word) && !is_of_state(word) {
            return None;
        }
    }
    let is_dimension = of.iter().any(|word| !FILLERS.contains(word));
    if !named || (is_largest && !of.is_empty()) || (!of.is_empty() && !is_dimension) {
        return None;
    }
    let part = match axis {
        Axis::Likelihood => "likelihood".to_owned(),
        Axis::Impact if of.is_empty() => "impact".to_owned(),
        Axis::Impact => {
            let name = of.iter().find(|word| known.contains(**word));
            format!("impact.{}", name.map_or_else(|| slug(&of.join(" ")), |word| (*word).to_owned()))
        }
    };
    Some(Rating { axis, state, part, is_largest, is_short: words.iter().any(|word| is_loose(word)) })
}

/// The state a header has a word for, whatever else it says.
pub fn state_of(header: &str) -> Option<State> {
    wordings(header).iter().find_map(|words| words.iter().find_map(|word| state_named(word)))
}

/// The state and the part of a header that says what follows from ratings in a state, and nothing else: a score or a level.
pub fn result(header: &str) -> Option<(State, &'static str)> {
    wordings(header).iter().find_map(|words| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (state, rest) = stated(&words)?;
        let part = |word: &str| match word {
            "score" | "rating" | "value" => Some("score"),
            "level" | "class" | "grade" => Some("level"),
            _ => None,
        };
        let is_plain = rest.iter().all(|word| part(word).is_some() || *word == "risk");
        let level = rest.iter().filter_map(|word| part(word)).max_by_key(|part| *part == "level");
        Some((state?, level.filter(|_| is_plain)?))
    })
}

/// Whether the word for the state of a result says nothing else, or stands with ratings as well.
pub fn is_sure(header: &str, all: &[Said]) -> bool {
    let is_rated = |said: &Said| matches!(said, Said::Rating(rating) if rating.is_short && rating.state == Some(State::Residual));
    !wordings(header).iter().flatten().any(|word| is_loose(word)) || all.iter().any(is_rated)
}

/// Whether a header has a word for something that follows from ratings: a score or a level.
pub fn is_result(header: &str) -> bool {
    let words = tokens(header);
    let is_product = words.len() > 1 && words.iter().all(|word| matches!(word.as_str(), "l" | "p" | "w" | "i" | "s" | "x"));
    let says_size = |words: &Vec<String>| {
        let is_of_risk = words.iter().any(|word| has_part(word, &RISKS));
        words.iter().any(|word| has_part(word, &RESULTS) || is_of_risk && SIZES.contains(&word.as_str()))
    };
    is_product || wordings(header).iter().any(says_size) || hints_at_state(header)
}

/// Whether a header seems to be of a rating in a state that its words do not plainly tell.
pub fn hints_at_state(header: &str) -> bool {
    let words = tokens(header);
    let is_state = |word: &String| STATE_STEMS.iter().any(|stem| word.starts_with(stem)) || STATE_WORDS.contains(&word.as_str());
    let is_rated = |word: &String| {
        has_part(word, &RISKS)
            || has_part(word, &RESULTS)
            || matches!(word.as_str(), "l" | "p" | "w" | "i" | "s" | "rl" | "ri" | "rp" | "exposure")
    };
    words.iter().any(is_state) && words.iter().any(is_rated)
}

/// Whether a rating that is abbreviated stands beside the same one in whole words.
pub fn is_written_out(rating: &Rating, all: &[Said]) -> bool {
    let is_same = |other: &Rating| !other.is_short && other.axis == rating.axis && other.state == rating.state;
    all.iter().any(|other| matches!(other, Said::Rating(other) if is_same(other)))
}

/// The line of a first row that names ratings as a header does.
pub fn second_header(sheet: &Sheet, known: &BTreeSet<&str>) -> Option<usize> {
    let first = sheet.rows.first()?;
    let names = first.cells.iter().filter(|cell| matches!(said(cell, known), Said::Rating(_)));
    (names.take(2).count() == 2).then_some(first.line)
}
