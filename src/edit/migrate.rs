//! Records of an earlier format, made to say the same in the newest one.
//!
//! A step knows values and nothing of text: what differs is written in place of what said otherwise, as in every edit, so
//! that comments, order and layout stay. Steps follow one another on values, and the files are written once.

use super::revise::{Refused, revise_all};
use super::value::{Map, Value};
use crate::base::node::{Class, Node, SourceFile};
use crate::load::kind_at;
use crate::model::program::{FORMAT, Program};
use crate::store::write::Change;

/// What leads from a format to the next one.
#[derive(Clone, Copy)]
pub struct Step {
    /// The format that it starts from.
    pub from: u64,
    /// What becomes different, in a line.
    pub what: &'static str,
    /// Makes a document say the same in the next format. Gets the name of its kind, or of what there is one of.
    pub revise: fn(&str, &mut Map),
}

/// From format 1 on without a gap; the last one leads to [`FORMAT`].
pub static STEPS: &[Step] = &[];

/// A file whose layout does not let it be changed.
#[derive(Debug, thiserror::Error)]
#[error("`{path}` cannot be changed, {refused}")]
pub struct Stuck {
    pub path: String,
    refused: Refused,
}

/// The format that steps lead to.
pub fn newest(steps: &[Step]) -> u64 {
    steps.last().map_or(FORMAT, |step| step.from + 1)
}

/// What becomes of the files of a programme on these steps, each with what becomes different in it.
///
/// # Errors
/// When a file is laid out in a way that does not let it be changed.
pub fn plan(program: &Program, steps: &[Step]) -> Result<Vec<Change>, Stuck> {
    // By where files stand: in the declarations of a later format a record need not be one any more.
    let known = program.files.iter().filter_map(|file| Some((file, kind_at(&file.path)?)));
    known.filter_map(|(file, kind)| change(file, kind, steps).transpose()).collect()
}

fn change(file: &SourceFile, kind: &str, steps: &[Step]) -> Result<Option<Change>, Stuck> {
    let mut why: Vec<&str> = Vec::new();
    let documents = file.documents().filter(|document| document.class() == Class::Map);
    let revised: Vec<(Node<'_>, Map)> = documents.map(|document| (document, revised(kind, document, steps, &mut why))).collect();
    let wanted: Vec<(Node<'_>, &Map)> = revised.iter().map(|(document, wanted)| (*document, wanted)).collect();
    let text = revise_all(file, &wanted).map_err(|refused| Stuck { path: file.path.clone(), refused })?;
    let is_new = text != *file.text;
    Ok(is_new.then(|| Change::of(file.path.as_str(), file.text.as_bytes(), text).because(why.join("; "))))
}

/// What a document says behind the last step. Which steps changed it goes to `why`, each once.
fn revised(kind: &str, document: Node<'_>, steps: &[Step], why: &mut Vec<&'static str>) -> Map {
    let mut says = Map::of(document);
    for step in steps {
        let before = says.clone();
        (step.revise)(kind, &mut says);
        if says != before && !why.contains(&step.what) {
            why.push(step.what);
        }
    }
    if kind == "isms" && !steps.is_empty() {
        says.set("format", Value::Bare(newest(steps).to_string()));
    }
    says
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;
    use crate::store::overlay::Overlay;
    use crate::store::worktree::WorkTree;
    use std::path::Path;

    fn renamed(map: &mut Map, from: &str, to: &str) {
        map.0.iter_mut().filter(|(name, _)| name == from).for_each(|(name, _)| *name = to.into());
    }

    /// Two invented steps: another name for a field of every record, then a field more in one kind.
    const INVENTED: &[Step] = &[
        Step { from: 1, what: "`title` is called `name`", revise: |_, map| renamed(map, "title", "name") },
        Step {
            from: 2,
            what: "a risk says what it is about",
            revise: |kind, map| {
                if kind == "risk" {
                    map.put("about", Value::List(vec!["information".into()]));
                }
            },
        },
    ];

    fn comments(text: &str) -> Vec<&str> {
        let mut comments: Vec<&str> = text.lines().filter_map(|line| Some(&line[line.find('#')?..])).collect();
        comments.sort_unstable();
        comments
    }

    #[test]
    fn steps_lead_from_the_first_format_to_the_newest() {
        assert!(STEPS.iter().zip(1..).all(|(step, from)| step.from == from));
        assert_eq!(newest(STEPS), FORMAT);
        assert_eq!(newest(INVENTED), 3);
    }

    #[test]
    fn every_record_takes_the_steps_and_keeps_its_comments() {
        for example in ["acme", "minimal"] {
            let source = WorkTree::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example));
            let loaded = load(&source).unwrap();
            assert!(plan(&loaded.program, &[]).unwrap().is_empty());
            let changes = plan(&loaded.program, INVENTED).unwrap();
            let files = changes.iter().map(|change| (change.path.clone(), change.after.as_deref().unwrap()));
            let after = load(&Overlay::new(&source, files)).unwrap().program;
            let before = &loaded.program;
            assert_eq!(before.records().count(), after.records().count());
            for ((id, kind, doc), (_, _, then)) in before.records().zip(after.records()) {
                let mut wanted = Map::of(before.node(doc));
                INVENTED.iter().for_each(|step| (step.revise)(kind.name, &mut wanted));
                assert!(wanted.is(after.node(then)), "{id}");
            }
            assert_eq!(after.format(), Some("3"));
            for change in &changes {
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                let (was, is) = (text(change.before.as_ref().unwrap()), text(change.after.as_ref().unwrap()));
                assert_eq!(comments(&was), comments(&is), "{}", change.path);
            }
        }
    }

    #[test]
    fn all_documents_of_a_file_change_together() {
        let mut files = Memory::default();
        files.put("risks/all.yaml", "# one\nid: RSK-1\ntitle: A # a\n---\nid: RSK-2 # two\ntitle: B\nassets: [AST-x]\n# end\n");
        files.put("roles/ROL-x.yaml", "id: ROL-x\ntitle: X\n");
        let changes = plan(&load(&files).unwrap().program, INVENTED).unwrap();
        let said: Vec<(&str, &str)> = changes.iter().map(|change| (change.path.as_str(), change.why.as_str())).collect();
        let both = "`title` is called `name`; a risk says what it is about";
        assert_eq!(said, [("risks/all.yaml", both), ("roles/ROL-x.yaml", "`title` is called `name`")]);
        assert_eq!(
            String::from_utf8(changes[0].after.clone().unwrap()).unwrap(),
            "# one\nid: RSK-1\nname: A\nabout:\n  - information\n# a\n---\nid: RSK-2 # two\nname: B\nassets: [AST-x]\nabout: [information]\n# end\n"
        );
    }

    #[test]
    fn a_layout_that_does_not_change_is_named() {
        let mut files = Memory::default();
        files.put("roles/ROL-x.yaml", "{id: ROL-x, # who\n  title: X}\n");
        let step = Step { from: 1, what: "", revise: |_, map| map.0.retain(|(name, _)| name != "id") };
        let stuck = plan(&load(&files).unwrap().program, &[step]).unwrap_err();
        assert!(stuck.to_string().starts_with("`roles/ROL-x.yaml` cannot be changed, line 1, column "), "{stuck}");
    }
}
