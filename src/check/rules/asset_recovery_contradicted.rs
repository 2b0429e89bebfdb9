use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Asset;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "asset-recovery-contradicted",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.30"],
    page: include_str!("asset_recovery_contradicted.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for asset in cx.program.all::<Asset>().filter(|asset| !asset.is_retired()) {
        let Some(wanted) = asset.rto else { continue };
        for (index, reference) in asset.depends_on.iter().enumerate() {
            let Some(support) = cx.program.get::<Asset>(reference).filter(|support| !support.is_retired()) else { continue };
            if let Some(given) = support.rto.filter(|given| *given > wanted) {
                out.at(
                    support.at("/rto"),
                    format!("`{}` is back after {given}, but `{}` must be back after {wanted} and depends on it", support.id, asset.id),
                )
                .help("make what is depended on recover sooner, or say that the other may take as long")
                .related(asset.at(&format!("/depends_on/{index}")), "depends on it");
            }
        }
    }
}
