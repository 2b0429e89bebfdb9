//! Fields of records, set one by one.

use super::act::{Act, Done, How, find, perform};
use super::consent::{Consent, proven};
use super::error::Error;
use super::list::{self, chosen};
use super::new::refuse_unknown;
use super::note::Note;
use super::open::View;
use super::read::Read;
use super::when;
use crate::base::node::Node;
use crate::base::text::{count, list_of};
use crate::edit::assign::{Assignment, Op};
use crate::edit::happened::to_come;
use crate::edit::value::Map;
use crate::model::{annex_a, approvals, kinds};

/// So many ids are named where consent is asked for.
const SHOWN: usize = 8;

/// Whose fields.
#[derive(Clone, Debug)]
pub enum Whose {
    /// Of these records and singletons, by id or name.
    Ids(Vec<String>),
    /// Of the records of a kind for which a test of [`crate::register::query::Query`] holds.
    Where { kind: String, test: String },
}

/// Sets fields. More than one record is changed only where that was agreed to.
///
/// # Errors
/// As [`perform`]; when a path leads nowhere, or a field cannot say that; when there are several records and no consent.
pub fn set(view: &View, how: &How, whose: &Whose, given: &[Assignment], agreed: bool) -> Result<Done, Error> {
    let is_twice = |(n, one): &(usize, &Assignment)| one.op == Op::Set && given[..*n].iter().any(|earlier| earlier.path == one.path);
    if let Some((_, twice)) = given.iter().enumerate().find(is_twice) {
        return Err(Error::asked(format!("`{}` is given twice", twice.path)).hint("leave one of them out"));
    }
    if let Some(id) = given.iter().find(|given| given.names() == "id") {
        let error = Error::asked("an id is changed in its file, in the file's name and wherever something refers to it, or nowhere");
        return Err(error.hint(format!("`isms rename OLD {}` does it", if id.text.is_empty() { "NEW" } else { &id.text })));
    }
    perform(view, how, |read| {
        let ids = ids(read, whose)?;
        if ids.len() > 1 && !agreed && !how.dry_run {
            let shown = list_of(ids.iter().take(SHOWN), "and");
            let others = if ids.len() > SHOWN { ", and others" } else { "" };
            let error = Error::asked(format!("{} would change: {shown}{others}", count(ids.len(), "record")));
            return Err(error.hint("`--dry-run` shows how; `--yes` agrees to all of them"));
        }
        let mut act = Act { what: what(&ids, given), ..Act::default() };
        for id in ids {
            // A decision on an Annex A control stands in the Statement of Applicability.
            if annex_a::by_id(&id).is_some() {
                let row: Vec<Assignment> =
                    given.iter().map(|given| given.below(&format!("controls.{id}"))).collect::<Result<_, _>>().map_err(Error::asked)?;
                act.set(read, "soa", &row)?;
                continue;
            }
            let found = find(&read.loaded.program, &id)?;
            if let Some(kind) = kinds::by_name(found.kind) {
                refuse_unknown(kind, given)?;
            }
            whole_of_parts(view, &id, found.node, given);
            act.set(read, &id, given)?;
            if !how.force {
                refuse_days_to_come(read, &id, &act)?;
                in_their_name(view, read, &id, &act)?;
            }
        }
        Ok(act)
    })
}

/// What is said to have happened on a day after today, and was not said before.
fn refuse_days_to_come(read: &Read, id: &str, act: &Act) -> Result<(), Error> {
    let found = find(&read.loaded.program, id)?;
    let before = to_come(found.kind, &Map::of(found.node), read.today);
    let now = act.says.get(id).map(|says| to_come(found.kind, says, read.today)).unwrap_or_default();
    when::none_to_come(id, now.difference(&before), read.today)
}

/// One value in the place of several, such as of an impact by dimension: all of them go, which is told.
fn whole_of_parts(view: &View, id: &str, record: Node<'_>, given: &[Assignment]) {
    for one in given.iter().filter(|one| one.op == Op::Set && !one.text.is_empty() && !one.text.starts_with(['{', '['])) {
        let parts = record.find(&format!("/{}", one.path.replace('.', "/"))).into_iter().flat_map(Node::entries);
        let parts: Vec<&str> = parts.map(|(name, _)| name.text()).collect();
        if let Some(first) = parts.first() {
            let (path, parts) = (&one.path, list_of(&parts, "and"));
            view.note(Note::usual(format!("`{path}` of `{id}` had {parts}, which go; `{path}.{first}=…` sets one of them")));
        }
    }
}

/// A yes that is set field by field is one all the same: nobody says it in the name of somebody else, unless something shows that
/// they did.
fn in_their_name(view: &View, read: &Read, id: &str, act: &Act) -> Result<(), Error> {
    let found = find(&read.loaded.program, id)?;
    let before = Map::of(found.node);
    let Some(says) = act.says.get(id) else { return Ok(()) };
    for (place, _) in approvals::places(found.kind) {
        let path: Vec<&str> = place.trim_start_matches('/').split('/').collect();
        let text = |says: &Map, field: &str| says.text_at(&[&path[..], &[field]].concat()).map(str::to_owned);
        let is_new = ["by", "on", "until"].iter().any(|field| text(says, field) != text(&before, field));
        if let Some(by) = text(says, "by").filter(|_| is_new) {
            let consent = Consent { by: Some(by.clone()), shown_by: text(says, "shown_by"), ..Consent::default() };
            proven(view, &read.loaded.program, &by, &consent)?;
        }
    }
    Ok(())
}

fn ids(read: &Read, whose: &Whose) -> Result<Vec<String>, Error> {
    let ids = match whose {
        Whose::Ids(ids) => ids.iter().enumerate().filter(|(n, id)| !ids[..*n].contains(id)).map(|(_, id)| id.clone()).collect(),
        Whose::Where { kind, test } => chosen(&read.cx(), list::kind(kind)?, Some(test))?,
    };
    if ids.is_empty() { Err(Error::asked("the test holds for no record").hint("`isms list KIND --where …` tries it")) } else { Ok(ids) }
}

/// What a commit of it is called.
fn what(ids: &[String], given: &[Assignment]) -> String {
    let fields = given.iter().map(Assignment::names).collect::<Vec<String>>().join(", ");
    match ids {
        [one] => format!("Set {fields} of {one}"),
        [first, ..] => format!("Set {fields} of {first} and {} more", ids.len() - 1),
        [] => String::new(),
    }
}
