use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::single::Scope;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "scope-site-undecided",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.3"],
    page: include_str!("scope_site_undecided.md"),
    check: Check::Records(check),
};

/// Work that has no place of its own; whether it is inside, the scope says in many words.
const NOWHERE: &[&str] = &["anywhere", "cloud", "home", "mobile", "remote", "virtual", "worldwide"];
/// Shorter words are no names of places.
const SHORTEST: usize = 3;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (Some(isms), Some(scope)) = (cx.program.isms(), cx.program.scope()) else { return };
    let said = said(&scope);
    let sites = isms.data().organisation.sites.iter().enumerate().filter(|(_, site)| !words(site).any(|word| NOWHERE.contains(&&*word)));
    let (named, open): (Vec<_>, Vec<_>) = sites.partition(|(_, site)| words(site).any(|word| said.contains(&word)));
    // A scope that names no site speaks of all of them.
    if named.is_empty() {
        return;
    }
    for (index, site) in open {
        out.at(
            isms.at(&format!("/organisation/sites/{index}")),
            format!("`{site}` is a site of the organisation, and the scope names others and neither includes nor excludes it"),
        )
        .help("name it under `includes.locations` or `excludes` of `scope.yaml`, with the reason")
        .about([site]);
    }
}

/// All that the scope says of what is inside and outside, in lower case.
fn said(scope: &Scope) -> String {
    let includes =
        scope.includes.iter().flat_map(|inside| [&inside.units, &inside.locations, &inside.processes, &inside.systems]).flatten();
    let excludes = scope.excludes.iter().flat_map(|outside| [Some(&outside.what), outside.reason.as_ref()]).flatten();
    let texts = [&scope.statement, &scope.certificate_wording].into_iter().flatten().chain(includes).chain(excludes);
    texts.map(|text| text.to_lowercase()).collect::<Vec<_>>().join("\n")
}

fn words(site: &str) -> impl Iterator<Item = String> {
    site.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST).map(str::to_lowercase)
}
