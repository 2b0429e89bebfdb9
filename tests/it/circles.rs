//! Within a floor, too, each module stands on others or under them, never both.

use crate::support::project;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The modules that a row of a sheet passes on its way to a record: each field names the function that reads its cell
/// into the draft, which knows the columns of all fields. They part when rows are read without knowing what is there.
const ROW_TO_RECORD: &str = "import/";

/// The code of each module, by its path below `src`; comments and tests are left out.
fn modules(folder: &Path, below: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            modules(&entry.path(), &format!("{below}{name}/"), found);
        } else if let Some(stem) = name.strip_suffix(".rs").filter(|stem| *stem != "tests") {
            let text = fs::read_to_string(entry.path()).unwrap();
            let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
            let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
            let module = if stem == "mod" { below.trim_end_matches('/').to_owned() } else { format!("{below}{stem}") };
            found.insert(module, lines.collect::<Vec<_>>().join(" "));
        }
    }
}

/// `a::{b, c::{d}}` as `a::b` and `a::c::d`.
fn expand(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.trim().to_owned()] };
    let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(c);
        }
    }
    parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| expand(&format!("{}{}", before.trim(), part.trim()))).collect()
}

/// The paths that a module names: those of its `use` lines, and those that begin with `crate` or `super` elsewhere. What a
/// folder shows of its own files is its face, and nothing that it stands on.
fn named(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut pieces = code.split("use ");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (path, after) = piece.split_once(';').unwrap_or((piece, ""));
        let before = rest.trim_end().rsplit("pub").next().unwrap_or_default();
        let is_shown = rest.trim_end().ends_with("pub") || before.starts_with('(') && before.find(')') == Some(before.len() - 1);
        if !is_shown || path.starts_with("crate::") || path.starts_with("super::") {
            paths.extend(expand(path));
        }
        rest.push_str(after);
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let inline = rest.split(|c| !is_path(c)).filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
    paths.extend(inline.map(str::to_owned));
    paths
}

/// The module that a path leads into, seen from another one.
fn target(from: &str, path: &str, modules: &BTreeMap<String, String>) -> Option<String> {
    let mut place: Vec<&str> = from.split('/').collect();
    let mut parts = path.split("::").peekable();
    match parts.peek()? {
        &"crate" => {
            place.clear();
            parts.next();
        }
        &"super" => {
            while parts.next_if_eq(&"super").is_some() {
                place.pop();
            }
        }
        first if modules.contains_key(&format!("{from}/{first}")) => {}
        _ => return None,
    }
    place.extend(parts);
    (1..=place.len()).rev().map(|n| place[..n].join("/")).find(|module| modules.contains_key(module))
}

/// Everything that a module stands on.
fn below<'g>(graph: &'g BTreeMap<String, BTreeSet<String>>, from: &'g str) -> BTreeSet<&'g str> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(module) = open.pop() {
        open.extend(graph[module].iter().map(String::as_str).filter(|used| found.insert(*used)));
    }
    found
}

#[test]
fn no_module_stands_on_one_that_stands_on_it() {
    let mut all = BTreeMap::new();
    modules(&project().join("src"), "", &mut all);
    let uses = |from: &str, code: &str| named(code).iter().filter_map(|path| target(from, path, &all)).filter(|to| to != from).collect();
    let graph: BTreeMap<String, BTreeSet<String>> = all.iter().map(|(module, code)| (module.clone(), uses(module, code))).collect();
    // What is looked for is there to be found.
    assert!(graph["cli/commands/check"].contains("cli/shell") && graph["store/git/raw"].contains("store/git/heap"));
    let in_circle = |module: &&String| below(&graph, module).contains(module.as_str());
    let circles: Vec<&String> = graph.keys().filter(in_circle).filter(|module| !module.starts_with(ROW_TO_RECORD)).collect();
    assert!(circles.is_empty(), "these stand on themselves: {circles:?}");
}
