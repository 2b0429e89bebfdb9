//! How far an audit is on a day. What is written for later has not happened yet, and a planned day that is over was let pass.

use crate::base::date::Date;
use crate::model::kinds::Audit;

/// How far an audit is, with the day that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It ended on this day.
    Held(Date),
    /// It began on this day, and has not ended.
    Begun(Date),
    /// It begins on this day; where only its end is written, it ends on it.
    ToCome(Date),
    /// It was planned for this day, which is over, and has not begun.
    LetPass(Date),
}

impl Course {
    pub fn day(self) -> Date {
        match self {
            Course::Held(day) | Course::Begun(day) | Course::ToCome(day) | Course::LetPass(day) => day,
        }
    }
}

impl Audit {
    /// How far it is on a day. None if it has no day.
    pub fn course(&self, today: Date) -> Option<Course> {
        let by_now = |day: Option<Date>| day.filter(|day| *day <= today);
        if let Some(ended) = by_now(self.finished) {
            return Some(Course::Held(ended));
        }
        if let Some(began) = by_now(self.started) {
            return Some(Course::Begun(began));
        }
        let day = self.started.or(self.finished).or(self.planned)?;
        Some(if day < today { Course::LetPass(day) } else { Course::ToCome(day) })
    }

    /// The day it ended, if it has by a day.
    pub fn held(&self, today: Date) -> Option<Date> {
        match self.course(today)? {
            Course::Held(day) => Some(day),
            Course::Begun(_) | Course::ToCome(_) | Course::LetPass(_) => None,
        }
    }

    /// The day on which it is to begin, if that is to come.
    pub fn to_come(&self, today: Date) -> Option<Date> {
        match self.course(today)? {
            Course::ToCome(day) => Some(day),
            Course::Held(_) | Course::Begun(_) | Course::LetPass(_) => None,
        }
    }

    /// The day that counts for it: that on which it ended, began, or is to begin. None if it has no day, or was let pass.
    pub fn counted_on(&self, today: Date) -> Option<Date> {
        match self.course(today)? {
            Course::Held(day) | Course::Begun(day) | Course::ToCome(day) => Some(day),
            Course::LetPass(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Course::{Begun, Held, LetPass, ToCome};
    use super::*;

    #[test]
    fn what_is_written_for_later_has_not_happened() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let told = |days: &str, today: &str| {
            let audit: Audit = serde_yaml::from_str(&format!("{{id: AUD-1, title: One, type: internal, {days}}}")).unwrap();
            audit.course(day(today))
        };
        let whole = "planned: 2026-06-01, started: 2026-06-03, finished: 2026-06-05";
        assert_eq!(told(whole, "2026-06-05"), Some(Held(day("2026-06-05"))));
        assert_eq!(told(whole, "2026-06-04"), Some(Begun(day("2026-06-03"))));
        // It began later than planned, and on this day somebody knew only the plan.
        assert_eq!(told(whole, "2026-06-02"), Some(ToCome(day("2026-06-03"))));
        assert_eq!(told("planned: 2026-06-01", "2026-06-01"), Some(ToCome(day("2026-06-01"))));
        assert_eq!(told("planned: 2026-06-01", "2026-06-02"), Some(LetPass(day("2026-06-01"))));
        assert_eq!(told("finished: 2026-06-05", "2026-06-05"), Some(Held(day("2026-06-05"))));
        assert_eq!(told("finished: 2026-06-05", "2026-06-04"), Some(ToCome(day("2026-06-05"))));
        assert_eq!(told("method: none", "2026-06-04"), None);
    }
}
