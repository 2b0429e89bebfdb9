//! Names for states: `approved:ID`, the commit that brought the approval which a record carries today, and
//! `released:VERSION`, the one that released a version of the Statement of Applicability.

use super::error::Error;
use super::load::load;
use crate::base::node::Node;
use crate::base::text::{did_you_mean, list_of};
use crate::history::approval::brought;
use crate::history::trail::Trail;
use crate::load::Loader;
use crate::model::approvals::approvals;
use crate::model::digest;
use crate::store::git::Repository;

/// What such a name begins with.
const BEGINS: &str = "approved:";

/// What the name of a release begins with.
pub(super) const RELEASED: &str = "released:";

/// The commit that a name such as `approved:soa` or `released:2.1` means; any other name is left as it is.
pub fn commit_of(repository: &Repository, name: &str) -> Result<String, Error> {
    if let Some(version) = name.strip_prefix(RELEASED) {
        return released(repository, version);
    }
    let Some(id) = name.strip_prefix(BEGINS) else { return Ok(name.to_owned()) };
    let loaded = load(&mut Loader::default(), &repository.at("HEAD")?)?;
    let Some((id, kind, doc)) = loaded.program.documents().find(|(known, _, _)| *known == loaded.program.names().now(id)) else {
        let near = did_you_mean(id, loaded.program.documents().map(|(known, _, _)| known));
        let error = Error::asked(format!("there is no record `{id}` in the last commit"));
        return Err(
            error.hint(near.map_or("name a record or a file such as `soa`".into(), |near| format!("did you mean `{BEGINS}{near}`?")))
        );
    };
    let Some(approved) = approvals(kind, loaded.program.node(doc)).next() else {
        return Err(
            Error::failed(format!("`{id}` carries no approval in the last commit")).hint(format!("`isms log {id}` shows its history"))
        );
    };
    let trail = Trail::of(Box::new(repository.history("HEAD")?), &loaded.program)?;
    let brought = brought(&trail, kind, id, &approved).map(|past| trail.commits[past.place].id.to_string());
    brought.ok_or_else(|| Error::failed(format!("no commit of this repository brought the approval of `{id}`")))
}

/// The first commit that has the release of a version with the decisions that were released.
fn released(repository: &Repository, version: &str) -> Result<String, Error> {
    let program = load(&mut Loader::default(), &repository.at("HEAD")?)?.program;
    let trail = Trail::of(Box::new(repository.history("HEAD")?), &program)?;
    let mut known = Vec::new();
    for past in trail.record("soa", "soa").iter().rev() {
        let Some(then) = trail.version("soa", "soa", past)? else { continue };
        let releases = || then.node().get("releases").into_iter().flat_map(Node::items);
        let text = |release: Node<'_>, field: &str| release.get(field).map(|value| value.text().to_owned()).unwrap_or_default();
        known = releases().map(|release| text(release, "version")).collect();
        let found = releases().find(|release| text(*release, "version") == version);
        if found.is_some_and(|release| digest::is_of(&text(release, "digest"), "soa", then.node(), "", None)) {
            return Ok(trail.commits[past.place].id.to_string());
        }
    }
    let hint = match known.is_empty() {
        true => "`isms soa release` releases the version that is approved; it is found once it is committed".into(),
        false => format!("there are {}", list_of(&known, "and")),
    };
    Err(Error::failed(format!("no commit of this repository released version `{version}` of the Statement of Applicability")).hint(hint))
}
