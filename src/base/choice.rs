//! One of a few words that somebody may choose from.

/// A choice between words.
pub trait Choice: Copy + Send + Sync + 'static {
    /// Each word, what it means where it does not say so itself, and what it stands for.
    const ALL: &'static [(&'static str, &'static str, Self)];

    /// The word for it.
    fn word(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::ALL.iter().find(|(_, _, of)| *of == self).map_or("", |(word, ..)| word)
    }
}
