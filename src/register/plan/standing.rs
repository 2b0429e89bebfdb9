//! How far each part of the road is, as records tell it.

use super::audited::{Audited, audited, operating_since};
use super::{Part, days, is_certified};
use crate::base::date::Date;
use crate::base::text::says_nothing;
use crate::model::kinds::{AuditType, Finding, Review};
use crate::register::cx::Now;
use crate::register::finding::{is_concern, is_to_be_closed};
use crate::register::stage::{Stage, stage};

/// How far a part is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    #[default]
    Open,
    Begun,
    Done,
}

/// How far a part is, and what is left of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    pub progress: Progress,
    /// The day it began, or was over if it is, where a record says so.
    pub since: Option<Date>,
    /// The day it is planned for.
    pub booked: Option<Date>,
    /// So many days of it are left.
    pub left: u32,
}

impl Standing {
    /// It begins on a day that is to come, if only what is left of it.
    pub fn waits(&self) -> bool {
        self.progress == Progress::Open || self.booked.is_some()
    }
}

/// How much of a step is done: so many of its clauses.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    pub progress: Progress,
    pub done: usize,
    pub of: usize,
}

/// What is known of the road from elsewhere.
pub struct Known {
    /// The steps before internal audits.
    pub steps: [Share; 5],
    /// The certification body holds its decision up for what it found.
    pub is_held_up: bool,
}

/// How far each part is, in their order.
pub(super) fn standings(cx: &Now<'_>, known: &Known) -> Vec<Standing> {
    if is_certified(cx) {
        return vec![Standing { progress: Progress::Done, ..Standing::default() }; Part::ALL.len()];
    }
    let [first, second] = [AuditType::Stage1, AuditType::Stage2].map(|kind| stage(cx.program, kind, cx.today));
    let seen = Seen { cx, known, audited: audited(cx), first, second };
    Part::ALL.iter().map(|part| seen.part(*part)).collect()
}

/// What parts are judged by.
struct Seen<'s, 'a> {
    cx: &'s Now<'a>,
    known: &'s Known,
    audited: Audited<'a>,
    first: Stage,
    second: Stage,
}

impl Seen<'_, '_> {
    fn part(&self, part: Part) -> Standing {
        let usual = days(part.length(self.cx.cadences), self.cx.today);
        let whole = if part == Part::BetweenStages { usual.min(self.agreed().unwrap_or(usual)) } else { usual };
        let open = Standing { left: whole, ..Standing::default() };
        // What goes on by itself from a day on.
        let running = |since: Date| {
            let left = left_of(whole, since, self.cx.today);
            let progress = if left == 0 { Progress::Done } else { Progress::Begun };
            Standing { progress, since: Some(since), left, booked: None }
        };
        match part {
            part if part.goes_by_clauses() => shared(self.known.steps[part.step() - 1], whole),
            Part::Operation | Part::BetweenStages if self.second.started.is_some() => done(None),
            Part::Operation => operating_since(self.cx).map_or(open, running),
            Part::InternalAudit => self.internal_audit(whole),
            Part::ManagementReview => self.review(open),
            Part::Contract => self.contract(open),
            Part::Stage1 => held(self.first, open, self.cx.today),
            Part::BetweenStages => match self.first.finished.map(running) {
                // That time has passed settles nothing.
                Some(passed) if !concerns(self.cx).is_empty() => Standing { progress: Progress::Begun, ..passed },
                passed => passed.unwrap_or(open),
            },
            Part::Stage2 => held(self.second, open, self.cx.today),
            Part::Closing => match held(self.second, open, self.cx.today) {
                Standing { progress: Progress::Done, since: Some(on), .. } if self.known.is_held_up => {
                    Standing { progress: Progress::Begun, ..running(on) }
                }
                Standing { progress: Progress::Done, since, .. } => done(since),
                _ => open,
            },
            // The certificate would be there.
            _ => open,
        }
    }

    /// The days that lie between the stages, where the certification body has agreed on both.
    fn agreed(&self) -> Option<u32> {
        let report = self.first.planned.map(|day| day.plus(Part::Stage1.length(self.cx.cadences)));
        let days = self.second.planned?.days_since(self.first.finished.or(report)?);
        Some(u32::try_from(days).unwrap_or(0))
    }

    /// What no audit has looked at is left.
    fn internal_audit(&self, whole: u32) -> Standing {
        let Audited { clauses, places, of, on, has_begun, planned, .. } = &self.audited;
        let progress = match on {
            Some(_) => Progress::Done,
            None if *has_begun => Progress::Begun,
            None => Progress::Open,
        };
        let standing = shared(Share { progress, done: of - clauses.len() - places.len(), of: *of }, whole);
        Standing { since: *on, booked: planned.filter(|_| on.is_none()), ..standing }
    }

    /// One that came before the audits were finished has not had their results.
    fn review(&self, open: Standing) -> Standing {
        let (mut held, mut planned): (Option<Date>, Option<Date>) = (None, None);
        for review in self.cx.program.all::<Review>() {
            if review.took_place() && review.on <= self.cx.today && self.audited.on.is_some_and(|audited| review.on >= audited) {
                held = held.into_iter().chain([review.on]).min();
            } else if !review.took_place() && review.on >= self.cx.today {
                planned = planned.into_iter().chain([review.on]).min();
            }
        }
        held.map_or(Standing { booked: planned, ..open }, |on| done(Some(on)))
    }

    /// Done where it is written whom it is with, and there is a day for stage 1.
    fn contract(&self, open: Standing) -> Standing {
        let dates = self.cx.program.isms().and_then(|isms| isms.data().certification.as_ref());
        let has_body = dates.and_then(|dates| dates.body.as_deref()).is_some_and(|body| !says_nothing(body));
        let has_day = self.first.planned.or(self.first.started).is_some();
        match (has_body, has_day) {
            _ if self.first.started.is_some() => done(None),
            (true, true) => done(None),
            (false, false) => open,
            _ => Standing { progress: Progress::Begun, ..open },
        }
    }
}

/// What stage 1 gave concern about and is not settled, by id. What could only be better is nothing to settle.
pub fn concerns<'a>(cx: &Now<'a>) -> Vec<&'a str> {
    let open = cx.program.all::<Finding>().filter(|finding| finding.is_raised(cx.today) && is_to_be_closed(finding, cx.today));
    let of_stage_1 = open.filter(|finding| is_concern(cx.program, finding.data()));
    of_stage_1.map(|finding| finding.data().id.as_str()).collect()
}

fn done(since: Option<Date>) -> Standing {
    Standing { progress: Progress::Done, since, ..Standing::default() }
}

/// A step of which so much is done has as much of its time left as of its clauses. What was done and has become late is not
/// planned again.
fn shared(share: Share, whole: u32) -> Standing {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX).max(1);
    let open = count(share.of.saturating_sub(share.done));
    let left = match share.progress {
        Progress::Done => 0,
        Progress::Open => whole,
        Progress::Begun => u32::try_from((u64::from(whole) * open).div_ceil(count(share.of))).unwrap_or(whole),
    };
    Standing { progress: share.progress, left, ..Standing::default() }
}

/// A stage of the certification audit. One that is planned after one that was held is held again.
fn held(stage: Stage, open: Standing, today: Date) -> Standing {
    let Stage { planned, started, finished } = stage;
    match (finished, started) {
        (Some(on), _) if planned.is_none_or(|again| again <= on) => done(Some(on)),
        (None, Some(on)) => Standing { progress: Progress::Begun, since: started, left: left_of(open.left, on, today), booked: None },
        _ => Standing { booked: planned, ..open },
    }
}

/// What is left today of so many days that began on one.
fn left_of(whole: u32, since: Date, today: Date) -> u32 {
    u32::try_from((i64::from(whole) - today.days_since(since)).max(0)).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::register::cx::Cx;
    use crate::store::memory::Memory;
    use std::slice::from_ref;

    /// How far a part is on 2026-06-30, what is left of it, and the day it is planned for.
    fn told(part: Part, certification: &str, records: &[(&str, &str)], share: Share) -> String {
        let mut files = Memory::default();
        files.put("isms.yaml", format!("format: 1\norganisation: {{name: X}}\ncertification: {{{certification}}}\n"));
        records.iter().for_each(|(path, text)| files.put(path, *text));
        let program = load(&files).unwrap().program;
        let cx = Cx::new(&program, None, "2026-06-30".parse().unwrap());
        let all = standings(&cx, &Known { steps: [share; 5], is_held_up: false });
        let Standing { progress, left, booked, .. } = all[Part::ALL.iter().position(|known| *known == part).unwrap()];
        format!("{progress:?} {left}{}", booked.map_or(String::new(), |day| format!(" on {day}")))
    }

    const OPEN: Share = Share { progress: Progress::Open, done: 0, of: 4 };

    #[test]
    fn a_step_has_as_much_time_left_as_clauses() {
        let of = |progress, done| told(Part::Scope, "", &[], Share { progress, done, of: 4 });
        assert_eq!([of(Progress::Open, 0), of(Progress::Begun, 0), of(Progress::Begun, 3)], ["Open 30", "Begun 30", "Begun 8"]);
        assert_eq!([of(Progress::Begun, 4), of(Progress::Done, 2)], ["Begun 8", "Done 0"]);
    }

    #[test]
    fn a_contract_has_two_sides_and_a_day() {
        let of = |certification| told(Part::Contract, certification, &[], OPEN);
        assert_eq!([of(""), of("body: '-'"), of("body: TC"), of("stage_1: 2026-11-02")], ["Open 90", "Open 90", "Begun 90", "Begun 90"]);
        assert_eq!([of("body: TC, stage_1: 2026-11-02"), of("stage_1: 2026-06-01")], ["Done 0", "Done 0"]);
    }

    #[test]
    fn a_stage_is_held_on_its_day_and_held_again_where_it_is_planned_again() {
        let audit = |n: &str, kind: &str, days: &str| format!("id: AUD-{n}\ntitle: Stage\ntype: {kind}\n{days}\n");
        let of = |part, certification, audits: &[String]| {
            let paths = ["audits/AUD-1.yaml", "audits/AUD-2.yaml"];
            let records: Vec<(&str, &str)> = paths.into_iter().zip(audits.iter().map(String::as_str)).collect();
            told(part, certification, &records, OPEN)
        };
        assert_eq!(of(Part::Stage1, "stage_1: 2026-11-02", &[]), "Open 7 on 2026-11-02");
        assert_eq!(of(Part::BetweenStages, "stage_1: 2026-06-20", &[]), "Begun 20");
        // Time settles nothing that is open; what could be better need not be settled.
        let stage_1 = audit("1", "stage-1", "finished: 2026-04-20");
        let concern = |grade: &str, closed: &str| {
            let finding =
                format!("id: FND-1\ntitle: Scope is vague\nsource: AUD-1\ngrade: {grade}\nraised: {{on: 2026-04-20}}\n{closed}\n");
            let records = [("audits/AUD-1.yaml", stage_1.as_str()), ("findings/FND-1.yaml", finding.as_str())];
            told(Part::BetweenStages, "", &records, OPEN)
        };
        assert_eq!([concern("observation", ""), concern("minor", "")], ["Begun 0", "Begun 0"]);
        assert_eq!([concern("minor", "closed: {on: 2026-06-01}"), concern("ofi", "")], ["Done 0", "Done 0"]);
        // A record outweighs the day in the settings.
        let planned = audit("1", "stage-1", "planned: 2026-06-15");
        assert_eq!(of(Part::Stage1, "stage_1: 2026-06-01", &[planned]), "Open 7 on 2026-06-15");
        // Whoever agreed on both days agreed on what lies between them.
        assert_eq!(of(Part::BetweenStages, "stage_1: 2026-11-02, stage_2: 2026-11-25", &[]), "Open 16");
        assert_eq!(of(Part::BetweenStages, "stage_1: 2026-11-02, stage_2: 2027-03-01", &[]), "Open 30");
        let begun = audit("1", "stage-2", "started: 2026-06-28");
        assert_eq!(
            (of(Part::Stage2, "", from_ref(&begun)), of(Part::Operation, "", from_ref(&begun))),
            ("Begun 5".into(), "Done 0".into())
        );
        let held = audit("1", "stage-2", "started: 2026-05-28\nfinished: 2026-06-01");
        assert_eq!((of(Part::Stage2, "", from_ref(&held)), of(Part::Closing, "", from_ref(&held))), ("Done 0".into(), "Done 0".into()));
        let again = audit("2", "stage-2", "planned: 2026-09-01");
        assert_eq!(
            (of(Part::Stage2, "", &[held.clone(), again.clone()]), of(Part::Closing, "", &[held, again])),
            ("Open 7 on 2026-09-01".into(), "Open 30".into())
        );
    }

    #[test]
    fn controls_are_at_work_since_more_than_half_of_them_were() {
        let control = |n: u32, status: &str, day: &str| {
            (format!("controls/CTL-{n}.yaml"), format!("id: CTL-{n}\ntitle: Control\nstatus: {status}\n{day}\n"))
        };
        let of = |controls: &[(String, String)]| {
            let records: Vec<(&str, &str)> = controls.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            told(Part::Operation, "", &records, OPEN)
        };
        let old = || control(1, "implemented", "implemented_on: 2025-01-01");
        let (new, planned) = (control(2, "implemented", "implemented_on: 2026-06-20"), control(3, "planned", ""));
        assert_eq!([of(&[]), of(&[old()]), of(from_ref(&new))], ["Open 90", "Done 0", "Begun 80"]);
        assert_eq!([of(&[old(), planned.clone()]), of(&[old(), new, planned])], ["Open 90", "Begun 80"]);
        assert_eq!(
            [of(&[control(1, "implemented", "")]), of(&[control(1, "implemented", "implemented_on: 2026-07-01")])],
            ["Open 90", "Open 90"]
        );
    }
}
