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
