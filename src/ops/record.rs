//! Writing down what happened: a test, a reading, a training, a check of effectiveness, an acknowledgement. Each is an item
//! of the record it belongs to, with the day and who did it.

use super::act::{Act, Done, Found, How, find, perform};
use super::error::Error;
use super::open::View;
use super::read::Read;
use super::when;
use super::who::{actor, actor_as};
use crate::base::node::Node;
use crate::base::text::{count, list_of, one};
use crate::edit::assign::Assignment;
use crate::model::kinds::{Control, Document, Finding, Metric, RecordKind, Training};
use crate::model::program::Program;

/// When it happened, and who did it.
#[derive(Clone, Debug, Default)]
pub struct Happened {
    /// As people say it; without it, the day that is looked from.
    pub on: Option<String>,
    /// A role or a person; without it, whoever types.
    pub by: Option<String>,
}

impl Happened {
    /// The day, as it is written down.
    fn day(&self, read: &Read) -> Result<String, Error> {
        when::over(read, self.on.as_deref()).map(|day| day.to_string())
    }
}

/// A test of a control.
#[derive(Clone, Debug)]
pub struct Test {
    pub control: String,
    /// Which of its tests, by its position or its words; without it, the only one.
    pub which: Option<String>,
    pub passed: bool,
    pub evidence: Option<String>,
    pub finding: Option<String>,
}

/// Records the result of a test.
///
/// # Errors
/// When it is no control, when it is unclear which test is meant, and as [`perform`].
pub fn test(view: &View, how: &How, test: &Test, happened: &Happened) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = of_kind::<Control>(&read.loaded.program, &test.control)?;
        let by = actor_as(view, &read.loaded.program, happened.by.as_deref(), owner(found))?;
        let result = if test.passed { "pass" } else { "fail" };
        let which = test_of(found, test.which.as_deref())?;
        let day = happened.day(read)?;
        let mut item = vec![("on", day.as_str()), ("by", &by.id), ("result", result)];
        item.extend(test.evidence.as_deref().map(|evidence| ("evidence", evidence)));
        item.extend(test.finding.as_deref().map(|finding| ("finding", finding)));
        let mut act = Act { what: format!("Record a test of {}: {result}", found.id), ..Act::default() };
        act.set(read, found.id, &[added(&format!("tests[{which}].results"), &item)?])?;
        Ok(act)
    })
}

/// Records a reading of a metric.
///
/// # Errors
/// When it is no metric or the value no number, and as [`perform`].
pub fn reading(view: &View, how: &How, metric: &str, value: &str, happened: &Happened) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = of_kind::<Metric>(&read.loaded.program, metric)?;
        let measures = found.node.get("measured_by").map(Node::text);
        let by = actor_as(view, &read.loaded.program, happened.by.as_deref(), measures.into_iter().chain(owner(found)))?;
        let mut act = Act { what: format!("Record {value} as a reading of {}", found.id), ..Act::default() };
        let day = happened.day(read)?;
        act.set(read, found.id, &[added("readings", &[("on", &day), ("value", value), ("by", &by.id)])?])?;
        Ok(act)
    })
}

/// Records that people completed a training.
///
/// # Errors
/// When it is no training, and as [`perform`].
pub fn training(view: &View, how: &How, training: &str, people: &[String], score: Option<&str>, on: Option<&str>) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = of_kind::<Training>(&read.loaded.program, training)?;
        let day = when::over(read, on)?.to_string();
        let each = |person: &String| {
            let mut item = vec![("person", person.as_str()), ("on", &*day)];
            item.extend(score.map(|score| ("score", score)));
            added("completions", &item)
        };
        let given: Vec<Assignment> = people.iter().map(each).collect::<Result<_, _>>()?;
        let mut act = Act { what: format!("Record {} of {}", count(people.len(), "completion"), found.id), ..Act::default() };
        act.set(read, found.id, &given)?;
        Ok(act)
    })
}

/// Records whether what was done about a finding had an effect (10.1 d).
///
/// # Errors
/// When it is no finding or says no criterion, and as [`perform`].
pub fn effect(view: &View, how: &How, finding: &str, effective: bool, criterion: Option<&str>, happened: &Happened) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = of_kind::<Finding>(&read.loaded.program, finding)?;
        if criterion.is_none() && found.node.find("/effectiveness/criterion").is_none() {
            return Err(Error::asked(format!("`{}` does not say what shows an effect", found.id)).hint("say it with `--criterion`"));
        }
        let by = actor(view, &read.loaded.program, happened.by.as_deref())?;
        let (effective, day) = (effective.to_string(), happened.day(read)?);
        let given = [("criterion", criterion), ("checked_on", Some(&*day)), ("by", Some(&*by.id)), ("effective", Some(&*effective))];
        let given = given.into_iter().filter_map(|(name, value)| Some(Assignment::set(&format!("effectiveness.{name}"), value?)));
        let given: Vec<Assignment> = given.collect::<Result<_, _>>().map_err(Error::asked)?;
        let verdict = if effective == "true" { "an effect" } else { "no effect" };
        let mut act = Act { what: format!("Record {verdict} of what was done about {}", found.id), ..Act::default() };
        act.set(read, found.id, &given)?;
        Ok(act)
    })
}

/// Records that people have read a document, in the version it is in.
///
/// # Errors
/// When it is no document or has no version, and as [`perform`].
pub fn acknowledgement(view: &View, how: &How, document: &str, people: &[String], on: Option<&str>) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = of_kind::<Document>(&read.loaded.program, document)?;
        let version = found.node.get("version").map(Node::text).ok_or_else(|| {
            Error::asked(format!("`{}` has no version, so nobody could tell what was read", found.id))
                .hint(format!("`isms set {} version=1.0` gives it one", found.id))
        })?;
        let people = if people.is_empty() { vec![actor(view, &read.loaded.program, None)?.id] } else { people.to_vec() };
        let day = when::over(read, on)?.to_string();
        let each = |person: &String| added("acknowledgements", &[("person", person), ("version", version), ("on", &day)]);
        let given: Vec<Assignment> = people.iter().map(each).collect::<Result<_, _>>()?;
        let mut act =
            Act { what: format!("Acknowledge {} {version}, by {}", found.id, list_of(&people, "and").replace('`', "")), ..Act::default() };
        act.set(read, found.id, &given)?;
        Ok(act)
    })
}

/// Which of a control's tests is meant, for a path.
pub(super) fn test_of(found: Found<'_>, which: Option<&str>) -> Result<String, Error> {
    which.map_or_else(|| only(found, "tests", "what", "test"), |which| Ok(which.to_owned()))
}

/// An item for a list. Values are quoted, so that each is one whatever stands in it; the field says what it is then.
pub(super) fn added(path: &str, item: &[(&str, &str)]) -> Result<Assignment, Error> {
    let fields: Vec<String> = item.iter().map(|(name, value)| format!("{name}: {}", quoted(value))).collect();
    Assignment::add(path, &format!("{{{}}}", fields.join(", "))).map_err(Error::asked)
}

/// A text as one value of YAML, whatever stands in it.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The record of a kind with this id.
pub(super) fn of_kind<'a, K: RecordKind>(program: &'a Program, id: &str) -> Result<Found<'a>, Error> {
    let found = find(program, id)?;
    if found.kind == K::NAME {
        return Ok(found);
    }
    Err(Error::asked(format!("`{id}` is {}, not {}", one(found.kind), one(K::NAME)))
        .hint(format!("ids of those begin with `{}-`", K::PREFIX)))
}

pub(super) fn owner<'a>(found: Found<'a>) -> Option<&'a str> {
    found.node.get("owner").map(Node::text)
}

/// The only item of a list, by its position.
fn only(found: Found<'_>, list: &str, name: &str, what: &str) -> Result<String, Error> {
    let items: Vec<&str> =
        found.node.get(list).into_iter().flat_map(Node::items).map(|item| item.get(name).map_or("", Node::text)).collect();
    match items[..] {
        [_] => Ok("1".into()),
        [] => Err(Error::asked(format!("`{}` has no {what}", found.id))
            .hint(format!("`isms set {} \"{list}+={{{name}: …, every: 3mo}}\"` adds one", found.id))),
        _ => Err(Error::asked(format!("`{}` has several: {}", found.id, list_of(items, "and")))
            .hint(format!("say which {what}, by words of it or its position from 1"))),
    }
}
