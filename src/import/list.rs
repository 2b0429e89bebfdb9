//! Lists that people write into one cell: between marks, behind bullets, or counted.

/// What divides the items of a list.
pub const MARKS: [char; 3] = [';', '|', '\n'];
/// What begins an item wherever it stands.
const BULLETS: [char; 12] = ['•', '‣', '◦', '▪', '▫', '●', '○', '■', '□', '►', '▸', '➢'];
/// What begins an item only at its own beginning, before a space: within a text these are other things.
const DASHES: [char; 6] = ['-', '–', '—', '*', '+', '·'];

/// The items of a list, without what divides and counts them.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    let items = counted(text).unwrap_or_else(|| vec![text]);
    items.into_iter().flat_map(|item| item.split(MARKS)).flat_map(|item| item.split(BULLETS)).map(bare).filter(|item| !item.is_empty())
}

/// An item without the dash before it.
fn bare(item: &str) -> &str {
    let item = item.trim();
    match item.strip_prefix(DASHES) {
        Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => item,
    }
}

/// How items are counted.
#[derive(Clone, Copy)]
struct Count {
    before: &'static str,
    after: &'static str,
    in_letters: bool,
    /// One alone is a count, too; `1. ` may also be an ordinal.
    is_plain: bool,
}

const COUNTS: [Count; 5] = [
    Count { before: "(", after: ")", in_letters: false, is_plain: true },
    Count { before: "", after: ")", in_letters: false, is_plain: true },
    Count { before: "", after: ".", in_letters: false, is_plain: false },
    Count { before: "(", after: ")", in_letters: true, is_plain: true },
    Count { before: "", after: ")", in_letters: true, is_plain: true },
];

/// The items of a text that begins to count them, in whatever way: `1) … 2) …`, also on lines of their own.
fn counted(text: &str) -> Option<Vec<&str>> {
    let text = text.trim();
    if !text.starts_with(['(', '1', 'a']) {
        return None;
    }
    COUNTS.iter().find_map(|count| counted_so(text, *count))
}

fn counted_so(text: &str, count: Count) -> Option<Vec<&str>> {
    let mut rest = text.strip_prefix(count.sign(1)?.as_str()).filter(|rest| count.begins(rest))?;
    let mut items = Vec::new();
    for n in 2..=u8::MAX {
        let next = count.sign(n).and_then(|sign| rest.match_indices(sign.as_str()).find_map(|(at, _)| count.divides(rest, at, sign.len())));
        let Some((item, behind)) = next else { break };
        items.push(item);
        rest = behind;
    }
    items.push(rest);
    (count.is_plain || items.len() > 1).then(|| items.into_iter().map(|item| item.trim_end().trim_end_matches(',')).collect())
}

impl Count {
    /// What stands before an item, from 1.
    fn sign(self, n: u8) -> Option<String> {
        let number = if self.in_letters { char::from((b'a'..=b'z').nth(usize::from(n) - 1)?).to_string() } else { n.to_string() };
        Some(format!("{}{number}{}", self.before, self.after))
    }

    /// Whether an item may begin with what follows a sign.
    fn begins(self, rest: &str) -> bool {
        let first = rest.chars().next();
        first.is_some_and(|c| c.is_whitespace() || self.after == ")" && c.is_alphabetic())
    }

    /// What stands before and behind a sign, where it stands apart.
    fn divides(self, text: &str, at: usize, len: usize) -> Option<(&str, &str)> {
        let (before, behind) = (&text[..at], &text[at + len..]);
        let is_apart = before.ends_with(|c: char| c.is_whitespace() || MARKS.contains(&c) || c == ',');
        (is_apart && self.begins(behind)).then_some((before, behind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_between_marks_behind_bullets_or_counted() {
        for text in [
            "Laptop; File server",
            "Laptop | File server",
            "Laptop\nFile server",
            "• Laptop • File server",
            "•Laptop\n•File server",
            "● Laptop\r\n● File server",
            "- Laptop\n- File server",
            "– Laptop\n– File server",
            "* Laptop\n* File server",
            "· Laptop\n· File server",
            "1) Laptop 2) File server",
            "1) Laptop, 2) File server",
            "1) Laptop; 2) File server",
            "1)Laptop\n2)File server",
            "1. Laptop 2. File server",
            "1. Laptop\n2. File server",
            "(1) Laptop (2) File server",
            "a) Laptop b) File server",
            "(a) Laptop\n(b) File server",
            " ; Laptop;; File server ;",
        ] {
            assert_eq!(parts(text).collect::<Vec<_>>(), ["Laptop", "File server"], "{text}");
        }
    }

    #[test]
    fn what_is_no_list_is_one_item() {
        for text in [
            "Laptop - File server",
            "1. Laptop",
            "1.1 Laptop 2.1 File server",
            "Laptop (1) and (2)",
            "Laptop 1) File server 2)",
            "-Laptop",
            "1st and 2nd line",
            "A·B",
            "2 * 3",
            "2) Laptop 3) File server",
            "-",
        ] {
            assert_eq!(parts(text).collect::<Vec<_>>(), [text], "{text}");
        }
        assert_eq!(parts("1) Laptop").collect::<Vec<_>>(), ["Laptop"]);
        assert_eq!(parts(" \n;").count(), 0);
        let many: Vec<String> = (1..=30).map(|n| format!("{n}) item")).collect();
        assert_eq!(parts(&many.join(" ")).count(), 30);
    }
}
