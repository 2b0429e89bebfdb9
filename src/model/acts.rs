//! Who acted on which day, and what was so on a day, as the fields of records declare it. A day is beside the field, or for
//! `/on` at the top of the record; an empty name means that there is none.

use super::facts::{ByKind, Facts, pointers};
use crate::base::date::Date;
use crate::base::node::Node;

/// A field that is marked.
#[derive(Debug)]
pub struct Mark {
    /// Its path, such as `tests.results.by`; items of lists share theirs.
    pub field: String,
    /// What was done, such as `tested`.
    pub verb: &'static str,
    /// It stands in a list, so that a later one does not take its place.
    pub is_listed: bool,
    day: &'static str,
    /// It is the day itself.
    pub is_day: bool,
    /// It is a list of its own, of which each item is marked.
    pub is_list: bool,
}

impl Mark {
    /// Whether it has a day, wherever that stands.
    pub fn is_dated(&self) -> bool {
        !self.day.is_empty()
    }
}

/// The way to the marked fields of a kind; what leads to none is left out.
#[derive(Debug, Default)]
pub struct Marks {
    mark: Option<Mark>,
    fields: Vec<(&'static str, Marks)>,
    items: Option<Box<Marks>>,
}

impl Marks {
    fn of(facts: Facts, words: fn(Facts) -> Vec<&'static str>, path: &[&'static str], is_listed: bool) -> Option<Self> {
        let texts = words(facts);
        let mark = texts.first().map(|day| {
            let above = path.iter().rev().nth(1).copied().unwrap_or_default();
            Mark {
                field: path.join("."),
                verb: texts.get(1).copied().unwrap_or(above),
                is_listed,
                day,
                is_day: path.last() == Some(day),
                is_list: facts.is_list(),
            }
        });
        let field = |(name, part): (&'static str, Facts)| Some((name, Self::of(part, words, &[path, &[name]].concat(), is_listed)?));
        let fields: Vec<_> = facts.fields().filter_map(field).collect();
        let is_known = facts.is_list() && facts.each().is_known();
        let items = if is_known { Self::of(facts.each(), words, path, true).map(Box::new) } else { None };
        (mark.is_some() || !fields.is_empty() || items.is_some()).then_some(Self { mark, fields, items })
    }

    /// Calls `found` with every marked value of a record, and its day.
    pub fn walk<'a>(&'static self, record: Node<'a>, found: &mut dyn FnMut(&'static Mark, Node<'a>, Option<Date>)) {
        self.walk_in(record, record, record, found);
    }

    fn walk_in<'a>(
        &'static self,
        record: Node<'a>,
        beside: Node<'a>,
        node: Node<'a>,
        found: &mut dyn FnMut(&'static Mark, Node<'a>, Option<Date>),
    ) {
        if let Some(mark) = &self.mark {
            let day = if mark.day.starts_with('/') { record.find(mark.day) } else { beside.get(mark.day) };
            let day = day.and_then(|day| day.text().get(..10)?.parse().ok());
            let one = Some(node).filter(|node| node.is_scalar());
            // Under free names, such as an impact by dimension, each value is one.
            let named = self.fields.is_empty().then(|| node.entries().map(|(_, value)| value)).into_iter().flatten();
            one.into_iter().chain(node.items()).chain(named).for_each(|value| found(mark, value, day));
        }
        for (name, marks) in &self.fields {
            if let Some(value) = node.get(name) {
                marks.walk_in(record, node, value, found);
            }
        }
        if let Some(marks) = &self.items {
            node.items().for_each(|item| marks.walk_in(record, beside, item, found));
        }
    }
}

/// Where a kind or singleton says who acted.
pub fn acts(kind: &str) -> Option<&'static Marks> {
    static ACTS: ByKind<Option<Marks>> = ByKind::new(|facts| Marks::of(facts, Facts::act, &[], false));
    ACTS.get(kind)?.as_ref()
}

/// Who acts in the name of a record, such as a role: those who hold it and those who stand in.
pub fn holders<'a>(kind: &str, record: Node<'a>) -> impl Iterator<Item = Node<'a>> + use<'a> {
    let fields = holder_fields(kind).iter().filter_map(move |(pointer, ())| record.find(pointer));
    let each = fields.flat_map(|field| field.items().chain(Some(field).filter(|field| field.items().next().is_none())));
    each.filter_map(|holder| if holder.is_scalar() { Some(holder) } else { holder.get("person") }).filter(|person| person.is_string())
}

/// Whether somebody acts in the name of the records of a kind.
pub fn has_holders(kind: &str) -> bool {
    !holder_fields(kind).is_empty()
}

fn holder_fields(kind: &str) -> &'static [(String, ())] {
    static HOLDERS: ByKind<Vec<(String, ())>> = ByKind::new(|facts| pointers(facts, |field| field.is_holder().then_some(())));
    HOLDERS.get(kind).map_or(&[], Vec::as_slice)
}

/// Where a kind or singleton holds what does not change once it was written down.
pub fn facts(kind: &str) -> Option<&'static Marks> {
    static FACTS: ByKind<Option<Marks>> = ByKind::new(|facts| Marks::of(facts, Facts::fact, &[], false));
    FACTS.get(kind)?.as_ref()
}

/// Where a kind or singleton says that something happened that is written down when it does.
pub fn events(kind: &str) -> Option<&'static Marks> {
    static EVENTS: ByKind<Option<Marks>> = ByKind::new(|facts| Marks::of(facts, Facts::event, &[], false));
    EVENTS.get(kind)?.as_ref()
}
