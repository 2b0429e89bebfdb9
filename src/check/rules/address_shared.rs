use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Person;
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "address-shared",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3", "A.5.16"],
    page: include_str!("address_shared.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let mut known: HashMap<String, (&str, Span)> = HashMap::new();
    for person in cx.program.all::<Person>() {
        let id = person.data().id.as_str();
        for (at, address) in person.emails.iter().enumerate() {
            let place = person.at(&format!("/emails/{at}"));
            let (first, other) = *known.entry(address.trim().to_lowercase()).or_insert((id, place));
            if first != id {
                out.at(
                    place,
                    format!("`{address}` is an address of `{id}` and of `{first}`: what is committed with it counts as either's"),
                )
                .help("leave it with whoever sends from it, and give the other an address of their own")
                .related(other, "the other person");
            }
        }
    }
}
