//! Cells that name records by their ids with the titles behind them, as reports show them: they are read as the ids.

use super::list::parts;
use super::sheet::Sheet;
use super::words::normal;
use crate::base::node::Node;
use crate::model::annex_a;
use crate::model::kinds::{KINDS, KindInfo};
use crate::model::program::Program;

/// Takes the titles off the cells of a sheet that name records which are there, but for those of one column.
pub fn take_off(program: &Program, sheet: &mut Sheet, but: Option<usize>) {
    for row in &mut sheet.rows {
        for (_, cell) in row.cells.iter_mut().enumerate().filter(|(at, _)| Some(*at) != but) {
            if let Some(ids) = bare(program, cell) {
                *cell = ids;
            }
        }
    }
}

/// What a cell says without the titles behind its ids; None if a part of it begins with anything else.
fn bare(program: &Program, cell: &str) -> Option<String> {
    parts(cell).next().and_then(apart)?;
    let ids = parts(cell).map(|part| match apart(part) {
        Some((id, title)) => Some([id, without_title(program, id, title)?].join(" ").trim_end().to_owned()),
        None => begins_as_id(part).then(|| part.to_owned()),
    });
    Some(ids.collect::<Option<Vec<String>>>()?.join("; "))
}

/// The id that a text begins with, and what follows it.
pub fn apart(text: &str) -> Option<(&str, &str)> {
    let (id, title) = text.trim().split_once([' ', '\u{a0}', '\t'])?;
    begins_as_id(id).then_some((id, title.trim()))
}

/// The same for the ids of one kind, which may be of records that are not there.
pub fn apart_for<'t>(kind: &KindInfo, text: &'t str) -> Option<(&'t str, &'t str)> {
    apart(text).filter(|(id, _)| is_id_of(kind, id))
}

fn begins_as_id(word: &str) -> bool {
    annex_a::by_id(word).is_some() || KINDS.iter().any(|kind| is_id_of(kind, word))
}

/// Whether a name has the shape of an id of a kind.
pub fn is_id_of(kind: &KindInfo, name: &str) -> bool {
    let Some(own) = name.strip_prefix(kind.prefix).and_then(|rest| rest.strip_prefix('-')) else { return false };
    let ends = own.starts_with(|c: char| c.is_ascii_alphanumeric()) && own.ends_with(|c: char| c.is_ascii_alphanumeric());
    ends && own.len() <= 48 && own.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// What follows the title of what an id names, and who holds a role in brackets behind it; None if the text does not begin
/// with the title.
fn without_title<'t>(program: &Program, id: &str, text: &'t str) -> Option<&'t str> {
    let after = |title: &str| {
        let rest = if normal(text) == normal(title) { "" } else { text.strip_prefix(title)? };
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
    };
    if let Some(annex) = annex_a::by_id(id) {
        return after(annex.title);
    }
    let known = program.known(id)?;
    let node = program.node(known.doc);
    let titles = ["title", "name"].into_iter().filter_map(|field| node.get(field)).filter(|node| node.is_scalar());
    let rest = titles.map(Node::text).find_map(after)?;
    let holders = rest.strip_prefix('(').filter(|_| known.kind.name == "role").and_then(|rest| rest.split_once(')'));
    Some(holders.map_or(rest, |(_, rest)| rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds;

    #[test]
    fn ids_are_told_from_what_follows_them() {
        assert_eq!(apart("DOC-x Rules for devices, accounts"), Some(("DOC-x", "Rules for devices, accounts")));
        assert_eq!(apart("A.5.1 Policies"), Some(("A.5.1", "Policies")));
        assert_eq!(["DOC-x", "Docs DOC-x", "AB-1 x", "DOC- x", ""].map(apart), [None; 5]);
        let role = kinds::by_name("role").unwrap();
        assert_eq!((apart_for(role, "ROL-it Head of IT"), apart_for(role, "PER-a Ann")), (Some(("ROL-it", "Head of IT")), None));
    }
}
