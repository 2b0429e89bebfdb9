use crate::base::diagnostic::Level;
use crate::base::text::{first_of, normal};
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Person, RecordKind, Role, Supplier};
use crate::model::links;
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "outsider-has-record",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("outsider_has_record.md"),
    check: Check::Records(check),
};

/// So many records of one name are named.
const NAMED: usize = 3;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let known = known(cx);
    for (_, kind, doc) in cx.program.documents() {
        links::walk(kind, cx.program.node(doc), &mut |node, link| {
            if !link.in_words {
                return;
            }
            let all = known.get(&normal(node.text())).map_or(&[][..], Vec::as_slice);
            let meant: Vec<&str> = all.iter().filter(|(kind, _)| link.targets.contains(kind)).map(|(_, id)| *id).collect();
            if !meant.is_empty() {
                let ids = first_of(&meant, NAMED, "and");
                out.at(node.span(), format!("`{}` is what {ids} is called, and counts as somebody outside", node.text())).help(format!(
                    "write {}; for somebody else of that name, write where they come from beside it",
                    first_of(&meant, NAMED, "or")
                ));
            }
        });
    }
}

/// Who has a record, by each of their names: the kind and the id.
fn known<'a>(cx: &Now<'a>) -> HashMap<String, Vec<(&'static str, &'a str)>> {
    let mut known: HashMap<String, Vec<_>> = HashMap::new();
    let mut add = |kind, id: &'a str, names: &mut dyn Iterator<Item = &'a str>| {
        names.for_each(|name| {
            let ids = known.entry(normal(name)).or_default();
            // The names of one record come one after the other, and thousands may be called alike.
            if ids.last() != Some(&(kind, id)) {
                ids.push((kind, id));
            }
        });
    };
    for person in cx.program.all::<Person>().map(|person| person.data()) {
        let names = [Some(&person.title), person.name.as_ref()].into_iter().flatten().chain(&person.emails);
        add(Person::NAME, &person.id, &mut names.map(String::as_str));
    }
    for role in cx.program.all::<Role>().map(|role| role.data()) {
        add(Role::NAME, &role.id, &mut [role.title.as_str()].into_iter());
    }
    for supplier in cx.program.all::<Supplier>().map(|supplier| supplier.data()) {
        add(Supplier::NAME, &supplier.id, &mut [supplier.title.as_str()].into_iter());
    }
    known
}
