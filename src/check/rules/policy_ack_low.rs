use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Document, GroupCount, Person};
use crate::model::program::View;
use crate::register::cx::Now;
use crate::register::document::{is_for_everybody, read_by};
use crate::register::group::counted;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "policy-ack-low",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.1", "7.3"],
    page: include_str!("policy_ack_low.md"),
    check: Check::Records(check),
};

/// So many percent of the people must have read the version in force.
const TARGET: usize = 90;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let people: Vec<_> = cx.program.all::<Person>().filter(|person| person.is_active(cx.today)).collect();
    for policy in cx.program.all::<Document>().filter(|document| is_for_everybody(document)) {
        let Some(version) = &policy.version else { continue };
        let groups: Vec<&GroupCount> = policy.data().groups.iter().filter(|count| count.version.as_ref() == Some(version)).collect();
        if let Some((read, all)) = counted(groups.iter().copied(), cx.today) {
            if read * 100 < all * TARGET as u64 {
                out.at(
                    policy.at("/groups"),
                    format!("{read} of {all} people are recorded as having read version `{version}` of `{}`", policy.id),
                )
                .help(format!(
                    "ask the others to read it and count again under `groups:`; {TARGET} % is the least, and older versions do not count"
                ));
            }
            continue;
        }
        let current = policy.data().acknowledgements.iter().filter(|read| read.version == *version);
        let read: HashSet<&str> = current.map(|read| read.person.id()).collect();
        // Whoever still has time counts once they have read it.
        let is_due = |person: &Person| policy.approval.as_ref().is_none_or(|approval| read_by(person, approval.on) < cx.today);
        let (read, unread): (Vec<View<'_, Person>>, Vec<_>) =
            people.iter().copied().partition(|person| read.contains(person.data().id.as_str()));
        let all = read.len() + unread.into_iter().filter(|person| is_due(person)).count();
        if read.len() * 100 < all * TARGET {
            out.at(
                policy.at("/acknowledgements"),
                format!("{} of {all} people are recorded as having read version `{version}` of `{}`", read.len(), policy.id),
            )
            .help(format!("ask the others to read it; {TARGET} % is the least, and older versions do not count"));
        }
    }
}
