use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, Needs};
use crate::register::cx::Now;
use std::collections::{HashMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "asset-no-risk",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 c"],
    page: include_str!("asset_no_risk.md"),
    check: Check::Records(check),
};

/// From this need on, an asset that is not primary must appear in a risk too.
const HIGH: u8 = 4;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let named: Vec<&str> = cx.risks().iter().flat_map(|row| &row.risk.data().assets).map(|asset| asset.id()).collect();
    if named.is_empty() {
        return;
    }
    let covered = with_dependents(cx, named);
    for asset in cx.program.all::<Asset>().filter(|asset| !asset.is_retired() && !covered.contains(asset.data().id.as_str())) {
        let what = match &asset.needs {
            _ if asset.primary => "primary asset",
            Some(needs) if highest(needs) >= HIGH => "asset with high needs",
            _ => continue,
        };
        out.at(asset.at(""), format!("{what} `{}` is in no risk, nor is anything it depends on", asset.id))
            .help("assess what could happen to it, or lower what it needs");
    }
}

fn highest(needs: &Needs) -> u8 {
    [needs.confidentiality, needs.integrity, needs.availability].into_iter().flatten().max().unwrap_or(0)
}

/// The assets named by risks, and all that depend on one of them.
fn with_dependents<'a>(cx: &Now<'a>, named: Vec<&'a str>) -> HashSet<&'a str> {
    let mut dependents: HashMap<&str, Vec<&str>> = HashMap::new();
    for asset in cx.program.all::<Asset>() {
        for support in &asset.data().depends_on {
            dependents.entry(support.id()).or_default().push(&asset.data().id);
        }
    }
    let mut covered: HashSet<&str> = HashSet::new();
    let mut open = named;
    while let Some(id) = open.pop() {
        if covered.insert(id) {
            open.extend(dependents.get(id).into_iter().flatten());
        }
    }
    covered
}
