//! Which changes are changes of the management system, and which only of what it protects.

use crate::model::kinds::Change;

/// Records that the management system is made of, by prefix.
const OF_THE_SYSTEM: &[&str] = &["ROL", "DOC", "OBJ", "AUD", "REV", "TRN", "ASM"];

/// Whether a change is one of the management system itself (6.3): as it says, else by what it touches. None if it says
/// neither.
pub fn is_of_isms(change: &Change) -> Option<bool> {
    let touches = || change.touches.iter().any(|touched| OF_THE_SYSTEM.iter().any(|prefix| touched.is(prefix)));
    change.isms.or_else(|| (!change.touches.is_empty()).then(touches))
}
