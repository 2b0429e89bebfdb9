//! Rows of all registers with types, for engines that answer questions over many programmes. Declared once: columns, their
//! words in `docs/fleet-tables.md` and their places in files follow.
//!
//! A column is only ever added, at the end of its table; what a column means changes with [`VERSION`] alone.

#[cfg(feature = "parquet")]
mod build;
#[cfg(feature = "parquet")]
mod field;
mod tables;

#[cfg(feature = "parquet")]
pub use build::rows;
#[cfg(feature = "parquet")]
pub use field::Field;
#[cfg(feature = "parquet")]
pub use tables::Row;
pub use tables::TABLES;

/// The form of the tables.
pub const VERSION: u32 = 1;

/// A table.
pub struct TableInfo {
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    pub columns: &'static [ColumnInfo],
}

/// A column. Any value may be missing.
pub struct ColumnInfo {
    pub name: &'static str,
    pub about: &'static str,
    pub kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of the wire contract, an id, a number of the standard.
    Word,
    /// Who: a role or a person, or somebody in words.
    Person,
    /// What somebody wrote.
    Prose,
    Whole,
    Number,
    Truth,
    Day,
}

impl Kind {
    /// What it is called in the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Word => "word",
            Kind::Person => "who",
            Kind::Prose => "text",
            Kind::Whole => "whole number",
            Kind::Number => "number",
            Kind::Truth => "yes or no",
            Kind::Day => "day",
        }
    }
}

/// The columns that every table begins with.
pub const FIRST: [ColumnInfo; 2] = [
    ColumnInfo { name: "programme", about: "its name in `fleet.yaml`", kind: Kind::Word },
    ColumnInfo { name: "commit", about: "the commit that was read, whole; missing for files that are in none", kind: Kind::Word },
];
