//! What an approval covers: a digest of a record's content, the approvals themselves left out.

use crate::base::digest::Framed;
use crate::base::node::{Kind, Node};

/// Fields that say who approved; they are not part of what was approved.
const APPROVALS: [&str; 2] = ["approval", "acceptance"];

/// `sha256:…` over a record's values. Comments, layout, quoting and the order of keys do not count; every value does,
/// framed by its length, so that no two contents share a digest by being cut differently.
pub fn content(node: Node<'_>) -> String {
    let mut framed = Framed::default();
    add(node, &mut framed);
    format!("sha256:{}", framed.finish())
}

fn add(node: Node<'_>, framed: &mut Framed) {
    match node.kind() {
        Kind::Map => {
            let mut entries: Vec<_> = node.entries().filter(|(key, _)| !APPROVALS.contains(&key.text())).collect();
            entries.sort_by_key(|(key, _)| key.text());
            framed.open(b'm', entries.len());
            for (key, value) in entries {
                framed.text(b'k', key.text());
                add(value, framed);
            }
        }
        Kind::Seq => {
            framed.open(b'l', node.items().count());
            node.items().for_each(|item| add(item, framed));
        }
        Kind::Null => framed.text(b'n', ""),
        Kind::Bool => framed.text(b'b', &node.text().to_ascii_lowercase()),
        Kind::Int | Kind::Float => framed.text(b'd', node.text()),
        Kind::Plain | Kind::Quoted | Kind::Owned => framed.text(b's', node.text()),
    }
}
