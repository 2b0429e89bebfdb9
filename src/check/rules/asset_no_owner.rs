use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Asset;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "asset-no-owner",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.9"],
    page: include_str!("asset_no_owner.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for asset in cx.program.all::<Asset>().filter(|asset| asset.owner.is_none() && !asset.is_retired()) {
        out.absent(asset.at("/owner"), &["owner"], format!("asset `{}` has no owner", asset.id))
            .unfilled(&["/owner"])
            .help("name who answers for it under `owner:`");
    }
}
