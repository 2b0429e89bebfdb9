use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, Needs};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "asset-cia-inheritance",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 c"],
    page: include_str!("asset_cia_inheritance.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for asset in cx.program.all::<Asset>().filter(|asset| !asset.is_retired()) {
        let Some(needs) = &asset.needs else { continue };
        for (index, reference) in asset.depends_on.iter().enumerate() {
            let Some(support) = cx.program.get::<Asset>(reference).filter(|support| !support.is_retired()) else { continue };
            let Some(offered) = &support.needs else { continue };
            if let Some((name, wanted, given)) = properties(needs, offered).find(|(_, wanted, given)| given < wanted) {
                out.at(
                    support.at(&format!("/needs/{name}")),
                    format!("`{}` is rated {name} {given}, but `{}` needs {wanted} and depends on it", support.id, asset.id),
                )
                .help("raise the need of what is depended on, or say in an exception why it may be lower")
                .related(asset.at(&format!("/depends_on/{index}")), "depends on it");
            }
        }
    }
}

/// What is wanted and what is given, for the properties of which both are known.
fn properties(wanted: &Needs, given: &Needs) -> impl Iterator<Item = (&'static str, u8, u8)> {
    let all = [
        ("confidentiality", wanted.confidentiality, given.confidentiality),
        ("integrity", wanted.integrity, given.integrity),
        ("availability", wanted.availability, given.availability),
    ];
    all.into_iter().filter_map(|(name, wanted, given)| Some((name, wanted?, given?)))
}
