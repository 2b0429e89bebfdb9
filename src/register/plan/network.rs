//! Work that waits for other work: when each piece can begin, and when it must. Days are those of the calendar.

use crate::base::date::{Date, Period};

/// A piece of work.
#[derive(Clone, Debug)]
pub struct Work {
    /// So many days of it are left.
    pub left: u32,
    /// It has begun, or is done: it runs beside what it waited for, and no longer waits to begin.
    pub has_begun: bool,
    /// The day on which it is to begin, by agreement.
    pub booked: Option<Date>,
    /// What it waits for, by place; all of it stands before it.
    pub after: Vec<usize>,
}

/// When a piece of work begins, and the first day on which it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: Date,
    pub finish: Date,
}

/// When a piece of work can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// As early as what it waits for and its booked day allow.
    pub earliest: Span,
    /// As late as the target and booked days of what waits for it allow; None without either.
    pub latest: Option<Span>,
    /// Days by which it may be later than it can be; negative where it cannot be early enough.
    pub spare: Option<i64>,
    /// It decides on what day all is over.
    pub is_critical: bool,
}

/// The days of each piece of work, in their order. The last one ends all.
pub fn slots(today: Date, target: Option<Date>, works: &[Work]) -> Vec<Slot> {
    let earliest = forwards(today, works);
    let latest = backwards(today, target, works);
    let critical = critical(today, works, &earliest);
    let slot = |n: usize| {
        let (earliest, latest): (Span, Option<Span>) = (earliest[n], latest[n]);
        let spare = latest.map(|latest| latest.finish.days_since(earliest.finish));
        Slot { earliest, latest, spare, is_critical: critical[n] }
    };
    (0..works.len()).map(slot).collect()
}

fn forwards(today: Date, works: &[Work]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(works.len());
    for work in works {
        let freed = work.after.iter().map(|n| spans[*n].finish).max().unwrap_or(today).max(today);
        spans.push(if work.has_begun {
            Span { start: today, finish: after(today, work.left).max(freed) }
        } else {
            let start = work.booked.map_or(freed, |booked| booked.max(freed));
            Span { start, finish: after(start, work.left) }
        });
    }
    spans
}

fn backwards(today: Date, target: Option<Date>, works: &[Work]) -> Vec<Option<Span>> {
    // The last day on which each has to be over.
    let mut ends: Vec<Option<Date>> = vec![None; works.len()];
    if let Some(last) = ends.last_mut() {
        *last = target;
    }
    let mut spans: Vec<Option<Span>> = vec![None; works.len()];
    for (n, work) in works.iter().enumerate().rev() {
        let asked = ends[n].map(|end| Span { start: before(end, work.left), finish: end });
        // A booked day that is over was not kept, and nothing can wait for it.
        let booked =
            work.booked.filter(|day| !work.has_begun && *day >= today).map(|day| Span { start: day, finish: after(day, work.left) });
        spans[n] = [asked, booked].into_iter().flatten().min_by_key(|span| span.start);
        let Some(span) = spans[n] else { continue };
        let needed = if work.has_begun { span.finish } else { span.start };
        for earlier in &work.after {
            ends[*earlier] = Some(ends[*earlier].map_or(needed, |end| end.min(needed)));
        }
    }
    spans
}

/// What the last one waits for without a day to spare, back to what begins today or on its booked day.
fn critical(today: Date, works: &[Work], earliest: &[Span]) -> Vec<bool> {
    let mut critical = vec![false; works.len()];
    if let Some(last) = critical.last_mut() {
        *last = true;
    }
    for (n, work) in works.iter().enumerate().rev().filter(|(_, work)| !work.after.is_empty()) {
        let own = if work.has_begun { after(today, work.left) } else { work.booked.map_or(today, |booked| booked.max(today)) };
        let waits_until = if work.has_begun { earliest[n].finish } else { earliest[n].start };
        if critical[n] && waits_until > own {
            work.after.iter().filter(|before| earliest[**before].finish == waits_until).for_each(|before| critical[*before] = true);
        }
    }
    critical
}

fn after(day: Date, days: u32) -> Date {
    day.plus(Period::days(days))
}

fn before(day: Date, days: u32) -> Date {
    day.minus(Period::days(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn work(left: u32, after: &[usize]) -> Work {
        Work { left, has_begun: false, booked: None, after: after.to_vec() }
    }

    #[test]
    fn days_are_counted_from_both_ends() {
        let works = [work(30, &[]), work(60, &[0]), work(10, &[0]), work(14, &[1, 2])];
        let slots = slots(day("2026-01-01"), Some(day("2026-05-01")), &works);
        let told = |slot: &Slot| format!("{} {} {}", slot.earliest.start, slot.latest.unwrap().start, slot.spare.unwrap());
        let told: Vec<String> = slots.iter().map(told).collect();
        assert_eq!(told, ["2026-01-01 2026-01-17 16", "2026-01-31 2026-02-16 16", "2026-01-31 2026-04-07 66", "2026-04-01 2026-04-17 16"]);
        assert_eq!(slots.iter().map(|slot| slot.is_critical).collect::<Vec<_>>(), [true, true, false, true]);
    }

    #[test]
    fn the_last_of_february_is_a_day_like_others() {
        let latest = |target: &str| slots(day("2024-01-01"), Some(day(target)), &[work(1, &[])])[0].latest.unwrap().start;
        assert_eq!([latest("2024-03-01"), latest("2023-03-01")], [day("2024-02-29"), day("2023-02-28")]);
    }

    #[test]
    fn a_booked_day_holds_what_is_before_and_after_it() {
        let booked = Work { booked: Some(day("2026-03-01")), ..work(7, &[0]) };
        let at = slots(day("2026-01-01"), Some(day("2026-12-31")), &[work(30, &[]), booked.clone(), work(14, &[1])]);
        assert_eq!((at[1].earliest.start, at[1].latest.unwrap().start), (day("2026-03-01"), day("2026-03-01")));
        assert_eq!((at[0].latest.unwrap().start, at[0].is_critical, at[1].is_critical), (day("2026-01-30"), false, true));
        // Without a target it is the only day to count back from.
        let at = slots(day("2026-02-10"), None, &[work(30, &[]), booked, work(14, &[1])]);
        assert_eq!((at[0].spare, at[1].spare, at[2].spare), (Some(-11), Some(-11), None));
    }

    #[test]
    fn what_has_begun_waits_for_nothing_but_ends_after_what_it_waited_for() {
        let begun = |left| Work { has_begun: true, ..work(left, &[0]) };
        let at = |left| slots(day("2026-01-01"), Some(day("2026-01-31")), &[work(10, &[]), begun(left), work(5, &[1])]);
        assert_eq!((at(20)[1].earliest.finish, at(20)[0].is_critical), (day("2026-01-21"), false));
        assert_eq!((at(0)[1].earliest.finish, at(0)[0].is_critical), (day("2026-01-11"), true));
        assert_eq!(at(0)[0].latest.unwrap().finish, day("2026-01-26"));
    }

    #[test]
    fn nothing_waits_for_a_booked_day_that_is_over() {
        let mut works = [work(30, &[]), work(7, &[0])];
        let mut latest = |booked: &str| {
            works[1].booked = Some(day(booked));
            let slots = slots(day("2026-01-01"), Some(day("2026-05-01")), &works);
            slots.iter().map(|slot| slot.latest.unwrap().start.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(latest("2025-12-31"), ["2026-03-25", "2026-04-24"]);
        assert_eq!(latest("2026-03-02"), ["2026-01-31", "2026-03-02"]);
    }

    /// Works that wait for some of those before them; all lead to the last.
    fn works() -> impl Strategy<Value = Vec<Work>> {
        let one = (0_u32..400, prop::bool::weighted(0.2), prop::option::weighted(0.2, 0_u32..900), any::<u32>());
        vec(one, 1..12).prop_map(|all| {
            let count = all.len();
            let work = |(n, (left, has_begun, booked, bits)): (usize, (u32, bool, Option<u32>, u32))| Work {
                left,
                has_begun,
                booked: booked.map(|days| after(day("2023-11-26"), days)),
                after: (0..n).filter(|earlier| n + 1 == count || bits >> earlier & 1 == 1).collect(),
            };
            all.into_iter().enumerate().map(work).collect()
        })
    }

    proptest! {
        #[test]
        fn whoever_begins_in_time_is_done_in_time(works in works(), days in 0_u32..2_000) {
            let today = day("2024-01-15");
            let target = after(today, days);
            let slots = slots(today, Some(target), &works);
            for (work, slot) in works.iter().zip(&slots) {
                let latest = slot.latest.unwrap();
                prop_assert_eq!(latest.finish.days_since(latest.start), i64::from(work.left));
                prop_assert!(latest.finish <= target);
                for earlier in &work.after {
                    let freed = slots[*earlier];
                    let waits = if work.has_begun { (slot.earliest.finish, latest.finish) } else { (slot.earliest.start, latest.start) };
                    prop_assert!(freed.earliest.finish <= waits.0 && freed.latest.unwrap().finish <= waits.1);
                }
            }
        }

        /// Without booked days, the least spare is what lies between the target and the day on which all can be over, and it is
        /// that of what is critical.
        #[test]
        fn what_cannot_be_reached_is_missed_by_as_many_days(mut works in works(), days in 0_u32..2_000) {
            works.iter_mut().for_each(|work| work.booked = None);
            let today = day("2024-01-15");
            let slots = slots(today, Some(after(today, days)), &works);
            let over = slots.last().unwrap().earliest.finish;
            let least = slots.iter().filter_map(|slot| slot.spare).min().unwrap();
            prop_assert_eq!(least, after(today, days).days_since(over));
            let critical = slots.iter().filter(|slot| slot.is_critical);
            prop_assert!(critical.clone().count() > 0 && critical.filter_map(|slot| slot.spare).all(|spare| spare == least));
        }

        #[test]
        fn a_day_more_makes_nothing_earlier(works in works(), which: prop::sample::Index) {
            let today = day("2024-01-15");
            let mut longer = works.clone();
            longer[which.index(works.len())].left += 1;
            let pairs = slots(today, None, &works).into_iter().zip(slots(today, None, &longer));
            for (before, after) in pairs {
                prop_assert!(before.earliest.finish <= after.earliest.finish);
            }
        }
    }
}
