//! One record or part of a file, and everything that follows from it.

use super::act::unread;
use super::error::Error;
use super::ids::is_elsewhere;
use super::note::Note;
use super::open::View;
use super::read::Need;
use super::report::Seen;
use crate::base::text::{did_you_mean, list_of};
use crate::load::names as names_in;
use crate::model::clause;
use crate::model::kinds::by_id;
use crate::model::program::Program;
use crate::report::impact::ImpactReport;
use crate::report::show::ShowReport;
use crate::report::shown::{Shown, find, names};

/// Shows the record of that id, a file such as `scope`, a part of one, a control of Annex A or a threat of the catalogue.
///
/// # Errors
/// When there is none, or several may be meant, or bytes cannot be had.
pub fn show(view: &View, what: &str) -> Result<ShowReport, Error> {
    let read = view.read(Need::Rules)?;
    let seen = Seen::of(view, &read);
    let one = the_one(view, &seen, what)?;
    Ok(ShowReport::build(&seen.cx, seen.outcome(), &one, &seen.origin))
}

/// What hangs on it.
///
/// # Errors
/// As [`show`].
pub fn impact(view: &View, what: &str) -> Result<ImpactReport, Error> {
    let read = view.read(Need::Approvals)?;
    let seen = Seen::of(view, &read);
    let one = the_one(view, &seen, what)?;
    Ok(ImpactReport::build(&seen.cx, &one, &seen.origin))
}

/// What a programme of an earlier state calls that which the files call so now.
fn called_then(view: &View, program: &Program, what: &str) -> Option<String> {
    view.source.commit()?;
    let names = names_in(&view.tree, Some(by_id(what)?.folder)).ok()?;
    names.all(what).find(|name| program.known(name).is_some()).map(str::to_owned)
}

/// What a text names; what was called so once is told, and goes by its name of today.
fn the_one<'a>(view: &View, seen: &Seen<'a>, what: &str) -> Result<Shown<'a>, Error> {
    let program = seen.cx.program;
    let now = program.names().now(what);
    let then = if program.known(now).is_none() { called_then(view, program, what) } else { None };
    if let Some(then) = &then {
        view.note(Note::usual(format!("`{what}` was called `{then}` then")));
    } else if now != what {
        view.note(Note::usual(format!("`{what}` is now `{now}`")));
    }
    let mut found = find(&seen.cx, then.as_deref().unwrap_or(now));
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => {
            if let Some(error) = unread(program, what) {
                return Err(error);
            }
            let error = Error::asked(format!("there is no record `{what}`"));
            if clause::is_known(what) {
                return Err(error.hint(format!("`isms explain {what}` says what the clause asks for")));
            }
            if is_elsewhere(view, what) {
                return Err(error.hint(format!("another branch or the index has `{what}`: `git log --all -- '*{what}*'` finds it")));
            }
            let near = did_you_mean(what, names(&seen.cx));
            Err(error.hint(near.map_or("`isms list KIND` lists the records of a kind".into(), |near| format!("did you mean `{near}`?"))))
        }
        _ => {
            let paths = found.iter().map(|one| if one.id == what { one.kind } else { &*one.id });
            Err(Error::asked(format!("`{what}` is in several files")).hint(format!("name one of them: {}", list_of(paths, "or"))))
        }
    }
}
