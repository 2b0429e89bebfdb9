//! Sisters beside each other.

use super::Fleet;
use super::member::Member;
use crate::base::text::did_you_mean;
use crate::ops::error::Error;
use crate::ops::read::Need;
use crate::ops::report::reported;
use crate::report::fleet::{FleetCompareReport, SisterFacts};

/// The programmes of these names beside each other, in this order.
///
/// # Errors
/// When fewer than two are named, or one that there is not.
pub fn compare(mut fleet: Fleet, names: &[String]) -> Result<(FleetCompareReport, Fleet), Error> {
    let mut chosen = Vec::new();
    for name in names {
        let Some(member) = fleet.members.iter().find(|member| member.name() == name) else {
            let near = did_you_mean(name, fleet.members.iter().map(Member::name));
            let hint = near.map_or("`isms fleet status` names them".into(), |near| format!("did you mean `{near}`?"));
            return Err(Error::asked(format!("no programme is called `{name}`")).hint(hint));
        };
        if chosen.iter().any(|known: &Member| known.name() == name) {
            return Err(Error::asked(format!("`{name}` is named twice")).hint("name each once"));
        }
        chosen.push(member.clone());
    }
    if chosen.len() < 2 {
        return Err(Error::asked("one programme stands beside nothing").hint("name at least two"));
    }
    fleet.members = chosen;
    let answers = fleet.each(|view, about| reported(view, Need::Approvals, |seen| Ok(SisterFacts::of(about, &seen.cx, &seen.origin))));
    let (programmes, unread) = fleet.parted(answers);
    let report = FleetCompareReport::build(programmes, unread, fleet.seen());
    Ok((report, fleet))
}
