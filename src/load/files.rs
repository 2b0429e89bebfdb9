//! What must be known of files that records speak of, so that rules need no access to them: evidence, the text of
//! documents, the logo.

use super::{placeholder, sensitive, versioned};
use crate::base::digest::{ObjectId, sha256_hex};
use crate::base::picture::{MOST_BYTES, Picture, TOO_LARGE};
use crate::model::drafts;
use crate::model::kinds::{Document, Evidence, Review};
use crate::model::program::{Program, SeenFile};
use crate::store::git::rewrapped;
use crate::store::{Source, StoreError, lfs};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Larger files are not taken into memory.
const LARGE: u64 = 16 << 20;

/// Why a picture behind a link cannot be used.
const LINK: &str = "is a link, and links are not followed";
/// Why one that git keeps elsewhere cannot.
const POINTER: &str = "is only a pointer of Git LFS here; `git lfs pull` brings it";

/// What is asked of a file.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    /// Its digest, because a record names one.
    digest: bool,
    /// The names git may know it by, because an approval covers it.
    names: bool,
    /// Whether it holds what should not be in git.
    sensitive: bool,
    /// Whether it is a picture that can go into reports.
    picture: bool,
    /// It is a link, which may lead to what is nobody's business: no picture is taken from there.
    link: bool,
    /// Whether it is the text of a document, with what a template left in it.
    text: bool,
}

/// What was seen of contents that the store knows by name.
pub(super) type Seen = HashMap<(ObjectId, Asked), Arc<SeenFile>>;

/// Looks at the files that evidence and approved documents name, and at the logo, as far as it was not done for an earlier state.
pub(super) fn look(
    source: &dyn Source,
    program: &Program,
    links: &HashSet<String>,
    known: &[&Seen],
) -> Result<HashMap<String, Look>, StoreError> {
    let mut asked: BTreeMap<&str, Asked> = BTreeMap::new();
    let there = |path: &&str| program.has_path(path);
    for evidence in program.all::<Evidence>() {
        if let Some(path) = evidence.data().file.as_deref().filter(there) {
            let asked = asked.entry(path).or_default();
            asked.digest |= evidence.sha256.is_some();
            asked.sensitive |= program.file_size(path).is_some_and(|size| size <= sensitive::MAX_BYTES);
        }
    }
    for document in program.all::<Document>() {
        let Some(path) = document.data().file.as_deref().filter(there) else { continue };
        let asked = asked.entry(path).or_default();
        asked.text |= program.file_size(path).is_some_and(|size| size <= sensitive::MAX_BYTES);
        asked.digest |= document.approval.as_ref().is_some_and(|approval| approval.digest.is_some());
        asked.names |= document.approval.as_ref().is_some_and(|approval| approval.digest.is_none());
    }
    for review in program.all::<Review>().filter(|review| review.approval.is_some()) {
        if let Some(path) = review.data().minutes.as_deref().filter(there) {
            asked.entry(path).or_default().names = true;
        }
    }
    let look = program.isms().and_then(|isms| isms.data().report.as_ref());
    if let Some(path) = look.and_then(|look| look.logo.as_deref()).filter(there) {
        let asked = asked.entry(path).or_default();
        asked.picture = true;
        asked.link = links.contains(path);
    }
    asked.retain(|_, asked| *asked != Asked::default());
    asked
        .into_par_iter()
        .map(|(path, asked)| {
            Ok((path.to_owned(), Look::at(source, path, asked, program.file_size(path).is_some_and(|size| size > LARGE), known)?))
        })
        .collect()
}

/// A look at one file.
pub(super) struct Look {
    /// By which it is known again, if the store names contents.
    pub key: Option<(ObjectId, Asked)>,
    pub seen: Arc<SeenFile>,
}

impl Look {
    fn at(source: &dyn Source, path: &str, asked: Asked, large: bool, known: &[&Seen]) -> Result<Self, StoreError> {
        let key = source.content(path).map(|content| (content, asked));
        let seen = key.and_then(|key| known.iter().find_map(|seen| seen.get(&key)));
        let see = || if large { see_large(source, path, asked) } else { see(source, path, asked) };
        let seen = seen.map_or_else(|| see().or_else(|error| no_file(error, asked)).map(Arc::new), |seen| Ok(Arc::clone(seen)))?;
        Ok(Self { key, seen })
    }
}

/// A file that is only passed through: its text is nobody's to look into.
fn see_large(source: &dyn Source, path: &str, asked: Asked) -> Result<SeenFile, StoreError> {
    let digest = if asked.digest { Some(source.digest(path)?) } else { None };
    let picture = if asked.picture { Some(picture(source, path, asked)?) } else { None };
    Ok(SeenFile { digest, picture, names: if asked.names { source.names(path)? } else { Vec::new() }, ..SeenFile::default() })
}

/// The picture that a file holds, or why it cannot be used.
fn picture(source: &dyn Source, path: &str, asked: Asked) -> Result<Result<Picture, &'static str>, StoreError> {
    if asked.link {
        return Ok(Err(LINK));
    }
    Ok(match source.read_up_to(path, MOST_BYTES)? {
        None => Err(TOO_LARGE),
        Some(bytes) if lfs::pointer(&bytes).is_some() => Err(POINTER),
        Some(bytes) => Picture::of(&bytes),
    })
}

/// What stands where a file should, and is none: whatever was recorded, it is not that.
fn no_file(error: StoreError, asked: Asked) -> Result<SeenFile, StoreError> {
    match error {
        StoreError::Read { source, .. } if source.kind() == std::io::ErrorKind::InvalidInput => {
            let picture = asked.picture.then_some(Err(if asked.link { LINK } else { "is no plain file" }));
            Ok(SeenFile { digest: asked.digest.then(String::new), picture, ..SeenFile::default() })
        }
        error => Err(error),
    }
}

fn digests(forms: &[Vec<u8>]) -> Vec<String> {
    forms.iter().map(|form| sha256_hex(form)).collect()
}

fn see(source: &dyn Source, path: &str, asked: Asked) -> Result<SeenFile, StoreError> {
    let bytes = if asked.digest || asked.sensitive || asked.text { source.read(path)? } else { Vec::new() };
    let pointer = lfs::pointer(&bytes);
    let text = std::str::from_utf8(&bytes).ok().filter(|_| bytes.len() as u64 <= sensitive::MAX_BYTES);
    Ok(SeenFile {
        digest: asked.digest.then(|| pointer.map_or_else(|| sha256_hex(&bytes), str::to_owned)),
        rewrapped: if asked.digest && pointer.is_none() { digests(&rewrapped(&bytes)) } else { Vec::new() },
        is_pointer: pointer.is_some(),
        picture: if asked.picture { Some(picture(source, path, asked)?) } else { None },
        sensitive: text.filter(|_| asked.sensitive).and_then(sensitive::find).map(|found| (found.what, found.line)),
        placeholder: text.filter(|_| asked.text).and_then(placeholder::find).map(|(what, at)| (what.to_owned(), at)),
        bare: text.filter(|_| asked.text).and_then(|text| placeholder::bare(path, text)).map(str::to_owned),
        version: text.filter(|_| asked.text).and_then(versioned::find).map(|(version, at)| (version.to_owned(), at)),
        drafted: text.filter(|_| asked.text).map_or((0, 0), drafts::share),
        names: if asked.names { source.names(path)? } else { Vec::new() },
    })
}
