//! What findings offer to put right by themselves.

use super::splice::{Splice, spliced};
use crate::base::diagnostic::Fix;
use crate::base::node::{Class, SourceFile};
use crate::base::span::FileId;
use crate::base::text::count;
use crate::load::{Loaded, yaml};
use crate::store::write::Change;
use std::collections::BTreeMap;

/// The files with all that was found in them and can be put right without asking. A file whose values would then stand
/// otherwise than before is left as it is.
pub fn of(loaded: &Loaded) -> Vec<Change> {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for fix in loaded.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        by_file.entry(fix.span.file).or_default().push(fix);
    }
    by_file.into_iter().filter_map(|(id, fixes)| fixed(loaded.program.files.get(id), fixes)).collect()
}

fn fixed(file: &SourceFile, mut fixes: Vec<&Fix>) -> Option<Change> {
    fixes.sort_by_key(|fix| fix.span);
    fixes.dedup_by_key(|fix| fix.span);
    let splice = |fix: &&Fix| Splice { range: fix.span.start as usize..fix.span.end as usize, text: fix.replacement.clone() };
    let text = spliced(&file.text, fixes.iter().map(splice).collect())?;
    let (read, findings) = yaml::read(FileId::ALONE, file.path.clone(), text.clone().into_bytes());
    let is_container = |kind| matches!(kind, Class::Map | Class::Seq);
    let same_shape = read.slots.len() == file.slots.len()
        && read.slots.iter().zip(&file.slots).all(|(a, b)| is_container(a.class()) == is_container(b.class()));
    let why = format!("fixed {} in {}", count(fixes.len(), "value"), file.path);
    (same_shape && findings.is_empty()).then(|| Change::of(file.path.as_str(), file.text.as_bytes(), text).because(why))
}
