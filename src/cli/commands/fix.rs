//! The part of `isms check --fix` that writes.

use crate::base::diagnostic::Fix;
use crate::base::node::Kind;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::load::Loaded;
use crate::load::yaml;
use crate::store::worktree::write_file;
use std::collections::BTreeMap;

/// Applies the fixes of what loading found, file by file, each file whole or not at all. Returns how many. A file whose
/// text would not read as YAML afterwards is left as it is.
pub fn apply(session: &Session, loaded: &Loaded) -> Result<usize, CliError> {
    let mut by_file: BTreeMap<_, Vec<&Fix>> = BTreeMap::new();
    for fix in loaded.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        by_file.entry(fix.span.file).or_default().push(fix);
    }
    let mut applied = 0;
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
        let Some(path) = session.tree.resolve(&file.path).filter(|_| same_shape && findings.is_empty()) else { continue };
        write_file(&path, text.as_bytes())
            .map_err(|error| CliError::failed(anyhow::Error::from(error).context(format!("cannot write `{}`", path.display()))))?;
        applied += fixes.len();
        session.say(&format!("fixed {} in {}", crate::base::text::count(fixes.len(), "value"), file.path));
    }
    Ok(applied)
}

fn is_container(kind: Kind) -> bool {
    matches!(kind, Kind::Map | Kind::Seq)
}
