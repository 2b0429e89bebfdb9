//! Which days of a record cannot or should not come before which others, as the schemas declare it.
//!
//! `x-isms-after` of a mapping says what cannot be otherwise, `x-isms-rests-on` what rests on what: for a day, by its path
//! from there, the days that it does not come before. A path names fields, `[]` behind a list, `audit:` before the fields of
//! what a reference leads to if it is an audit, and `isms:` before those of a singleton. `first` before it means the earliest
//! of several days, `last` before the later one the latest. Behind it may stand `if FIELD`, `if FIELD=WORD`, `unless FIELD`, and `where FIELD=FIELD` for a field
//! beside the later day that says the same as one of the record that holds the earlier.

use super::facts::{ByKind, Facts};

/// How a day depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// It cannot come before the other.
    After,
    /// It is the day of something that rests on the other.
    RestsOn,
}

/// A day and one that it does not come before.
#[derive(Debug)]
pub struct Pair {
    pub bond: Bond,
    /// The way to the mappings that both paths begin in.
    pub within: Path,
    pub later: Path,
    pub earlier: Path,
    /// The earliest of the earlier days counts, not the latest.
    pub is_first: bool,
    /// Only the latest of the later days counts.
    pub is_last: bool,
    pub conditions: Vec<Condition>,
}

/// The way to days.
#[derive(Clone, Debug, Default)]
pub struct Path {
    /// The whole of it from the record, without what it stands behind: `actions[].done`.
    pub name: String,
    pub steps: Vec<Step>,
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Field(&'static str),
    /// Each item of the list.
    Each,
    /// Into the record that a reference names, if it is of this kind.
    Record(&'static str),
    /// Into a singleton.
    Single(&'static str),
}

/// When a pair counts.
#[derive(Debug)]
pub enum Condition {
    /// There is such a field beside both paths, and it is not `false`.
    If(Path),
    /// It has this value.
    Is(Path, &'static str),
    Unless(Path),
    /// A field beside the later day has the value of one in the record of the earlier.
    Same(Path, Path),
}

/// The pairs of a kind or singleton by name.
pub fn pairs(name: &str) -> &'static [Pair] {
    static PAIRS: ByKind<Vec<Pair>> = ByKind::new(|facts| {
        let mut found = Vec::new();
        collect(facts, &Path::default(), &mut found);
        found
    });
    PAIRS.get(name).map_or(&[], Vec::as_slice)
}

fn collect(facts: Facts, within: &Path, found: &mut Vec<Pair>) {
    for (bond, declared) in [(Bond::After, facts.after()), (Bond::RestsOn, facts.rests_on())] {
        found.extend(declared.into_iter().map(|(later, earlier)| pair(bond, within, later, earlier)));
    }
    for (name, field) in facts.fields() {
        let mut inner = within.clone();
        inner.add(name);
        collect(field, &inner, found);
        if field.is_list() {
            inner.each();
            collect(field.each(), &inner, found);
        }
    }
}

fn pair(bond: Bond, within: &Path, later: &'static str, earlier: &'static str) -> Pair {
    let (earlier, is_first) = earlier.strip_prefix("first ").map_or((earlier, false), |earlier| (earlier, true));
    let (later, is_last) = later.strip_prefix("last ").map_or((later, false), |later| (later, true));
    let mut words = earlier.split(' ');
    let earlier = within.to(words.next().unwrap_or_default());
    let field = |text| Path::default().to(text);
    let mut conditions = Vec::new();
    while let (Some(word), Some(what)) = (words.next(), words.next()) {
        conditions.push(match (word, what.split_once('=')) {
            ("if", Some((name, value))) => Condition::Is(field(name), value),
            ("where", Some((beside, there))) => Condition::Same(field(beside), field(there)),
            ("unless", None) => Condition::Unless(field(what)),
            _ => Condition::If(field(what)),
        });
    }
    Pair { bond, within: within.clone(), later: within.to(later), earlier, is_first, is_last, conditions }
}

impl Path {
    fn add(&mut self, field: &'static str) {
        self.steps.push(Step::Field(field));
        let dot = if self.name.is_empty() { "" } else { "." };
        self.name = format!("{}{dot}{field}", self.name);
    }

    fn each(&mut self) {
        self.steps.push(Step::Each);
        self.name.push_str("[]");
    }

    /// The path that goes on from here; its steps are those from here only.
    fn to(&self, text: &'static str) -> Path {
        let mut path = Path { name: self.name.clone(), steps: Vec::new() };
        for part in text.split('.') {
            let field = match part.rsplit_once(':') {
                None => part,
                Some((before, field)) => {
                    path.name.clear();
                    path.steps.extend(match before.split_once('>') {
                        Some((reference, kind)) => {
                            let each = reference.ends_with("[]").then_some(Step::Each);
                            let field = Step::Field(reference.trim_end_matches("[]"));
                            [field].into_iter().chain(each).chain([Step::Record(kind)]).collect()
                        }
                        None => vec![Step::Single(before)],
                    });
                    field
                }
            };
            path.add(field.trim_end_matches("[]"));
            if field.ends_with("[]") {
                path.each();
            }
        }
        path
    }
}
