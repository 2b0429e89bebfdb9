//! The history of records, in their own words.

use super::error::Error;
use super::list;
use super::load::known_format;
use super::note::Note;
use super::open::View;
use crate::base::date::Date;
use crate::base::text::{did_you_mean, list_of};
use crate::history::methods::Methods;
use crate::history::walk::{Shown, walk};
use crate::load;
use crate::model::kinds::by_id;
use crate::model::single::SINGLES;
use crate::report::log::{self, LogReport, Logged};
use crate::report::shown;
use crate::store::history::{Commit, History as _, Stamp, Step};
use std::collections::BTreeSet;

/// Which changes to show.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only those of this record, or of a file such as `soa`.
    pub id: Option<String>,
    /// Only commits of this day or later.
    pub since: Option<Date>,
    /// Only commits of this day or earlier.
    pub until: Option<Date>,
    /// Only records of this kind.
    pub kind: Option<String>,
    /// Only commits whose author's name or address contains this.
    pub by: Option<String>,
    /// Check the signatures of all commits that are shown; those of one record are always checked.
    pub signatures: bool,
}

/// So many authors a hint names.
const NAMED: usize = 8;

/// Walks the history of a state.
///
/// # Errors
/// When a word names nothing, when there is no repository, or an object of it cannot be read.
pub fn log(view: &View, wanted: &Wanted) -> Result<LogReport, Error> {
    let kind = wanted.kind.as_deref().map(list::kind).transpose()?;
    if let Some((since, until)) = wanted.since.zip(wanted.until).filter(|(since, until)| since > until) {
        return Err(Error::asked(format!("`--since {since}` is after `--until {until}`")).hint("begin earlier, or end later"));
    }
    let repository = view.repository()?;
    view.mention_shallow(&repository);
    known_format(&*view.source)?;
    let by = wanted.by.as_ref().map(|by| by.to_lowercase());
    let keep = |commit: &Commit| {
        let on = commit.committer.day();
        wanted.since.is_none_or(|since| on >= since)
            && wanted.until.is_none_or(|until| on <= until)
            && by.as_ref().is_none_or(|by| is_by(&commit.author, by))
    };
    let mut history = repository.history(&view.revision())?;
    let place = wanted.id.as_deref().filter(|id| by_id(id).is_none()).and_then(shown::place);
    let id = place.as_ref().map(|(name, _)| *name).or(wanted.id.as_deref());
    let part = place.as_ref().map_or(&[][..], |(_, part)| part);
    let folder = id.and_then(folder_of);
    if let Some(folder) = folder {
        history = history.only_in(folder);
    }
    let names = load::names(&*view.source, folder)?;
    let ids: Option<Vec<&str>> = id.map(|id| names.all(id).collect());
    let methods = Methods::of(&history);
    let steps = history.steps(&|_| None)?;
    by.as_ref().map_or(Ok(()), |by| refuse_nobody(&steps, by))?;
    let contents = |path: &str, bytes: &[u8]| ids.as_ref().is_none_or(|ids| ids.iter().any(|id| may_hold(path, bytes, id)));
    let of = log::Wanted { id: id.map(|id| names.first(id)), kind: kind.map(|kind| kind.name), part };
    let shown = Shown { commits: &keep, contents: &contents, names: &names };
    let events = walk(&history, &steps, &shown, &|event| Logged::of(event, of, &|root| methods.get(root)))?;
    if let Some(id) = id.filter(|_| events.is_empty()) {
        refuse_unknown(view, id, part)?;
    }
    if let Some(id) = id.filter(|id| names.now(id) != *id) {
        view.note(Note::usual(format!("`{id}` is now `{}`", names.now(id))));
    }
    let called = id.map(|id| [id].into_iter().chain(part.iter().map(String::as_str)).collect::<Vec<_>>().join("."));
    let mut report = LogReport::new(events, repository.is_shallow(), called.as_deref());
    if wanted.signatures || wanted.id.is_some() {
        report.set_signatures(&repository.signatures(&report.signed())?);
    }
    Ok(report)
}

/// The folder in which the records of an id's kind stand; none for a file at the top. None where the id tells nothing of it.
fn folder_of(id: &str) -> Option<&'static str> {
    let is_file = || SINGLES.iter().any(|single| single.name == id);
    by_id(id).map(|kind| kind.folder).or_else(|| is_file().then_some(""))
}

/// Whether a file can hold the record with an id: it names it, unless an escape in a quoted text does. A file at the top is
/// a record itself, or says how the others are rated; what names no record at all may be what became of it.
fn may_hold(path: &str, bytes: &[u8], id: &str) -> bool {
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    !path.contains('/')
        || !is_plain
        || memchr::memmem::find(bytes, id.as_bytes()).is_some()
        || bytes.contains(&b'\\')
        || memchr::memmem::find(bytes, b"id").is_none()
}

/// Whether a stamp's name or address contains a text in lower case.
fn is_by(author: &Stamp, by: &str) -> bool {
    author.name.to_lowercase().contains(by) || author.email.to_lowercase().contains(by)
}

/// Somebody may have changed nothing that is asked for; a name that no commit has is a slip.
fn refuse_nobody(steps: &[Step], by: &str) -> Result<(), Error> {
    let authors = || steps.iter().map(|step| &step.commit.author);
    if !by.trim().is_empty() && authors().any(|author| is_by(author, by)) {
        return Ok(());
    }
    let names: BTreeSet<&str> = authors().flat_map(|author| [author.name.as_str(), author.email.as_str()]).collect();
    let words = names.iter().flat_map(|name| name.split([' ', '@']));
    let near = did_you_mean(by, names.iter().copied().chain(words));
    let some: Vec<&str> = authors().map(|author| author.name.as_str()).collect::<BTreeSet<&str>>().into_iter().take(NAMED).collect();
    let error = Error::asked(format!("no commit that is looked at has an author like `{by}`"));
    Err(error.hint(near.map_or_else(|| format!("there are commits by {}", list_of(some, "and")), |near| format!("did you mean `{near}`?"))))
}

/// A record or part without a history may be new, or left out by the other options; one that is not there either is a slip.
fn refuse_unknown(view: &View, id: &str, part: &[String]) -> Result<(), Error> {
    let loaded = view.load()?;
    let known = || loaded.program.documents().map(|(known, _, _)| known);
    let pointer: String = part.iter().map(|name| format!("/{name}")).collect();
    let says = |doc| loaded.program.node(doc).find(&pointer).is_some();
    match loaded.program.document(id) {
        Some((_, doc)) if says(doc) => return Ok(()),
        Some(_) => {
            let error = Error::asked(format!("`{id}` has no `{}`, and no commit that is looked at had one", part.join(".")));
            return Err(error.hint(format!("`isms log {id}` shows the history of all of it")));
        }
        None => {}
    }
    let near = did_you_mean(id, known());
    let error = Error::asked(format!("there is no record `{id}`, and no commit that is looked at had one"));
    Err(error.hint(near.map_or("`isms log` shows the history of all".into(), |near| format!("did you mean `{near}`?"))))
}
