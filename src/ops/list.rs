//! Listing records of a kind: what is asked in words becomes a choice, or is refused where the words name nothing.

use super::error::Error;
use super::open::View;
use super::read::Need;
use super::report::reported;
use crate::base::text::did_you_mean;
use crate::model::facts::Facts;
use crate::model::kinds::{self, KINDS, KindInfo};
use crate::register::cx::Cx;
use crate::register::fields::{Fields, Subject};
use crate::register::query::{Op, Query};
use crate::register::{derived, fields};
use crate::report::list::{Choice, ListReport};
use std::collections::HashSet;

/// What to list, in words.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The name of a kind, or of its folder.
    pub kind: &'a str,
    /// A test of the language of [`Query`].
    pub test: Option<&'a str>,
    /// Fields to show; the usual ones of the kind if there are none.
    pub columns: &'a [String],
    /// Fields to sort by; `-` before one puts the highest first.
    pub sort: &'a [String],
}

/// Lists records.
///
/// # Errors
/// When a word names no kind, no field or no value that a field can have; when bytes cannot be had.
pub fn list(view: &View, wanted: Wanted<'_>) -> Result<ListReport, Error> {
    let kind = kind(wanted.kind)?;
    let query = wanted.test.map(|test| query(kind, test)).transpose()?;
    let choice = Choice { query, columns: columns(kind, wanted.columns)?, sort: sort(kind, wanted.sort)? };
    reported(view, Need::Approvals, |seen| {
        if let (Some(test), Some(query)) = (wanted.test, &choice.query) {
            refuse_misfits(&seen.cx, kind, test, query)?;
        }
        Ok(ListReport::build(&seen.cx, kind, choice, &seen.origin))
    })
}

/// The ids of the records of a kind for which a test holds, or of all of them, in the order of their files.
///
/// # Errors
/// As [`list`].
pub(super) fn chosen(cx: &Cx<'_>, kind: &'static KindInfo, test: Option<&str>) -> Result<Vec<String>, Error> {
    let query = test.map(|test| query(kind, test)).transpose()?;
    if let (Some(test), Some(query)) = (test, &query) {
        refuse_misfits(cx, kind, test, query)?;
    }
    let fields = Fields::new(cx);
    let ranks = fields.ranks();
    let holds = |record: &Subject<'_>| query.as_ref().is_none_or(|query| query.holds(&|path| record.values(path), &ranks));
    Ok(fields.all(kind).into_iter().filter(holds).map(|record| record.id.to_owned()).collect())
}

/// A value that no record can have would answer "none", and be believed.
fn refuse_misfits(cx: &Cx<'_>, kind: &KindInfo, test: &str, query: &Query) -> Result<(), Error> {
    for (field, op, value) in query.comparisons() {
        if let Some(problem) = fields::misfit(cx, kind, &field.path, value).filter(|_| op != Op::Contains) {
            return Err(wrong(test, field.at, &problem));
        }
    }
    Ok(())
}

/// The kind of that name, or whose folder is called so.
pub fn kind(name: &str) -> Result<&'static KindInfo, Error> {
    kinds::by_name(name).or_else(|| kinds::by_folder(name)).ok_or_else(|| {
        let near = did_you_mean(name, KINDS.iter().flat_map(|kind| [kind.name, kind.folder]));
        let all: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let hint = near.map_or(format!("there are {}", all.join(", ")), |near| format!("did you mean `{near}`?"));
        Error::asked(format!("there is no kind `{name}`")).hint(hint)
    })
}

/// What is wrong with a test, and where.
fn wrong(test: &str, at: usize, problem: &str) -> Error {
    let before = test[..at].chars().count();
    Error::asked(format!("{problem}\n  {test}\n  {}^", " ".repeat(before))).hint("`isms list --help` describes the language")
}

/// A test as it was written, of whatever.
pub(super) fn parsed(test: &str) -> Result<Query, Error> {
    Query::parse(test).map_err(|error| wrong(test, error.at, &error.problem))
}

fn query(kind: &KindInfo, test: &str) -> Result<Query, Error> {
    let query = parsed(test)?;
    for field in query.fields() {
        if let Some(problem) = fields::unknown(kind, &field.path) {
            return Err(wrong(test, field.at, &problem));
        }
    }
    Ok(query)
}

fn known(kind: &KindInfo, path: &str) -> Result<(), Error> {
    fields::unknown(kind, path).map_or(Ok(()), |problem| Err(Error::asked(problem).hint("docs/records.md lists the fields of each kind")))
}

fn columns(kind: &'static KindInfo, wanted: &[String]) -> Result<Vec<String>, Error> {
    wanted.iter().try_for_each(|column| known(kind, column))?;
    if !wanted.is_empty() {
        let mut seen = HashSet::new();
        return Ok(wanted.iter().filter(|column| seen.insert(*column)).cloned().collect());
    }
    let listed = Facts::of(kind.name).listed();
    let own = if listed.is_empty() { derived::names(kind.name).iter().map(|(name, _)| *name).collect() } else { listed };
    let usual = ["id", "title", "owner"].into_iter().filter(|column| fields::unknown(kind, column).is_none());
    Ok(usual.chain(own).map(str::to_owned).collect())
}

fn sort(kind: &KindInfo, wanted: &[String]) -> Result<Vec<(String, bool)>, Error> {
    let keys = sort_keys(wanted);
    keys.iter().try_for_each(|(path, _)| known(kind, path))?;
    Ok(keys)
}

/// Fields to sort by, and whether the highest comes first.
pub(super) fn sort_keys(wanted: &[String]) -> Vec<(String, bool)> {
    let key = |text: &String| text.strip_prefix('-').map_or((text.clone(), false), |path| (path.to_owned(), true));
    // A field that comes again orders nothing that it has not ordered.
    let mut seen = HashSet::new();
    wanted.iter().map(key).filter(|(path, _)| seen.insert(path.clone())).collect()
}
