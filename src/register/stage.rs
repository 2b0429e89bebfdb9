//! The stages of the certification audit, as records tell them.

use super::certificate::certificate;
use crate::base::date::Date;
use crate::model::kinds::{Audit, AuditType};
use crate::model::program::Program;

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

/// A stage as audits tell it, or else as the days in `isms.yaml` do. What was held for a certificate that no longer runs is of
/// the past.
pub fn stage(program: &Program, kind: AuditType, today: Date) -> Stage {
    let past = certificate(program).filter(|certificate| certificate.is_over(today)).map(|certificate| certificate.decided);
    let counts = |day: Option<Date>| day.filter(|day| past.is_none_or(|past| *day > past));
    let mut audits = program.all::<Audit>().filter(|audit| audit.kind == kind).peekable();
    if audits.peek().is_none() {
        let dates = program.isms().and_then(|isms| isms.data().certification.as_ref());
        let day = counts(dates.and_then(|dates| if kind == AuditType::Stage1 { dates.stage_1 } else { dates.stage_2 }));
        let held = day.filter(|day| *day < today);
        return Stage { planned: day, started: held, finished: held };
    }
    let mut stage = Stage::default();
    for audit in audits {
        let finished = counts(audit.finished).filter(|day| *day <= today);
        let started = counts(audit.started.or(audit.finished)).filter(|day| *day <= today);
        if finished.is_none() {
            stage.planned = stage.planned.into_iter().chain(counts(audit.planned)).min();
        }
        stage.finished = stage.finished.max(finished);
        stage.started = stage.started.max(started);
    }
    stage
}
