//! The one place where text becomes part of something else.
//!
//! Records are written by many hands and imported from files of strangers. Whatever stands in them must look like
//! text in a terminal, a page, a sheet or a build log, and never act there. HTML is escaped by its templates, which have
//! no way to be told not to; [`visible`] and [`page`] do the rest.
//!
//! Any output may end up in the log of a build, whose runner obeys lines: GitHub's and its kin whatever begins with
//! `::` after blanks, and `##[…]` anywhere, as Azure Pipelines does `##vso[…]` and TeamCity `##teamcity[…]`. No line of
//! ours reads so, but those of `--format github`. Where text can be written in another way that means the same (JSON,
//! YAML, HTML, Markdown, a quoted cell of CSV) it is; elsewhere a backslash is put before what would begin a command.

pub use crate::base::text::is_hidden;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Appends a hidden character as one would write it in Rust.
fn push_visible(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..='\u{7f}' => write!(out, "\\x{:02x}", c as u32).expect("writing to a string cannot fail"),
        _ => write!(out, "\\u{{{:x}}}", c as u32).expect("writing to a string cannot fail"),
    }
}

fn shown<'a>(text: &'a str, keep: &[char]) -> Cow<'a, str> {
    // Nearly all text is, and pages look at each word of it.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) && !keep.contains(&c) { push_visible(&mut out, c) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Whether a runner takes the line for a command. It trims what is blank in any script, and so does Rust.
pub fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

/// Whether a runner takes something within the text for a command.
pub fn holds_command(text: &str) -> bool {
    text.contains("##") && matches!(brackets(text, ""), Cow::Owned(_))
}

/// Text with something else for each `[` that would make a command of it wherever it stands: `##[x]`, `##vso[x]`.
pub fn brackets<'a>(text: &'a str, bracket: &str) -> Cow<'a, str> {
    let begins = |at: &usize| text[..*at].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).ends_with("##");
    let found: Vec<usize> = text.match_indices('[').map(|(at, _)| at).filter(begins).collect();
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + found.len() * bracket.len());
    let mut from = 0;
    for at in found {
        out.push_str(&text[from..at]);
        out.push_str(bracket);
        from = at + 1;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Text with something else for the first colon of each line that begins with two.
fn colons(text: &str, colon: &str) -> String {
    let lines = text.split('\n').map(|line| match line.trim_start().strip_prefix(':') {
        Some(rest) if is_command(line) => Cow::Owned(format!("{}{colon}{rest}", &line[..line.len() - rest.len() - 1])),
        _ => Cow::Borrowed(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Lines that no runner obeys.
pub fn lines(text: &str) -> String {
    colons(&brackets(text, "\\["), "\\:")
}

/// The lines of an HTML page that no runner obeys; a browser shows the same.
pub fn page(html: &str) -> Cow<'_, str> {
    // Nearly all lines are, and a large register has a million.
    let html = if html.contains("##") { brackets(html, "&#91;") } else { Cow::Borrowed(html) };
    if html.contains("::") { Cow::Owned(colons(&html, "&#58;")) } else { html }
}

/// Text in which nothing is hidden. Newlines stay.
pub fn visible(text: &str) -> String {
    seen(text).into_owned()
}

/// The same, as it is where nothing was hidden.
pub fn seen(text: &str) -> Cow<'_, str> {
    shown(text, &['\n'])
}

/// Text for a terminal, or for anything that is shown as plain text. Newlines stay: the caller knows whether there
/// may be any.
pub fn terminal(text: &str) -> String {
    lines(&visible(text))
}

/// Text for one line of a terminal: a newline shows as `\n`, so that text cannot forge a line of ours.
pub fn terminal_line(text: &str) -> String {
    lines(&shown(text, &[]))
}

/// Text within a paragraph, a heading or a table cell of GitHub's Markdown. Escapes what has a meaning there, and no
/// more: the source of a report is read too. Newlines become `<br>`, so the result is always one line.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (n, line) in text.trim().split('\n').enumerate() {
        if n > 0 {
            out.push_str("<br>");
        }
        markdown_line(&mut out, line.trim());
    }
    out
}

fn markdown_line(out: &mut String, line: &str) {
    // At the start of a line `1.`, `-` and their kin open lists, `=` underlines a heading.
    let marker = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marker = line.len() - marker.len();
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!' | '$' => out.extend(['\\', c]),
            '.' | ')' | '-' | '+' | '=' if at == marker && (at > 0 || !matches!(c, '.' | ')')) => out.extend(['\\', c]),
            ':' if at == 0 && next == Some(':') => out.push_str("\\:"),
            // Bare addresses become links.
            ':' if next == Some('/') => out.push_str("\\:"),
            '.' if line[..at].ends_with(['w', 'W']) => out.push_str("\\."),
            '#' => out.push_str("\\#"),
            c if is_hidden(c) => {
                out.push('\\');
                push_visible(out, c);
            }
            c => out.push(c),
        }
        // Mentions are looked for after Markdown is done, where a backslash no longer helps.
        if matches!(c, '@' | '#') && next.is_some_and(char::is_alphanumeric) {
            out.push('\u{200d}');
        }
    }
}

/// Text for a CSV cell, before quotes. Spreadsheets run what starts like a formula, a plain `-3` included; they all
/// take a leading apostrophe for "this is text", and a line within a cell that a runner would obey gets one too. A
/// carriage return would overwrite the line on a terminal.
pub fn csv(text: &str) -> String {
    let text = text.replace('\0', "");
    let formula = is_formula(&text);
    let text = brackets(&shown(&text, &['\t', '\n']), "\\[").into_owned();
    let text = match text.split_once('\n') {
        Some((first, rest)) => format!("{first}\n{}", colons(rest, "':")),
        None => text,
    };
    if formula { format!("'{text}") } else { text }
}

/// The same for a register that comes back: nothing else of it is changed. What is blank is no formula, and would come back as an
/// apostrophe.
pub fn guarded(text: &str) -> String {
    if is_formula(text) && !text.trim().is_empty() { format!("'{text}") } else { text.to_owned() }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A text of a calendar, on one line. It has no other way to write a bracket, so that of a command becomes a round one.
pub fn ics(text: &str) -> String {
    let text = brackets(text, "(");
    shown(&text, &['\n']).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// The message of a GitHub workflow command.
pub fn github(text: &str) -> String {
    brackets(&shown(text, &['\n', '\r']), "\\[").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a GitHub workflow command, such as `title`.
pub fn github_property(text: &str) -> String {
    github(text).replace(':', "%3A").replace(',', "%2C")
}

/// A SARIF message. Viewers turn `[words](target)` into links, in plain text too.
pub fn sarif(text: &str) -> String {
    shown(text, &['\n']).replace("](", "] (")
}

/// A relative path as a URI reference: all but unreserved characters and `/` percent-encoded.
pub fn uri(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string cannot fail");
        }
        out
    })
}

/// A piece of a file for a terminal, of the same length in bytes and characters, so that places in it stay right.
/// Newlines and tabs stay; controls of one byte are left to the drawing of snippets, which has pictures for them. The
/// drawing puts a margin before each line, so that only a command within it needs another bracket.
pub fn source(text: &str) -> String {
    let stand_in = |c: char| match c.len_utf8() {
        _ if !is_hidden(c) => c,
        1 => c,
        2 => '\u{bf}',
        3 => '\u{fffd}',
        _ => '\u{1f6c7}',
    };
    let text: String = text.chars().map(stand_in).collect();
    brackets(&text, "(").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str =
        "a\x1b[31m\x1b]8;;http://evil\x07\r\u{9b}2J\u{202e}gpj\u{2028}\u{200b}\0\x7f\u{feff}\u{ad}\u{e0041}\u{2066}|<b>&@all #1 \\ `x`";

    #[test]
    fn nothing_hidden_is_left_in_any_target() {
        for escaped in [terminal_line(NASTY), terminal(NASTY), github(NASTY), sarif(NASTY), uri(NASTY)] {
            assert!(!escaped.contains(is_hidden), "{escaped:?}");
        }
        // The joiner that we put in ourselves is the only one.
        assert!(!markdown(NASTY).replace("@\u{200d}", "@").replace("\\#\u{200d}", "#").contains(is_hidden));
        assert!(!csv(NASTY).replace('\r', "").contains(is_hidden));
    }

    #[test]
    fn terminals_get_escapes_that_can_be_read() {
        assert_eq!(terminal("a\x1b[0m\nb\r\u{202e}\u{9b}é"), "a\\x1b[0m\nb\\r\\u{202e}\\u{9b}é");
        assert_eq!(terminal_line("a\nerror: b\tc"), "a\\nerror: b\\tc");
    }

    #[test]
    fn markdown_has_no_meaning_left() {
        assert_eq!(markdown("a|b <img src=x> **b** [l](http://x)"), "a\\|b \\<img src=x\\> \\*\\*b\\*\\* \\[l\\](http\\://x)");
        assert_eq!(markdown("1. no\n- list\n===\n12) x"), "1\\. no<br>\\- list<br>\\===<br>12\\) x");
        assert_eq!(markdown("@team see #12 at www.x.org &amp;"), "@\u{200d}team see \\#\u{200d}12 at www\\.x.org \\&amp;");
        assert_eq!(markdown("A.5.1 (2022) risk-owner"), "A.5.1 (2022) risk-owner");
        assert_eq!(markdown("    code\x1b"), "code\\\\x1b");
    }

    #[test]
    fn sheets_run_nothing() {
        for text in ["=1+1", "+1", "-3", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1"] {
            assert!(csv(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(csv("a-b"), "a-b");
        assert_eq!(csv("a\0b\x1b"), "ab\\x1b");
    }

    #[test]
    fn build_logs_get_no_commands() {
        assert_eq!(github("a%\r\n::error::b"), "a%25%0D%0A::error::b");
        assert_eq!(github_property("a,b:c\n"), "a%2Cb%3Ac%0A");
        assert_eq!(uri("risks/Ä b%.yaml"), "risks/%C3%84%20b%25.yaml");
        assert_eq!(sarif("[x](http://e)"), "[x] (http://e)");
    }

    #[test]
    fn runners_obey_nothing() {
        assert_eq!(terminal("a\n ::error::b\n::c"), "a\n \\::error::b\n\\::c");
        assert_eq!(terminal_line("\u{3000}::error::a::b"), "\u{3000}\\::error::a::b");
        assert_eq!(
            terminal("##[error]a ##vso[task.x y=z]b #[c] ##a-b[ ## [d] [e]"),
            "##\\[error]a ##vso\\[task.x y=z]b #[c] ##a-b[ ## [d] [e]"
        );
        assert_eq!(terminal("a :: b::c:"), "a :: b::c:");
        assert_eq!(markdown("::error::a\n  ::b ##[c]"), "\\::error::a<br>\\::b \\#\\#\\[c\\]");
        assert_eq!(csv("::a\n::b ##[c]"), "::a\n'::b ##\\[c]");
        assert_eq!(page("<p>\n::a</p> ##vso[b]"), "<p>\n&#58;:a</p> ##vso&#91;b]");
        assert_eq!(source("::##[a]"), "::##(a]");
        assert_eq!(terminal(&terminal("::a\n##[b]")), terminal("::a\n##[b]"));
    }

    #[test]
    fn source_keeps_its_measures() {
        let clean = source(NASTY);
        assert_eq!((clean.len(), clean.chars().count()), (NASTY.len(), NASTY.chars().count()));
        assert!(!clean.contains(|c: char| is_hidden(c) && !c.is_ascii()));
    }
}
