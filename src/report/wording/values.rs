//! Values as they read within a phrase, and whether two of them are the same.

use crate::base::date::Date;
use crate::base::node::{Class, Node};
use crate::base::text::cut;
use crate::model::facts::Facts;

/// Names that end in one of these lead on to their value without more words: `depends_on`, `held_by`. Others that do say so
/// in their declaration.
const PREPOSITIONS: &[&str] = &["by", "for", "from", "in", "on", "to", "until", "with"];

/// Whether the name of a field and its value make a statement.
pub fn reads_as_verb(name: &str, facts: Facts) -> bool {
    let last = name.rsplit('_').next().unwrap_or(name);
    facts.is_verb() || PREPOSITIONS.contains(&last)
}

/// Words with a space between them; empty ones take none.
pub fn joined(words: &[&str]) -> String {
    words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// A field as people call it, after what it belongs to: `needs confidentiality`. Some names add nothing to that.
pub fn named(at: &str, name: &str) -> String {
    let words = match name {
        "option" | "text" | "what" if !at.is_empty() => String::new(),
        "planned" => "planned for".into(),
        _ => cut(&name.replace('_', " ")),
    };
    joined(&[at, &words])
}

/// A scalar as people read it, cut to length.
pub fn shown(node: Node<'_>) -> String {
    match (node.class(), node.text()) {
        (Class::Bool, text) => if text.eq_ignore_ascii_case("true") { "yes" } else { "no" }.into(),
        (_, text) if text.trim().is_empty() => "“”".into(),
        (_, text) => cut(text),
    }
}

/// A scalar within a sentence; several words stand in quotes.
pub fn quoted(node: Node<'_>) -> String {
    let text = shown(node);
    if text.contains(' ') { format!("“{text}”") } else { text }
}

/// From one value to another, to follow a name. None for prose: two beginnings say less than that it was reworded.
pub fn moved(before: Node<'_>, after: Node<'_>) -> Option<String> {
    let (old, new) = (shown(before), shown(after));
    let is_prose = |text: &str| text.contains(' ') && text.ends_with('…');
    match (old.contains(' ') || new.contains(' '), old == new || is_prose(&old) || is_prose(&new)) {
        (_, true) => None,
        (true, false) => Some(format!(": {old} → {new}")),
        (false, false) => Some(format!(" {old} → {new}")),
    }
}

/// A day, or a moment of one.
pub fn is_date(text: &str) -> bool {
    text.get(..10).is_some_and(|day| day.parse::<Date>().is_ok())
}
