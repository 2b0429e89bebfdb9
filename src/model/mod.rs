//! What a management system is made of: kinds of records, references, the standard's identifiers.

#[macro_use]
mod macros;
pub mod kinds;
pub mod program;
pub mod reference;
pub mod single;
