//! Words that grade, in any company: low and high, and what stands around them.

use super::tongues;
use super::words::tokens;

/// The lowest steps of scales.
pub const LOW: [&str; 22] = [
    "low",
    "lowest",
    "least",
    "best",
    "rare",
    "unlikely",
    "improbable",
    "remote",
    "negligible",
    "minor",
    "insignificant",
    "niedrig",
    "gering",
    "selten",
    "unwahrscheinlich",
    "vernachlässigbar",
    "unbedeutend",
    "faible",
    "bas",
    "bajo",
    "baja",
    "minimal",
];
/// Those between.
pub const MIDDLE: [&str; 9] = ["medium", "moderate", "middle", "possible", "mittel", "mäßig", "möglich", "moyen", "medio"];
/// The highest.
pub const HIGH: [&str; 27] = [
    "high",
    "highest",
    "most",
    "worst",
    "likely",
    "probable",
    "certain",
    "frequent",
    "major",
    "severe",
    "critical",
    "catastrophic",
    "significant",
    "extreme",
    "hoch",
    "häufig",
    "wahrscheinlich",
    "sicher",
    "kritisch",
    "schwerwiegend",
    "katastrophal",
    "existenzbedrohend",
    "élevé",
    "fort",
    "alto",
    "alta",
    "maximal",
];
/// Letters that stand for words that grade.
pub const LETTERS: [&str; 5] = ["vl", "l", "m", "h", "vh"];
/// Words that stand around the steps of a scale.
pub const OF_SCALES: [&str; 16] =
    ["very", "sehr", "almost", "scale", "skala", "to", "bis", "out", "of", "von", "from", "point", "points", "step", "steps", "très"];

/// A number among the words of a header.
pub fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// A word that grades, or stands around the steps of a scale.
pub fn is_of_scale(word: &str) -> bool {
    LOW.contains(&word) || MIDDLE.contains(&word) || HIGH.contains(&word) || OF_SCALES.contains(&word)
}

/// Whether words grade, in whatever language, and say nothing else.
pub fn grade(text: &str) -> bool {
    let grades = |text: &str| text.split(' ').all(|word| is_of_scale(word) || STEPS.contains(&word) || LETTERS.contains(&word));
    grades(text) || tongues::readings(text).iter().any(|reading| grades(reading))
}

/// What the number of a step is called.
const STEPS: [&str; 26] = [
    "likelihood",
    "probability",
    "impact",
    "risk",
    "risiko",
    "risque",
    "level",
    "grade",
    "class",
    "score",
    "rating",
    "value",
    "category",
    "stufe",
    "klasse",
    "wert",
    "kategorie",
    "bewertung",
    "niveau",
    "classe",
    "valeur",
    "note",
    "nivel",
    "clase",
    "valor",
    "grado",
];

/// Whether a text is the label of a number that follows it: its words grade, or say that a grade follows.
pub fn is_label(text: &str) -> bool {
    let words = tokens(text);
    let is_step = |word: &String| STEPS.contains(&word.as_str());
    let grades = |word: &String| is_of_scale(word) && !OF_SCALES.contains(&word.as_str());
    text.ends_with(' ')
        && words.iter().any(|word| grades(word) || is_step(word))
        && words.iter().all(|word| is_of_scale(word) || is_step(word))
}
