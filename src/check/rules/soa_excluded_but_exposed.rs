use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, AssetType, Supplier};
use crate::model::program::Program;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-excluded-but-exposed",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 c"],
    page: include_str!("soa_excluded_but_exposed.md"),
    check: Check::Records(check),
};

/// What in the records speaks against excluding a control.
type Exposure = fn(&Program) -> Option<(String, Span)>;

const EXPOSURES: &[(&[&str], Exposure)] = &[
    (&["A.5.23"], cloud),
    (&["A.5.19", "A.5.20", "A.5.21", "A.5.22"], suppliers),
    (&["A.6.7"], remote),
    (&["A.5.34"], personal_data),
    (&["A.7.1", "A.7.2", "A.7.3"], premises),
    (&["A.8.4", "A.8.25", "A.8.26", "A.8.27", "A.8.28"], development),
];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| row.applicable == Some(false)) {
        let exposures = EXPOSURES.iter().filter(|(controls, _)| controls.contains(&row.id));
        if let Some((fact, place)) = exposures.filter_map(|(_, exposure)| exposure(cx.program)).next() {
            out.at(soa.at(&format!("/controls/{}/applicable", row.id)), format!("`{}` {} is excluded, but {fact}", row.id, row.title))
                .help("include it, or say in the justification why it is not needed all the same")
                .related(place, "the other side");
        }
    }
}

fn suppliers(program: &Program) -> Option<(String, Span)> {
    let supplier = program.all::<Supplier>().find(|supplier| supplier.ended.is_none())?;
    Some((format!("`{}` is a supplier", supplier.id), supplier.at("")))
}

fn cloud(program: &Program) -> Option<(String, Span)> {
    let supplier = program.all::<Supplier>().find(|supplier| supplier.ended.is_none() && supplier.cloud == Some(true))?;
    Some((format!("`{}` is a cloud service", supplier.id), supplier.at("/cloud")))
}

fn remote(program: &Program) -> Option<(String, Span)> {
    let isms = program.isms()?;
    let site = isms.organisation.sites.iter().position(|site| site.to_lowercase().contains("remote"))?;
    Some(("people work remotely".into(), isms.at(&format!("/organisation/sites/{site}"))))
}

fn personal_data(program: &Program) -> Option<(String, Span)> {
    let asset = program.all::<Asset>().find(|asset| !asset.is_retired() && asset.personal_data == Some(true))?;
    Some((format!("`{}` holds personal data", asset.id), asset.at("/personal_data")))
}

fn premises(program: &Program) -> Option<(String, Span)> {
    let asset = program.all::<Asset>().find(|asset| !asset.is_retired() && asset.kind == AssetType::Site)?;
    Some((format!("`{}` is a site of yours", asset.id), asset.at("/type")))
}

fn development(program: &Program) -> Option<(String, Span)> {
    let asset = program.all::<Asset>().find(|asset| !asset.is_retired() && asset.title.to_lowercase().contains("source code"))?;
    Some((format!("`{}` is source code of yours", asset.id), asset.at("/title")))
}
