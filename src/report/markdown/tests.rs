//! Texts come as their parts, and as nothing that acts.

use super::*;
use crate::report::prose::{Mark, placed};

fn all(text: &str) -> Vec<Block<'static>> {
    read(text, 1, &|path| Some(path.to_owned()))
}

/// Each part as a line: how deep, its mark, its words.
fn lines(text: &str) -> Vec<String> {
    let line = |parts: &Vec<Prose>| -> Vec<String> {
        let words = |part: &Prose| match part {
            Prose::Heading { level, text } => format!("{} {}", "#".repeat(usize::from(*level)), plain(text)),
            Prose::Paragraph { text } => plain(text),
            Prose::Code { text } => format!("`{text}`"),
            Prose::List { .. } | Prose::Quote { .. } => unreachable!("it has parts"),
        };
        let mark = |mark: Option<Mark>| mark.map(|mark| mark.word() + " ").unwrap_or_default();
        let quoted = |is: bool| if is { "> " } else { "" };
        placed(parts)
            .iter()
            .map(|one| format!("{}{}{}{}", "  ".repeat(one.depth), quoted(one.quoted), mark(one.mark), words(one.part)))
            .collect()
    };
    all(text)
        .iter()
        .flat_map(|block| match block {
            Block::Prose(parts) => line(parts),
            Block::Table(table) => table.rows.iter().map(|row| row.cells.iter().map(Cell::bare).collect::<Vec<_>>().join("|")).collect(),
            _ => Vec::new(),
        })
        .collect()
}

#[test]
fn a_text_has_its_parts() {
    let text = "# A\n\nOne *two* **three**\nfour  \nfive `six`\n\n- a\n- b\n  1. c\n  2. d\n\n     more\n- e\n\n7) x\n8) y\n\n> said\n>\n> - q\n\n```sh\nls -l\n\n$x\n```\n\n| H | I |\n|---|---|\n| 1 | [2](https://x.org) |\n\nend\n";
    assert_eq!(
        lines(text),
        [
            "## A",
            "One two three four\nfive six",
            "  • a",
            "  • b",
            "    1. c",
            "    2. d",
            "    more",
            "  • e",
            "  7. x",
            "  8. y",
            "> said",
            "  > • q",
            "`ls -l\n\n$x`",
            "1|2 (https://x.org)",
            "end"
        ]
    );
}

#[test]
fn markup_is_text() {
    let said = lines("<script>alert(1)</script>\n\na <b onclick=x>b</b> &lt;i&gt; <!-- c -->\n\n~~not~~ [^1]\n");
    assert_eq!(said, ["<script>alert(1)</script>\n", "a <b onclick=x>b</b> <i> <!-- c -->", "~~not~~ [^1]"]);
}

#[test]
fn outside_there_are_no_comments_and_no_ways_within() {
    let told = |text: &str| {
        let parts = read_outside(text, 1, &|_| None);
        let words = |part: &Prose| match part {
            Prose::Heading { text, .. } | Prose::Paragraph { text } => plain(text),
            Prose::Code { text } => text.clone(),
            _ => String::new(),
        };
        let block = |block: &Block<'_>| match block {
            Block::Prose(parts) => placed(parts).iter().map(|one| words(one.part)).collect::<Vec<_>>().join("|"),
            _ => String::new(),
        };
        parts.iter().map(block).collect::<String>()
    };
    for (text, said) in [
        ("a <!-- no --> b", "a  b"),
        ("<!-- no\n\nno\n\n-->\n\nb", "b"),
        ("<div><!-- no\n\nno -->\n\nb", "<div>\n|b"),
        ("a <!--> b <!---> c", "a  b  c"),
        ("a\n\n<!-- no\n\nno", "a"),
        ("<!-- no --> <!-- no -->\na", "a"),
        ("- a\n  <!-- no -->\n- b", "a|b"),
        ("`<!-- yes -->`", "<!-- yes -->"),
        ("```\n<!-- yes -->\n```", "<!-- yes -->"),
        ("---\nowner: no\n---\n\na", "a"),
        ("[//]: # (no)\n[x]: no.md \"no\"\n\na", "a"),
        ("[a](../no.md \"no\") ![b](no.png) <no:no>", "a b no:no"),
        ("[a](https://x.org)", "a (https://x.org)"),
    ] {
        assert_eq!(told(text).trim(), said, "{text:?}");
    }
    let many = "<!-- a --> ".repeat(20_000);
    assert_eq!(told(&many).trim(), "");
}

#[test]
fn only_plain_addresses_lead_somewhere() {
    let led = |address: &str| super::address(address, &|path| Some(path.to_owned()));
    for address in ["https://x.org/a?b#c", "HTTP://x.org", "mailto:a@b.c", "other.md", "a/b:c.md"] {
        assert!(led(address).is_some(), "{address}");
    }
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "java\tscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.org",
        "/etc",
        "\\\\x",
        "http:x",
        "a\u{202e}b",
        "vbscript:x",
        "#below",
        "",
    ] {
        assert_eq!(led(address), None, "{address:?}");
    }
    assert_eq!(lines("[x](javascript:alert(1)) ![y](z.png)"), ["x (javascript:alert(1)) y (z.png)"]);
}

#[test]
fn what_is_nested_without_end_ends() {
    for text in
        [">".repeat(20_000) + "x", (0..300).map(|n| format!("{}- x\n", "  ".repeat(n))).collect(), "*".repeat(50_000), "[".repeat(20_000)]
    {
        assert!(placed_depth(&text) <= 2 * DEEPEST);
    }
}

fn placed_depth(text: &str) -> usize {
    let depth = |block: &Block<'_>| match block {
        Block::Prose(parts) => placed(parts).iter().map(|one| one.depth).max().unwrap_or(0),
        _ => 0,
    };
    all(text).iter().map(depth).max().unwrap_or(0)
}
