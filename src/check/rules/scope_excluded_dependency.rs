use super::common::interfaces;
use crate::base::diagnostic::Level;
use crate::base::text::normal;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Asset;
use crate::model::program::View;
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "scope-excluded-dependency",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.3"],
    page: include_str!("scope_excluded_dependency.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scope) = cx.program.scope() else { return };
    let excluded: HashMap<String, usize> = scope.excludes.iter().enumerate().map(|(index, out)| (normal(&out.what), index)).collect();
    let outside = |asset: View<'_, Asset>| asset.location.as_deref().and_then(|place| excluded.get(&normal(place)).copied());
    let known = interfaces(cx.program);
    for asset in cx.program.all::<Asset>().filter(|asset| !asset.is_retired() && outside(*asset).is_none()) {
        for (index, reference) in asset.depends_on.iter().enumerate() {
            let Some(support) = cx.program.get::<Asset>(reference) else { continue };
            let is_interface = support.supplier.as_ref().is_some_and(|supplier| known.contains(supplier.id()));
            if let Some(place) = outside(support).filter(|_| !is_interface) {
                out.at(
                    asset.at(&format!("/depends_on/{index}")),
                    format!("`{}` depends on `{}`, which is outside the scope", asset.id, support.id),
                )
                .help("take it into the scope, or name the interface with whoever runs it")
                .related(scope.at(&format!("/excludes/{place}/what")), "left out here");
            }
        }
    }
}
