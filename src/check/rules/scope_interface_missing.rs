use super::common::interfaces;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Supplier;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "scope-interface-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.3"],
    page: include_str!("scope_interface_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    if cx.program.scope().is_none() {
        return;
    }
    let known = interfaces(cx.program);
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none()) {
        let reaches_in = supplier.cloud == Some(true) || !supplier.access.is_empty();
        if reaches_in && !known.contains(supplier.data().id.as_str()) {
            out.at(
                supplier.at("/access"),
                format!("supplier `{}` reaches into the scope, and `scope.yaml` names no interface with it", supplier.id),
            )
            .unfilled(&[""])
            .help(format!("add `{{with: {}, supplier: {}, crosses: …}}` under `interfaces:`", supplier.title, supplier.id))
            .related(cx.program.place_in("scope", "/interfaces"), "the interfaces");
        }
    }
}
