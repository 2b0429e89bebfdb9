//! Markdown, read. What is HTML in it is text here, and no address that could do something leads anywhere.

use super::doc::{Block, Cell, Column, Row, Rows, Table};
use super::prose::{Prose, Words, plain};
use crate::base::text::is_hidden;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Lists and quotes in so many others are told without those around them.
const DEEPEST: usize = 8;
/// The deepest heading of a page.
const LOWEST: u8 = 6;

/// How a comment begins in HTML, and how it ends.
const BEGINS: &str = "<!--";
const ENDS: &str = "-->";

/// Where an address within a programme leads from a page, if anywhere.
pub type Links<'l> = &'l dyn Fn(&str) -> Option<String>;

/// The parts of a text, and its tables. Its headings stand `below` those of a page of that level.
pub fn read<'b>(text: &str, below: u8, links: Links<'_>) -> Vec<Block<'b>> {
    parts(text, Reader { below, links, ..Reader::default() })
}

/// The same for those who read nothing else of the programme: without comments and what stands before the text for programs, and
/// a link that leads nowhere is its words alone.
pub fn read_outside<'b>(text: &str, below: u8, links: Links<'_>) -> Vec<Block<'b>> {
    parts(&without_comments(text), Reader { below, links, outside: true, ..Reader::default() })
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

fn parts<'b>(text: &str, mut reader: Reader<'_, 'b>) -> Vec<Block<'b>> {
    Parser::new_ext(text, options()).for_each(|event| reader.event(event));
    reader.end()
}

/// A text without its comments, which end where a browser takes them to end: one that is begun as HTML and not closed goes to
/// the end of the text. What only looks so, in code or in words, stays.
fn without_comments(text: &str) -> String {
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        while let Some(begin) = text.get(from.max(range.start)..range.end).and_then(|html| html.find(BEGINS)) {
            let begin = from.max(range.start) + begin;
            kept.push_str(&text[from..begin]);
            // `<!-->` is one.
            let inside = begin + BEGINS.len() - ENDS.len() + 1;
            from = text[inside..].find(ENDS).map_or(text.len(), |end| inside + end + ENDS.len());
        }
    }
    kept + &text[from..]
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
    /// For those who have no other part of the programme.
    outside: bool,
}

impl Default for Reader<'_, '_> {
    fn default() -> Self {
        let (blocks, parts, open, words, led, code, rows) = Default::default();
        Self { blocks, parts, open, words, led, code, rows, below: 0, links: &|_| None, outside: false }
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
            TagEnd::MetadataBlock(_) if self.outside => self.code = None,
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
            && !self.outside
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
mod tests;
