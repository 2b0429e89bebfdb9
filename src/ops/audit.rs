//! Audits: what to ask in one, and the report on one.

use super::error::Error;
use super::open::View;
use super::read::Need;
use super::record::of_kind;
use super::report::{Seen, reported};
use crate::model::kinds::Audit;
use crate::model::program::{Program, View as Record};
use crate::report::audited::AuditReport;
use crate::report::checklist::ChecklistReport;

/// The audit of that id.
///
/// # Errors
/// When there is none, or its record cannot be read.
pub(super) fn audit<'a>(program: &'a Program, id: &str) -> Result<Record<'a, Audit>, Error> {
    let found = of_kind::<Audit>(program, id)?;
    let unread = || Error::failed(format!("`{id}` cannot be read as an audit")).hint("`isms check` says what is wrong with it");
    program.by_id::<Audit>(found.id).ok_or_else(unread)
}

/// What to ask in an audit.
///
/// # Errors
/// When there is no such audit, and when bytes cannot be had.
pub fn checklist(view: &View, id: &str) -> Result<ChecklistReport, Error> {
    reported(view, Need::Rules, |seen: &Seen<'_>| {
        Ok(ChecklistReport::build(&seen.cx, audit(seen.cx.program, id)?, seen.outcome(), &seen.origin))
    })
}

/// An audit as a report.
///
/// # Errors
/// As [`checklist`].
pub fn report(view: &View, id: &str) -> Result<AuditReport, Error> {
    reported(view, Need::Approvals, |seen: &Seen<'_>| Ok(AuditReport::build(&seen.cx, audit(seen.cx.program, id)?, &seen.origin)))
}
