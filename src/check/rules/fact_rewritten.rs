use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::history::past::Past;
use crate::history::silenced::{FRESH, is_amended, silenced};
use crate::history::trail::{Recovered, Trail};
use crate::model::kinds::Evidence;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "fact-rewritten",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("fact_rewritten.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    for (id, kind, doc) in cx.program.records() {
        let record = cx.program.node(doc);
        for (place, mut facts) in silenced(trail, kind.name, id, record) {
            facts.retain(|fact| match &*fact.field {
                "target" => !is_stricter(trail, kind.name, id, place),
                "agreement.signed" => !is_renewed(trail, kind.name, id, place),
                _ => true,
            });
            if facts.is_empty() {
                continue;
            }
            let (commit, first) = (&trail.commits[place], facts[0]);
            let on = commit.committer.day();
            let top = first.field.split('.').next().unwrap_or_default();
            let of = first.day.map_or_else(String::new, |day| format!(" of {day}"));
            let more = if facts.len() > 1 { format!(" and {}", count(facts.len() - 1, "more fact")) } else { String::new() };
            out.at(
                record.place(&format!("/{top}")),
                format!(
                    "`{}`{of}{more} in {} `{id}` was changed or taken out on {on} by {} in {}, without a word",
                    first.field,
                    kind.name,
                    commit.author.name,
                    commit.id.short()
                ),
            )
            .help(format!("take it back, or say why under `amended:` as `on: {on}`, `what: {top}` and `reason:`"));
        }
    }
    // Where a digest stands beside a file, the file is held against that.
    for evidence in cx.program.all::<Evidence>().filter(|evidence| evidence.sha256.is_none()) {
        let Some((file, place)) = evidence.data().file.as_deref().and_then(|file| Some((file, trail.replaced(file)?))) else { continue };
        let commit = &trail.commits[place];
        let on = commit.committer.day();
        let collected = evidence.collected.as_ref().map(|collected| collected.on).max(evidence.proves_until());
        if collected.is_some_and(|day| on.days_since(day) > FRESH) && !is_amended(evidence.node(), "file", on) {
            let (id, name, commit) = (&evidence.id, &commit.author.name, commit.id.short());
            out.at(evidence.at("/file"), format!("`{file}` of evidence `{id}` was replaced on {on} by {name} in {commit}, without a word"))
                .help(format!("take it back, say on which day the new one was collected, or why under `amended:` as `on: {on}`, `what: file` and `reason:`"));
        }
    }
}

/// A record before a commit and after it.
fn versions(trail: &Trail, kind: &'static str, id: &str, place: usize) -> Option<(Recovered, Recovered)> {
    let past = trail.record(kind, id);
    let version = |past: Option<&Past>| trail.version(kind, id, past?).ok().flatten();
    let at = past.iter().position(|past| past.place == place)?;
    version(past.get(at + 1)).zip(version(past.get(at)))
}

/// So many days after it was signed, an agreement that is signed is another one.
const ANEW: i64 = 30;

/// Whether a commit wrote down that an agreement was signed anew.
fn is_renewed(trail: &Trail, kind: &'static str, id: &str, place: usize) -> bool {
    let signed = |version: &Recovered| version.node().find("/agreement/signed").and_then(|day| day.text().parse::<Date>().ok());
    let days = versions(trail, kind, id, place).and_then(|(before, after)| signed(&before).zip(signed(&after)));
    days.is_some_and(|(before, after)| after.days_since(before) > ANEW)
}

/// Whether a commit set a target that asks for more than the one before it: nobody has to say why.
fn is_stricter(trail: &Trail, kind: &'static str, id: &str, place: usize) -> bool {
    let Some((before, after)) = versions(trail, kind, id, place) else { return false };
    let target = |version: &Recovered| version.node().get("target").and_then(|target| target.text().parse::<f64>().ok());
    let direction = |version: &Recovered| version.node().get("direction").map(|direction| direction.text().to_owned());
    let is_ceiling = direction(&after).as_deref() == Some("at-most");
    direction(&before) == direction(&after)
        && target(&before).zip(target(&after)).is_some_and(|(before, after)| if is_ceiling { after < before } else { after > before })
}
