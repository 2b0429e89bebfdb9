use crate::base::diagnostic::Level;
use crate::base::node::Node;
use crate::check::{About, Check, Findings, Rule};
use crate::history::changes::Fate;
use crate::history::past::Past;
use crate::history::trail::Trail;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "rename-contradicted",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("rename_contradicted.md"),
    check: Check::History(check),
};

/// What was renamed is gone under its old id with the commit that brings the new one: two that were there side by side are two.
fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    for (id, formerly) in cx.program.claims() {
        let Some(known) = cx.program.known(id).filter(|_| cx.program.names().now(&formerly[0]) == &**id) else { continue };
        let Some(past) = beside(trail, known.kind.name, id) else { continue };
        let commit = &trail.commits[past.place];
        let (day, name) = (commit.committer.day(), &commit.author.name);
        out.at(
            cx.program.node(known.doc).place("/formerly"),
            format!("`{id}` says that it had another id, and both were there on {day}, by {name} in {}", commit.id.short()),
        )
        .help("take out of `formerly` what was another record: an approval of that one is none of this one");
    }
}

/// The earliest commit that left both.
fn beside<'t>(trail: &'t Trail, kind: &'static str, id: &str) -> Option<&'t Past> {
    let past = trail.record(kind, id);
    let comes_beside = |pair: &[Past]| pair[0].fate == Fate::Added && pair[1].blob.is_some() && is_another(trail, kind, id, pair);
    let added = past.windows(2).filter(|pair| comes_beside(pair)).map(|pair| &pair[0]);
    added.chain(past.iter().filter(|past| past.is_doubled)).max_by_key(|past| past.place)
}

/// Whether a version that comes beside an older one has another id, which on two branches it may share, and does not say that
/// it had the other's.
fn is_another(trail: &Trail, kind: &'static str, id: &str, pair: &[Past]) -> bool {
    let [newer, older] = [&pair[0], &pair[1]].map(|past| trail.version(kind, id, past).ok().flatten());
    newer.zip(older).is_some_and(|(newer, older)| {
        let called = [&newer, &older].map(|version| version.node().get("id").map(Node::text));
        called[0] != called[1] && newer.node().get("formerly").is_none()
    })
}
