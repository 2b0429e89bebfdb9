//! What follows from records by arithmetic: ratings and ranks, the Statement of Applicability, the state of controls
//! and acceptances. No opinions, and no findings: those are the floor above.

pub mod acceptance;
pub mod acting;
pub mod action;
pub mod assessment;
pub mod change;
pub mod control;
pub mod coverage;
pub mod cx;
pub mod cycle;
pub mod derived;
pub mod document;
pub mod due;
pub mod effect;
pub mod exception;
pub mod fields;
pub mod finding;
pub mod group;
pub mod holding;
pub mod incident;
pub mod longest;
pub mod metric;
pub mod operation;
pub mod plan;
pub mod query;
pub mod rating;
pub mod referrers;
pub mod risk;
pub mod scale;
pub mod soa;
pub mod split;
pub mod stage;
pub mod supplier;
pub mod training;
pub mod unresolved;
