//! What falls due for people: trainings, policies to read, what they can do, the roles they hold.

use super::{Found, Matter, owner};
use crate::base::date::Date;
use crate::base::text::normal;
use crate::model::kinds::{Document, Holder, Person, Role, Training};
use crate::model::program::View;
use crate::register::cx::Now;
use crate::register::longest::longest;
use crate::register::{document, training};
use std::collections::{BTreeMap, HashSet};

pub(super) fn gather<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    trainings(cx, found);
    acknowledgements(cx, found);
    competence(cx, found);
    holders(cx, found);
}

fn trainings<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    for training in cx.program.all::<Training>() {
        let data = training.data();
        if !data.groups.is_empty() {
            let on = training::counted_until(data, cx.cadences, cx.today);
            found.add(Matter::Training, &data.id, on, "let the groups take it, and count", training.at("/groups")).owner(owner!(data));
            continue;
        }
        let days = training::days(cx.program, data, cx.cadences, cx.today);
        by_day(days, |on, people| {
            let due = found.add(Matter::Training, &data.id, on, "take it", training.at("/completions")).owner(owner!(data));
            due.people = people;
        });
    }
}

/// One entry for each day, with the people it waits for.
fn by_day<'a>(days: impl IntoIterator<Item = (Option<Date>, View<'a, Person>)>, mut add: impl FnMut(Option<Date>, Vec<&'a str>)) {
    let mut together: BTreeMap<Option<Date>, Vec<&str>> = BTreeMap::new();
    for (on, person) in days {
        together.entry(on).or_default().push(&person.data().id);
    }
    together.into_iter().for_each(|(on, people)| add(on, people));
}

fn acknowledgements<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    let people: Vec<View<'_, Person>> = cx.program.all::<Person>().filter(|person| person.is_active(cx.today)).collect();
    for policy in cx.program.all::<Document>().filter(|policy| document::is_for_everybody(policy)) {
        let data = policy.data();
        let (Some(version), Some(approval)) = (&data.version, &data.approval) else { continue };
        // Where people are counted by group, nobody is named.
        if data.groups.iter().any(|count| count.version.as_ref() == Some(version)) {
            continue;
        }
        let current = data.acknowledgements.iter().filter(|read| read.version == *version && read.on <= cx.today);
        let read: HashSet<&str> = current.map(|read| read.person.id()).collect();
        let unread = people.iter().filter(|person| !read.contains(person.data().id.as_str()));
        let days = unread.map(|person| (Some(document::read_by(person, approval.on)), *person));
        by_day(days, |on, people| {
            let what = format!("read version {version}");
            found.add(Matter::Acknowledgement, &data.id, on, what, policy.at("/acknowledgements")).owner(owner!(data)).people = people;
        });
    }
}

/// What somebody can do has to be shown anew, where a role that they hold asks for it.
fn competence<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    let mut wanted: HashSet<(&str, String)> = HashSet::new();
    for role in cx.program.all::<Role>() {
        for holder in role.data().held_by.iter().filter(|holder| holder.is_on(cx.today)) {
            wanted.extend(role.data().competence.iter().map(|what| (holder.person.id(), normal(what))));
        }
    }
    for person in cx.program.all::<Person>().filter(|person| person.is_active(cx.today)) {
        let data = person.data();
        let shown = data.competence.iter().map(|competence| (normal(&competence.what), competence.valid_until));
        for (what, (until, index)) in longest(shown) {
            if until.is_some() && wanted.contains(&(data.id.as_str(), what)) {
                let place = person.at(&format!("/competence/{index}/valid_until"));
                let what = format!("show anew: {}", data.competence[index].what);
                found.add(Matter::Competence, &data.id, until, what, place).people = vec![&data.id];
            }
        }
    }
}

/// A role has holders today, and none of them stays.
fn holders<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    for role in cx.program.all::<Role>() {
        let ends = |holder: &'a Holder| {
            let left = cx.program.get::<Person>(&holder.person).and_then(|person| person.left);
            [holder.until, left].into_iter().flatten().min()
        };
        let held = role.data().held_by.iter();
        let here = held.filter(|holder| holder.is_on(cx.today) || holder.from.is_some_and(|from| from > cx.today));
        let ends: Option<Vec<Date>> = here.map(ends).collect();
        if let Some(last) = ends.and_then(|ends| ends.into_iter().max()).filter(|last| *last >= cx.today) {
            found.add(Matter::Holder, &role.data().id, Some(last), "say who follows", role.at("/held_by"));
        }
    }
}
