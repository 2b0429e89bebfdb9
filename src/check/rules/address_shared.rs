use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::node::Node;
use crate::base::span::Span;
use crate::base::text::folded;
use crate::check::{About, Check, Findings, Rule};
use crate::history::changes::Fate;
use crate::history::silenced::is_amended;
use crate::history::trail::Trail;
use crate::model::kinds::{Person, RecordKind as _};
use crate::model::program::View;
use crate::register::cx::Cx;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "address-shared",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3", "A.5.16"],
    page: include_str!("address_shared.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let mut known: HashMap<String, (View<'_, Person>, Span)> = HashMap::new();
    for person in cx.program.all::<Person>() {
        let id = person.data().id.as_str();
        for (at, address) in person.emails.iter().enumerate() {
            let place = person.at(&format!("/emails/{at}"));
            let (first, other) = *known.entry(folded(address.trim())).or_insert((person, place));
            if first.id != id {
                out.at(
                    place,
                    format!(
                        "`{address}` is an address of `{id}` and of `{}`: what is committed with it counts as either's",
                        first.data().id
                    ),
                )
                .help("leave it with whoever sends from it, and give the other an address of their own")
                .related(other, "the other person");
            }
        }
    }
    let Some(trail) = cx.trail else { return };
    for (address, given) in given_up(trail) {
        let Some((now, place)) = known.get(&address).filter(|(now, _)| now.id != given.by) else { continue };
        // Where both had it, one of them gave it up, as is asked for above.
        if !was_of(trail, &now.data().id, given.place).contains(&address) && !is_amended(now.node(), "emails", given.on) {
            out.at(
                *place,
                format!(
                    "`{address}` was an address of `{}` until {} and is one of `{}` now: what was committed with it counts as theirs",
                    given.by,
                    given.on,
                    now.data().id
                ),
            )
            .help(format!(
                "give it back to whoever sent from it, or say why under `amended:` as `on: {}`, `what: emails` and `reason:`",
                given.on
            ));
        }
    }
}

/// Who gave an address up, and when.
struct Given<'t> {
    by: &'t str,
    on: Date,
    place: usize,
}

/// The addresses that commits took from people.
fn given_up(trail: &Trail) -> Vec<(String, Given<'_>)> {
    let mut found = Vec::new();
    for id in trail.ids(Person::NAME) {
        for pair in trail.record(Person::NAME, id).windows(2) {
            let (place, changed) = (pair[0].place, || trail.changed(Person::NAME, id, &pair[0], &pair[1]));
            if pair[0].fate == Fate::Removed || changed().is_ok_and(|fields| fields.iter().any(|field| &*field.name == "emails")) {
                let on = trail.commits[place].committer.day();
                found.extend(was_of(trail, id, place).into_iter().map(|address| (address, Given { by: id, on, place })));
            }
        }
    }
    found.sort_by(|(a, one), (b, other)| (a, one.place, one.by).cmp(&(b, other.place, other.by)));
    found.dedup_by(|(a, one), (b, other)| a == b && one.by == other.by);
    found
}

/// The addresses that somebody had before a commit.
fn was_of(trail: &Trail, id: &str, place: usize) -> Vec<String> {
    let before = trail.record(Person::NAME, id).iter().find(|past| past.place > place);
    let Some(Ok(Some(then))) = before.map(|past| trail.version(Person::NAME, id, past)) else { return Vec::new() };
    then.node().get("emails").into_iter().flat_map(Node::items).map(|address| folded(address.text().trim())).collect()
}
