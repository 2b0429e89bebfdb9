use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "former-id-taken",
    level: Level::Error,
    mandatory: true,
    about: About::Shape,
    clauses: &["7.5.3"],
    page: include_str!("former_id_taken.md"),
    check: Check::Records(check),
};

/// An id names one thing for ever, also one that nobody uses any more.
fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let mut claimed: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, formerly) in cx.program.claims() {
        let Some(known) = cx.program.known(id) else { continue };
        let place = cx.program.node(known.doc).place("/formerly");
        for name in formerly.iter().filter(|name| *name != id) {
            if cx.program.known(name).is_some() {
                out.at(place, format!("`{id}` says that it was called `{name}`, and there is a record `{name}`"))
                    .help("take that out of `formerly`, or give the other record an id of its own; ids are never used again");
            } else if let Some(other) = claimed.insert(name, id).filter(|other| *other != &**id) {
                out.at(place, format!("`{id}` and `{other}` both say that they were called `{name}`"))
                    .help("take that out of `formerly` where it is not so; references and approvals follow only one record");
            }
        }
    }
}
