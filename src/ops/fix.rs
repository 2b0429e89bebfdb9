//! Fixes that cannot change a meaning, applied.

use super::error::Error;
use super::note::Note;
use super::open::View;
use crate::base::diagnostic::Fix;
use crate::base::node::Kind;
use crate::base::text::count;
use crate::load::Loaded;
use crate::load::yaml;
use crate::store::write::{Change, Writer};
use std::collections::BTreeMap;

/// Applies the fixes of what loading found, to all files or to none, and returns what it changed. A file whose text would
/// not read as YAML afterwards is left as it is.
pub fn apply(view: &View, writer: &Writer, loaded: &Loaded) -> Result<Vec<Change>, Error> {
    let mut by_file: BTreeMap<_, Vec<&Fix>> = BTreeMap::new();
    for fix in loaded.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        by_file.entry(fix.span.file).or_default().push(fix);
    }
    let (mut changes, mut words) = (Vec::new(), Vec::new());
    for (id, mut fixes) in by_file {
        let file = loaded.program.files.get(id);
        fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
        fixes.dedup_by_key(|fix| fix.span);
        let mut text = file.text.to_string();
        for fix in &fixes {
            text.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
        }
        let (read, findings) = yaml::read(id, file.path.clone(), text.clone().into_bytes());
        let same_shape = read.slots.len() == file.slots.len()
            && read.slots.iter().zip(&file.slots).all(|(a, b)| is_container(a.kind()) == is_container(b.kind()));
        if same_shape && findings.is_empty() {
            changes.push(Change::of(file.path.as_str(), file.text.as_bytes(), text));
            words.push(format!("fixed {} in {}", count(fixes.len(), "value"), file.path));
        }
    }
    writer.write(&changes)?;
    words.into_iter().for_each(|line| view.note(Note::done(line)));
    Ok(changes)
}

fn is_container(kind: Kind) -> bool {
    matches!(kind, Kind::Map | Kind::Seq)
}
