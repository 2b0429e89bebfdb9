//! The page of a site on which words are looked for: the index is in the page, since pages from files may not fetch.

use super::escape;
use super::frame::Frame;
use super::html;
use crate::report::doc::Doc;
use serde::Serialize;
use std::fmt::Write as _;
use std::io;

const SCRIPT: &str = include_str!("search.js");

/// What can be found: where it is, what it is called, its title, what it is, and its words. A list, as the script reads it.
#[derive(Serialize)]
pub struct Entry(pub String, pub String, pub String, pub String, pub String);

impl Entry {
    /// What is found looks as it does on its page: nothing in it is hidden, and nothing turns what stands beside it.
    fn shown(&mut self) {
        let Self(_, name, title, kind, text) = self;
        for words in [name, title, kind, text] {
            if words.contains(escape::is_hidden) {
                *words = escape::visible(words);
            }
        }
    }
}

/// Writes the page with its index.
pub fn write(doc: &Doc<'_>, frame: &Frame<'_>, mut entries: Vec<Entry>, out: &mut dyn io::Write) -> io::Result<()> {
    entries.iter_mut().for_each(Entry::shown);
    html::write_with(doc, frame, SCRIPT, out, |out| {
        out.write_all(
            b"<form role=\"search\"><label>Words <input id=\"words\" name=\"q\" type=\"search\" autocomplete=\"off\"></label></form>\n\
            <noscript><p>The search is a script inside this page, and this browser runs none.</p></noscript>\n\
            <p id=\"told\" aria-live=\"polite\"></p>\n<ol id=\"found\"></ol>\n<script type=\"application/json\" id=\"index\">",
        )?;
        out.write_all(inert(&serde_json::to_string(&entries)?).as_bytes())?;
        out.write_all(b"</script>\n")
    })
}

/// JSON in which no character means anything to a page or to the log of a build; it reads as the same values.
fn inert(json: &str) -> String {
    let json = escape::brackets(json, "\\u005b");
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '<' | '>' | '&') || escape::is_hidden(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write!(out, "\\u{unit:04x}").expect("writing to a string cannot fail"));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_data_whatever_it_says() {
        let said = "</script><!-- ##vso[task] \u{202e} \u{e0001} & \"[x]";
        let entry = Entry("a.html".into(), "RSK-1".into(), said.into(), "risk".into(), String::new());
        let json = inert(&serde_json::to_string(&[entry]).unwrap());
        assert!(!json.contains(['<', '>', '&', '\u{202e}', '\u{e0001}']) && !json.contains("##vso["), "{json}");
        let read: Vec<Vec<String>> = serde_json::from_str(&json).unwrap();
        assert_eq!(read[0][2], said);
    }

    #[test]
    fn what_is_found_hides_nothing() {
        let mut entry = Entry("a.html".into(), "RSK-1".into(), "a\u{202e}b".into(), "risk".into(), "c\nd\u{7}".into());
        entry.shown();
        assert_eq!((entry.2.as_str(), entry.4.as_str()), ("a\\u{202e}b", "c\nd\\x07"));
    }

    #[test]
    fn the_script_asks_for_nothing() {
        for banned in ["</script", "innerHTML", "fetch", "import", "eval", "http", "localStorage", "document.write"] {
            assert!(!SCRIPT.contains(banned), "{banned}");
        }
    }
}
