//! What must be known of files that records speak of, so that rules need no access to them: evidence and the text of
//! documents.

use super::sensitive;
use crate::base::digest::sha256_hex;
use crate::model::kinds::{Document, Evidence};
use crate::model::program::{Program, SeenFile};
use crate::store::{Source, StoreError, lfs};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// What is asked of a file.
#[derive(Clone, Copy, Default)]
struct Asked {
    /// Its digest, because a record names one.
    digest: bool,
    /// The names git may know it by, because an approval covers it.
    names: bool,
    /// Whether it holds what should not be in git.
    sensitive: bool,
}

/// Looks at the files that evidence and approved documents name.
pub(super) fn look(source: &dyn Source, program: &Program) -> Result<HashMap<String, SeenFile>, StoreError> {
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
        let (file, approval) = (document.data().file.as_deref().filter(there), document.approval.as_ref());
        if let Some((path, approval)) = file.zip(approval) {
            let asked = asked.entry(path).or_default();
            asked.digest |= approval.digest.is_some();
            asked.names |= approval.digest.is_none();
        }
    }
    asked.retain(|_, asked| asked.digest || asked.names || asked.sensitive);
    asked.into_par_iter().map(|(path, asked)| Ok((path.to_owned(), see(source, path, asked)?))).collect()
}

fn see(source: &dyn Source, path: &str, asked: Asked) -> Result<SeenFile, StoreError> {
    let bytes = if asked.digest || asked.sensitive { source.read(path)? } else { Vec::new() };
    let pointer = lfs::pointer(&bytes);
    let text = std::str::from_utf8(&bytes).ok().filter(|_| asked.sensitive && bytes.len() as u64 <= sensitive::MAX_BYTES);
    Ok(SeenFile {
        digest: asked.digest.then(|| pointer.map_or_else(|| sha256_hex(&bytes), str::to_owned)),
        is_pointer: pointer.is_some(),
        sensitive: text.and_then(sensitive::find).map(|found| (found.what, found.line)),
        names: if asked.names { source.names(path)? } else { Vec::new() },
    })
}
