//! What tells the items of lists apart, and in which order joined names stand.

use crate::edit::value::{Map, Value};
use crate::edit::yaml::flow;
use serde_json::Value as Json;
use std::collections::HashSet;

/// Three states of something: the base, ours and theirs.
pub type Three<T> = [T; 3];

/// What tells each item of three lists from the others of its list: a text by itself, a mapping by the fields that its
/// schema names or by its id. None if two of a list are alike in it.
pub fn keys(lists: &Three<&[Value]>, schema: &Json) -> Option<Three<Vec<String>>> {
    let named: Vec<&str> = schema["x-isms-key"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let key = |item: &Value| match item {
        Value::Text(text) | Value::Bare(text) => Some(text.clone()),
        Value::Map(map) => key_of(map, &named),
        Value::List(_) => None,
    };
    let [base, ours, theirs] = lists.map(|list| list.iter().map(key).collect::<Option<Vec<String>>>());
    apart([base?, ours?, theirs?])
}

/// What items say, to tell them apart by that. None if two of a list say the same.
pub fn contents(lists: &Three<&[Value]>) -> Option<Three<Vec<String>>> {
    apart(lists.map(|list| list.iter().map(flow).collect()))
}

fn apart(keys: Three<Vec<String>>) -> Option<Three<Vec<String>>> {
    let is_set = |keys: &Vec<String>| keys.iter().collect::<HashSet<_>>().len() == keys.len();
    keys.iter().all(is_set).then_some(keys)
}

fn key_of(map: &Map, named: &[&str]) -> Option<String> {
    let text = |name: &&str| map.text_at(&[name]);
    let named: Vec<&str> = named.iter().filter_map(text).collect();
    if named.is_empty() { text(&"id").map(str::to_owned) } else { Some(named.join(" ")) }
}

/// All names of three lists: in the order of ours, unless only theirs moved something; what is new of the other stands
/// behind what it stands behind there.
pub fn joined<'n>(names: &Three<Vec<&'n str>>) -> Vec<&'n str> {
    let [base, ours, theirs] = names;
    let there: HashSet<&str> = base.iter().copied().collect();
    let (first, second) = if moved(base, theirs) && !moved(base, ours) { (theirs, ours) } else { (ours, theirs) };
    let mut all = first.clone();
    let mut known: HashSet<&str> = all.iter().copied().collect();
    for list in [second, base] {
        let mut after = None;
        for name in list {
            if known.insert(name) {
                let mut at = after.map_or(0, |before| all.iter().position(|other| *other == before).map_or(all.len(), |at| at + 1));
                // What the first put in there stands before it.
                let is_new = |other: &str| !there.contains(other) && !list.contains(&other);
                while all.get(at).is_some_and(|other| is_new(other)) {
                    at += 1;
                }
                all.insert(at, name);
            }
            after = Some(*name);
        }
    }
    all
}

/// Whether what both have stands in another order.
fn moved<T: AsRef<str>>(base: &[T], other: &[T]) -> bool {
    let there: HashSet<&str> = other.iter().map(T::as_ref).collect();
    let known: HashSet<&str> = base.iter().map(T::as_ref).collect();
    let kept = base.iter().map(T::as_ref).filter(|name| there.contains(name));
    !kept.eq(other.iter().map(T::as_ref).filter(|name| known.contains(name)))
}

/// Whether both put what was there into another order, and not the same one.
pub fn both_moved([base, ours, theirs]: &Three<Vec<String>>) -> bool {
    moved(base, ours) && moved(base, theirs) && moved(ours, theirs)
}
