//! The stages of the certification audit, as records tell them.

use super::certificate::certificate;
use super::held::Course;
use crate::base::date::Date;
use crate::model::kinds::{Audit, AuditType};
use crate::model::program::{Program, View};

/// What is known of a stage of the certification audit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// The day it is planned for.
    pub planned: Option<Date>,
    /// The day it began, if it has.
    pub started: Option<Date>,
    /// The day it was over, if it is.
    pub finished: Option<Date>,
}

/// A stage as audits tell it, or else as the days in `isms.yaml` do.
pub fn stage(program: &Program, kind: AuditType, today: Date) -> Stage {
    let counts = |day: &Date| past(program, today).is_none_or(|past| *day > past);
    let mut audits = audits(program, kind, today).peekable();
    if audits.peek().is_none() {
        let dates = program.isms().and_then(|isms| isms.data().certification.as_ref());
        let day = dates.and_then(|dates| if kind == AuditType::Stage1 { dates.stage_1 } else { dates.stage_2 }).filter(counts);
        let held = day.filter(|day| *day < today);
        return Stage { planned: day, started: held, finished: held };
    }
    let (mut stage, mut let_pass) = (Stage::default(), None);
    for audit in audits {
        match audit.course(today) {
            Some(Course::Held(on)) => {
                stage.finished = stage.finished.max(Some(on));
                stage.started = stage.started.max(audit.started.or(Some(on)));
            }
            Some(Course::Begun(on)) => {
                stage.started = stage.started.max(Some(on));
                stage.planned = Some(stage.planned.map_or(on, |first| first.min(on)));
            }
            Some(Course::ToCome(on)) => stage.planned = Some(stage.planned.map_or(on, |first| first.min(on))),
            Some(Course::LetPass(on)) => let_pass = let_pass.max(Some(on)),
            None => {}
        }
    }
    // A day that was let pass counts as long as there is no other.
    stage.planned = stage.planned.or(let_pass);
    stage
}

/// The audits of a stage, but for those of a certificate that runs no more: they are of the past.
pub fn audits(program: &Program, kind: AuditType, today: Date) -> impl Iterator<Item = View<'_, Audit>> {
    let past = past(program, today);
    let is_past = move |audit: &Audit| past.is_some_and(|past| audit.course(today).is_some_and(|course| course.day() <= past));
    program.all::<Audit>().filter(move |audit| audit.kind == kind && !is_past(audit))
}

/// The day on which the last certificate was decided on, if it runs no more.
fn past(program: &Program, today: Date) -> Option<Date> {
    certificate(program).filter(|certificate| certificate.is_over(today)).map(|certificate| certificate.decided)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    /// Stage 2 on 2026-06-30: planned, started, finished.
    fn told(certification: &str, audits: &[&str]) -> [String; 3] {
        let mut files = Memory::default();
        files.put("isms.yaml", format!("format: 1\norganisation: {{name: X}}\ncertification: {{{certification}}}\n"));
        for (n, days) in audits.iter().enumerate() {
            files.put(&format!("audits/AUD-{n}.yaml"), format!("id: AUD-{n}\ntitle: Stage 2\ntype: stage-2\n{days}\n"));
        }
        let stage = stage(&load(&files).unwrap().program, AuditType::Stage2, "2026-06-30".parse().unwrap());
        [stage.planned, stage.started, stage.finished].map(|day| day.map_or(String::new(), |day| day.to_string()))
    }

    #[test]
    fn a_day_that_was_let_pass_counts_only_where_there_is_no_other() {
        assert_eq!(told("", &["planned: 2026-06-01"]), ["2026-06-01", "", ""]);
        assert_eq!(told("", &["planned: 2026-06-01", "planned: 2026-09-01"]), ["2026-09-01", "", ""]);
        // One that is held again has begun, whether or not it was planned.
        let again = ["started: 2026-03-02\nfinished: 2026-03-05", "started: 2026-06-29"];
        assert_eq!(told("", &again), ["2026-06-29", "2026-06-29", "2026-03-05"]);
    }

    #[test]
    fn what_was_held_for_a_certificate_that_runs_no_more_is_of_the_past() {
        let ended = "certificate: {decided: 2023-03-10, expires: 2026-03-09}, stage_2: 2026-09-07";
        let first = "finished: 2023-02-06";
        assert_eq!(told(ended, &[first]), ["2026-09-07", "", ""]);
        assert_eq!(told(ended, &[first, "planned: 2026-09-14"]), ["2026-09-14", "", ""]);
        assert_eq!(told("stage_2: 2026-06-01", &[]), ["2026-06-01", "2026-06-01", "2026-06-01"]);
        assert_eq!(told("stage_2: 2026-06-30", &[]), ["2026-06-30", "", ""]);
    }
}
