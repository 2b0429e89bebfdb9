//! Markdown, read. What is HTML in it is text here, and no address that could do something leads anywhere.

use super::doc::{Block, Cell, Column, Row, Rows, Table};
use super::prose::{Prose, Words, plain};
use crate::base::text::is_hidden;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Lists and quotes in so many others are told without those around them.
const DEEPEST: usize = 8;
/// The deepest heading of a page.
const LOWEST: u8 = 6;

/// Where an address within a programme leads from a page, if anywhere.
pub type Links<'l> = &'l dyn Fn(&str) -> Option<String>;

/// The parts of a text, and its tables. Its headings stand `below` those of a page of that level.
pub fn read<'b>(text: &str, below: u8, links: Links<'_>) -> Vec<Block<'b>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader { below, links, ..Reader::default() };
    Parser::new_ext(text, options).for_each(|event| reader.event(event));
    reader.end()
}

/// A list, an item or a quote that is not closed yet.
enum Open {
    List {
        from: Option<u64>,
        items: Vec<Vec<Prose>>,
    },
    Item(Vec<Prose>),
    Quote(Vec<Prose>),
    /// One that is too deep: its parts go to what it is in.
    Deep,
}

struct Reader<'l, 'b> {
    blocks: Vec<Block<'b>>,
    parts: Vec<Prose>,
    open: Vec<Open>,
    words: Vec<Words>,
    /// Where what comes leads, for each link that is open; those that lead nowhere have their address told.
    led: Vec<(Option<String>, String)>,
    code: Option<String>,
    rows: Vec<Vec<String>>,
    below: u8,
    links: Links<'l>,
}

impl Default for Reader<'_, '_> {
    fn default() -> Self {
        let (blocks, parts, open, words, led, code, rows) = Default::default();
        Self { blocks, parts, open, words, led, code, rows, below: 0, links: &|_| None }
    }
}

impl<'b> Reader<'_, 'b> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => self.add(&text),
            Event::SoftBreak => self.add(" "),
            Event::HardBreak => self.add("\n"),
            Event::TaskListMarker(done) => self.add(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(name) => self.add(&format!("[^{name}]")),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.add(&text),
            Event::Rule => self.paragraph(),
        }
    }

    fn add(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            return code.push_str(text);
        }
        let to = self.led.last().and_then(|(to, _)| to.clone());
        match self.words.last_mut().filter(|last| last.to == to) {
            Some(last) => last.text.push_str(text),
            None => self.words.push(Words { text: text.into(), to }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Link { dest_url, .. } => self.led.push((address(&dest_url, self.links), dest_url.into_string())),
            Tag::Image { dest_url, .. } => self.led.push((None, dest_url.into_string())),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::MetadataBlock(_) => {
                self.paragraph();
                self.code = Some(String::new());
            }
            Tag::List(from) => self.enter(Open::List { from, items: Vec::new() }),
            Tag::Item => self.enter(Open::Item(Vec::new())),
            Tag::BlockQuote(_) => self.enter(Open::Quote(Vec::new())),
            Tag::Table(_) => {
                self.paragraph();
                self.rows.clear();
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock => self.paragraph(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.paragraph(),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                if let Some(text) = self.code.take() {
                    self.put(Prose::Code { text: text.trim_end_matches('\n').into() });
                }
            }
            TagEnd::Link | TagEnd::Image => self.unlink(),
            TagEnd::TableCell => {
                let text = plain(&std::mem::take(&mut self.words)).trim().to_owned();
                self.rows.last_mut().into_iter().for_each(|row| row.push(text.clone()));
            }
            TagEnd::Table => self.table(),
            TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) => self.leave(),
            _ => {}
        }
    }

    /// Tells the address of a link that leads nowhere.
    fn unlink(&mut self) {
        if let Some((None, address)) = self.led.pop()
            && self.words.last().is_none_or(|last| last.text.trim() != address)
            && !address.is_empty()
            && !address.starts_with('#')
        {
            self.add(&format!(" ({address})"));
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let text = std::mem::take(&mut self.words);
        let level = (level as u8).saturating_add(self.below).min(LOWEST);
        self.put(Prose::Heading { level, text });
    }

    /// What was said so far, if anything: items of a short list have no paragraphs.
    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.words);
        if text.iter().any(|words| !words.text.trim().is_empty()) {
            self.put(Prose::Paragraph { text });
        }
    }

    fn put(&mut self, part: Prose) {
        let around = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Item(parts) | Open::Quote(parts) => Some(parts),
            Open::List { .. } | Open::Deep => None,
        });
        around.unwrap_or(&mut self.parts).push(part);
    }

    fn enter(&mut self, open: Open) {
        self.paragraph();
        self.open.push(if self.open.len() < 2 * DEEPEST { open } else { Open::Deep });
    }

    fn leave(&mut self) {
        self.paragraph();
        match self.open.pop() {
            Some(Open::List { from, items }) => self.put(Prose::List { from, items }),
            Some(Open::Quote(parts)) => self.put(Prose::Quote { parts }),
            Some(Open::Item(parts)) => match self.open.last_mut() {
                Some(Open::List { items, .. }) => items.push(parts),
                _ => parts.into_iter().for_each(|part| self.put(part)),
            },
            Some(Open::Deep) | None => {}
        }
    }

    fn table(&mut self) {
        let mut rows = std::mem::take(&mut self.rows).into_iter();
        let heading = rows.next().unwrap_or_default();
        if !self.open.is_empty() {
            let line = |row: Vec<String>| Prose::Paragraph { text: vec![Words { text: row.join(" | "), to: None }] };
            std::iter::once(heading).chain(rows).map(line).collect::<Vec<_>>().into_iter().for_each(|line| self.put(line));
            return;
        }
        self.flush();
        let columns = heading.into_iter().map(|heading| Column::text(heading, 0)).collect();
        let rows = rows.map(|row| Row::new(row.into_iter().map(Cell::from).collect())).collect();
        self.blocks.push(Block::Table(Table { name: "table", columns, rows: Rows::few(rows), empty: "This table has no rows." }));
    }

    fn flush(&mut self) {
        let parts = std::mem::take(&mut self.parts);
        if !parts.is_empty() {
            self.blocks.push(Block::Prose(parts));
        }
    }

    fn end(mut self) -> Vec<Block<'b>> {
        self.paragraph();
        self.flush();
        self.blocks
    }
}

/// Where an address leads: to the web, to somebody, or within the programme. Browsers take more for an address of the web than
/// what looks so; that leads nowhere.
fn address(address: &str, links: Links<'_>) -> Option<String> {
    if address.is_empty() || address.contains(|c: char| c.is_whitespace() || is_hidden(c) || c == '\\') {
        return None;
    }
    let scheme = address.split(['/', '?', '#']).next().and_then(|first| first.split_once(':')).map(|(scheme, _)| scheme);
    match scheme.map(str::to_ascii_lowercase).as_deref() {
        Some("http" | "https") => address.split_once("://").is_some().then(|| address.to_owned()),
        Some("mailto") => Some(address.to_owned()),
        Some(_) => None,
        None if address.starts_with(['/', '#']) => None,
        None => links(address),
    }
}

#[cfg(test)]
mod tests {
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
                Block::Table(table) => {
                    table.rows.iter().map(|row| row.cells.iter().map(Cell::bare).collect::<Vec<_>>().join("|")).collect()
                }
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
        for text in [
            ">".repeat(20_000) + "x",
            (0..300).map(|n| format!("{}- x\n", "  ".repeat(n))).collect(),
            "*".repeat(50_000),
            "[".repeat(20_000),
        ] {
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
}
