//! The two things that a rating is made of.

/// The scales of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    Likelihood,
    Impact,
}

impl Axis {
    /// As fields are called.
    pub fn name(self) -> &'static str {
        match self {
            Axis::Likelihood => "likelihood",
            Axis::Impact => "impact",
        }
    }
}

/// The scale that a letter stands for, where it stands for one.
pub fn axis_of_letter(word: &str) -> Option<Axis> {
    match word {
        "l" | "p" | "w" => Some(Axis::Likelihood),
        "i" | "s" => Some(Axis::Impact),
        _ => None,
    }
}
