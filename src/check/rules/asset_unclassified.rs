use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, AssetType};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "asset-unclassified",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.12"],
    page: include_str!("asset_unclassified.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    if cx.soa().iter().any(|row| row.id == "A.5.12" && row.applicable == Some(false)) {
        return;
    }
    for asset in cx.program.all::<Asset>().filter(|asset| asset.kind == AssetType::Information && !asset.is_retired()) {
        if is_blank(asset.classification.as_deref()) {
            out.at(asset.at("/classification"), format!("information `{}` is not classified", asset.id))
                .unfilled(&["/classification"])
                .help("write its class in your own scheme under `classification:`");
        }
    }
}
