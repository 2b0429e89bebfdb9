//! What texts mean as headers: whoever knows that says it.

/// What a text would mean as the header of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meant {
    Nothing,
    /// What names the row.
    Id,
    Field,
    /// A rating, which has the state that stands above it.
    Rating,
}

/// What a text would mean as a header.
pub type Means<'a> = &'a dyn Fn(&str) -> Meant;

/// Whether cells are the header of any table.
pub type IsHeader<'a> = &'a dyn Fn(&[&str]) -> bool;
