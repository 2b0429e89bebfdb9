//! Changes to the files of a programme, before anything is written.
//!
//! A change begins as a value: what a file says ([`value`]), and what it is to say. The difference becomes text in the
//! place of text ([`revise`]), so that comments, order and layout stay, and is read back. What several files would then
//! be is looked at as a whole ([`preview`]), and [`crate::store::write`] does it all or not at all.

pub mod assign;
pub mod columns;
pub mod fixes;
pub mod happened;
pub mod ids;
pub mod merge;
pub mod migrate;
pub mod preview;
pub mod rename;
pub mod revise;
pub mod scaffold;
mod sketch;
mod splice;
pub mod typed;
pub mod value;
pub mod yaml;
