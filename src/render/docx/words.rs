//! Text as paragraphs: each has the name of its look, its words, and where they lead.

use crate::render::runs::Runs;
use crate::report::doc::Tone;
use docx_rs::{BreakType, BuildXML, Hyperlink, HyperlinkData, Paragraph, ParagraphChild, Run};
use std::collections::HashMap;

/// What a document says, as XML, and the places in it that words lead to.
#[derive(Default)]
pub struct Words {
    pub body: Vec<u8>,
    /// How many paragraphs there are, which have a number each.
    count: u32,
    /// The ids that are led to or have a place. A name of a bookmark cannot be an id: it has letters and digits only, and few.
    places: HashMap<String, usize>,
    /// Where words lead outside of the document.
    pub links: Vec<String>,
    /// Of each list with numbers: the first one, and its level.
    pub lists: Vec<Option<(u64, usize)>>,
}

/// Those of lists in a document: the one of points comes first.
pub const FIRST_LIST: usize = 2;

/// Words that look alike.
#[derive(Clone, Copy)]
pub struct Piece<'r> {
    runs: &'r Runs,
    /// The name of a style of characters.
    look: Option<&'static str>,
}

impl<'r> Piece<'r> {
    pub fn plain(runs: &'r Runs) -> Self {
        Self { runs, look: None }
    }

    pub fn in_look(runs: &'r Runs, look: &'static str) -> Self {
        Self { runs, look: Some(look) }
    }

    pub fn toned(runs: &'r Runs, tone: Tone) -> Self {
        let look = match tone {
            Tone::Plain => None,
            Tone::Good => Some("LevelGood"),
            Tone::Note => Some("LevelNote"),
            Tone::Warn => Some("LevelWarn"),
            Tone::Bad => Some("LevelBad"),
            Tone::Critical => Some("LevelCritical"),
            Tone::Faint => Some("Faint"),
        };
        Self { runs, look }
    }
}

impl Words {
    /// A paragraph of the body.
    pub fn say(&mut self, style: &str, runs: &Runs) {
        self.put(style, &[Piece::plain(runs)], None);
    }

    /// The same of several pieces, as the place of an id.
    pub fn put(&mut self, style: &str, pieces: &[Piece<'_>], place: Option<&str>) {
        let paragraph = self.paragraph(style, pieces, place);
        self.add(&paragraph);
    }

    /// What keeps two tables apart: side by side they would be one.
    pub fn gap(&mut self) {
        self.put("TableGap", &[], None);
    }

    /// An element without the properties that say nothing: they would stand before those that must be first.
    pub fn add(&mut self, element: &impl BuildXML) {
        self.body.extend_from_slice(clean(&element.build()).as_bytes());
    }

    /// A paragraph that stands in something.
    pub fn paragraph(&mut self, style: &str, pieces: &[Piece<'_>], place: Option<&str>) -> Paragraph {
        self.count += 1;
        let mut paragraph = Paragraph::new().id(format!("{:08X}", self.count)).style(style);
        let place = place.map(|id| self.place(id));
        if let Some(number) = place {
            paragraph = paragraph.add_bookmark_start(number, bookmark(number));
        }
        for piece in pieces {
            for part in &piece.runs.pieces {
                paragraph = match part.to.as_deref().map(|to| self.link(to)) {
                    Some(link) => {
                        let children = vec![ParagraphChild::Run(Box::new(run(&part.text, Some("Hyperlink"))))];
                        paragraph.add_hyperlink(Hyperlink { link, history: None, children })
                    }
                    None => paragraph.add_run(run(&part.text, piece.look)),
                };
            }
        }
        match place {
            Some(number) => paragraph.add_bookmark_end(number),
            None => paragraph,
        }
    }

    fn link(&mut self, to: &str) -> HyperlinkData {
        if let Some(id) = to.strip_prefix('#') {
            return HyperlinkData::Anchor { anchor: bookmark(self.place(id)) };
        }
        self.links.push(to.to_owned());
        HyperlinkData::External { rid: format!("rIdLink{}", self.links.len()), path: String::new() }
    }

    /// The number of a list among all of the document.
    pub fn list(&mut self, list: usize, n: u64, level: usize) -> usize {
        if list >= self.lists.len() {
            self.lists.resize(list + 1, None);
        }
        self.lists[list].get_or_insert((n, level));
        FIRST_LIST + list
    }

    fn place(&mut self, id: &str) -> usize {
        let next = self.places.len();
        *self.places.entry(id.to_owned()).or_insert(next)
    }
}

/// The XML of an element without properties that say nothing. In texts `<` is written otherwise.
pub fn clean(xml: &[u8]) -> String {
    String::from_utf8_lossy(xml).replace("<w:rPr />", "")
}

fn bookmark(number: usize) -> String {
    format!("isms_{number}")
}

fn run(text: &str, look: Option<&str>) -> Run {
    let run = look.map_or_else(Run::new, |look| Run::new().style(look));
    let line = |run: Run, (n, line): (usize, &str)| {
        let run = if n > 0 { run.add_break(BreakType::TextWrapping) } else { run };
        if line.is_empty() { run } else { run.add_text(line) }
    };
    text.split('\n').enumerate().fold(run, line)
}
