//! Tables with types: columns that are declared, and values. Knows no register.

#[cfg(feature = "parquet")]
mod field;

#[cfg(feature = "parquet")]
pub use field::Field;

/// A table.
pub struct TableInfo {
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// What its columns mean follows from this and its name.
    pub version: u32,
    /// The columns that it shares with all others, which come first.
    pub first: &'static [ColumnInfo],
    pub columns: &'static [ColumnInfo],
}

impl TableInfo {
    /// All columns, in the order of the values of a row.
    pub fn all(&self) -> impl Iterator<Item = &ColumnInfo> {
        self.first.iter().chain(self.columns)
    }
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
