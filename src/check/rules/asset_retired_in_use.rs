use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Asset;
use crate::model::reference::Ref;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "asset-retired-in-use",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.9"],
    page: include_str!("asset_retired_in_use.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let is_retired = |id: &Ref<Asset>| cx.program.get::<Asset>(id).is_some_and(|asset| asset.is_retired());
    for risk in cx.risks().iter().map(|row| row.risk) {
        for (index, id) in risk.data().assets.iter().enumerate().filter(|(_, id)| is_retired(id)) {
            out.at(risk.at(&format!("/assets/{index}")), format!("open risk `{}` is to the retired asset `{id}`", risk.id))
                .help("name what took its place, or close the risk");
        }
    }
    for asset in cx.program.all::<Asset>().filter(|asset| !asset.is_retired()) {
        for (index, id) in asset.data().depends_on.iter().enumerate().filter(|(_, id)| is_retired(id)) {
            out.at(asset.at(&format!("/depends_on/{index}")), format!("`{}` depends on the retired asset `{id}`", asset.id))
                .help("name what took its place, or take the dependency out");
        }
    }
}
