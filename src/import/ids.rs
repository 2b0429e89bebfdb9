//! How the ids of a sheet become ours.

use super::columns::Columns;
use super::sheet::Sheet;
use crate::base::slug::slug;
use crate::model::kinds::KindInfo;

/// The part of an id after its prefix, if it is the sheet's own.
const LONGEST_ID: usize = 48;

/// The ids of a sheet: they become ours without the letters that all of them begin with.
pub struct SourceIds {
    prefix: String,
}

impl SourceIds {
    /// With `whole`, the letters stay: other sheets have records of the same kind, with numbers of their own, or people
    /// know them by the letters too.
    pub fn of(sheet: &Sheet, columns: &Columns, whole: bool) -> Self {
        let mut ids = columns.of("id").into_iter().flat_map(|index| sheet.column(index));
        let letters = |id: &str| id.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '_')).to_owned();
        let first = ids.next().map(letters).unwrap_or_default();
        let is_shared = ids.all(|id| letters(id) == first);
        Self { prefix: if is_shared && !whole { first } else { String::new() } }
    }

    /// `R-001` as `RSK-001`; an id that is one of ours stays.
    pub fn id(&self, kind: &KindInfo, source: &str) -> String {
        let own = source.strip_prefix(kind.prefix).and_then(|rest| rest.strip_prefix('-'));
        let rest = own.unwrap_or_else(|| source.strip_prefix(&self.prefix).unwrap_or(source));
        let rest = rest.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_id = rest.len() <= LONGEST_ID
            && !rest.is_empty()
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
        if is_id { format!("{}-{rest}", kind.prefix) } else { format!("{}-{}", kind.prefix, slug(source)) }
    }
}
