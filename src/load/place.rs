//! What a path is to a programme: a record, a file of its own, something that a person would take for a record and that
//! is read from nowhere, or none of its business.

use crate::base::text::did_you_mean;
use crate::model::kinds::{self, KINDS, KindInfo};
use crate::model::single::{SINGLES, SingleInfo};
use crate::store::{FileKind, Listed};

/// What a path is to a programme.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Single(&'static SingleInfo),
    Record(&'static KindInfo),
    /// A YAML file where none is read, with the place it was probably meant for.
    Astray(&'static str),
    /// Where records are read, by a name that is passed over.
    Passed(Why),
    /// A file that is a record if its first lines say so, and is read from nowhere.
    Doubtful(Why),
}

/// Why a file is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Ending,
    Hidden,
    /// No record is read from its folder.
    Folder,
    Ignored,
    /// Its name cannot be said, or its path is too long.
    Unnamed,
    /// A link or no file at all.
    NoFile,
}

/// Folders whose YAML explains something, even where it shows a record.
const EXPLAINING: [&str; 8] = ["doc", "docs", "example", "examples", "schema", "schemas", "template", "templates"];

/// Endings that editors and merges put behind the name of a file they keep a copy of.
const COPIES: [&str; 7] = ["bak", "orig", "old", "save", "swo", "swp", "tmp"];

impl Place {
    /// The kind or singleton that is read from here.
    pub fn kind(self) -> Option<&'static str> {
        match self {
            Place::Single(single) => Some(single.name),
            Place::Record(kind) => Some(kind.name),
            Place::Astray(_) | Place::Passed(_) | Place::Doubtful(_) => None,
        }
    }

    /// What is read from a path, by its name alone.
    pub fn read(path: &str) -> Option<Place> {
        if path.split('/').any(|part| part.starts_with('.')) {
            return None;
        }
        let stem = path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".yml"))?;
        let Some((folder, rest)) = path.split_once('/') else {
            if let Some(single) = SINGLES.iter().find(|single| single.file == path) {
                return Some(Place::Single(single));
            }
            let near = did_you_mean(stem, SINGLES.iter().map(|single| single.name))?;
            return SINGLES.iter().find(|single| single.name == near).map(|single| Place::Astray(single.file));
        };
        if holds_files(rest) {
            return None;
        }
        match kinds::by_folder(folder) {
            Some(kind) => Some(Place::Record(kind)),
            None => did_you_mean(folder, KINDS.iter().map(|kind| kind.folder)).map(Place::Astray),
        }
    }

    /// What something listed is: read, or passed over although it looks like a record.
    pub fn of(entry: &Listed) -> Option<Place> {
        let path = entry.path.as_str();
        match entry.kind {
            FileKind::Unnamed => return in_records(path, convincing(path) != Name::Other).then_some(Place::Passed(Why::Unnamed)),
            FileKind::Ignored => return Some(Place::Passed(Why::Ignored)),
            _ => {}
        }
        Place::read(path).or_else(|| match entry.kind {
            FileKind::File | FileKind::Unmerged => passed(path),
            // A linked folder has no ending: all that is behind it is missing.
            _ if kinds::by_folder(path).is_some() => Some(Place::Passed(Why::NoFile)),
            _ => in_records(path, convincing(path) != Name::Other).then_some(Place::Passed(Why::NoFile)),
        })
    }
}

/// Files that records speak of, such as exported evidence, may themselves be YAML.
fn holds_files(rest: &str) -> bool {
    rest.split('/').any(|part| part == "files")
}

/// Whether a path is in a folder of records, and not among the files they speak of.
fn in_records(path: &str, looks: bool) -> bool {
    looks && path.split_once('/').is_some_and(|(folder, rest)| kinds::by_folder(folder).is_some() && !holds_files(rest))
}

/// How much the end of a name says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    /// It says YAML, in whatever case and with whatever behind it.
    Yaml,
    /// It says nothing, or something near: the content has to.
    Vague,
    /// It says something else, such as `.md` or `.pdf`.
    Other,
}

fn convincing(path: &str) -> Name {
    let name = path.rsplit('/').next().unwrap_or(path).trim_start_matches('.').to_lowercase();
    let name = name.trim_end_matches(['~', '#']);
    let is_yaml = |ending: &str| matches!(ending, "yaml" | "yml");
    match name.rsplit_once('.') {
        None => Name::Vague,
        Some((_, ending)) if is_yaml(ending) => Name::Yaml,
        // `RSK-1.yaml.disabled`, `RSK-1.yaml-old`: whatever was put behind it.
        Some(_) if name.split('.').skip(1).any(|part| is_yaml(part.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(part))) => {
            Name::Yaml
        }
        Some((_, ending)) if ending == "txt" || COPIES.contains(&ending) => Name::Vague,
        Some((_, ending)) if did_you_mean(ending, ["yaml", "yml", "json"]).is_some() => Name::Vague,
        Some(_) => Name::Other,
    }
}

/// Why a file that is not read may all the same be a record.
fn passed(path: &str) -> Option<Place> {
    let name = convincing(path);
    if name == Name::Other {
        return None;
    }
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let Some((folder, rest)) = path.split_once('/') else {
        // At the top stand all kinds of files; only what they say of themselves counts.
        return (name == Name::Yaml || !hidden).then_some(Place::Doubtful(if hidden { Why::Hidden } else { Why::Folder }));
    };
    if holds_files(rest) {
        return None;
    }
    let of_records = kinds::by_folder(folder.trim_start_matches('.')).is_some();
    match (of_records, hidden, name) {
        (true, true, Name::Yaml) => Some(Place::Passed(Why::Hidden)),
        (true, false, Name::Yaml) => Some(Place::Passed(Why::Ending)),
        (true, false, _) => Some(Place::Doubtful(Why::Ending)),
        (false, false, Name::Yaml) if !path.split('/').any(|part| EXPLAINING.contains(&part)) => Some(Place::Doubtful(Why::Folder)),
        _ => None,
    }
}

/// The kind that a text says it is a record of: its first line, or a member of its object, gives it an id.
pub(super) fn claimed(bytes: &[u8]) -> Option<&'static KindInfo> {
    const LOOKED_AT: usize = 4_096;
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let id = if text.starts_with('{') {
        text.split_once("\"id\"")?.1.trim_start().strip_prefix(':')?
    } else {
        let mut lines = text.lines().map(str::trim_end);
        lines.find(|line| !line.is_empty() && !line.starts_with(['#', '%']) && *line != "---")?.strip_prefix("id:")?
    };
    kinds::by_id(id.trim_start().trim_start_matches(['"', '\'']))
}

/// The file that a name is an editor's copy of: nothing is missing as long as it stands beside.
pub(super) fn copied(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let marked = name.trim_start_matches(['.', '#', '_']).trim_end_matches(['~', '#']);
    let file = marked.rsplit_once('.').filter(|(_, ending)| COPIES.contains(ending)).map_or(marked, |(stem, _)| stem);
    (file != name).then(|| if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Why a file is passed over, and whether whatever it holds.
    fn of(path: &str) -> Option<(Why, bool)> {
        match Place::of(&Listed { path: path.into(), kind: FileKind::File, size: 0 })? {
            Place::Passed(why) => Some((why, true)),
            Place::Doubtful(why) => Some((why, false)),
            _ => panic!("{path} is read"),
        }
    }

    #[test]
    fn names_that_look_like_records_are_not_passed_over() {
        for path in [
            "risks/RSK-1.YAML",
            "risks/RSK-1.Yml",
            "risks/RSK-1.yaml.txt",
            "risks/a/RSK-1.yaml.bak",
            "risks/RSK-1.yaml~",
            "risks/RSK-1.yaml.disabled",
            "risks/RSK-1.yaml-x",
            "risks/RSK-1.yml.1",
        ] {
            assert_eq!(of(path), Some((Why::Ending, true)), "{path}");
        }
        for path in ["risks/.RSK-1.yaml", ".risks/RSK-1.yaml", "risks/.old/RSK-1.yaml"] {
            assert_eq!(of(path), Some((Why::Hidden, true)), "{path}");
        }
        for path in ["risks/RSK-1", "risks/RSK-1.json", "risks/RSK-1.txt", "risks/RSK-1.ymal"] {
            assert_eq!(of(path), Some((Why::Ending, false)), "{path}");
        }
        for path in ["RSK-1.yaml", "old/RSK-1.yaml", "old/risks/RSK-1.yml"] {
            assert_eq!(of(path), Some((Why::Folder, false)), "{path}");
        }
    }

    #[test]
    fn what_is_something_else_is_left_alone() {
        for path in [
            "README.md",
            "documents/DOC-policy.md",
            "documents/.gitkeep",
            "docs/risk.yaml",
            "schemas/risk.schema.json",
            "evidence/files/scan.yaml",
            "evidence/photo.png",
            "logo.svg",
            "deploy/.github/x.yaml",
        ] {
            assert_eq!(of(path), None, "{path}");
        }
    }

    #[test]
    fn a_record_says_so_first() {
        for text in ["id: RSK-1\n", "# note\n---\nid: \"RSK-1\"", "{\"title\": \"x\", \"id\": \"RSK-1\"}", "\u{feff}id: RSK-1"] {
            assert_eq!(claimed(text.as_bytes()).map(|kind| kind.name), Some("risk"), "{text}");
        }
        for text in ["", "name: CI\nid: RSK-1", "id: 7", "apiVersion: v1", "{\"id\": 3}", "id: ABC-1", "\u{0}\u{1}"] {
            assert!(claimed(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn copies_of_editors_are_known() {
        for path in ["risks/RSK-1.yaml~", "risks/.RSK-1.yaml.swp", "risks/RSK-1.yaml.orig", "risks/#RSK-1.yaml#", "risks/.#RSK-1.yaml"] {
            assert_eq!(copied(path).as_deref(), Some("risks/RSK-1.yaml"), "{path}");
        }
        assert_eq!(copied("risks/RSK-1.yaml.txt"), None);
    }
}
