//! Bringing something to its end: an action that is done, a finding, an incident or a risk that is closed.

use super::act::{Act, Done, Found, How, find, perform};
use super::error::Error;
use super::open::View;
use super::record::Happened;
use super::remove::noted;
use super::when;
use super::who::actor;
use crate::base::node::Node;
use crate::base::text::list_of;
use crate::edit::assign::Assignment;
use crate::model::facts::Facts;

/// An action that is done.
#[derive(Clone, Debug)]
pub struct Finished {
    /// What it belongs to: a risk, a finding, a change, a review, the plan.
    pub of: String,
    /// Which action, by words of it or its position; without it, the only one that is open.
    pub which: Option<String>,
    pub on: Option<String>,
    /// What shows that it was done.
    pub evidence: Vec<String>,
}

/// Marks an action as done.
///
/// # Errors
/// When nothing is open there, when it is unclear which is meant, and as [`perform`].
pub fn done(view: &View, how: &How, finished: &Finished) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = find(&read.loaded.program, &finished.of)?;
        let path = action(found, finished.which.as_deref())?;
        let field = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let day = when::over(read, finished.on.as_deref())?.to_string();
        let mut given = vec![Assignment::set(&field("done"), &day)];
        given.extend(finished.evidence.iter().map(|evidence| Assignment::add(&field("evidence"), evidence)));
        let given: Vec<Assignment> = given.into_iter().collect::<Result<_, _>>().map_err(Error::asked)?;
        let mut act = Act { what: format!("Finish an action of {}", found.id), ..Act::default() };
        if path.is_empty() {
            act.what = format!("Finish {}", found.id);
        }
        act.set(read, found.id, &given)?;
        Ok(act)
    })
}

/// Closes a finding, an incident or a risk.
///
/// # Errors
/// When it cannot be closed, and as [`perform`].
pub fn close(view: &View, how: &How, id: &str, why: Option<&str>, happened: &Happened) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = find(&read.loaded.program, id)?;
        let closed = Facts::of(found.kind).field("closed");
        if !closed.is_known() {
            return Err(Error::asked(format!("a {} is not closed", found.kind)).hint("findings, incidents and risks are"));
        }
        if found.node.get("closed").is_some() {
            return Err(Error::asked(format!("`{id}` is closed already")).hint(format!("`isms show {id}` says when")));
        }
        let day = &*when::over(read, happened.on.as_deref())?.to_string();
        // A risk or an incident ends on a day, without a word of who ended it; why stands in its notes.
        let given = if closed.fields().next().is_none() {
            let noted = why.map(|why| noted(found, &format!("Closed on {day}: {why}")));
            [Assignment::set("closed", day)].into_iter().chain(noted).collect()
        } else {
            let by = actor(view, &read.loaded.program, happened.by.as_deref())?;
            let mut given = vec![Assignment::set("closed.on", day), Assignment::set("closed.by", &by.id)];
            given.extend(why.map(|why| Assignment::set("closed.why", why)));
            given
        };
        let given: Vec<Assignment> = given.into_iter().collect::<Result<_, _>>().map_err(Error::asked)?;
        let mut act = Act { what: format!("Close {id}"), has_authority: true, ..Act::default() };
        act.set(read, found.id, &given)?;
        Ok(act)
    })
}

/// The path of an action: of the list that has it and its position, or nothing where the record itself is one.
fn action(found: Found<'_>, which: Option<&str>) -> Result<String, Error> {
    let mut lists = Vec::new();
    lists_of_actions(Facts::of(found.kind), &mut Vec::new(), &mut lists);
    if which.is_none() && Facts::of(found.kind).field("done").is_known() {
        return match found.node.get("done") {
            None => Ok(String::new()),
            Some(done) => Err(Error::asked(format!("`{}` was done on {} already", found.id, done.text()))
                .hint(format!("if that day is wrong, `isms set {} done=…` corrects it", found.id))),
        };
    }
    let items = lists.iter().flat_map(|path| {
        let list = found.node.find(&format!("/{}", path.join("/")));
        let path = path.join(".");
        list.into_iter().flat_map(Node::items).enumerate().map(move |(at, item)| (format!("{path}[{}]", at + 1), item))
    });
    let words = |item: Node<'_>| item.get("what").or_else(|| item.get("text")).map_or("", Node::text).to_owned();
    let open: Vec<(String, String)> =
        items.filter(|(_, item)| item.get("done").is_none()).map(|(path, item)| (path, words(item))).collect();
    let meant: Vec<&(String, String)> = match which {
        None => open.iter().collect(),
        Some(which) => match which.parse::<usize>() {
            Ok(position) => open.iter().filter(|(path, _)| path.ends_with(&format!("[{position}]"))).collect(),
            Err(_) => open.iter().filter(|(_, words)| words.to_lowercase().contains(&which.to_lowercase())).collect(),
        },
    };
    let all = || list_of(open.iter().map(|(path, words)| format!("{path} {words}")), "and");
    match (meant[..].len(), open.is_empty()) {
        (1, _) => Ok(meant[0].0.clone()),
        (_, true) => Err(Error::asked(format!("nothing is to be done any more in `{}`", found.id)).hint("`isms set` changes what is done")),
        (0, _) => {
            Err(Error::asked(format!("`{}` has no open action `{}`", found.id, which.unwrap_or_default()))
                .hint(format!("open are {}", all())))
        }
        _ => Err(Error::asked(format!("`{}` has several open actions: {}", found.id, all()))
            .hint("say which, by words of it or its position from 1")),
    }
}

/// The lists whose items are done some day, below a declaration.
fn lists_of_actions(facts: Facts, above: &mut Vec<&'static str>, found: &mut Vec<Vec<&'static str>>) {
    for (name, field) in facts.fields() {
        above.push(name);
        if field.is_list() {
            if field.each().field("done").is_known() && !field.each().key().is_empty() {
                found.push(above.clone());
            }
        } else {
            lists_of_actions(field, above, found);
        }
        above.pop();
    }
}
