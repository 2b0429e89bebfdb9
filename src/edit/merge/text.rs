//! What two made of the text of a record file, joined. Values are joined first; then the base and both sides are made to say
//! what came of it, each in its own layout, and what is left to differ between the three are comments, layout and true
//! conflicts, which are joined line by line. What comes out is read back: it says what was joined, or is marked.

use super::{Conflict, Merged, Three, merge, order, same};
use crate::base::node::{Node, SourceFile};
use crate::base::span::FileId;
use crate::edit::revise::revise;
use crate::edit::value::{Map, Value};
use crate::load::yaml;
use crate::store::git::lines::{self, Piece};
use serde_json::Value as Json;

/// How conflicts are marked.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// How many signs a mark has.
    pub size: usize,
    /// What the two sides are called.
    pub ours: &'a str,
    pub theirs: &'a str,
}

/// What is to be said of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Both changed a field of a record.
    Field { id: String, conflict: Conflict },
    /// Both made a record of this id, and not the same.
    Twice { id: String },
    /// One took a record out, the other changed it.
    Gone { id: String },
    /// What both changed is a comment, or how it is laid out, or no record that can be read.
    Lines { id: String },
}

/// A text, joined.
#[derive(Debug)]
pub struct Joined {
    pub text: String,
    /// What is marked in it; nothing if it is whole.
    pub clashes: Vec<Clash>,
}

/// Joins the texts of a file of records of one kind, or of a singleton.
pub fn join([base, ours, theirs]: Three<&str>, schema: &Json, marks: Marks<'_>) -> Joined {
    let mut joining = Joining { schema, marks, clashes: Vec::new() };
    let text = match [base, ours, theirs].map(documents) {
        [Some(base), Some(ours), Some(theirs)] => joining.files([&base, &ours, &theirs]),
        _ => joining.unread([base, ours, theirs], ""),
    };
    Joined { text, clashes: joining.clashes }
}

/// A document of a file: what names it, and its text with the line that divides it from the one before.
struct Document<'t> {
    id: String,
    text: &'t str,
}

/// The documents of a text; None if it cannot be read, or two have the same id.
fn documents(text: &str) -> Option<Vec<Document<'_>>> {
    let file = read(text)?;
    let roots: Vec<Node<'_>> = file.documents().collect();
    let mut starts: Vec<usize> = roots.iter().map(|root| begins(text, root.span().start as usize)).collect();
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let id = |root: &Node<'_>| root.get("id").map_or(String::new(), |id| id.text().to_owned());
    let texts = starts.iter().zip(ends).map(|(start, end)| text.get(*start..end));
    let all = roots.iter().zip(texts).map(|(root, text)| Some(Document { id: id(root), text: text? })).collect::<Option<Vec<_>>>()?;
    let is_new = |at: usize| !all[..at].iter().any(|other| other.id == all[at].id);
    (0..all.len()).all(is_new).then_some(all)
}

/// Where the document begins whose first value is at a place: at its line of dashes, if it has one.
fn begins(text: &str, at: usize) -> usize {
    let dashes = text[..at].rfind("\n---").map(|newline| newline + 1);
    dashes.unwrap_or(0)
}

fn read(text: &str) -> Option<SourceFile> {
    let (file, findings) = yaml::read(FileId::ALONE, String::new(), text.as_bytes().to_vec());
    findings.is_empty().then_some(file)
}

/// What a text with one document says; None if it cannot be read or has several.
fn said(text: &str) -> Option<Map> {
    let file = read(text)?;
    let mut roots = file.documents();
    let map = Map::of(roots.next()?);
    roots.next().is_none().then_some(map)
}

struct Joining<'a> {
    schema: &'a Json,
    marks: Marks<'a>,
    clashes: Vec<Clash>,
}

impl Joining<'_> {
    fn files(&mut self, files: Three<&Vec<Document<'_>>>) -> String {
        let ids = files.map(|file| file.iter().map(|document| document.id.as_str()).collect::<Vec<_>>());
        let mut text = String::new();
        for id in order::joined(&ids) {
            let texts = files.map(|file| file.iter().find(|document| document.id == id).map(|document| document.text));
            let part = self.document(id, texts);
            // What was the first or the last of its file is so no longer.
            if !text.is_empty() && !part.is_empty() {
                if !text.ends_with('\n') {
                    text.push('\n');
                }
                if !part.starts_with("---") {
                    text.push_str("---\n");
                }
            }
            text.push_str(&part);
        }
        text
    }

    fn document(&mut self, id: &str, texts: Three<Option<&str>>) -> String {
        let whole = |side: Option<&str>| side.unwrap_or_default().to_owned();
        match texts {
            [base, ours, theirs] if ours == theirs || base == theirs => whole(ours),
            [base, ours, theirs] if base == ours => whole(theirs),
            [Some(base), Some(ours), Some(theirs)] => self.records(id, [base, ours, theirs]),
            [None, Some(ours), Some(theirs)] => self.both_new(id, ours, theirs),
            [_, ours, theirs] => {
                self.clashes.push(Clash::Gone { id: id.to_owned() });
                self.marked(ours.unwrap_or_default(), theirs.unwrap_or_default())
            }
        }
    }

    /// Two records that are new are the same if they have the same title; then what both say alike was there before.
    fn both_new(&mut self, id: &str, ours: &str, theirs: &str) -> String {
        let maps = said(ours).zip(said(theirs));
        let Some((our_map, their_map)) =
            maps.filter(|(ours, theirs)| ours.get("title").is_some() && ours.get("title") == theirs.get("title"))
        else {
            self.clashes.push(Clash::Twice { id: id.to_owned() });
            return self.marked(ours, theirs);
        };
        let shared = |(name, value): &(String, Value)| their_map.get(name).is_some_and(|other| same(value, other));
        let base = Map(our_map.0.iter().filter(|field| shared(field)).cloned().collect());
        let base = read(ours).and_then(|file| revise(file.documents().next()?, &base).ok());
        match base {
            Some(base) => self.records(id, [&base, ours, theirs]),
            None => self.unread(["", ours, theirs], id),
        }
    }

    fn records(&mut self, id: &str, texts: Three<&str>) -> String {
        let [Some(base), Some(ours), Some(theirs)] = texts.map(read) else { return self.unread(texts, id) };
        let roots = [base.documents().next(), ours.documents().next(), theirs.documents().next()];
        let [Some(base), Some(ours), Some(theirs)] = roots else { return self.unread(texts, id) };
        let values = [base, ours, theirs].map(Map::of);
        let Merged { maps, conflicts } = merge(values.each_ref(), self.schema);
        let revised = [(base, &maps[0]), (ours, &maps[1]), (theirs, &maps[2])].map(|(root, map)| revise(root, map).ok());
        let [Some(base), Some(ours), Some(theirs)] = revised else { return self.unread(texts, id) };
        let Some(pieces) = lines::merge(&base, &ours, &theirs) else { return self.unread(texts, id) };
        let pieces = if conflicts.is_empty() { pieces.into_iter().map(settled).collect() } else { pieces };
        let says = |side: fn(&Piece<'_>) -> String, map: &Map| {
            said(&pieces.iter().map(side).collect::<String>()).is_some_and(|said| same(&said.into(), &map.clone().into()))
        };
        if !says(our_side, &maps[1]) || !says(their_side, &maps[2]) {
            self.clashes.push(Clash::Lines { id: id.to_owned() });
            return self.marked(&ours, &theirs);
        }
        let is_marked = pieces.iter().any(|piece| matches!(piece, Piece::Conflict { .. }));
        if is_marked && conflicts.is_empty() {
            self.clashes.push(Clash::Lines { id: id.to_owned() });
        }
        self.clashes.extend(conflicts.into_iter().map(|conflict| Clash::Field { id: id.to_owned(), conflict }));
        pieces.iter().map(|piece| self.piece(piece)).collect()
    }

    /// Joins lines of what is not read as records; whatever comes of it is for people to look at.
    fn unread(&mut self, [base, ours, theirs]: Three<&str>, id: &str) -> String {
        self.clashes.push(Clash::Lines { id: id.to_owned() });
        let pieces = lines::merge(base, ours, theirs).filter(|pieces| pieces.iter().any(|piece| matches!(piece, Piece::Conflict { .. })));
        match pieces {
            Some(pieces) => pieces.iter().map(|piece| self.piece(piece)).collect(),
            None => self.marked(ours, theirs),
        }
    }

    fn piece(&self, piece: &Piece<'_>) -> String {
        match piece {
            Piece::Clean(text) => (*text).to_owned(),
            Piece::Conflict { ours, theirs, .. } => self.marked(ours, theirs),
        }
    }

    fn marked(&self, ours: &str, theirs: &str) -> String {
        let newline = if ours.contains("\r\n") || theirs.contains("\r\n") { "\r\n" } else { "\n" };
        let mark = |sign: &str, label: &str| format!("{}{label}{newline}", sign.repeat(self.marks.size));
        let lines = |text: &str| if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}{newline}") };
        [
            mark("<", &format!(" {}", self.marks.ours)),
            lines(ours),
            mark("=", ""),
            lines(theirs),
            mark(">", &format!(" {}", self.marks.theirs)),
        ]
        .concat()
    }
}

fn our_side(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Clean(text) | Piece::Conflict { ours: text, .. } => (*text).to_owned(),
    }
}

fn their_side(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Clean(text) | Piece::Conflict { theirs: text, .. } => (*text).to_owned(),
    }
}

/// Where both say the same and write it differently, the side is taken that has all comments of the other.
fn settled(piece: Piece<'_>) -> Piece<'_> {
    let Piece::Conflict { base, ours, theirs } = piece else { return piece };
    let comments = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.split_once('#')).map(|(_, comment)| comment.trim().to_owned()).collect()
    };
    let (was, own, other) = (comments(base), comments(ours), comments(theirs));
    // A comment that one side took out is gone.
    let has_all = |has: &[String], of: &[String]| of.iter().all(|comment| has.contains(comment) || was.contains(comment));
    if has_all(&own, &other) {
        Piece::Clean(ours)
    } else if has_all(&other, &own) {
        Piece::Clean(theirs)
    } else {
        Piece::Conflict { base, ours, theirs }
    }
}
