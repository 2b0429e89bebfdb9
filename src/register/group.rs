//! What is counted by groups, without a name for each person.

use crate::base::date::Date;
use crate::model::kinds::GroupCount;
use std::collections::HashMap;

/// How many there are in all groups together, and how many of them did it, by the last count of each group up to a day. A
/// count of everybody stands for all others.
pub fn counted<'a>(groups: impl IntoIterator<Item = &'a GroupCount>, today: Date) -> Option<(u64, u64)> {
    let mut last: HashMap<String, &GroupCount> = HashMap::new();
    for count in groups.into_iter().filter(|count| count.on <= today) {
        let known = last.entry(alike(&count.group)).or_insert(count);
        if known.on < count.on {
            *known = count;
        }
    }
    if let Some(all) = last.remove("all") {
        last = HashMap::from([("all".to_owned(), all)]);
    }
    let sum = |part: fn(&GroupCount) -> u32| last.values().map(|count| u64::from(part(count))).sum();
    // Nobody is more than everybody, whatever was typed.
    (!last.is_empty()).then(|| (sum(|count| count.count.min(count.of)), sum(|count| count.of)))
}

/// What is left of a name that may be written otherwise.
pub fn alike(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_count_of_each_group_counts_and_that_of_all_stands_for_the_rest() {
        let count = |group: &str, count, of, on: &str| GroupCount {
            group: group.into(),
            count,
            of,
            on: on.parse().unwrap(),
            version: None,
            source: None,
        };
        let mut groups = vec![count("Sales", 3, 10, "2026-01-01"), count("sales ", 9, 10, "2026-02-01"), count("IT", 7, 5, "2026-02-01")];
        let on = |groups: &[GroupCount], day: &str| counted(groups, day.parse().unwrap());
        assert_eq!(on(&groups, "2025-12-31"), None);
        assert_eq!(on(&groups, "2026-01-31"), Some((3, 10)));
        assert_eq!(on(&groups, "2026-06-30"), Some((14, 15)));
        groups.push(count("all", 90, 100, "2026-03-01"));
        assert_eq!(on(&groups, "2026-06-30"), Some((90, 100)));
    }
}
