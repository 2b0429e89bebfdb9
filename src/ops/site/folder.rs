//! The pages of one site while they are made.

use super::put::Sink;
use crate::base::digest::sha256_hex;
use crate::ops::error::Error;
use crate::render::frame::{Beyond, Files, Frame, Way};
use crate::render::framed;
use crate::report::brand::Brand;
use crate::report::doc::Doc;
use std::collections::HashMap;
use std::sync::Arc;

/// The page on which a reader begins.
pub const FIRST_FILE: &str = "index.html";
/// So long the name of a file may be before it is cut.
const LONGEST: usize = 96;
/// So many digits of a digest tell names apart that a file system takes for one.
const APART: usize = 8;

/// Pages, what leads to them from each, and where ids lead.
pub struct Folder<'s> {
    pub ways: Vec<Way>,
    pub files: Arc<Files>,
    pub search: Option<&'static str>,
    /// What the organisation puts on all of them.
    pub brand: Option<Arc<Brand>>,
    pub sink: &'s Sink<'s>,
}

impl<'s> Folder<'s> {
    /// One page that leads nowhere.
    pub fn new(sink: &'s Sink<'s>, brand: Option<Arc<Brand>>) -> Self {
        Self { ways: Vec::new(), files: Arc::default(), search: None, brand, sink }
    }

    /// What is around a page at the top, or in a folder below it.
    pub fn frame(&self, up: &'static str) -> Frame<'_> {
        let beyond = Beyond { files: Arc::clone(&self.files), up };
        Frame { ways: &self.ways, beyond, search: self.search, tiles: &[], brand: self.brand.clone() }
    }

    /// Makes a page at the top.
    pub fn put(&self, file: &str, doc: &Doc<'_>) -> Result<(), Error> {
        self.sink.put(file, &framed(doc, &self.frame(""))?)
    }

    /// Makes the page of a record.
    pub fn put_record(&self, id: &str, doc: &Doc<'_>) -> Result<(), Error> {
        self.files.get(id).map_or(Ok(()), |file| self.sink.put(file, &framed(doc, &self.frame("../"))?))
    }

    /// Makes the first page, whose facts lead to what they count.
    pub fn put_first(&self, doc: &Doc<'_>, tiles: &[(&'static str, String)]) -> Result<(), Error> {
        self.sink.put(FIRST_FILE, &framed(doc, &Frame { tiles, ..self.frame("") })?)
    }
}

/// The file of each record. No two are one on a disk that does not tell large letters from small ones.
pub fn files(ids: &[&str]) -> HashMap<String, String> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    ids.iter().for_each(|id| *taken.entry(plain(id).to_lowercase()).or_default() += 1);
    let path = |id: &&str| {
        let name = plain(id);
        let is_alone = name == *id && taken[&name.to_lowercase()] == 1;
        let apart = if is_alone { String::new() } else { format!("-{}", &sha256_hex(id.as_bytes())[..APART]) };
        ((*id).to_owned(), format!("records/{name}{apart}.html"))
    };
    ids.iter().map(path).collect()
}

/// An id in letters that every file system takes, and no longer than a name may be.
fn plain(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' }).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_records_are_one_file() {
        let files = files(&["RSK-a", "RSK-A", "RSK-b", "x/../y"]);
        assert_eq!(files["RSK-b"], "records/RSK-b.html");
        let mut names: Vec<String> = files.values().map(|name| name.to_lowercase()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(names.iter().all(|name| name.matches('/').count() == 1));
    }
}
