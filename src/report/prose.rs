//! Texts that people wrote, such as policies: headings, paragraphs, lists, quotes and code. All of it is text; none is markup.

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Prose {
    /// The title of the page has level 1.
    Heading {
        level: u8,
        text: Vec<Words>,
    },
    Paragraph {
        text: Vec<Words>,
    },
    /// With the number of its first item, if it has numbers.
    List {
        from: Option<u64>,
        items: Vec<Vec<Prose>>,
    },
    Quote {
        parts: Vec<Prose>,
    },
    Code {
        text: String,
    },
}

/// Words of a line, and where they lead. Line breaks stay.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    pub text: String,
    pub to: Option<String>,
}

/// What an item of a list begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Point,
    /// The number, and which of all lists with numbers it is in.
    Number {
        n: u64,
        list: usize,
    },
}

/// A part that has no parts, as it stands in those around it.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'p> {
    /// So many lists it is in.
    pub depth: usize,
    pub quoted: bool,
    /// Of the first part of an item.
    pub mark: Option<Mark>,
    pub part: &'p Prose,
}

impl Mark {
    /// `•`, `3.`
    pub fn word(self) -> String {
        match self {
            Self::Point => "•".into(),
            Self::Number { n, .. } => format!("{n}."),
        }
    }
}

/// The parts one below the other, for formats that write lines.
pub fn placed(parts: &[Prose]) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    place(parts, (0, false), &mut 0, &mut found);
    found
}

fn place<'p>(parts: &'p [Prose], (depth, quoted): (usize, bool), lists: &mut usize, found: &mut Vec<Placed<'p>>) {
    for part in parts {
        match part {
            Prose::Quote { parts } => place(parts, (depth, true), lists, found),
            Prose::List { from, items } => {
                let list = *lists;
                *lists += usize::from(from.is_some());
                for (n, item) in (from.unwrap_or(0)..).zip(items) {
                    let first = found.len();
                    place(item, (depth + 1, quoted), lists, found);
                    let mark = if from.is_some() { Mark::Number { n, list } } else { Mark::Point };
                    match found.get_mut(first).filter(|first| first.mark.is_none()) {
                        Some(first) => first.mark = Some(mark),
                        // An item that begins with a list has nothing of its own.
                        None => continue,
                    }
                }
            }
            _ => found.push(Placed { depth, quoted, mark: None, part }),
        }
    }
}

/// Words with the addresses that they lead to, where nothing can be followed.
pub fn plain(text: &[Words]) -> String {
    let word = |Words { text, to }: &Words| match to {
        Some(to) if to != text && to.strip_prefix("mailto:") != Some(text) => format!("{text} ({to})"),
        _ => text.clone(),
    };
    text.iter().map(word).collect()
}
