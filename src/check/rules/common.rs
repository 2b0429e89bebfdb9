//! What several rules ask of records.

/// Whether a text says nothing: missing, blank, or only dashes and dots.
pub(super) fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '.' | '–' | '?')))
}

/// Words of at least one letter or digit.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}
