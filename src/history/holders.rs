//! Who acted in the name of a record, such as a role, on which day. A day sees what stood in the line of first parents: what
//! was written on a branch holds from the merge on.

use super::changes::Fate;
use super::past::Past;
use crate::base::date::Date;
use crate::model::names::Names;
use crate::store::history::Commit;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// By kind and id of today, for each record that was ever held by somebody.
pub(super) struct Holders(HashMap<(&'static str, Box<str>), Tenure>);

/// Who held a record from a day on: on a day of a change (`false`), both those before it and those after it; then (`true`)
/// those after it.
type Tenure = BTreeMap<(Date, bool), BTreeSet<Box<str>>>;

impl Holders {
    /// Of records of which some version names holders.
    pub fn of<'t>(commits: &[Commit], names: &Names, records: impl Iterator<Item = (&'static str, &'t str, &'t [Past])>) -> Self {
        let line = dated_line(commits);
        let held = records.filter(|(_, _, past)| past.iter().any(|past| !past.holders.is_empty()));
        Self(held.map(|(kind, id, past)| ((kind, id.into()), tenure(&line, commits, names, past))).collect())
    }

    pub fn on(&self, kind: &'static str, id: &str, day: Date) -> Option<&BTreeSet<Box<str>>> {
        self.0.get(&(kind, id.into()))?.range(..=(day, false)).next_back().map(|(_, holders)| holders)
    }
}

/// The line of first parents from its beginning on, by place and day. No commit is earlier than one that it rests on, whatever
/// it claims; one without a date is seen with the next that has one.
fn dated_line(commits: &[Commit]) -> Vec<(usize, Date)> {
    let first_parent = |place: &usize| commits[*place].parents.first().copied();
    let mut line: Vec<usize> = std::iter::successors((!commits.is_empty()).then_some(0), first_parent).collect();
    line.reverse();
    let mut dated: Vec<(usize, Date)> = Vec::new();
    for place in line.into_iter().filter(|place| commits[*place].committer.is_dated) {
        let day = commits[place].committer.day();
        dated.push((place, dated.last().map_or(day, |(_, before)| day.max(*before))));
    }
    dated
}

fn tenure(line: &[(usize, Date)], commits: &[Commit], names: &Names, past: &[Past]) -> Tenure {
    // Who held it does not change where it cannot be read.
    let past: Vec<&Past> = past.iter().filter(|past| past.fate != Fate::Unread).collect();
    let versions = Versions::of(commits, &past);
    let (mut found, mut before, mut known) = (Tenure::new(), BTreeSet::new(), NONE);
    for (place, day) in line {
        let now = versions.at[*place];
        if now == known {
            continue;
        }
        let held = versions.sets[now].iter().flat_map(|version| &past[*version].holders);
        let holders: BTreeSet<Box<str>> = held.map(|holder| names.now(holder).into()).collect();
        found.entry((*day, false)).or_insert(before).extend(holders.iter().cloned());
        found.insert((*day, true), holders.clone());
        (before, known) = (holders, now);
    }
    found
}

/// Which versions of a record are in force at each commit. There are several where lines of work were merged that had each
/// changed it: which of them the merge took is not known.
struct Versions {
    sets: Vec<Vec<usize>>,
    /// For each commit, one of the sets.
    at: Vec<usize>,
}

/// The set of no version.
const NONE: usize = 0;

impl Versions {
    fn of(commits: &[Commit], past: &[&Past]) -> Self {
        let mut versions = Self { sets: vec![Vec::new()], at: vec![NONE; commits.len()] };
        let mut rests_on: Vec<Vec<usize>> = vec![Vec::new(); past.len()];
        let mut next = past.len();
        let oldest = past.last().map_or(0, |oldest| oldest.place + 1);
        for place in (0..oldest).rev() {
            let parents = commits[place].parents.iter().map(|parent| versions.at[*parent]);
            versions.at[place] = if next > 0 && past[next - 1].place == place {
                next -= 1;
                rests_on[next] = parents.flat_map(|set| &versions.sets[set]).copied().collect();
                versions.sets.push(vec![next]);
                versions.sets.len() - 1
            } else {
                let sets: Vec<usize> = parents.collect();
                versions.merged(&sets, &rests_on)
            };
        }
        versions
    }

    /// What is in force where lines meet: what none of the others rests on.
    fn merged(&mut self, sets: &[usize], rests_on: &[Vec<usize>]) -> usize {
        let first = sets.first().copied().unwrap_or(NONE);
        if sets.iter().all(|set| *set == first) {
            return first;
        }
        let all: BTreeSet<usize> = sets.iter().flat_map(|set| &self.sets[*set]).copied().collect();
        let stands = |version: &usize| !all.iter().any(|later| is_behind(*version, *later, rests_on));
        let standing: Vec<usize> = all.iter().copied().filter(stands).collect();
        let known = sets.iter().copied().find(|set| self.sets[*set] == standing);
        known.unwrap_or_else(|| {
            self.sets.push(standing);
            self.sets.len() - 1
        })
    }
}

/// Whether one version rests on another, directly or by others between. Later versions come first.
fn is_behind(version: usize, later: usize, rests_on: &[Vec<usize>]) -> bool {
    let (mut open, mut seen) = (vec![later], BTreeSet::new());
    while let Some(at) = open.pop() {
        if rests_on[at].contains(&version) {
            return true;
        }
        open.extend(rests_on[at].iter().filter(|earlier| **earlier < version && seen.insert(**earlier)));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::digest::ObjectId;
    use crate::store::history::Stamp;

    /// A commit: its day, its parents counted from the first commit, and who holds the role from it on, if it says so.
    type Told<'t> = (&'t str, &'t [usize], Option<&'t [&'t str]>);

    /// Who held the role on some days, by commits from the first to the last.
    fn on(told: &[Told<'_>], days: &[&str]) -> Vec<Option<Vec<String>>> {
        let epoch: Date = "1970-01-01".parse().unwrap();
        let place = |n: usize| told.len() - 1 - n;
        let commit = |(day, parents, _): &Told<'_>| {
            let day: Option<Date> = day.parse().ok();
            let seconds = day.map_or(0, |day| day.days_since(epoch) * 86_400);
            let stamp = Stamp { name: String::new(), email: String::new(), seconds, offset: 0, is_dated: day.is_some() };
            Commit {
                id: ObjectId([0; 20]),
                tree: ObjectId([0; 20]),
                parents: parents.iter().map(|parent| place(*parent)).collect(),
                author: stamp.clone(),
                committer: stamp,
                message: String::new(),
                signed: false,
                cut: false,
            }
        };
        let past = |n: usize| {
            let holders = told[n].2?.iter().map(|holder| Box::from(*holder)).collect();
            Some(Past { place: place(n), holders, ..Past::of(Fate::Changed, "roles/ROL-a.yaml") })
        };
        let commits: Vec<Commit> = told.iter().rev().map(commit).collect();
        let past: Vec<Past> = (0..told.len()).rev().filter_map(past).collect();
        let holders = Holders::of(&commits, &Names::default(), [("role", "ROL-a", &past[..])].into_iter());
        let held = |day: &&str| Some(holders.on("role", "ROL-a", day.parse().unwrap())?.iter().map(ToString::to_string).collect());
        days.iter().map(held).collect()
    }

    fn held(by: &[&[&str]]) -> Vec<Option<Vec<String>>> {
        by.iter().map(|by| Some(by.iter().map(ToString::to_string).collect())).collect()
    }

    #[test]
    fn whoever_held_it_on_a_day_did_so_before_or_after_its_commits() {
        let told: [Told<'_>; 5] = [
            ("2026-01-01", &[], None),
            ("2026-01-05", &[0], Some(&["A"])),
            ("2026-01-07", &[1], Some(&["B", "C"])),
            ("2026-01-07", &[2], Some(&["D"])),
            ("2026-01-08", &[3], Some(&[])),
        ];
        let days = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"];
        assert_eq!(on(&told, &days), held(&[&["A"], &["A"], &["A", "B", "C", "D"], &["D"], &[]]));
        assert_eq!(on(&told, &["2025-12-31", "2026-01-04"]), [None, None]);
        assert_eq!(on(&[("2026-01-01", &[], Some(&[]))], &["2026-01-02"]), [None], "nobody was ever named");
    }

    #[test]
    fn what_a_commit_claims_of_its_day_takes_nothing_back() {
        let told: [Told<'_>; 4] = [
            ("2026-01-05", &[], Some(&["A"])),
            ("2026-01-03", &[0], Some(&["B"])),
            ("no day", &[1], Some(&["C"])),
            ("2026-01-09", &[2], None),
        ];
        let days = ["2026-01-05", "2026-01-08", "2026-01-09", "2026-01-10"];
        assert_eq!(on(&told, &days), held(&[&["A", "B"], &["B"], &["B", "C"], &["C"]]));
        assert_eq!(on(&told, &["2026-01-04"]), [None]);
    }

    #[test]
    fn a_branch_counts_from_its_merge_on() {
        let told: [Told<'_>; 5] = [
            ("2026-01-01", &[], Some(&["A"])),
            ("2026-01-02", &[0], Some(&["B"])),
            ("2026-01-03", &[0], None),
            ("2026-01-04", &[2, 1], None),
            ("2026-01-06", &[3], None),
        ];
        let days = ["2026-01-03", "2026-01-04", "2026-01-05"];
        assert_eq!(on(&told, &days), held(&[&["A"], &["A", "B"], &["B"]]));
    }

    #[test]
    fn where_both_lines_changed_it_either_may_be_meant() {
        let told: [Told<'_>; 7] = [
            ("2026-01-01", &[], Some(&["A"])),
            ("2026-01-02", &[0], Some(&["B"])),
            ("2026-01-03", &[0], Some(&["C"])),
            ("2026-01-04", &[2, 1], None),
            ("2026-01-05", &[3], None),
            ("2026-01-06", &[4], Some(&["D"])),
            ("2026-01-07", &[5, 1], None),
        ];
        let days = ["2026-01-03", "2026-01-05", "2026-01-06", "2026-01-08"];
        assert_eq!(on(&told, &days), held(&[&["A", "C"], &["B", "C"], &["B", "C", "D"], &["D"]]));
    }
}
