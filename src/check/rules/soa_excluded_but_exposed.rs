use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, AssetType, Change, Incident, Obligation, ObligationType, Person, Supplier, Training};
use crate::model::program::{Program, View};
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

/// Records that speak against excluding a control: what each is, its id, and where it says so.
type Exposure = fn(&Program) -> Vec<(&'static str, &str, Span)>;

const EXPOSURES: &[(&[&str], Exposure)] = &[
    (&["A.5.23"], cloud),
    (&["A.5.19", "A.5.20", "A.5.21", "A.5.22"], suppliers),
    (&["A.8.30"], developers),
    (&["A.6.7"], remote),
    (&["A.6.3"], trainings),
    (&["A.6.5"], leavers),
    (&["A.5.34"], personal_data),
    (&["A.5.31"], laws),
    (&["A.5.24", "A.5.25", "A.5.26", "A.5.27", "A.6.8"], incidents),
    (&["A.5.30"], recovered),
    (&["A.8.13"], restored),
    (&["A.8.32"], changes),
    (&["A.5.9", "A.5.10", "A.5.12"], |program| assets(program, "information of yours", AssetType::Information)),
    (&["A.7.1", "A.7.2", "A.7.3"], |program| assets(program, "a site of yours", AssetType::Site)),
    (&["A.7.8", "A.7.14"], |program| assets(program, "equipment of yours", AssetType::Hardware)),
    (&["A.8.20", "A.8.22"], |program| assets(program, "a network of yours", AssetType::Network)),
    (&["A.5.15", "A.5.16", "A.5.18", "A.8.5", "A.8.8"], |program| assets(program, "software of yours", AssetType::Software)),
    (&["A.7.9", "A.8.1"], devices),
    (&["A.8.4", "A.8.25", "A.8.26", "A.8.27", "A.8.28"], development),
];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| row.applicable == Some(false)) {
        let exposures = EXPOSURES.iter().filter(|(controls, _)| controls.contains(&row.id));
        let mut exposed = exposures.flat_map(|(_, exposure)| exposure(cx.program));
        if let Some((what, id, place)) = exposed.find(|(_, id, _)| !row.justification().contains(id)) {
            out.at(
                soa.at(&format!("/controls/{}/applicable", row.id)),
                format!("`{}` {} is excluded, but `{id}` is {what}", row.id, row.title),
            )
            .help(format!("include it, or name `{id}` in the justification and say why it is not needed all the same"))
            .related(place, "the other side");
        }
    }
}

fn serving(program: &Program) -> impl Iterator<Item = View<'_, Supplier>> {
    program.all::<Supplier>().filter(|supplier| supplier.ended.is_none())
}

fn suppliers(program: &Program) -> Vec<(&'static str, &str, Span)> {
    serving(program).map(|supplier| ("a supplier", &*supplier.data().id, supplier.at(""))).collect()
}

fn cloud(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let cloud = serving(program).filter(|supplier| supplier.cloud == Some(true));
    cloud.map(|supplier| ("a cloud service", &*supplier.data().id, supplier.at("/cloud"))).collect()
}

fn developers(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let writes = |service: &String| {
        ["software development", "app development", "web development", "programming"]
            .iter()
            .any(|word| service.to_lowercase().contains(word))
            || is_development_of_software(&service.to_lowercase())
    };
    let developers = serving(program).filter(|supplier| supplier.services.iter().any(writes));
    developers.map(|supplier| ("a supplier that develops for you", &*supplier.data().id, supplier.at("/services"))).collect()
}

fn remote(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let Some(isms) = program.isms() else { return Vec::new() };
    let sites = isms.data().organisation.sites.iter().enumerate().filter(|(_, site)| site.to_lowercase().contains("remote"));
    sites.map(|(index, site)| ("where people work", site.as_str(), isms.at(&format!("/organisation/sites/{index}")))).collect()
}

fn trainings(program: &Program) -> Vec<(&'static str, &str, Span)> {
    program.all::<Training>().map(|training| ("a training of yours", &*training.data().id, training.at(""))).collect()
}

fn leavers(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let left = program.all::<Person>().filter(|person| person.left.is_some());
    left.map(|person| ("somebody who left", &*person.data().id, person.at("/left"))).collect()
}

fn laws(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let laws = program.all::<Obligation>().filter(|duty| matches!(duty.kind, ObligationType::Law | ObligationType::Regulation));
    laws.map(|duty| ("a law for you", &*duty.data().id, duty.at("/type"))).collect()
}

fn incidents(program: &Program) -> Vec<(&'static str, &str, Span)> {
    program.all::<Incident>().map(|incident| ("an incident that you had", &*incident.data().id, incident.at(""))).collect()
}

fn changes(program: &Program) -> Vec<(&'static str, &str, Span)> {
    program.all::<Change>().map(|change| ("a change of yours", &*change.data().id, change.at(""))).collect()
}

fn in_use(program: &Program) -> impl Iterator<Item = View<'_, Asset>> {
    program.all::<Asset>().filter(|asset| !asset.is_retired())
}

fn assets<'p>(program: &'p Program, what: &'static str, kind: AssetType) -> Vec<(&'static str, &'p str, Span)> {
    in_use(program).filter(|asset| asset.kind == kind).map(|asset| (what, &*asset.data().id, asset.at("/type"))).collect()
}

fn personal_data(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let holding = in_use(program).filter(|asset| asset.personal_data == Some(true));
    holding.map(|asset| ("where personal data is", &*asset.data().id, asset.at("/personal_data"))).collect()
}

fn recovered(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let needed = in_use(program).filter(|asset| asset.rto.is_some());
    needed.map(|asset| ("to work again within hours", &*asset.data().id, asset.at("/rto"))).collect()
}

fn restored(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let needed = in_use(program).filter(|asset| asset.rpo.is_some());
    needed.map(|asset| ("not to lose more than hours of data", &*asset.data().id, asset.at("/rpo"))).collect()
}

fn devices(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let is_device =
        |title: &str| ["laptop", "notebook", "smartphone", "mobile phone", "tablet"].iter().any(|word| title.to_lowercase().contains(word));
    let devices = in_use(program).filter(|asset| asset.kind == AssetType::Hardware && is_device(&asset.title));
    devices.map(|asset| ("a device that people carry", &*asset.data().id, asset.at("/title"))).collect()
}

fn development(program: &Program) -> Vec<(&'static str, &str, Span)> {
    let code = in_use(program).filter(|asset| asset.title.to_lowercase().contains("source code"));
    code.map(|asset| ("source code of yours", &*asset.data().id, asset.at("/title"))).collect()
}

/// `development of the mobile app`, but no business development.
fn is_development_of_software(service: &str) -> bool {
    service.contains("develop") && service.split(|c: char| !c.is_alphanumeric()).any(|word| SOFTWARE.contains(&word))
}

const SOFTWARE: &[&str] = &["app", "application", "apps", "code", "firmware", "platform", "portal", "software", "website"];
