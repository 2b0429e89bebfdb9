//! Samples that anybody can draw again, with nothing but `sha256sum` and `sort`.
//!
//! A population is a set of lines: ids of records, or lines of a file, each once, in the order of their bytes. Each item has a
//! place by the SHA-256 of `SEED:ITEM`; a sample is what stands first. So a larger sample has a smaller one in it, and where
//! an item is not to be had, the next one takes its place.

use crate::base::digest::sha256_hex;

/// What a sample is drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population(Vec<String>);

impl Population {
    pub fn of(mut items: Vec<String>) -> Self {
        items.sort_unstable();
        items.dedup();
        Self(items)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn has(&self, item: &str) -> bool {
        self.0.binary_search_by(|known| known.as_str().cmp(item)).is_ok()
    }

    /// Those that another one has not.
    pub fn without(&self, other: &Population) -> Vec<String> {
        self.0.iter().filter(|item| !other.has(item)).cloned().collect()
    }

    /// The hex SHA-256 of all items, each with a line end behind it.
    pub fn digest(&self) -> String {
        sha256_hex(self.0.iter().flat_map(|item| [item.as_str(), "\n"]).collect::<String>().as_bytes())
    }

    /// So many items, or all there are, in the order of their digests.
    pub fn draw(&self, seed: &str, size: usize) -> Vec<&str> {
        let place = |item: &&String| sha256_hex(format!("{seed}:{item}").as_bytes());
        let mut items: Vec<&String> = self.0.iter().collect();
        items.sort_by_cached_key(place);
        items.into_iter().take(size).map(String::as_str).collect()
    }
}

/// The seed where nobody chose one: it follows from the audit and from the population, so that neither is free to be tried.
pub fn seed(audit: &str, digest: &str) -> String {
    format!("{audit}:{}", digest.get(..SEED_DIGITS).unwrap_or(digest))
}

/// So many digits of a digest nobody looks for by trying.
const SEED_DIGITS: usize = 16;

/// Fewer than so many are looked at one and all.
const FEW: usize = 5;

/// How many auditors usually look at out of so many: the square root, rounded up, and no fewer than five. That is custom and
/// no rule; no standard says how large a sample has to be.
pub fn usual_size(population: usize) -> usize {
    let root = population.isqrt();
    let up = root + usize::from(root * root < population);
    up.max(FEW).min(population)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "7d65af8c6a59bf81b383eb32cb4d0903f161b5b0c55a0e28925043c285403564";
    const ORDER: [&str; 3] = ["CTL-c", "CTL-b", "CTL-a"];

    fn population(items: &[&str]) -> Population {
        Population::of(items.iter().map(|item| (*item).to_owned()).collect())
    }

    /// `printf 'CTL-a\nCTL-b\nCTL-c\n' | sha256sum`, and for each of them `printf 'AUD-1:x:CTL-a' | sha256sum`.
    #[test]
    fn sha256sum_and_sort_draw_the_same() {
        let three = population(&["CTL-b", "CTL-a", "CTL-c", "CTL-a"]);
        assert_eq!((three.len(), three.digest().as_str()), (3, DIGEST));
        assert_eq!(seed("AUD-1", DIGEST), format!("AUD-1:{}", &DIGEST[..16]));
        assert_eq!(three.draw("AUD-1:x", 3), ORDER);
        assert_eq!(three.draw("AUD-1:x", 2), ORDER[..2]);
        assert_eq!(three.draw("AUD-1:x", 9).len(), 3);
        assert_eq!(three.without(&population(&["CTL-a", "CTL-d"])), ["CTL-b", "CTL-c"]);
    }

    #[test]
    fn the_usual_size_is_the_root_rounded_up_and_no_less_than_five() {
        let sizes = [0, 1, 5, 6, 25, 26, 64, 65, 250, 10_000].map(usual_size);
        assert_eq!(sizes, [0, 1, 5, 5, 5, 6, 8, 9, 16, 100]);
    }
}
