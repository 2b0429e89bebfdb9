//! Days of what happened, as far as the declaration of a field says that it tells of such a day.

use super::value::{Map, Value};
use crate::base::date::{Date, Moment};
use crate::model::facts::Facts;
use std::collections::BTreeSet;

/// The days after `today` on which something has happened by what a record or singleton of this kind says, each with its path:
/// a day that nobody has acted on yet, such as that of a review without anybody who chaired it, is a plan and none of them.
pub fn to_come(kind: &str, record: &Map, today: Date) -> BTreeSet<(String, Date)> {
    let mut found = BTreeSet::new();
    in_map(Facts::of(kind), record, "", today, &mut found);
    found
}

fn in_map(facts: Facts, map: &Map, above: &str, today: Date, found: &mut BTreeSet<(String, Date)>) {
    for (name, value) in &map.0 {
        let field = facts.field(name);
        for day in field.act().first().into_iter().chain(&field.fact()) {
            let moment = map.get(day).and_then(text).and_then(|text| text.parse::<Moment>().ok()).map(Moment::day);
            found.extend(moment.filter(|moment| *moment > today).map(|moment| (format!("{above}{day}"), moment)));
        }
        in_value(field, value, &format!("{above}{name}"), today, found);
    }
}

fn in_value(facts: Facts, value: &Value, path: &str, today: Date, found: &mut BTreeSet<(String, Date)>) {
    match value {
        Value::Map(map) => in_map(facts, map, &format!("{path}."), today, found),
        Value::List(items) => {
            for (n, item) in items.iter().enumerate() {
                in_value(facts.each(), item, &format!("{path}[{}]", n + 1), today, found);
            }
        }
        Value::Text(_) | Value::Bare(_) => {}
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Bare(text) => Some(text),
        Value::List(_) | Value::Map(_) => None,
    }
}
