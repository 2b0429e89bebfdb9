//! What changed, and who changed it when: two states compared, and the trail of commits between them.

pub mod approval;
pub mod changes;
pub mod dates;
mod ledger;
pub mod methods;
pub mod strength;
pub mod trail;
pub mod walk;
