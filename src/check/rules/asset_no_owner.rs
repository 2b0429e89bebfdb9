use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::Asset;

pub(super) static RULE: Rule = Rule {
    name: "asset-no-owner",
    level: Level::Warning,
    mandatory: false,
    clauses: &["A.5.9"],
    page: include_str!("asset_no_owner.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for asset in cx.program.all::<Asset>().filter(|asset| asset.owner.is_none() && !asset.is_retired()) {
        out.at(asset.at("/owner"), format!("asset `{}` has no owner", asset.id)).help("name who answers for it under `owner:`");
    }
}
