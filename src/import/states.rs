//! The words of headers for the state that a rating is of: before the controls, with what is in force, or when all is done.

/// The word that a header has for a state. What sheets call residual may be today's or what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Inherent,
    Current,
    Residual,
    Target,
}

impl State {
    /// The state of our records that it stands for where nothing else is said.
    pub fn name(self) -> &'static str {
        match self {
            State::Inherent => "inherent",
            State::Current | State::Residual => "current",
            State::Target => "residual",
        }
    }
}

const NAMES: [(&str, State); 36] = [
    ("original", State::Inherent),
    ("inherent", State::Inherent),
    ("inh", State::Inherent),
    ("gross", State::Inherent),
    ("initial", State::Inherent),
    ("init", State::Inherent),
    ("starting", State::Inherent),
    ("raw", State::Inherent),
    ("untreated", State::Inherent),
    ("unmitigated", State::Inherent),
    ("uncontrolled", State::Inherent),
    ("residual", State::Residual),
    ("resid", State::Residual),
    ("res", State::Residual),
    ("net", State::Residual),
    ("mitigated", State::Residual),
    ("controlled", State::Residual),
    ("remaining", State::Residual),
    ("final", State::Residual),
    ("current", State::Current),
    ("curr", State::Current),
    ("present", State::Current),
    ("actual", State::Current),
    ("existing", State::Current),
    ("today", State::Current),
    ("now", State::Current),
    ("target", State::Target),
    ("treated", State::Target),
    ("planned", State::Target),
    ("forecast", State::Target),
    ("projected", State::Target),
    ("anticipated", State::Target),
    ("intended", State::Target),
    ("expected", State::Target),
    ("desired", State::Target),
    ("future", State::Target),
];
/// Words of [`NAMES`] that also stand for other things: the final impact may be the sum of all. They count beside a fellow.
const LOOSE: [&str; 1] = ["final"];
/// Words that tell of a state by what they stand before or after.
const AROUND: [(&str, State); 6] = [
    ("before", State::Inherent),
    ("pre", State::Inherent),
    ("without", State::Inherent),
    ("after", State::Residual),
    ("post", State::Residual),
    ("with", State::Residual),
];
/// What is in force, beside [`AROUND`].
const IN_FORCE: [&str; 8] = ["control", "controls", "measure", "measures", "mitigation", "mitigations", "safeguard", "safeguards"];
/// What is going to be done, beside [`AROUND`]: what is left after it is expected and not yet so.
const TO_COME: [&str; 5] = ["treatment", "plan", "action", "actions", "implementation"];

fn find(table: &[(&str, State)], word: &str) -> Option<State> {
    table.iter().find(|(name, _)| *name == word).map(|(_, state)| *state)
}

/// The state that a word names.
pub fn named(word: &str) -> Option<State> {
    find(&NAMES, word)
}

/// Whether a word for a state may as well say something else.
pub fn is_loose(word: &str) -> bool {
    LOOSE.contains(&word)
}

/// Whether a word names what is in force, which says nothing more beside a state: `controls` of `existing controls`.
pub fn is_in_force(word: &str) -> bool {
    IN_FORCE.contains(&word)
}

/// The state that words name, and those that say something else; None if they name two.
pub fn stated<'w>(words: &[&'w str]) -> Option<(Option<State>, Vec<&'w str>)> {
    let mut states: Vec<State> = words.iter().filter_map(|word| named(word)).collect();
    let around = words.iter().find_map(|word| find(&AROUND, word));
    let is_to_come = words.iter().any(|word| TO_COME.contains(word));
    states.extend(around.map(|state| if state == State::Residual && is_to_come { State::Target } else { state }));
    states.dedup();
    let state = match states[..] {
        [] => None,
        [state] => Some(state),
        // What is left after what is in force is left today, and after what is planned it is expected.
        [state @ (State::Current | State::Target), State::Residual] if around.is_some() => Some(state),
        [State::Residual, State::Target] => Some(State::Target),
        [State::Current, State::Inherent] if around.is_some() && is_of_controls(words) => Some(State::Inherent),
        _ => return None,
    };
    let is_of_state = |word: &str| {
        let is_around = find(&AROUND, word).is_some() || is_in_force(word) || TO_COME.contains(&word);
        named(word).is_some() || (around.is_some() && is_around)
    };
    Some((state, words.iter().copied().filter(|word| !is_of_state(word)).collect()))
}

/// Whether the word for today is one on controls: `without existing controls`.
fn is_of_controls(words: &[&str]) -> bool {
    let is_today = |word: &str| named(word) == Some(State::Current);
    words.windows(2).any(|pair| is_today(pair[0]) && is_in_force(pair[1]) || is_in_force(pair[0]) && is_today(pair[1]))
}
