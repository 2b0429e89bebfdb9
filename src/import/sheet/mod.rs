//! A sheet, from bytes to rows of cells with their lines: what the bytes are, which sign divides cells of text, what cells of
//! a workbook show, where the table begins and where it ends. Content never makes it panic; a row that does not fit the header is set aside with a
//! reason, and the others are read.

mod anatomy;
mod apart;
mod bytes;
mod csv;
mod header;
mod meant;
mod strays;
mod told;
mod workbook;

pub use self::csv::{Row, clean};
pub use anatomy::Sheet;
pub use meant::Meant;
pub use told::{Fault, Marks, Remark, SheetError, letters, short};
pub use workbook::{Book, Held};
