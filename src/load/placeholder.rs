//! Words that a template leaves for somebody to fill in: `[COMPANY]`, `<name>`, `{{date}}`, `TODO`.

/// What templates call what is to be filled in, in brackets.
const NAMES: [&str; 17] = [
    "company",
    "organisation",
    "organization",
    "your",
    "insert",
    "name",
    "date",
    "role",
    "owner",
    "author",
    "version",
    "department",
    "address",
    "firma",
    "unternehmen",
    "datum",
    "entreprise",
];
/// What stands for text that is to come, as words of their own.
const MARKS: [&str; 5] = ["TODO", "TBD", "FIXME", "XXX", "XXXX"];
/// So many letters, all of them capitals, are no reference in brackets.
const CAPITALS: usize = 4;

/// The first such thing in a text and its line, from 1.
pub fn find(text: &str) -> Option<(&str, usize)> {
    if !is_suspect(text) {
        return None;
    }
    text.lines().enumerate().find_map(|(index, line)| Some((find_in(line)?, index + 1)))
}

/// Quickly, since nearly every text has none.
fn is_suspect(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'[' | b'<' | b'{'))
        || MARKS.iter().any(|mark| text.contains(&mark[..3]))
        || text.contains("orem ips")
}

fn find_in(line: &str) -> Option<&str> {
    let bracketed = [('[', ']'), ('<', '>')].into_iter().find_map(|(open, close)| {
        line.match_indices(open).find_map(|(at, _)| {
            let inner = &line[at + 1..];
            let end = inner.find(close)?;
            // `[text](address)` and `[text][name]` are links.
            let is_link = inner[end + 1..].starts_with(['(', '[', ':']);
            (!is_link && is_name(&inner[..end])).then(|| &line[at..=at + end + 1])
        })
    });
    let doubled = line.find("{{").and_then(|at| Some(&line[at..at + line[at..].find("}}")? + 2]));
    let words = || line.split(|c: char| !c.is_alphanumeric());
    let marked = words().find(|word| MARKS.contains(word));
    let latin = line.match_indices("orem ipsum").next().map(|(_, found)| found);
    bracketed.or(doubled).or(marked).or(latin)
}

/// Whether what stands in brackets is the name of something: in capitals, or what templates ask for.
fn is_name(inner: &str) -> bool {
    let letters = || inner.chars().filter(|c| c.is_alphabetic());
    let in_capitals = letters().count() >= CAPITALS && letters().all(char::is_uppercase) && !inner.contains(|c: char| c.is_ascii_digit());
    let first = inner.split([' ', '_', '-']).next().unwrap_or_default().to_lowercase();
    in_capitals || inner.len() <= 60 && !inner.contains(['@', '/', '=']) && NAMES.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_left_is_found_and_what_people_write_is_not() {
        for (text, found) in [
            ("a\nThis is the policy of [COMPANY].", ("[COMPANY]", 2)),
            ("approved by <name>", ("<name>", 1)),
            ("[Insert date here]", ("[Insert date here]", 1)),
            ("valid from {{ date }}", ("{{ date }}", 1)),
            ("Backups: TODO", ("TODO", 1)),
            ("Lorem ipsum dolor", ("orem ipsum", 1)),
        ] {
            assert_eq!(find(text), Some(found), "{text}");
        }
        for text in
            ["see [Company handbook](handbook.md)", "[x] done", "[ISO 27001]", "Eva <eva@example.org>", "a list of todos", "[1]", "<b>"]
        {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
