//! Ids for new records.

use crate::base::date::Date;
use crate::base::slug::slug;
use crate::model::facts::Facts;
use crate::model::kinds::KindInfo;
use crate::model::program::Program;
use std::collections::BTreeSet;
use std::iter;

/// Ids are drawn from these: no letters that are taken for digits, and none of `u`, with which a lot may spell a word.
const SIGNS: &[u8; 32] = b"bcdfghjkmnpqrstvwxyzae0123456789";
/// The first so many of them are letters that spell nothing. An id that begins with one is no number to count on from.
const LETTERS: u64 = 20;
/// So many signs behind the first: of a thousand ids that are drawn apart from one another, two are alike once in 1,300 times.
const BEHIND: usize = 5;

/// The ids that a new record of a kind cannot have: those of the programme, and those that others gave elsewhere.
#[derive(Clone, Copy)]
pub struct Ids<'a> {
    pub program: &'a Program,
    pub kind: &'static KindInfo,
    pub elsewhere: &'a BTreeSet<String>,
    pub today: Date,
}

impl Ids<'_> {
    /// The next free one: the title's words where ids of the kind are words, else the number after the highest. Where they are
    /// counted by the year, as `FND-2026-01`, the next of this year.
    pub fn next(&self, title: &str) -> String {
        let prefix = format!("{}-", self.kind.prefix);
        let given = self.program.records().map(|(id, ..)| id).chain(self.elsewhere.iter().map(String::as_str));
        let given: Vec<&str> = given.filter_map(|id| id.strip_prefix(&prefix)).collect();
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let numbers: Vec<&str> = given.iter().copied().filter(|rest| is_number(rest)).collect();
        let of_years =
            given.iter().filter_map(|rest| rest.split_once('-')).filter(|(year, n)| year.len() == 4 && is_number(year) && is_number(n));
        let of_years: Vec<(&str, &str)> = of_years.collect();
        if let Some(digits) = of_years.iter().map(|(_, n)| n.len()).max().filter(|_| numbers.is_empty()) {
            let year = self.today.year().to_string();
            let highest = of_years.iter().filter(|(of, _)| *of == year).filter_map(|(_, n)| n.parse::<u64>().ok()).max().unwrap_or(0);
            return (highest + 1..).map(|n| format!("{prefix}{year}-{n:0digits$}")).find(|id| self.is_free(id)).unwrap_or_default();
        }
        let (mut highest, mut digits) = (0_u64, 3);
        for number in numbers {
            highest = highest.max(number.parse().unwrap_or(0));
            digits = digits.max(number.len());
        }
        let words = slug(title);
        if highest == 0 && Facts::of(self.kind.name).is_named() && !words.is_empty() {
            let ids = iter::once(format!("{prefix}{words}")).chain((2..).map(|n: u32| format!("{prefix}{words}-{n}")));
            return ids.into_iter().find(|id| self.is_free(id)).unwrap_or_default();
        }
        (highest + 1..).map(|n| format!("{prefix}{n:0digits$}")).find(|id| self.is_free(id)).unwrap_or_default()
    }

    /// One that nobody counts towards: `RSK-k7m2qa`, drawn by a number that nobody chose.
    pub fn drawn(&self, lot: u64) -> String {
        let ids = (0..).map(|n| format!("{}-{}", self.kind.prefix, signs(lot.wrapping_add(n))));
        ids.into_iter().find(|id| self.is_free(id)).unwrap_or_default()
    }

    fn is_free(&self, id: &str) -> bool {
        // A file that cannot be read has no id, and is in the way all the same.
        let file = || self.program.files.find(&format!("{}/{id}.yaml", self.kind.folder));
        self.program.known(id).is_none() && !self.elsewhere.contains(id) && file().is_none()
    }
}

fn signs(lot: u64) -> String {
    let sign = |at: u64| char::from(SIGNS[usize::try_from(at).unwrap_or_default()]);
    let mut rest = lot / LETTERS;
    let mut id = String::from(sign(lot % LETTERS));
    for _ in 0..BEHIND {
        id.push(sign(rest % 32));
        rest /= 32;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::model::kinds;
    use crate::store::memory::Memory;

    fn today() -> Date {
        "2026-06-30".parse().unwrap()
    }

    #[test]
    fn ids_that_are_counted_by_the_year_go_on_in_this_one() {
        let mut source = Memory::default();
        source.put("findings/FND-2025-07.yaml", "id: FND-2025-07\ntitle: T\ngrade: minor\n");
        source.put("findings/FND-2026-02.yaml", "id: FND-2026-02\ntitle: T\ngrade: minor\n");
        let program = load(&source).unwrap().program;
        let ids = Ids { program: &program, kind: kinds::by_name("finding").unwrap(), elsewhere: &BTreeSet::new(), today: today() };
        assert_eq!(ids.next("T"), "FND-2026-03");
        assert_eq!(Ids { today: "2027-01-02".parse().unwrap(), ..ids }.next("T"), "FND-2027-01");
    }

    #[test]
    fn ids_given_elsewhere_are_not_given_again() {
        let mut source = Memory::default();
        source.put("risks/RSK-004.yaml", "id: RSK-004\ntitle: T\n");
        let program = load(&source).unwrap().program;
        let elsewhere = ["RSK-0011", "CTL-backup", "RSK-word"].map(str::to_owned).into();
        let ids = |kind| Ids { program: &program, kind: kinds::by_name(kind).unwrap(), elsewhere: &elsewhere, today: today() };
        assert_eq!(ids("risk").next("Flood"), "RSK-0012");
        assert_eq!(ids("control").next("Backup"), "CTL-backup-2");
        assert_eq!(Ids { elsewhere: &BTreeSet::new(), ..ids("risk") }.next("Flood"), "RSK-005");
    }

    #[test]
    fn drawn_ids_have_the_form_and_count_for_nothing() {
        let program = load(&Memory::default()).unwrap().program;
        let mut elsewhere = BTreeSet::new();
        for lot in [0, 1, 1, 7, u64::MAX, u64::MAX, 0x0123_4567_89ab_cdef] {
            let id = Ids { program: &program, kind: kinds::by_name("risk").unwrap(), elsewhere: &elsewhere, today: today() }.drawn(lot);
            assert!(id.len() == 10 && id.as_bytes()[4].is_ascii_lowercase() && id[5..].bytes().all(|b| b.is_ascii_alphanumeric()), "{id}");
            assert!(elsewhere.insert(id));
        }
        assert_eq!(
            Ids { program: &program, kind: kinds::by_name("risk").unwrap(), elsewhere: &elsewhere, today: today() }.next("T"),
            "RSK-001"
        );
    }
}
