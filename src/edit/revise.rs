//! What a file says, made to say something else: only the bytes that differ are touched, so that comments, order, quotes
//! and line ends stay. What is new stands in the style of what is around it, behind the field that is before it in what is
//! wanted.
//!
//! Acts such as "set this" or "append that" are acts on a [`Map`], and this writes the difference: one way from values to
//! text, whatever leads to the values. The result is read back, and what does not say exactly what is wanted is refused.

mod nodes;

use super::splice::{Splice, spliced};
use super::value::{Map, Value};
use super::yaml::{self, flow};
use crate::base::node::{Class, Node, SourceFile};
use crate::base::span::{FileId, Position, position};
use crate::load::yaml as reader;
use nodes::{as_written, colon, end, end_of, has_flow_list, is_flow, with_comments};
use std::collections::HashMap;

/// A list of words that is not longer stands on its line, where others do.
const SHORT: usize = 80;

/// Why a file is not edited, and where.
#[derive(Debug, thiserror::Error)]
#[error("line {}, column {}: {why}", at.line, at.column)]
pub struct Refused {
    pub at: Position,
    pub why: &'static str,
}

/// The text of a file in which the document `root` says what is wanted, and all else is as it was. Values that are said
/// already are left as they are written.
pub fn revise(root: Node<'_>, wanted: &Map) -> Result<String, Refused> {
    revise_all(root.file(), &[(root, wanted)])
}

/// The same for several documents of a file.
pub fn revise_all(file: &SourceFile, wanted: &[(Node<'_>, &Map)]) -> Result<String, Refused> {
    let text = &*file.text;
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut reviser = Reviser { text, newline, has_flow: false, splices: Vec::new() };
    for (root, wanted) in wanted {
        reviser.has_flow = has_flow_list(*root);
        reviser.map(*root, wanted, None)?;
    }
    if reviser.splices.is_empty() {
        return Ok(text.to_owned());
    }
    let start = wanted.first().map_or(0, |(root, _)| root.span().start as usize);
    let revised = spliced(text, reviser.splices).ok_or_else(|| refused(text, start, "what changes here lies within one another"))?;
    if reads_as(file, wanted, &revised) {
        Ok(revised)
    } else {
        Err(refused(text, start, "the file would not say what is wanted, because of how it is laid out"))
    }
}

/// Whether a text says what is wanted in the places of documents, and what the file said in all others.
fn reads_as(before: &SourceFile, wanted: &[(Node<'_>, &Map)], revised: &str) -> bool {
    let (after, findings) = reader::read(FileId::ALONE, before.path.clone(), revised.as_bytes().to_vec());
    let wanted: HashMap<u32, &Map> = wanted.iter().map(|(root, wanted)| (root.slot(), *wanted)).collect();
    let says = |(before, after): (Node<'_>, Node<'_>)| match wanted.get(&before.slot()) {
        Some(wanted) => wanted.is(after),
        None => Value::of(before).is(after),
    };
    findings.is_empty() && count(before) == count(&after) && before.documents().zip(after.documents()).all(says)
}

fn count(file: &SourceFile) -> usize {
    file.documents().count()
}

fn refused(text: &str, at: usize, why: &'static str) -> Refused {
    Refused { at: position(text, u32::try_from(at).unwrap_or(u32::MAX)), why }
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Place {
    /// Behind the colon or the dash before it.
    lead: usize,
    /// The column of the name or the dash.
    indent: usize,
    style: Style,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Within braces or brackets.
    Flow,
    /// Behind a name that begins a line.
    Entry,
    /// Behind a dash.
    Item,
}

struct Reviser<'t> {
    text: &'t str,
    newline: &'static str,
    /// Some list of the file stands in brackets.
    has_flow: bool,
    splices: Vec<Splice>,
}

impl Reviser<'_> {
    fn differ(&mut self, node: Node<'_>, wanted: &Value, place: Place) -> Result<(), Refused> {
        match wanted {
            Value::Map(map) if !map.is_empty() && node.entries().next().is_some() => self.map(node, map, Some(place)),
            Value::List(items) if !items.is_empty() && node.items().next().is_some() => self.list(node, items),
            _ if wanted.is(node) => Ok(()),
            _ => self.replace(node, wanted, place),
        }
    }

    /// Only a document has no place.
    fn map(&mut self, node: Node<'_>, wanted: &Map, place: Option<Place>) -> Result<(), Refused> {
        if let Some(place) = place.filter(|place| self.outgrows_its_line(node, wanted, *place)) {
            self.unfold(node, wanted, place);
            return Ok(());
        }
        let entries: Vec<(Node<'_>, Node<'_>)> = node.entries().collect();
        let places: HashMap<&str, usize> = entries.iter().enumerate().map(|(n, (key, _))| (key.text(), n)).collect();
        let goals: HashMap<&str, &Value> = wanted.0.iter().map(|(name, value)| (name.as_str(), value)).collect();
        let Some(first) = entries.iter().position(|(key, _)| goals.contains_key(key.text())) else {
            return match place {
                Some(place) => self.replace(node, &wanted.clone().into(), place),
                None => Err(self.refused(node.span().start as usize, "nothing of what the record says would stay")),
            };
        };
        let is_flow = is_flow(node);
        let spans: Vec<(usize, usize)> = entries.iter().map(|(key, value)| (key.span().start as usize, end(*key, *value))).collect();
        let indent = self.column(spans[0].0);
        for (n, (key, value)) in entries.iter().enumerate() {
            let style = if is_flow { Style::Flow } else { Style::Entry };
            match goals.get(key.text()) {
                Some(goal) => self.differ(*value, goal, Place { lead: colon(self.text, *key), indent, style })?,
                None => self.remove(&spans, n, first, is_flow)?,
            }
        }
        let (mut new, mut before) = (Vec::new(), None);
        for (name, value) in &wanted.0 {
            match places.get(name.as_str()) {
                Some(place) => {
                    self.add(before, spans[first].0, &std::mem::take(&mut new), indent, is_flow);
                    let end = spans[*place].1;
                    before = Some(if is_flow { end } else { with_comments(self.text, end, indent, !entries[*place].1.is_filled()) });
                }
                None if is_flow => new.push(format!("{}: {}", yaml::name(name), flow(value))),
                None => new.push(format!("{}:{}", yaml::name(name), self.laid_out(value, indent))),
            }
        }
        self.add(before, spans[first].0, &new, indent, is_flow);
        Ok(())
    }

    fn list(&mut self, node: Node<'_>, wanted: &[Value]) -> Result<(), Refused> {
        let items: Vec<Node<'_>> = node.items().collect();
        let same = |(item, goal): &(&Node<'_>, &Value)| goal.is(**item);
        let before = items.iter().zip(wanted).take_while(same).count();
        let after = items[before..].iter().rev().zip(wanted[before..].iter().rev()).take_while(same).count();
        let (old, new) = (before..items.len() - after, &wanted[before..wanted.len() - after]);
        let is_flow = is_flow(node);
        let starts = items.iter().map(|item| if is_flow { Some(item.span().start as usize) } else { self.dash(*item) });
        let Some(starts) = starts.collect::<Option<Vec<usize>>>() else {
            return Err(self.refused(node.span().start as usize, "it is unclear where an item of this list begins"));
        };
        let indent = self.column(starts[0]);
        let both = old.len().min(new.len());
        for (n, goal) in old.clone().zip(&new[..both]) {
            let (lead, style) = if is_flow { (starts[n], Style::Flow) } else { (starts[n] + 1, Style::Item) };
            self.differ(items[n], goal, Place { lead, indent, style })?;
        }
        let spans: Vec<(usize, usize)> = starts.iter().zip(&items).map(|(start, item)| (*start, end_of(*item))).collect();
        let first = if before + both > 0 { 0 } else { old.end.min(items.len() - 1) };
        for n in old.start + both..old.end {
            self.remove(&spans, n, first, is_flow)?;
        }
        let lines: Vec<String> = new[both..].iter().map(|item| if is_flow { flow(item) } else { format!("- {}", flow(item)) }).collect();
        let after = (before + both).checked_sub(1).map(|n| spans[n].1);
        self.add(after, starts[0], &lines, indent, is_flow);
        Ok(())
    }

    /// Adds entries or items after what ends there, or before the first of those that stay.
    fn add(&mut self, after: Option<usize>, first: usize, new: &[String], indent: usize, is_flow: bool) {
        if new.is_empty() {
            return;
        }
        let Some(end) = after else {
            let each = |line: &String| if is_flow { format!("{line}, ") } else { format!("{line}{}{:indent$}", self.newline, "") };
            let text = new.iter().map(each).collect();
            return self.splices.push(Splice { range: first..first, text });
        };
        if is_flow {
            return self.splices.push(Splice { range: end..end, text: new.iter().map(|line| format!(", {line}")).collect() });
        }
        let lines = new.iter().map(|line| format!("{:indent$}{line}", ""));
        // A block of text ends at the beginning of the line after it.
        if self.text[..end].ends_with('\n') {
            let text = lines.map(|line| line + self.newline).collect();
            return self.splices.push(Splice { range: end..end, text });
        }
        let at = self.line_end(end);
        self.splices.push(Splice { range: at..at, text: lines.map(|line| format!("{}{line}", self.newline)).collect() });
    }

    /// Takes out an entry or item, with its line if it has one of its own; a comment beside it stays. `first` is the first
    /// of those that stay.
    fn remove(&mut self, spans: &[(usize, usize)], n: usize, first: usize, is_flow: bool) -> Result<(), Refused> {
        const BESIDE: &str = "a comment stands between this and what is beside it";
        let (start, end) = spans[n];
        if is_flow {
            let (range, between) =
                if n < first { (start..spans[n + 1].0, end..spans[n + 1].0) } else { (spans[n - 1].1..end, spans[n - 1].1..start) };
            if self.text[between].contains('#') {
                return Err(self.refused(start, BESIDE));
            }
            self.splices.push(Splice { range, text: String::new() });
            return Ok(());
        }
        let line = self.line_start(start);
        let range = if !self.text[line..start].trim_matches([' ', '\t']).is_empty() {
            // It begins on the line of a dash: what follows takes its place.
            let next = spans.get(n + 1).map_or(end, |next| next.0);
            if self.text[end..next].contains('#') {
                return Err(self.refused(start, BESIDE));
            }
            start..next
        } else if self.text[..end].ends_with('\n') {
            line..end
        } else {
            let line_end = self.line_end(end);
            match self.text[end..line_end].find('#') {
                Some(comment) => start..end + comment,
                None => line..self.text[line_end..].find('\n').map_or(line_end, |newline| line_end + newline + 1),
            }
        };
        self.splices.push(Splice { range, text: String::new() });
        Ok(())
    }

    /// Puts a value in the place of another one.
    fn replace(&mut self, node: Node<'_>, wanted: &Value, place: Place) -> Result<(), Refused> {
        let (start, end) = (node.span().start as usize, end_of(node).max(place.lead));
        let is_missing = node.class() == Class::Null && node.text().is_empty();
        let opener = self.text[place.lead..].trim_start_matches([' ', '\t']);
        let is_block_text = node.class() == Class::Owned && opener.starts_with(['|', '>']);
        let mut new = match wanted {
            // A block that ends with its line may become another one.
            Value::Text(text) if is_block_text && place.style == Style::Entry && self.text[..end].ends_with('\n') => {
                self.block(text, place.indent + 2)
            }
            wanted if place.style == Style::Entry => self.laid_out(wanted, place.indent),
            wanted => format!(" {}", flow(wanted)),
        };
        if place.lead == 0 {
            return Err(self.refused(start, "it is unclear where this value begins"));
        }
        let range = if new.starts_with(self.newline) && !is_block_text {
            // What was said beside the name stays beside it, above the rows.
            let comment = self.comment(end);
            new.insert_str(0, comment);
            place.lead..end + comment.len()
        } else if is_block_text {
            let header = &self.text[place.lead..self.line_end(place.lead)];
            let comment = header.find(" #").map_or("", |at| &header[at..]);
            let at = new.find(['\r', '\n']).unwrap_or(new.len());
            new.insert_str(at, comment);
            if self.text[..end].ends_with('\n') {
                new.push_str(self.newline);
            }
            place.lead..end
        } else if is_missing {
            // What was said beside the name stays on its line, before what is said below.
            let comment = if new.contains('\n') { self.comment(place.lead) } else { "" };
            let at = new.find(['\r', '\n']).unwrap_or(new.len());
            new.insert_str(at, comment);
            place.lead..place.lead + comment.len()
        } else if new.contains('\n') {
            // A comment behind a block of text would belong to it.
            if let Value::Text(text) = wanted
                && self.text[end..self.line_end(end)].contains('#')
            {
                new = format!(" {}", yaml::line_of(text));
            }
            place.lead..end
        } else if self.text[place.lead..start].contains('\n') {
            place.lead..end
        } else {
            new = new.trim_start().to_owned();
            start..end
        };
        self.splices.push(Splice { range, text: new });
        Ok(())
    }

    /// Whether a mapping in braces would get a list of mappings on its line that grows: that is longer than anybody reads.
    fn outgrows_its_line(&self, node: Node<'_>, wanted: &Map, place: Place) -> bool {
        let span = node.span();
        let grows = |(name, value): &(String, Value)| match value {
            Value::List(items) => {
                let is_long = items.iter().any(|item| matches!(item, Value::Map(_) | Value::List(_)));
                is_long && items.len() > node.get(name).map_or(0, |list| list.items().count())
            }
            _ => false,
        };
        place.style == Style::Entry
            && is_flow(node)
            && !self.text[span.start as usize..span.end as usize].contains('\n')
            && wanted.0.iter().any(grows)
    }

    /// Such a mapping on lines of its own, below what was said beside it. What is said already is written as it was.
    fn unfold(&mut self, node: Node<'_>, wanted: &Map, place: Place) {
        let map = Map(wanted.0.iter().map(|(name, value)| (name.clone(), as_written(node.get(name), value))).collect());
        let indent = place.indent + 2;
        let end = node.span().end as usize;
        let comment = self.comment(end);
        let laid_out = yaml::document(&map);
        let lines = laid_out.lines().map(|line| format!("{}{:indent$}{line}", self.newline, ""));
        let text = [comment.to_owned()].into_iter().chain(lines).collect();
        self.splices.push(Splice { range: place.lead..end + comment.len(), text });
    }

    /// The comment behind a place, with what is between; nothing if there is none.
    fn comment(&self, end: usize) -> &str {
        let beside = &self.text[end..self.line_end(end)];
        if beside.trim_start().starts_with('#') { beside } else { "" }
    }

    /// A value as it stands behind `name:`; what is begun gets a line for each of its parts.
    fn laid_out(&self, value: &Value, indent: usize) -> String {
        let inner = indent + 2;
        match value {
            // A short list of words stands on its line where other lists of the file do.
            Value::List(items)
                if self.has_flow
                    && items.iter().all(|item| matches!(item, Value::Text(_) | Value::Bare(_)))
                    && flow(value).len() <= SHORT =>
            {
                format!(" {}", flow(value))
            }
            Value::List(items) if !items.is_empty() => {
                items.iter().map(|item| format!("{}{:inner$}- {}", self.newline, "", flow(item))).collect()
            }
            // Rows of a mapping at the top; deeper it would be longer than what it says.
            Value::Map(map) if !map.is_empty() && indent == 0 => {
                map.0.iter().map(|(name, value)| format!("{}{:inner$}{}: {}", self.newline, "", yaml::name(name), flow(value))).collect()
            }
            Value::Text(text) if !text.ends_with('\n') => self.block(text, inner),
            Value::Bare(text) if text.is_empty() => String::new(),
            _ => format!(" {}", flow(value)),
        }
    }

    /// A text in lines of its own, or on one line if it cannot stand so.
    fn block(&self, text: &str, indent: usize) -> String {
        yaml::in_lines(text, indent, self.newline).unwrap_or_else(|| format!(" {}", yaml::line_of(text)))
    }

    /// The dash before an item of a list.
    fn dash(&self, item: Node<'_>) -> Option<usize> {
        let start = item.span().start as usize;
        let line = self.line_start(start);
        let on_line = || {
            let before = self.text[line..start].trim_end_matches([' ', '\t']);
            before.ends_with('-').then(|| line + before.len() - 1)
        };
        let above = || {
            let before = self.text[..start].trim_end();
            let above = self.line_start(before.len());
            let dash = before[above..].len() - before[above..].trim_start_matches([' ', '\t']).len();
            before[above + dash..].starts_with('-').then_some(above + dash)
        };
        on_line().or_else(above)
    }

    /// The column of a place, in bytes from the beginning of its line.
    fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Where a line begins; the first one behind the mark that some editors put before it.
    fn line_start(&self, at: usize) -> usize {
        let first = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(at) } else { 0 };
        self.text[..at].rfind('\n').map_or(first, |newline| newline + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\r', '\n']).map_or(self.text.len(), |end| at + end)
    }

    fn refused(&self, at: usize, why: &'static str) -> Refused {
        refused(self.text, at, why)
    }
}

#[cfg(test)]
mod tests;
