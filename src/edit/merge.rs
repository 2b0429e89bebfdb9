//! What two made of a record, joined: fields and items that only one of them changed are taken, what both changed alike is
//! one, and what both changed otherwise is a conflict at its field. Pure: what values and texts become, not where they are.

mod order;
pub mod text;

use super::typed::below;
use super::value::{Map, Value};
use crate::store::git::lines::{self, Piece};
pub use order::Three;
use order::{contents, joined, keys};
use serde_json::Value as Json;

/// Where two say different things of what a third said; None for what is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// As people name it: `current.likelihood`, `actions[restore test].due`.
    pub path: String,
    pub base: Option<Value>,
    pub ours: Option<Value>,
    pub theirs: Option<Value>,
}

/// A record, joined.
#[derive(Debug)]
pub struct Merged {
    /// Each state with all that was joined; they differ at conflicts only.
    pub maps: Three<Map>,
    pub conflicts: Vec<Conflict>,
}

/// Joins what two made of a record of a kind, whose schema says what tells items of lists apart.
pub fn merge(maps: Three<&Map>, schema: &Json) -> Merged {
    let mut merging = Merging::default();
    let maps = merging.maps("", maps.map(Some), schema);
    Merged { maps, conflicts: merging.conflicts }
}

/// Whether two values say the same, in whatever order their fields stand.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Map(a), Value::Map(b)) => {
            a.0.len() == b.0.len() && a.0.iter().all(|(name, value)| b.get(name).is_some_and(|other| same(value, other)))
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (a, b) => a == b,
    }
}

fn alike(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

#[derive(Default)]
struct Merging {
    conflicts: Vec<Conflict>,
}

impl Merging {
    fn values(&mut self, path: &str, [base, ours, theirs]: Three<Option<&Value>>, schema: &Json) -> Three<Option<Value>> {
        let all = |value: Option<&Value>| [value.cloned(), value.cloned(), value.cloned()];
        if alike(ours, theirs) || alike(base, theirs) {
            return all(ours);
        }
        if alike(base, ours) {
            return all(theirs);
        }
        match (base, ours, theirs) {
            (None | Some(Value::Map(_)), Some(Value::Map(ours)), Some(Value::Map(theirs))) => {
                let base = base.and_then(|base| if let Value::Map(base) = base { Some(base) } else { None });
                self.maps(path, [base, Some(ours), Some(theirs)], schema).map(|map| Some(map.into()))
            }
            (None | Some(Value::List(_)), Some(Value::List(ours)), Some(Value::List(theirs))) => {
                let base = base.and_then(|base| if let Value::List(base) = base { Some(&base[..]) } else { None }).unwrap_or_default();
                match self.lists(path, [base, ours, theirs], &schema["items"]) {
                    Some(lists) => lists.map(|list| Some(Value::List(list))),
                    None => self.conflict(
                        path,
                        [Some(&Value::List(base.to_vec())), Some(&Value::List(ours.clone())), Some(&Value::List(theirs.clone()))],
                    ),
                }
            }
            (Some(Value::Text(base)), Some(Value::Text(ours)), Some(Value::Text(theirs))) if base.contains('\n') => {
                match prose(base, ours, theirs) {
                    Some(text) => all(Some(&text.into())),
                    None => self.conflict(path, [Some(&base.as_str().into()), Some(&ours.as_str().into()), Some(&theirs.as_str().into())]),
                }
            }
            values => self.conflict(path, values.into()),
        }
    }

    fn conflict(&mut self, path: &str, values: Three<Option<&Value>>) -> Three<Option<Value>> {
        let [base, ours, theirs] = values.map(Option::<&Value>::cloned);
        self.conflicts.push(Conflict { path: path.to_owned(), base: base.clone(), ours: ours.clone(), theirs: theirs.clone() });
        [base, ours, theirs]
    }

    fn maps(&mut self, path: &str, maps: Three<Option<&Map>>, schema: &Json) -> Three<Map> {
        let names = maps.map(|map| map.into_iter().flat_map(|map| map.0.iter().map(|(name, _)| name.as_str())).collect::<Vec<_>>());
        let mut out = Three::<Map>::default();
        for name in joined(&names) {
            let inner = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            let values = self.values(&inner, maps.map(|map| map?.get(name)), below(schema, name));
            out.iter_mut().zip(values).for_each(|(map, value)| map.put_some(name, value));
        }
        out
    }

    /// None if it is unclear which items are which.
    fn lists(&mut self, path: &str, lists: Three<&[Value]>, schema: &Json) -> Option<Three<Vec<Value>>> {
        let has_maps = lists.iter().any(|list| list.iter().any(|item| matches!(item, Value::Map(_) | Value::List(_))));
        let named = keys(&lists, schema);
        let is_named = named.is_some();
        let keys = match named {
            Some(keys) => keys,
            None if lists.iter().all(|list| list.len() == lists[0].len()) => return Some(self.by_place(path, lists, schema)),
            None => contents(&lists)?,
        };
        let [base, ours, theirs] = &keys;
        let new = [ours, theirs].map(|side| side.iter().any(|key| !base.contains(key)));
        // What both took out and put something else in its place may be one item that got two names. An item without a name
        // that one of them changed looks like that, too.
        let may_be_renamed = if is_named { new == [true, true] } else { new != [false, false] };
        if has_maps && may_be_renamed && base.iter().any(|key| !ours.contains(key) && !theirs.contains(key)) {
            return None;
        }
        if order::both_moved(&keys) {
            return None;
        }
        let mut out = Three::<Vec<Value>>::default();
        let names = [base, ours, theirs].map(|keys| keys.iter().map(String::as_str).collect::<Vec<_>>());
        for key in joined(&names) {
            let at = |side: usize| keys[side].iter().position(|other| other == key).map(|at| &lists[side][at]);
            let values = self.values(&format!("{path}[{key}]"), [at(0), at(1), at(2)], schema);
            out.iter_mut().zip(values).for_each(|(list, value)| list.extend(value));
        }
        Some(out)
    }

    /// Items that nothing tells apart are those in the same place, as long as none came or went.
    fn by_place(&mut self, path: &str, lists: Three<&[Value]>, schema: &Json) -> Three<Vec<Value>> {
        let mut out = Three::<Vec<Value>>::default();
        for at in 0..lists[0].len() {
            let values = self.values(&format!("{path}[{}]", at + 1), lists.map(|list| list.get(at)), schema);
            out.iter_mut().zip(values).for_each(|(list, value)| list.extend(value));
        }
        out
    }
}

/// Prose of several lines in which different lines changed.
fn prose(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let pieces = lines::merge(base, ours, theirs)?;
    let clean = |piece: &Piece<'_>| match piece {
        Piece::Clean(text) => Some((*text).to_owned()),
        Piece::Conflict { .. } => None,
    };
    pieces.iter().map(clean).collect()
}

#[cfg(test)]
mod tests;
