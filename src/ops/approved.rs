//! `approved:ID` as a name for a state: the commit that brought the approval which a record carries today.

use super::error::Error;
use super::load::load;
use crate::base::text::did_you_mean;
use crate::history::approval::brought;
use crate::history::trail::Trail;
use crate::load::Loader;
use crate::model::approvals::approvals;
use crate::store::git::Repository;

/// What such a name begins with.
const BEGINS: &str = "approved:";

/// The commit that a name such as `approved:soa` means; any other name is left as it is.
pub fn commit_of(repository: &Repository, name: &str) -> Result<String, Error> {
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
