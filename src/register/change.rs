//! Which changes are changes of the management system, and which only of what it protects; of which of them the certification
//! body has to be told.

use super::certificate::Certificate;
use crate::base::date::Date;
use crate::model::kinds::Change;

/// Records that the management system is made of, by prefix.
const OF_THE_SYSTEM: &[&str] = &["ROL", "DOC", "OBJ", "AUD", "REV", "TRN", "ASM"];

/// Whether a change is one of the management system itself (6.3): as it says, else by what it touches. None if it says
/// neither.
pub fn is_of_isms(change: &Change) -> Option<bool> {
    let touches = || change.touches.iter().any(|touched| OF_THE_SYSTEM.iter().any(|prefix| touched.is(prefix)));
    change.isms.or_else(|| (!change.touches.is_empty()).then(touches))
}

/// The day by which the certification body has to be told of a significant change to what it has certified: that on which it
/// is made. None if it was made before the body decided, no certificate runs, or the body was told.
pub fn to_be_told(change: &Change, running: Option<Certificate>, today: Date) -> Option<Date> {
    let decided = running?.decided;
    let made = change.done.or(change.planned_for).filter(|made| *made > decided && change.significant == Some(true))?;
    change.body_told.is_none_or(|told| told > today).then_some(made)
}
