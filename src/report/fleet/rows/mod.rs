//! Rows of all registers with types, for engines that answer questions over many programmes. Declared once: columns, their
//! words in `docs/fleet-tables.md` and their places in files follow.
//!
//! A column is only ever added, at the end of its table; what a column means changes with [`VERSION`] alone.

#[cfg(feature = "parquet")]
mod build;
mod tables;

use crate::report::typed::{ColumnInfo, Kind};

#[cfg(feature = "parquet")]
pub use build::rows;
#[cfg(feature = "parquet")]
pub use tables::Row;
pub use tables::TABLES;

/// The form of the tables.
pub const VERSION: u32 = 1;

/// The columns that every table begins with.
pub const FIRST: [ColumnInfo; 2] = [
    ColumnInfo { name: "programme", about: "its name in `fleet.yaml`", kind: Kind::Word },
    ColumnInfo { name: "commit", about: "the commit that was read, whole; missing for files that are in none", kind: Kind::Word },
];
