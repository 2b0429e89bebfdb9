//! The forms of ids and other short texts. A schema says them as regular expressions; here the few that our schemas are
//! made of are read as what they mean, since to compile and run them took a good part of the time of a check. A test holds
//! both against each other.

/// The end of the form of an id, behind the letters of its kind.
const OF_ID: &str = "-[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?";

/// Whether a text has a form.
type Fits = fn(&str) -> bool;

/// All other forms.
const FORMS: [(&str, Fits); 8] = [
    ("A\\.[0-9]+(\\.[0-9]+)+", |text| text.strip_prefix("A.").is_some_and(|rest| rest.contains('.') && is_numbered(rest))),
    ("[0-9]+(\\.[0-9]+)*( [a-z]+[0-9]*)?", |text| match text.split_once(' ') {
        Some((number, part)) => is_numbered(number) && is_part(part),
        None => is_numbered(text),
    }),
    ("[0-9a-f]{40}", |text| is_hex(text, 40)),
    ("[0-9a-f]{64}", |text| is_hex(text, 64)),
    ("sha256:[0-9a-f]{64}", |text| text.strip_prefix("sha256:").is_some_and(|rest| is_hex(rest, 64))),
    ("#[0-9a-fA-F]{6}", |text| text.strip_prefix('#').is_some_and(|rest| is_hex(&rest.to_ascii_lowercase(), 6))),
    ("[0-9]{1,5}h", |text| text.strip_suffix('h').is_some_and(|hours| hours.len() <= 5 && is_digits(hours))),
    ("[1-9][0-9]{0,3}(d|mo|y)", |text| {
        let number = ["d", "mo", "y"].iter().find_map(|unit| text.strip_suffix(unit));
        number.is_some_and(|number| number.len() <= 4 && is_digits(number) && !number.starts_with('0'))
    }),
];

/// The only one that says nothing of the end: where something is kept, as an address, on a drive or on a share.
pub const PLACE: &str = "^([A-Za-z][A-Za-z0-9+.-]*:[/\\\\]|\\\\\\\\)";

/// What a pattern asks of a text: to have one of its forms.
pub struct Form(Vec<Part>);

enum Part {
    /// An id that begins with these letters.
    Id(Box<str>),
    Word(Box<str>),
    Other(Fits),
}

impl Form {
    /// Reads a pattern. None if it is made of something else.
    pub fn of(pattern: &str) -> Option<Self> {
        if pattern == PLACE {
            return Some(Self(vec![Part::Other(is_place)]));
        }
        let whole = pattern.strip_prefix('^')?.strip_suffix('$')?;
        let parts = match whole.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
            Some(inner) => inner.split('|').map(Part::of).collect::<Option<Vec<Part>>>()?,
            None => vec![Part::of(whole)?],
        };
        Some(Self(parts))
    }

    pub fn fits(&self, text: &str) -> bool {
        self.0.iter().any(|part| match part {
            Part::Id(letters) => text.strip_prefix(&**letters).is_some_and(is_end_of_id),
            Part::Word(word) => text == &**word,
            Part::Other(fits) => fits(text),
        })
    }
}

impl Part {
    fn of(pattern: &str) -> Option<Self> {
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match pattern.strip_suffix(OF_ID) {
            Some(letters) => is_word(letters).then(|| Part::Id(letters.into())),
            None if is_word(pattern) => Some(Part::Word(pattern.into())),
            None => FORMS.iter().find(|(known, _)| *known == pattern).map(|(_, fits)| Part::Other(*fits)),
        }
    }
}

/// Whether a text says where something is kept: `https://…`, `file:/…`, `G:\\…`, `\\\\server\\…`.
pub fn is_place(text: &str) -> bool {
    let scheme = text.split_once(':').filter(|(_, rest)| rest.starts_with(['/', '\\'])).map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    text.starts_with("\\\\") || is_scheme && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_end_of_id(text: &str) -> bool {
    let Some(own) = text.strip_prefix('-') else { return false };
    let ends = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = own.as_bytes();
    ends(bytes.first()) && ends(bytes.last()) && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Numbers with dots between them.
fn is_numbered(text: &str) -> bool {
    text.split('.').all(is_digits)
}

/// Letters, and digits behind them.
fn is_part(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schemas;
    use proptest::prelude::*;
    use regex::Regex;
    use serde_json::Value;
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    fn patterns(schema: &Value, found: &mut BTreeSet<String>) {
        match schema {
            Value::Object(members) => {
                found.extend(members.get("pattern").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|member| patterns(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| patterns(item, found)),
            _ => {}
        }
    }

    static FORMS_AND_PATTERNS: LazyLock<Vec<(Form, Regex)>> = LazyLock::new(|| {
        let mut found = BTreeSet::new();
        schemas::names().for_each(|name| patterns(schemas::schema(name).unwrap(), &mut found));
        assert!(found.len() > 25, "{found:?}");
        let both =
            |pattern: &String| (Form::of(pattern).unwrap_or_else(|| panic!("`{pattern}` is unknown here")), Regex::new(pattern).unwrap());
        found.iter().map(both).collect()
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        /// Over texts made of what forms are made of: most have one, or nearly.
        #[test]
        fn forms_say_what_patterns_say(
            text in "(RSK|ROL|PER|CTL|EVD|RS|A|sha256|owner|https?|G|2022)?[-.:]?(//|\\\\)?[A-Za-z0-9._ -]{0,6}(\\.[0-9]{1,2}){0,3}( [a-z]{0,2}[0-9]?)?(d|mo|y|h|\n|ä)?|(sha256:)?[0-9a-fA-F]{39,41}([0-9a-f]{24})?|[0-9]{1,6}(d|mo|y|h)|#[0-9a-fA-Fg]{5,7}"
        ) {
            for (form, pattern) in FORMS_AND_PATTERNS.iter() {
                prop_assert_eq!(form.fits(&text), pattern.is_match(&text), "`{}` and `{}`", text, pattern.as_str());
            }
        }
    }
}
