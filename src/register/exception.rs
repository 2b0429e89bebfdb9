//! Whether an exception silences or allows something.

use crate::base::date::Date;
use crate::history::approval::{Approvals, Standing};
use crate::model::approvals::RECORD;
use crate::model::kinds::{Exception, RecordKind as _};
use crate::model::program::View;

/// Whether it does so on a day: it has a reason, an end that is not over, and an approval that counts.
pub fn is_in_force(exception: View<'_, Exception>, approvals: &Approvals<'_>, today: Date) -> bool {
    let standing = || approvals.at(Exception::NAME, &exception.id, exception.node(), RECORD);
    exception.is_in_force(today) && standing().is_some_and(Standing::counts)
}
