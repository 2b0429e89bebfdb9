//! Ids and titles of the records of a file, read by the lines they stand on: for lists to choose from, where parsing thousands
//! of files would keep somebody waiting who pressed a key. A file that is laid out otherwise is parsed.

use super::yaml;
use crate::base::node::Node;
use crate::base::span::FileId;

/// A record by its id and its title, which may be missing.
pub type Head = (String, String);

/// The records of a file, in their order. What cannot be read has none.
pub fn heads(bytes: &[u8]) -> Vec<Head> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    match by_lines(text) {
        Some(heads) => heads,
        None => parsed(bytes),
    }
}

/// None if an id or a title stands where only a parser finds it.
fn by_lines(text: &str) -> Option<Vec<Head>> {
    let mut heads: Vec<Head> = Vec::new();
    let mut open: Option<Head> = None;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for line in text.lines() {
        if line.starts_with("---") {
            heads.extend(open.take().filter(|(id, _)| !id.is_empty()));
        } else if line.starts_with(['{', '"', '\'', '?', '&', '!']) {
            return None;
        } else if let Some(id) = line.strip_prefix("id:") {
            open.get_or_insert_default().0 = plain(id)?;
        } else if let Some(title) = line.strip_prefix("title:") {
            open.get_or_insert_default().1 = plain(title)?;
        }
    }
    heads.extend(open.filter(|(id, _)| !id.is_empty()));
    Some(heads)
}

/// A value on one line, whose text is what is written.
fn plain(value: &str) -> Option<String> {
    let value = value.trim();
    let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote).filter(|inner| !inner.contains([quote, '\\']));
    if let Some(inner) = quoted('\'').or_else(|| quoted('"')) {
        return Some(inner.to_owned());
    }
    let is_other = value.is_empty() || value.starts_with(['"', '\'', '|', '>', '&', '*', '!', '{', '[', '#']);
    (!is_other).then(|| value.split(" #").next().unwrap_or_default().trim_end().to_owned())
}

fn parsed(bytes: &[u8]) -> Vec<Head> {
    let (file, _) = yaml::read(FileId::ALONE, String::new(), bytes.to_vec());
    let text = |node: Node<'_>, name: &str| node.get(name).map_or("", Node::text).to_owned();
    file.documents().map(|node| (text(node, "id"), text(node, "title"))).filter(|(id, _)| !id.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Source as _;
    use crate::store::worktree::WorkTree;

    #[test]
    fn lines_say_what_the_parser_says() {
        let odd = [
            "id: A-1 # x\ntitle: 'It''s'\n---\ntitle: B\nid: \"A-2\"\n",
            "{id: A-1, title: T}\n",
            "title: >\n  folded\nid: A-1\n",
            "\u{feff}id: A-1\r\ntitle: T\r\n",
            "--- # first\nid: A-1\ntitle: T # no\nnotes: |\n  id: A-9\n",
            "title: T\n",
            "id: A-1\n  \ntitle:\n  below\n",
            "",
        ];
        for text in odd {
            assert_eq!(heads(text.as_bytes()), parsed(text.as_bytes()), "{text}");
        }
        let example = WorkTree::at("examples/acme");
        let listed = example.list().unwrap();
        let files: Vec<Vec<u8>> = listed
            .iter()
            .filter(|entry| super::super::kind_at(&entry.path).is_some())
            .map(|entry| example.read(&entry.path).unwrap())
            .collect();
        assert!(files.iter().filter(|bytes| by_lines(std::str::from_utf8(bytes).unwrap()).is_some()).count() > 200);
        files.iter().for_each(|bytes| assert_eq!(heads(bytes), parsed(bytes)));
        assert_eq!(heads(b"\xff"), []);
    }
}
