use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, Criticality, Supplier};
use crate::register::cx::Now;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "supplier-no-risk",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 c", "A.5.19"],
    page: include_str!("supplier_no_risk.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let mut considered: HashSet<&str> = HashSet::new();
    for risk in cx.risks().iter().map(|row| row.risk.data()) {
        considered.extend(risk.links.iter().map(|link| link.id()));
        considered.extend(
            risk.assets.iter().filter_map(|asset| cx.program.get::<Asset>(asset)?.data().supplier.as_ref()).map(|supplier| supplier.id()),
        );
    }
    let critical = |supplier: &Supplier| matches!(supplier.criticality, Some(Criticality::Critical));
    for supplier in cx.program.all::<Supplier>().filter(|supplier| critical(supplier) && supplier.ended.is_none()) {
        if !considered.contains(supplier.data().id.as_str()) {
            out.at(supplier.at("/criticality"), format!("no risk is linked with the critical supplier `{}`", supplier.id))
                .help("assess it; a risk to an asset with this `supplier:`, or with a link to it, counts");
        }
    }
}
