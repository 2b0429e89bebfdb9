//! What is counted by groups, without a name for each person.

use crate::base::date::Date;
use crate::model::kinds::GroupCount;
use std::collections::BTreeMap;

/// How many there are in all groups together, and how many of them did it, by the last count of each group up to a day. A
/// count of everybody stands for all others.
pub fn counted<'a>(groups: impl IntoIterator<Item = &'a GroupCount>, today: Date) -> Option<(u64, u64)> {
    total(&last(groups, today, |_| true), |_| true)
}

/// The last count of each group up to a day, by the names of the groups. A count of everybody takes the place of all others
/// while it `stands`, and is left out beside them where it does not.
pub fn last<'a>(
    groups: impl IntoIterator<Item = &'a GroupCount>,
    today: Date,
    stands: impl Fn(&GroupCount) -> bool,
) -> Vec<&'a GroupCount> {
    let mut last: BTreeMap<String, &GroupCount> = BTreeMap::new();
    for count in groups.into_iter().filter(|count| count.on <= today) {
        let known = last.entry(alike(&count.group)).or_insert(count);
        if known.on < count.on {
            *known = count;
        }
    }
    match last.remove("all") {
        Some(all) if last.is_empty() || stands(all) => vec![all],
        _ => last.into_values().collect(),
    }
}

/// How many did it in the groups whose count `counts`, and how many there are in all of them. None without a group.
pub fn total(last: &[&GroupCount], counts: impl Fn(&GroupCount) -> bool) -> Option<(u64, u64)> {
    // Nobody is more than everybody, whatever was typed.
    let did = last.iter().filter(|count| counts(count)).map(|count| u64::from(count.count.min(count.of))).sum();
    (!last.is_empty()).then(|| (did, last.iter().map(|count| u64::from(count.of)).sum()))
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
