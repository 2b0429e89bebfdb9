//! One queue over all programmes.

use super::Fleet;
use crate::base::text::{did_you_mean, list_of};
use crate::model::kinds;
use crate::model::program::ROOT;
use crate::ops::error::{Error, What};
use crate::ops::{due, open::View};
use crate::report::due::{DueReport, Wanted};
use crate::report::fleet::{About, FleetDueReport};
use std::collections::BTreeSet;

/// What falls due in all programmes. `owner` is a role, a person or `me` in each of them, or somebody who looks after
/// programmes: then everything in those is told.
///
/// # Errors
/// When no programme knows the owner, or a test asks for what nobody knows.
pub fn due(mut fleet: Fleet, test: Option<&str>, wanted: &Wanted) -> Result<(FleetDueReport, Fleet), Error> {
    fleet.keep(test, &[])?;
    let mut each = wanted.clone();
    if let Some(who) = wanted.owner.as_deref().filter(|who| *who != "me" && kinds::by_id(who).is_none()) {
        let owners: BTreeSet<&str> = fleet.members.iter().filter_map(|member| member.about.owner.as_deref()).collect();
        if !owners.contains(who) {
            let near = did_you_mean(who, owners.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            let hint = near.unwrap_or_else(|| match owners.is_empty() {
                true => "say who looks after it with `owner:` in `fleet.yaml`, or name a role or person of a programme".into(),
                false => format!("there are {}", list_of(owners, "and")),
            });
            return Err(Error::asked(format!("no programme is looked after by `{who}`")).hint(hint));
        }
        fleet.members.retain(|member| member.about.owner.as_deref() == Some(who));
        each.owner = None;
    }
    // Somebody may be known in one programme alone; what they have in the others is nothing.
    let known = |view: &View, about: About| -> Result<Result<(About, DueReport), Error>, Error> {
        match due::due(view, &each) {
            Ok(mut report) => {
                let folder = view.tree.root();
                // In a repository that has no files, no command could write.
                if folder.join(ROOT).is_file() {
                    report.commands_in(&folder.display().to_string());
                }
                Ok(Ok((about, report)))
            }
            Err(error) if each.owner.is_some() && matches!(error.what, What::Asked(_) | What::Failed(_)) => Ok(Err(error)),
            Err(error) => Err(error),
        }
    };
    let answers = fleet.each(known);
    let (answers, unread) = fleet.parted(answers);
    let (mut parts, mut strange) = (Vec::new(), Vec::new());
    for answer in answers {
        match answer {
            Ok(part) => parts.push(part),
            Err(error) => strange.push(error),
        }
    }
    if parts.is_empty()
        && let Some(error) = strange.into_iter().next()
    {
        return Err(error);
    }
    let until = fleet.today.plus(wanted.within);
    let report = FleetDueReport::build(parts, wanted.owner.clone(), until, unread, fleet.seen());
    Ok((report, fleet))
}
