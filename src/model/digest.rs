//! What an approval covers: the content of a record, without what is only written down after somebody has said yes.

use crate::base::digest::{Digest, Framed};
use crate::base::node::{Kind, Node};

/// Fields that are no part of what was approved, wherever they stand: who approved, and how what was approved was
/// carried out and made known. Progress on a plan is no new plan.
const AFTERWARDS: [&str; 10] =
    ["approval", "acceptance", "acknowledgements", "amended", "assessed", "communicated", "done", "evidence", "reviewed", "reviewed_on"];

/// Whether an approval covers the field of this name.
pub fn is_covered(field: &str) -> bool {
    !AFTERWARDS.contains(&field)
}

/// A digest of a record's values. Comments, layout, quoting and the order of keys do not count; every value that an
/// approval covers does, framed by its length, so that no two contents share a digest by being cut differently.
pub fn content(node: Node<'_>) -> Digest {
    of(node, None)
}

/// The same with the digest of a document's file, in hex.
pub fn of(node: Node<'_>, file: Option<&str>) -> Digest {
    let mut framed = Framed::default();
    add(node, &is_covered, &mut framed);
    if let Some(file) = file {
        framed.text(b'f', file);
    }
    framed.finish()
}

/// A digest of all values, covered or not: of an approval itself.
pub fn whole(node: Node<'_>) -> Digest {
    let mut framed = Framed::default();
    add(node, &|_| true, &mut framed);
    framed.finish()
}

fn add(node: Node<'_>, counts: &dyn Fn(&str) -> bool, framed: &mut Framed) {
    match node.kind() {
        Kind::Map => {
            let mut entries: Vec<_> = node.entries().filter(|(key, _)| counts(key.text())).collect();
            entries.sort_by_key(|(key, _)| key.text());
            framed.open(b'm', entries.len());
            for (key, value) in entries {
                framed.text(b'k', key.text());
                add(value, counts, framed);
            }
        }
        Kind::Seq => {
            framed.open(b'l', node.items().count());
            node.items().for_each(|item| add(item, counts, framed));
        }
        Kind::Null => framed.text(b'n', ""),
        Kind::Bool => framed.text(b'b', &node.text().to_ascii_lowercase()),
        Kind::Int | Kind::Float => framed.text(b'd', node.text()),
        Kind::Plain | Kind::Quoted | Kind::Owned => framed.text(b's', node.text()),
    }
}
