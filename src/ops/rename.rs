//! Another id for a record: what refers to it refers to the new one, and it says what it was called.
//!
//! Nothing that was approved is outdated by it: an approval covers the record by its first name, wherever that is referred to
//! ([`crate::model::names`]).

use super::act::{Act, Done, Found, How, find, perform};
use super::error::Error;
use super::note::Note;
use super::open::View;
use super::read::Read;
use crate::base::node::{Node, SourceFile};
use crate::base::span::{FileId, position};
use crate::base::text::{count, list_of, one};
use crate::edit::assign::Assignment;
use crate::edit::rename::renamed;
use crate::edit::revise::{Refused, revise};
use crate::edit::value::Map;
use crate::load::yaml;
use crate::model::form::Form;
use crate::model::kinds::{self, KindInfo};
use crate::model::program::Program;
use crate::model::reference::id_form;
use crate::model::{links, threat_catalogue};
use crate::store::write::Change;
use std::collections::BTreeMap;

/// So many mentions are named that stay as they are.
const SHOWN: usize = 8;
/// So long an id may be.
const LONGEST: usize = 64;
/// Files in which people write about records.
const PROSE: [&str; 6] = ["adoc", "csv", "html", "markdown", "md", "txt"];

/// Gives a record another id, in every reference to it and in the name of its file. A record in a file with others stays there.
///
/// # Errors
/// When there is no such record, when the new id is taken, was one, or is none of its kind, when a file of that name is there,
/// and as [`perform`].
pub fn rename(view: &View, how: &How, old: &str, new: &str) -> Result<Done, Error> {
    perform(view, how, |read| {
        let program = &read.loaded.program;
        let found = find(program, old)?;
        let kind = kinds::by_name(found.kind)
            .ok_or_else(|| Error::asked(format!("`{old}` is no record and has no id")).hint("it is called by what it is"))?;
        refuse(read, kind, old, new)?;
        let places = places(program, found);
        let references = places.values().map(Vec::len).sum::<usize>() - 1;
        let mut act = Act { what: format!("Rename {old} to {new}"), ..Act::default() };
        let mut own = String::new();
        for (file, places) in &places {
            let file = program.files.get(*file);
            let text = renamed(file, places, new).map_err(|refused| unchanged(file, &refused))?;
            if file.path == found.node.file().path {
                let text = with_former(read, found, text).map_err(|refused| unchanged(file, &refused))?;
                own.clone_from(&text);
                act.files.extend(moved(view, program, file, (old, new), text)?);
            } else {
                act.files.push(Change::of(file.path.as_str(), file.text.as_bytes(), text));
            }
        }
        act.told.push(format!("{old} is now {new}"));
        if references > 0 {
            act.told.push(format!("{} to it follow{}", count(references, "reference"), if references == 1 { "s" } else { "" }));
        }
        tell_mentions(view, program, &places, (found, &own));
        Ok(act)
    })
}

/// What an id cannot be.
fn refuse(read: &Read, kind: &'static KindInfo, old: &str, new: &str) -> Result<(), Error> {
    let program = &read.loaded.program;
    if new == old {
        return Err(Error::asked(format!("`{old}` is its id already")));
    }
    let form = Form::of(&format!("^{}$", id_form(kind.prefix)));
    if !form.is_some_and(|form| form.fits(new)) || new.len() > LONGEST {
        let message = match kinds::by_id(new).filter(|other| other.name != kind.name) {
            Some(other) => format!("`{old}` is {}, and `{new}` is an id of {}", one(kind.name), one(other.name)),
            None => format!("`{new}` is no id of {}", one(kind.name)),
        };
        return Err(Error::asked(message).hint(format!(
            "write it as `{}-…`, with letters, digits, dots, hyphens and underscores, {LONGEST} characters at most",
            kind.prefix
        )));
    }
    let is_it = |known: &str| known.eq_ignore_ascii_case(new) && known != old;
    let never = "ids are never used again";
    if let Some((known, ..)) = program.records().find(|(known, ..)| is_it(known)) {
        return Err(Error::asked(format!("there is a record `{known}` already")).hint(format!("`isms show {known}` shows it; {never}")));
    }
    let claims = program.claims().iter().filter(|(id, _)| &**id != old);
    if let Some((id, _)) = claims.clone().find(|(_, formerly)| formerly.iter().any(|name| is_it(name))) {
        return Err(Error::asked(format!("`{new}` was the id of what is now `{id}`")).hint(never));
    }
    if kind.name == "threat" && threat_catalogue::by_id(new).is_some() {
        return Err(Error::asked(format!("`{new}` is a threat of the catalogue")).hint(format!("`isms show {new}` shows it")));
    }
    let is_own = program.names().first(new) == program.names().first(old);
    if !is_own && read.trail.as_ref().is_some_and(|trail| !trail.record(kind.name, new).is_empty()) {
        return Err(Error::asked(format!("git knows another record by the id `{new}`, which is gone"))
            .hint(format!("`isms log {new}` shows it; {never}")));
    }
    if program.records().filter(|(known, ..)| *known == old).count() > 1 {
        return Err(Error::asked(format!("two records have the id `{old}`")).hint("`isms edit` gives one of them another first"));
    }
    Ok(())
}

/// Where an id stands: that of the record, and all references to it, by file and in their order.
fn places<'a>(program: &'a Program, found: Found<'a>) -> BTreeMap<FileId, Vec<Node<'a>>> {
    let mut places: BTreeMap<FileId, Vec<Node<'a>>> = BTreeMap::new();
    let mut add = |node: Node<'a>| places.entry(node.span().file).or_default().push(node);
    found.node.get("id").into_iter().for_each(&mut add);
    for (_, kind, doc) in program.documents() {
        links::walk(kind, program.node(doc), &mut |node, _| {
            if node.says(found.id) {
                add(node);
            }
        });
    }
    for nodes in places.values_mut() {
        nodes.sort_by_key(|node| node.slot());
        nodes.dedup_by_key(|node| node.slot());
    }
    places
}

fn unchanged(file: &SourceFile, refused: &Refused) -> Error {
    Error::failed(format!("`{}` is not changed: {refused}", file.path)).hint("write it on lines of its own there")
}

/// The text of a file in which a record has another id already, and says now which it had.
fn with_former(read: &Read, found: Found<'_>, text: String) -> Result<String, Refused> {
    let place = found.node.file().documents().position(|node| node.slot() == found.node.slot()).unwrap_or_default();
    let (now, _) = yaml::read(FileId::ALONE, String::new(), text.into_bytes());
    let root = now.documents().nth(place).expect("the text was read back with as many documents");
    let mut says = Map::of(root);
    let former = Assignment::add("formerly", found.id).and_then(|former| former.apply(found.kind, &mut says, read.today));
    former.expect("every record has a list of its former ids");
    revise(root, &says)
}

/// The file under its new name, if it was named by the id and holds nothing else.
fn moved(view: &View, program: &Program, file: &SourceFile, (old, new): (&str, &str), text: String) -> Result<Vec<Change>, Error> {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or_default();
    let rest = name.strip_prefix(old).filter(|rest| rest.starts_with(['.', '-', '_']) && file.documents().count() == 1);
    let Some(rest) = rest else { return Ok(vec![Change::of(file.path.as_str(), file.text.as_bytes(), text)]) };
    let path = format!("{folder}/{new}{rest}");
    let mut paths = program.files.iter().map(|file| file.path.as_str()).chain(program.paths());
    if let Some(taken) = paths.find(|known| known.eq_ignore_ascii_case(&path) && *known != file.path) {
        return Err(Error::asked(format!("the file `{taken}` is there already")).hint("give it another name first, or take another id"));
    }
    // A file that is listed under its old name alone, and is there under the new one, too, has both.
    if path.eq_ignore_ascii_case(&file.path) && view.tree.plain_file(&path).is_some() {
        view.note(Note::usual(format!(
            "the file stays `{}`: this disk does not tell its name from `{path}`; `git mv {} {path}` gives it that one",
            file.path, file.path
        )));
        return Ok(vec![Change::of(file.path.as_str(), file.text.as_bytes(), text)]);
    }
    Ok(vec![Change::gone(file.path.as_str(), file.text.as_bytes()), Change::new(path, text)])
}

/// Says where an id is mentioned in text, which nobody but its author can change: what follows from a reference is declared.
fn tell_mentions(view: &View, program: &Program, places: &BTreeMap<FileId, Vec<Node<'_>>>, (record, own): (Found<'_>, &str)) {
    let (mut found, old): (Vec<String>, &str) = (Vec::new(), record.id);
    for (n, file) in program.files.iter().enumerate() {
        let known = places.get(&FileId::at(n)).map_or(&[][..], Vec::as_slice);
        // The lines of the record's own file move where it says what it was called.
        if file.path == record.node.file().path {
            let (now, _) = yaml::read(FileId::ALONE, String::new(), own.as_bytes().to_vec());
            let formerly: Vec<Node<'_>> = now.documents().filter_map(|node| node.get("formerly")).collect();
            found.extend(mentions(own, old).filter(|at| !is_in(&formerly, *at)).map(|at| place(&file.path, own, at)));
        } else {
            found.extend(mentions(&file.text, old).filter(|at| !is_in(known, *at)).map(|at| place(&file.path, &file.text, at)));
        }
    }
    let is_prose = |path: &&str| path.rsplit_once('.').is_some_and(|(_, end)| PROSE.contains(&end.to_lowercase().as_str()));
    for path in program.paths().filter(is_prose) {
        let Some(text) = view.source.read_up_to(path, yaml::MAX_BYTES).ok().flatten() else { continue };
        let text = String::from_utf8_lossy(&text);
        found.extend(mentions(&text, old).map(|at| place(path, &text, at)));
    }
    if !found.is_empty() {
        let more = found.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        view.note(Note::usual(format!("text that mentions `{old}` stays as it is: {}{more}", list_of(found.iter().take(SHOWN), "and"))));
    }
}

fn is_in(nodes: &[Node<'_>], at: usize) -> bool {
    nodes.iter().any(|node| (node.span().start as usize..node.span().end as usize).contains(&at))
}

fn place(path: &str, text: &str, at: usize) -> String {
    format!("{path}:{}", position(text, u32::try_from(at).unwrap_or(u32::MAX)).line)
}

/// Where a text has an id that is no part of a longer one.
fn mentions<'t>(text: &'t str, id: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let ends = move |rest: &str| {
        let mut rest = rest.chars();
        match rest.next() {
            Some('.') => !rest.next().is_some_and(is_part),
            next => !next.is_some_and(is_part),
        }
    };
    let begins = move |before: &str| !before.ends_with(|c: char| is_part(c) || c == '.');
    text.match_indices(id).map(|(at, _)| at).filter(move |at| begins(&text[..*at]) && ends(&text[at + id.len()..]))
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn an_id_is_mentioned_where_it_is_no_part_of_another() {
        let text = "RSK-1, (RSK-1) RSK-1. RSK-10 RSK-1-a XRSK-1 RSK-1.5 a/RSK-1.yaml";
        assert_eq!(mentions(text, "RSK-1").collect::<Vec<_>>(), [0, 8, 15]);
    }
}
