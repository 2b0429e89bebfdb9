//! Secrets and personal data in evidence files: git keeps for ever what was committed once (A.5.33, A.5.34).
//!
//! A few forms that hardly occur by chance. What has another form is not found.

use regex::RegexSet;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Files larger than this are not looked through.
pub const MAX_BYTES: u64 = 1 << 20;
/// So many addresses make a list of people.
const PEOPLE: usize = 10;

/// Something that should not be in git.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sensitive {
    pub what: &'static str,
    /// From 1.
    pub line: usize,
}

const FORMS: [(&str, &str); 5] = [
    ("a private key", r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    ("a key of a cloud service", r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("an access token", r"\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-[A-Za-z0-9-]{10,})"),
    ("a password", r#"(?i)\b(password|passwd|secret)\b["']?\s*[:=]\s*["']?[^\s"'<>*]{6,}"#),
    ("a bank account", r"\b(DE|AT|CH|FR|NL|ES|IT|GB|BE)[0-9]{2}( ?[0-9A-Z]{4}){3,7}( ?[0-9A-Z]{1,3})?\b"),
];

/// The first such thing in a text, if there is one.
pub fn find(text: &str) -> Option<Sensitive> {
    static SET: LazyLock<RegexSet> = LazyLock::new(|| RegexSet::new(FORMS.map(|(_, form)| form)).expect("a test compiles the forms"));
    let mut addresses: BTreeSet<&str> = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(form) = SET.matches(line).iter().next() {
            return Some(Sensitive { what: FORMS[form].0, line: index + 1 });
        }
        addresses.extend(line.split([' ', ',', ';', '\t', '<', '>', '"']).filter(|word| is_address(word)));
        if addresses.len() >= PEOPLE {
            return Some(Sensitive { what: "a list of people's addresses", line: index + 1 });
        }
    }
    None
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found_where_they_stand() {
        for (text, what, line) in [
            ("a\n-----BEGIN RSA PRIVATE KEY-----\n", "a private key", 2),
            ("id AKIAIOSFODNN7EXAMPLE", "a key of a cloud service", 1),
            ("\n\ntoken ghp_0123456789abcdefghijABCDEFGHIJ012345", "an access token", 3),
            ("db_url x\npassword = hunter22", "a password", 2),
            ("{\"password\": \"correct horse\"}", "a password", 1),
            ("pay to DE89 3704 0044 0532 0130 00", "a bank account", 1),
        ] {
            assert_eq!(find(text), Some(Sensitive { what, line }), "{text}");
        }
        let people: String = (0..10).map(|n| format!("{n},p{n}@example.org\n")).collect();
        assert_eq!(find(&people), Some(Sensitive { what: "a list of people's addresses", line: 10 }));
    }

    #[test]
    fn plain_words_are_left_alone() {
        for text in
            ["password: ******", "the password policy was reviewed", "secret: <redacted>", "mail a@b.example twice", "AKIA is a prefix"]
        {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
