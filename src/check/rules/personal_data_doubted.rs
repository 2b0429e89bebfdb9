use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, Incident};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "personal-data-doubted",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.26", "A.5.34"],
    page: include_str!("personal_data_doubted.md"),
    check: Check::Records(check),
};

/// What stands in a text that speaks of personal data, in the languages that records are written in.
const PERSONAL: &[&str] =
    &["personal data", "personal information", "personenbezogen", "personendaten", "données personnelles", "données à caractère personnel"];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for incident in cx.program.all::<Incident>().filter(|incident| incident.personal_data == Some(false) && !says_why(incident)) {
        let hit = incident.data().affects.iter().filter_map(|hit| cx.program.by_id::<Asset>(hit.id()));
        let holding: Vec<_> = hit.filter(|asset| asset.personal_data == Some(true)).collect();
        let Some(first) = holding.first() else { continue };
        let names = list_of(holding.iter().map(|asset| asset.data().id.as_str()), "and");
        let message =
            format!("incident `{}` is said to have touched no personal data, and it hit {names}, where there are some", incident.id);
        out.at(incident.at("/personal_data"), message)
            .about(holding.iter().map(|asset| asset.data().id.as_str()))
            .help("write `personal_data: true`; or say under `cause:` how it is known that the personal data were not touched")
            .related(first.at("/personal_data"), "what was hit");
    }
}

/// Whether an incident says something of personal data in words.
fn says_why(incident: &Incident) -> bool {
    let texts = [&incident.cause, &incident.lessons, &incident.notes];
    texts.into_iter().flatten().map(|text| text.to_lowercase()).any(|text| PERSONAL.iter().any(|words| text.contains(words)))
}
