//! Lines of texts: what differs between two, and what two made of a third, as git sees it.

use git2::{DiffOptions, Patch};
use std::ops::Range;

/// A part of a merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// What both agree on, or only one of them changed.
    Clean(&'t str),
    /// What both changed, and not alike.
    Conflict { base: &'t str, ours: &'t str, theirs: &'t str },
}

/// Lines of one text that stand in the place of lines of another.
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// A text with the places of its lines.
struct Lines<'t> {
    text: &'t str,
    /// Where each begins, and where the last ends.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        Self { text, starts }
    }

    fn get(&self, lines: Range<usize>) -> &'t str {
        &self.text[self.starts[lines.start]..self.starts[lines.end]]
    }

    fn count(&self) -> usize {
        self.starts.len() - 1
    }
}

/// What `new` changes in `old`, in order. None where git takes one of them for no text.
fn hunks(old: &str, new: &str) -> Option<Vec<Hunk>> {
    let mut options = DiffOptions::new();
    options.context_lines(0).interhunk_lines(0).force_text(true);
    let patch = Patch::from_buffers(old.as_bytes(), None, new.as_bytes(), None, Some(&mut options)).ok()?;
    let range = |start: u32, count: u32| {
        // Where no lines are, git names the line before.
        let start = if count == 0 { start } else { start - 1 };
        start as usize..(start + count) as usize
    };
    let hunk = |at| {
        let (hunk, _) = patch.hunk(at).ok()?;
        Some(Hunk { old: range(hunk.old_start(), hunk.old_lines()), new: range(hunk.new_start(), hunk.new_lines()) })
    };
    (0..patch.num_hunks()).map(hunk).collect()
}

/// Joins what two texts make of a third. None where git takes one of them for no text.
pub fn merge<'t>(base: &'t str, ours: &'t str, theirs: &'t str) -> Option<Vec<Piece<'t>>> {
    let changes = [hunks(base, ours)?, hunks(base, theirs)?];
    let texts = [base, ours, theirs].map(Lines::of);
    let mut next = [0, 0];
    let mut pieces = Vec::new();
    let mut at = 0;
    loop {
        let first = (0..2).filter_map(|side| changes[side].get(next[side])).map(|hunk| hunk.old.start).min();
        let Some(start) = first else { break };
        pieces.push(Piece::Clean(texts[0].get(at..start)));
        let from = next;
        let mut end = start;
        // A change of one side takes in what of the other touches it.
        while let Some(side) = (0..2).find(|side| changes[*side].get(next[*side]).is_some_and(|hunk| meets(hunk, start, end, next == from)))
        {
            end = end.max(changes[side][next[side]].old.end);
            next[side] += 1;
        }
        let of = |side: usize| {
            let taken = &changes[side][from[side]..next[side]];
            let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return None };
            let lines = first.new.start - (first.old.start - start)..last.new.end + (end - last.old.end);
            Some(texts[side + 1].get(lines))
        };
        let whole = texts[0].get(start..end);
        pieces.push(match (of(0), of(1)) {
            (Some(ours), Some(theirs)) if ours != theirs => Piece::Conflict { base: whole, ours, theirs },
            (Some(one), _) | (None, Some(one)) => Piece::Clean(one),
            (None, None) => Piece::Clean(whole),
        });
        at = end;
    }
    pieces.push(Piece::Clean(texts[0].get(at..texts[0].count())));
    Some(pieces)
}

/// Whether a change belongs to those from `start` to `end`: it lies within them, or puts something in where they do.
fn meets(hunk: &Hunk, start: usize, end: usize, is_first: bool) -> bool {
    hunk.old.start < end || (is_first && hunk.old.start == start) || (start == end && hunk.old.start == start && hunk.old.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let piece = |piece: &Piece<'_>| match piece {
            Piece::Clean(text) => (*text).to_owned(),
            Piece::Conflict { base, ours, theirs } => format!("<{ours}|{base}|{theirs}>"),
        };
        merge(base, ours, theirs).unwrap().iter().map(piece).collect()
    }

    #[test]
    fn what_only_one_changed_is_taken() {
        for (base, ours, theirs, expected) in [
            ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"),
            ("a\nb\n", "a\nb\nc\n", "x\na\nb\n", "x\na\nb\nc\n"),
            ("a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n", "a\nc\nd\n"),
            ("a\nb\n", "A\nb\n", "a\nB\n", "A\nB\n"),
            ("a\n", "b\n", "b\n", "b\n"),
            ("", "a\n", "", "a\n"),
            ("a\nb\nc\n", "a\nx\ny\nc\n", "a\nb\nc\nd", "a\nx\ny\nc\nd"),
        ] {
            assert_eq!(merged(base, ours, theirs), expected, "{base:?} {ours:?} {theirs:?}");
            assert_eq!(merged(base, theirs, ours), expected, "{base:?} {theirs:?} {ours:?}");
        }
    }

    #[test]
    fn what_both_changed_is_a_conflict() {
        for (base, ours, theirs, expected) in [
            ("a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n", "a\n<x\n|b\n|y\n>c\n"),
            ("a\n", "a\nx\n", "a\ny\n", "a\n<x\n||y\n>"),
            ("a\nb\nc\n", "a\nc\n", "a\nB\nc\n", "a\n<|b\n|B\n>c\n"),
            ("a\nb\nc\nd\n", "x\ny\nc\nd\n", "a\nB\nC\nd\n", "<x\ny\nc\n|a\nb\nc\n|a\nB\nC\n>d\n"),
            ("", "a\n", "b\n", "<a\n||b\n>"),
        ] {
            assert_eq!(merged(base, ours, theirs), expected, "{base:?} {ours:?} {theirs:?}");
        }
    }
}
