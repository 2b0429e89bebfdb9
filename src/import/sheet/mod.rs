//! A sheet, from bytes to rows of cells with their lines: what the bytes are as text, which sign divides cells, where the
//! table begins and where it ends. Content never makes it panic; a row that does not fit the header is set aside with a
//! reason, and the others are read.

mod anatomy;
mod bytes;
mod csv;
mod told;

pub use self::csv::{Grid, Row};
pub use anatomy::{Meant, Sheet};
pub use told::{Fault, Remark, SheetError, short};
