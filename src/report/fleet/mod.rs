//! Many programmes at once: how each stands, what falls due in all of them, what is wrong with which.

mod check;
mod compare;
mod due;
pub mod rows;
mod status;

use super::doc::{Cell, Fact, Head, Tone};
use super::fact;
use crate::base::date::Date;
use crate::base::text::{count, list_of};
use crate::register::query::Value;
pub use check::{FleetCheckReport, Judged, ProgrammeCheckFacts};
pub use compare::{FleetCompareReport, SisterFacts};
pub use due::FleetDueReport;
use schemars::JsonSchema;
use serde::Serialize;
pub use status::{FIELDS, FleetStatusReport, ProgrammeFacts};
use std::collections::BTreeMap;

/// So many are named of those of which nothing is known.
const NAMED: usize = 8;

/// Which programme something is of, as `fleet.yaml` says it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct About {
    pub programme: String,
    /// Its folder or repository as the file has it.
    pub path: String,
    /// Who looks after it.
    pub owner: Option<String>,
    pub tags: BTreeMap<String, String>,
    /// The full id of the commit that was read, if it was one.
    pub commit: Option<String>,
}

impl About {
    /// What can be asked of a programme that was not read yet, besides its tags.
    pub const WRITTEN: [&str; 3] = ["programme", "path", "owner"];

    /// What is written of it by this name.
    pub fn values(&self, field: &str) -> Vec<Value> {
        let text = match field {
            "programme" => Some(&self.programme),
            "path" => Some(&self.path),
            "owner" => self.owner.as_ref(),
            tag => self.tags.get(tag),
        };
        text.map(|text| Value::Text(text.clone())).into_iter().collect()
    }
}

/// A programme of which nothing can be said.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UnreadFacts {
    #[serde(flatten)]
    pub about: About,
    /// Why.
    pub why: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// All programmes, and the day from which they are seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What all of them together are called.
    pub name: String,
    pub as_of: Date,
}

/// What stands above and below a report on many programmes.
fn head(seen: &Seen, title: &str, read: usize, unread: &[UnreadFacts]) -> Head {
    let mut facts: Vec<Fact> = vec![fact("Of", seen.name.clone()), fact("Programmes", read)];
    if !unread.is_empty() {
        let names = unread.iter().take(NAMED).map(|one| one.about.programme.as_str());
        let more = unread.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("{more} more"));
        let names: Vec<String> = names.map(str::to_owned).chain(more).collect();
        facts.push(fact(
            "Without",
            Cell::toned(format!("{}: {}", count(unread.len(), "programme"), list_of(names.iter(), "and")), Tone::Bad),
        ));
    }
    let footer = vec![format!("As of {}, by isms {}.", seen.as_of, env!("CARGO_PKG_VERSION"))];
    Head { title: title.into(), facts, footer, ..Head::default() }
}
