//! What a management system is made of: kinds of records, references, the standard's identifiers.

#[macro_use]
mod macros;
pub mod acts;
pub mod annex_a;
pub mod annex_a_guidance;
pub mod approvals;
pub mod clause;
pub mod declared;
pub mod digest;
pub mod drafts;
pub mod facts;
pub mod fleet;
pub mod form;
pub mod kinds;
pub mod links;
pub mod names;
pub mod order;
pub mod program;
pub mod reference;
pub mod schemas;
pub mod single;
pub mod threat_catalogue;
pub mod unclear;
