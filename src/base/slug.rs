//! Names as parts of ids.

use super::digest::sha256_hex;

/// Ids and keys are at most this long, prefix left out.
const LONGEST_SLUG: usize = 48;

/// A name as part of an id: lower-case ASCII with hyphens. A name without any such letter gets a few digits that no
/// other name has.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            _ => match latin(c) {
                Some(letters) => out.push_str(letters),
                None if out.is_empty() || out.ends_with('-') => {}
                None => out.push('-'),
            },
        }
        if out.len() > LONGEST_SLUG {
            let end = out[..LONGEST_SLUG].rfind('-').unwrap_or(LONGEST_SLUG);
            out.truncate(end);
            break;
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { sha256_hex(name.as_bytes())[..8].to_owned() } else { out.to_owned() }
}

/// A text with the letters of European languages in ASCII, and all else as it stands.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match latin(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// Letters of European languages in ASCII, as one spells them where there are no others.
fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ș' => "s",
        'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ů' | 'ű' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // An apostrophe or an accent of its own stands within a word.
        '\'' | '’' | '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_parts_of_ids() {
        assert_eq!(slug("IT Operations Lead"), "it-operations-lead");
        assert_eq!(slug("  Müller & Söhne's / Zoë! "), "mueller-soehnes-zoe");
        assert_eq!(slug("田中").len(), 8);
        assert_ne!(slug("田中"), slug("鈴木"));
        assert_eq!(slug(&"word ".repeat(40)), "word-word-word-word-word-word-word-word-word");
        assert!(slug(&"x".repeat(400)).len() <= LONGEST_SLUG);
    }

    proptest::proptest! {
        #[test]
        fn any_name_makes_a_slug(name: String) {
            let slug = slug(&name);
            assert!(!slug.is_empty() && slug.len() <= LONGEST_SLUG);
            assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }
    }
}
