//! Files that could not be read. Whatever a report says, it says without what they hold, so that each report tells of them.

use crate::base::text::count;
use crate::model::program::Program;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use std::collections::BTreeMap;

/// The key that a report has them under, where there are any.
const KEY: &str = "unread_files";

/// So many are named to people; programs get all of them.
const NAMED: usize = 20;

/// A file of which something could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Unread {
    /// Below the programme's folder.
    pub file: String,
    /// The state that has it so: `work tree`, `index`, a commit.
    pub state: String,
}

impl Unread {
    /// The files of a state that could not be read.
    pub fn of<'a>(program: &'a Program, state: &'a str) -> impl Iterator<Item = Self> + 'a {
        program.unread().map(move |file| Self { file: file.into(), state: state.into() })
    }
}

/// A report as programs get it, with the files that it is without.
#[derive(Serialize)]
pub struct Without<'a, R> {
    #[serde(flatten)]
    pub report: &'a R,
    pub unread_files: &'a [Unread],
}

/// The schema of a report's JSON. What could not be read stands in each of them.
pub fn schema<R: JsonSchema>() -> Schema {
    let mut schema = schema_for!(R);
    let mut files = schema_for!(Vec<Unread>);
    let definition = files.remove("$defs").and_then(|mut all| all.as_object_mut()?.remove("Unread"));
    for words in ["$schema", "title"] {
        files.remove(words);
    }
    files.insert("items".into(), definition.unwrap_or_default());
    files.insert("description".into(), "Files that could not be read, if there are any: nothing is said of what they hold.".into());
    if let Some(properties) = schema.get_mut("properties").and_then(|properties| properties.as_object_mut()) {
        properties.insert(KEY.into(), files.to_value());
    }
    schema
}

/// The files in a sentence; none if all could be read.
pub fn told(unread: &[Unread]) -> Option<String> {
    let mut by_file: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    unread.iter().for_each(|unread| by_file.entry(&unread.file).or_default().push(&unread.state));
    let named = by_file.iter().take(NAMED).map(|(file, states)| {
        let more = if states.len() > 1 { format!(" and {}", count(states.len() - 1, "other state")) } else { String::new() };
        format!("`{file}` ({}{more})", states[0])
    });
    let more = by_file.len().saturating_sub(NAMED);
    let names: Vec<String> = named.chain((more > 0).then(|| format!("and {more} more"))).collect();
    let names = names.join(", ");
    let n = count(by_file.len(), "file");
    (!by_file.is_empty()).then(|| format!("{n} could not be read, and nothing is known of what should stand there: {names}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_once_with_the_states_that_have_it_so() {
        let unread = |file: &str, state: &str| Unread { file: file.into(), state: state.into() };
        assert_eq!(told(&[]), None);
        let said = told(&[unread("risks/a.yaml", "1"), unread("risks/a.yaml", "2"), unread("soa.yaml", "2")]).unwrap();
        assert!(
            said.starts_with("2 files could not be read, ") && said.ends_with(": `risks/a.yaml` (1 and 1 other state), `soa.yaml` (2)."),
            "{said}"
        );
        let many: Vec<Unread> = (10..40).map(|n| unread(&n.to_string(), "1")).collect();
        assert!(told(&many).unwrap().ends_with(", `29` (1), and 10 more."), "{:?}", told(&many));
    }
}
