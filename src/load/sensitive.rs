//! Secrets and personal data in evidence files: git keeps for ever what was committed once (A.5.33, A.5.34).
//!
//! A few forms that hardly occur by chance. What has another form is not found.

use regex::Regex;
use std::collections::BTreeSet;
use std::sync::OnceLock;

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

/// Whether a text may have something of a form.
type Sign = fn(&str) -> bool;

/// What is looked for: its name, its form, and a sign that every line has which has something of this form. Hardly any text
/// has a sign, and to make all forms ready took a twentieth of a small check.
const FORMS: [(&str, &str, Sign); 5] = [
    ("a private key", r"-----BEGIN [A-Z ]*PRIVATE KEY-----", |text| text.contains("PRIVATE KEY-----")),
    ("a key of a cloud service", r"\b(AKIA|ASIA)[0-9A-Z]{16}\b", |text| text.contains("AKIA") || text.contains("ASIA")),
    ("an access token", r"\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-[A-Za-z0-9-]{10,})", |text| {
        text.contains("gh") && text.contains('_') || text.contains("glpat-") || text.contains("xox")
    }),
    ("a password", r#"\b(?i-u:password|passwd|secret)\b["']?\s*[:=]\s*["']?[^\s"'<>*]{6,}"#, |text| {
        let is_word = |five: &[u8]| five.eq_ignore_ascii_case(b"passw") || five.eq_ignore_ascii_case(b"secre");
        text.contains([':', '=']) && text.as_bytes().windows(5).any(|five| b"pPsS".contains(&five[0]) && is_word(five))
    }),
    ("a bank account", r"\b(DE|AT|CH|FR|NL|ES|IT|GB|BE)[0-9]{2}( ?[0-9A-Z]{4}){3,7}( ?[0-9A-Z]{1,3})?\b", |text| {
        let begins = |four: &[u8]| matches!(four, [b'A'..=b'Z', b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9']);
        text.as_bytes().windows(4).any(begins)
    }),
];

/// Whether a line has something of a form.
fn has(form: usize, line: &str) -> bool {
    static READY: [OnceLock<Regex>; FORMS.len()] = [const { OnceLock::new() }; FORMS.len()];
    let (_, pattern, sign) = FORMS[form];
    sign(line) && READY[form].get_or_init(|| Regex::new(pattern).expect("a test compiles the forms")).is_match(line)
}

/// The first such thing in a text, if there is one.
pub fn find(text: &str) -> Option<Sensitive> {
    let suspected: Vec<usize> = (0..FORMS.len()).filter(|form| FORMS[*form].2(text)).collect();
    let mut addresses: BTreeSet<&str> = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(form) = suspected.iter().copied().find(|form| has(*form, line)) {
            return Some(Sensitive { what: FORMS[form].0, line: index + 1 });
        }
        if !line.contains('@') {
            continue;
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
    use proptest::prelude::*;

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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn what_has_no_sign_has_no_form(
            line in "[ .\"a]?(-----BEGIN |-----begin )?([A-Z]{3} )?(PRIVATE KEY-----|AK?IA|ASIA|gh[a-z]_|glpat-|xox[a-z]-|passwor?d|PASSWORD|Secret|\u{17f}ecret|[A-Z]{2}[0-9]{1,2})[\"']?[ :=]{0,3}([0-9A-Z]{16}|[A-Za-z0-9]{36}|[0-9A-Z]{4} ?[0-9A-Z]{4} ?[0-9A-Z]{4}|[a-z*]{0,8})[ .]?"
        ) {
            for (form, (what, pattern, _)) in FORMS.iter().enumerate() {
                prop_assert_eq!(has(form, &line), Regex::new(pattern).unwrap().is_match(&line), "{} in {}", what, line);
            }
        }
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
