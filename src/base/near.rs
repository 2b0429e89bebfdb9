//! The nearest of many words, asked for many times: what [`did_you_mean`](super::text::did_you_mean) says of them, without
//! a look at each.

use super::text::{LONGEST, MOST};
use std::ops::Range;

/// Words in the order of their letters, and the tree that their beginnings make.
///
/// The tree lies flat, branches before what grows from them, and each knows where that ends: a walk goes forward only, and
/// past all of a branch where no word can be near.
pub struct Near<'a> {
    /// The letters in lower case, and the word as it is.
    words: Vec<(Vec<char>, &'a str)>,
    branches: Vec<Branch>,
    /// Of the longest word, in bytes.
    longest: usize,
}

/// Words that begin alike.
struct Branch {
    /// The last letter that they share, and the one before.
    letter: char,
    before: Option<char>,
    /// How many letters they share.
    depth: usize,
    /// The place after all that grows from it.
    end: usize,
    /// The words that end here.
    words: Range<usize>,
    /// How many letters its words have, at least and at most.
    letters: (usize, usize),
}

impl<'a> Near<'a> {
    /// Takes as many words as are looked at for one.
    pub fn among(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words = words.into_iter().take(MOST).filter(|word| (1..=LONGEST).contains(&word.len()));
        let mut words: Vec<(Vec<char>, &str)> = words.map(|word| (word.to_lowercase().chars().collect(), word)).collect();
        words.sort_unstable();
        let longest = words.iter().map(|(_, word)| word.len()).max().unwrap_or(0);
        let mut near = Self { words, branches: Vec::new(), longest };
        near.grow(0..near.words.len(), 0);
        near
    }

    /// Puts down the branches of longer words that share so many letters.
    fn grow(&mut self, words: Range<usize>, shared: usize) {
        let mut from = words.start;
        while from < words.end {
            let letter = self.words[from].0[shared];
            let alike = self.words[from..words.end].iter().take_while(|(word, _)| word[shared] == letter).count();
            self.branch(from..from + alike, shared + 1);
            from += alike;
        }
    }

    /// Puts down the branch of words that share so many letters, and what grows from it.
    fn branch(&mut self, words: Range<usize>, depth: usize) {
        let (word, _) = &self.words[words.start];
        let (letter, before) = (word[depth - 1], depth.checked_sub(2).map(|at| word[at]));
        let counts = || self.words[words.clone()].iter().map(|(word, _)| word.len());
        let letters = (counts().min().unwrap_or(depth), counts().max().unwrap_or(depth));
        let longer = words.start + counts().take_while(|count| *count == depth).count();
        let at = self.branches.len();
        self.branches.push(Branch { letter, before, depth, end: at, words: words.start..longer, letters });
        self.grow(longer..words.end, depth);
        self.branches[at].end = self.branches.len();
    }

    /// The nearest word, if one is near enough to be worth a "did you mean".
    pub fn to(&self, word: &str) -> Option<&'a str> {
        if word.is_empty() || word.len() > LONGEST {
            return None;
        }
        let letters: Vec<char> = word.to_lowercase().chars().collect();
        let longer = if word.len() >= 4 { self.longer(&letters) } else { None };
        let farthest = word.len().max(self.longest) / 3;
        let farthest = longer.map_or(farthest, |(distance, _)| farthest.min(distance));
        // Not in one walk, which would go almost everywhere before it knew a word that is near: that takes few branches.
        let near = (0..=farthest).find_map(|distance| Some((distance, self.at(distance, &letters, word.len())?)));
        near.into_iter().chain(longer).min().map(|(_, word)| word)
    }

    /// The nearest word that begins with some letters, and by how many it is longer.
    fn longer(&self, letters: &[char]) -> Option<(usize, &'a str)> {
        let from = self.words.partition_point(|(word, _)| word.as_slice() < letters);
        let rests = self.words[from..].iter().map_while(|(word, as_is)| Some((word.strip_prefix(letters)?.len(), *as_is)));
        rests.min()
    }

    /// The first of the words at a distance from some letters for which that is not too far.
    fn at(&self, distance: usize, letters: &[char], len: usize) -> Option<&'a str> {
        // By how many letters of a word and how many of the others were taken.
        let mut distances = vec![(0..=letters.len()).collect::<Vec<usize>>()];
        let (mut found, mut next) = (None, 0);
        while let Some(branch) = self.branches.get(next) {
            distances.truncate(branch.depth);
            distances.push(branch.distances(letters, &distances));
            let reached = &distances[branch.depth];
            if reached[letters.len()] == distance {
                let words = self.words[branch.words.clone()].iter().map(|(_, word)| *word);
                found = words.filter(|word| distance <= len.max(word.len()) / 3).chain(found).min();
            }
            let is_near = reached.iter().enumerate().any(|(taken, so_far)| so_far + branch.rest(letters.len() - taken) <= distance);
            next = if is_near { next + 1 } else { branch.end };
        }
        found
    }
}

impl Branch {
    /// How far what its words share is from the first of some letters, by the number of those: in letters put in, left
    /// out, replaced, or exchanged with their neighbours.
    fn distances(&self, letters: &[char], above: &[Vec<usize>]) -> Vec<usize> {
        let mut row = vec![self.depth; letters.len() + 1];
        for (n, letter) in letters.iter().enumerate() {
            let last = &above[self.depth - 1];
            row[n + 1] = (last[n] + usize::from(*letter != self.letter)).min(last[n + 1] + 1).min(row[n] + 1);
            if n > 0 && self.before == Some(*letter) && letters[n - 1] == self.letter {
                row[n + 1] = row[n + 1].min(above[self.depth - 2][n - 1] + 1);
            }
        }
        row
    }

    /// By how many letters the rest of any of its words is longer or shorter than so many, at least.
    fn rest(&self, others: usize) -> usize {
        let (fewest, most) = (self.letters.0 - self.depth, self.letters.1 - self.depth);
        fewest.saturating_sub(others).max(others.saturating_sub(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::did_you_mean;
    use proptest::prelude::*;

    #[test]
    fn finds_what_is_near_past_what_is_not() {
        let near = Near::among(["PER-ann", "PER-bob", "PER-robert", "RSK-1"]);
        assert_eq!(near.to("per-ana"), Some("PER-ann"));
        assert_eq!(near.to("PER-obb"), Some("PER-bob"));
        assert_eq!(near.to("PER-rob"), Some("PER-bob"));
        assert_eq!(near.to("PER-"), Some("PER-ann"));
        assert_eq!(near.to("zebra"), None);
        assert_eq!(Near::among([]).to("PER-ann"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn says_what_a_look_at_each_says(words in proptest::collection::vec("(AB-)?[abAß1]{0,6}", 0..30), word in "(AB-|ab)?[abA1İ]{0,7}") {
            let words = || words.iter().map(String::as_str);
            prop_assert_eq!(Near::among(words()).to(&word), did_you_mean(&word, words()));
        }
    }
}
