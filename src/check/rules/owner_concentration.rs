use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, Role};
use crate::model::reference::{Party, Ref};
use crate::register::cx::Now;
use crate::register::holding::active_holders;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "owner-concentration",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 c2"],
    page: include_str!("owner_concentration.md"),
    check: Check::Records(check),
};

/// Fewer records than this say nothing about how duties are spread.
const ENOUGH: usize = 10;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let risks = cx.risks().iter().filter_map(|row| row.risk.data().owner.as_ref());
    let controls = cx.program.all::<Control>().filter(|control| control.is_active()).filter_map(|control| control.data().owner.as_ref());
    for (what, owners) in [("risks", risks.collect::<Vec<_>>()), ("controls", controls.collect())] {
        let mut named: BTreeMap<&str, (&Ref<Party>, usize)> = BTreeMap::new();
        owners.iter().for_each(|owner| named.entry(owner.id()).or_insert((owner, 0)).1 += 1);
        let mut owned: BTreeMap<&str, usize> = BTreeMap::new();
        for (owner, count) in named.into_values() {
            *owned.entry(person(cx, owner)).or_default() += count;
        }
        let most = owned.into_iter().max_by_key(|(_, count)| *count);
        if let Some((owner, count)) = most.filter(|(_, count)| owners.len() >= ENOUGH && count * 2 > owners.len()) {
            let place = cx.program.known(owner).map_or(cx.program.place(), |known| cx.program.node(known.doc).head());
            out.at(place, format!("`{owner}` owns {count} of {} {what}", owners.len()))
                .help("let those own them who can decide about them");
        }
    }
}

/// The person behind an owner: the one who holds a role, where one does.
fn person<'a>(cx: &Now<'a>, owner: &'a Ref<Party>) -> &'a str {
    let Some(role) = cx.program.get::<Role>(owner) else { return owner.id() };
    let mut holders = active_holders(cx.program, role.data(), cx.today);
    match (holders.next(), holders.next()) {
        (Some(only), None) => &only.data().id,
        _ => owner.id(),
    }
}
