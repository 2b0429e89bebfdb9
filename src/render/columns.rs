//! How wide columns are on a terminal, which of them are left out, and where words break.
//!
//! `comfy-table` sets the cells of a row side by side. It never leaves a column out and cannot put a heading across a
//! group of rows, so which columns are shown, how wide they are, and where lines end is decided here. Its colours would
//! ask the environment behind our back (`crossterm` reads `NO_COLOR`), so that feature is off and `text` paints by itself.

use super::escape;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The space between columns.
pub const GAP: usize = 2;
/// Prose narrower than this is a chore to read; columns are left out before it comes to that.
const PROSE: usize = 26;
/// Words longer than this are broken even where they should not be.
const LONGEST: usize = 40;

/// What a column asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Its longest line.
    pub natural: usize,
    /// It may wrap.
    pub prose: bool,
    /// 0 is never left out.
    pub rank: u8,
}

impl Wish {
    fn least(self) -> usize {
        self.natural.min(if self.prose { PROSE } else { LONGEST })
    }
}

/// A width for each column, `None` for those that are left out: the highest rank first, among equals the last.
pub fn arrange(wishes: &[Wish], width: usize) -> Vec<Option<usize>> {
    let mut widths: Vec<Option<usize>> = wishes.iter().map(|wish| Some(wish.least())).collect();
    while total(&widths) > width {
        let shown = (0..wishes.len()).filter(|n| widths[*n].is_some() && wishes[*n].rank > 0);
        match shown.max_by_key(|n| wishes[*n].rank) {
            Some(last) => widths[last] = None,
            None => break,
        }
    }
    squeeze(&mut widths, width);
    grow(&mut widths, wishes, width);
    widths
}

/// Takes from the widest until all fit: only columns that are never left out get here.
fn squeeze(widths: &mut [Option<usize>], width: usize) {
    while total(widths) > width {
        match widths.iter_mut().flatten().max() {
            Some(widest) if *widest > 1 => *widest -= 1,
            _ => return,
        }
    }
}

/// Hands out what is left, to the narrowest that wants more.
fn grow(widths: &mut [Option<usize>], wishes: &[Wish], width: usize) {
    for _ in total(widths)..width {
        let wanting = widths.iter_mut().zip(wishes).filter_map(|(w, wish)| w.as_mut().filter(|w| **w < wish.natural));
        match wanting.min() {
            Some(narrowest) => *narrowest += 1,
            None => return,
        }
    }
}

fn total(widths: &[Option<usize>]) -> usize {
    let shown = widths.iter().flatten().count();
    widths.iter().flatten().sum::<usize>() + GAP * shown.saturating_sub(1)
}

/// How many columns a text takes.
pub fn measure(text: &str) -> usize {
    text.width()
}

/// Breaks text at spaces, and within a word only if it is longer than a line. Newlines break too. What begins a line
/// was the middle of a text before, so it is looked at again for what a runner obeys.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && measure(&line) + 1 + measure(word) > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            push_word(&mut lines, &mut line, word, width);
        }
        lines.push(line);
    }
    lines
}

/// Breaks a line where it is too long, with all its spaces.
pub fn chop(line: &str, width: usize) -> Vec<String> {
    let (mut lines, mut used) = (vec![String::new()], 0);
    for c in line.chars() {
        let wide = c.width().unwrap_or(0);
        if used > 0 && used + wide > width {
            lines.push(String::new());
            used = 0;
        }
        used += wide;
        lines.last_mut().into_iter().for_each(|line| line.push(c));
    }
    lines.into_iter().map(|line| escape::terminal(&line)).collect()
}

fn push_word(lines: &mut Vec<String>, line: &mut String, word: &str, width: usize) {
    let mut used = measure(line);
    for (at, c) in word.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width && used > 0 {
            lines.push(std::mem::take(line));
            used = 0;
        }
        if c == ':' && line.trim_start().is_empty() && escape::is_command(&word[at..]) {
            line.push('\\');
            used += 1;
        }
        line.push(c);
        used += wide;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(natural: usize, prose: bool, rank: u8) -> Wish {
        Wish { natural, prose, rank }
    }

    #[test]
    fn the_least_important_go_first() {
        let wishes = [wish(7, false, 0), wish(80, true, 0), wish(10, false, 3), wish(10, false, 5), wish(10, false, 5)];
        assert_eq!(arrange(&wishes, 200), [Some(7), Some(80), Some(10), Some(10), Some(10)]);
        assert_eq!(arrange(&wishes, 62), [Some(7), Some(29), Some(10), Some(10), None]);
        assert_eq!(arrange(&wishes, 40), [Some(7), Some(31), None, None, None]);
    }

    #[test]
    fn what_must_stay_is_squeezed() {
        let widths = arrange(&[wish(90, false, 0), wish(90, true, 0)], 40);
        assert_eq!(total(&widths), 40);
    }

    #[test]
    fn lines_break_at_spaces_and_never_overflow() {
        assert_eq!(wrap("a bb ccc", 4), ["a bb", "ccc"]);
        assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("安全管理", 4), ["安全", "管理"]);
        assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn no_line_begins_like_a_command() {
        assert_eq!(wrap("aaa ::b::c", 4), ["aaa", "\\::b", "\\::c"]);
        assert_eq!(wrap("\u{a0}::b", 8), ["\u{a0}\\::b"]);
        assert_eq!(wrap("aaa::b", 3), ["aaa", "\\::", "b"]);
    }
}
