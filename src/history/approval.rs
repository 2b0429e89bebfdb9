//! Whether approvals still cover what they were given for. A digest that was written down decides; without one, the
//! content at the commit that brought the approval is held against the content now.

use super::changes::values;
use super::facts::Rewritten;
use super::fields::{Field, Mark, changed};
use super::past::Past;
use super::roles::Roles;
use super::silenced::silenced;
use super::strength::People;
use super::trail::{Recovered, Trail};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::base::node::Node;
use crate::model::approvals::{ACCEPTANCE, Approved, approval_at, approvals};
use crate::model::digest;
use crate::model::program::{Program, SeenFile};
use crate::model::single::trust::Strength;
use crate::store::{StoreError, git};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// How an approval stands to the content it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The content has changed since.
    Stale,
    /// Who gave it, on which day or until when was changed after it was given, and nothing says why: what stands there nobody
    /// is known to have given.
    Rewritten,
    /// The content is what was approved, but git speaks less strongly for the approval than `trust` in `isms.yaml` asks: it
    /// does not count.
    Unproven,
    /// It is in no commit yet, and has no digest.
    Uncommitted,
    /// It has no digest, and there is no history to ask.
    Unknown,
    /// The content is what was approved.
    Fresh,
}

impl Standing {
    /// Whether an approval that stands so counts.
    pub fn counts(self) -> bool {
        !matches!(self, Standing::Stale | Standing::Rewritten | Standing::Unproven)
    }
}

/// Judges the approvals of a programme.
#[derive(Clone)]
pub struct Approvals<'a> {
    program: &'a Program,
    trail: Option<&'a Trail>,
    people: Option<Arc<People<'a>>>,
}

impl<'a> Approvals<'a> {
    pub fn new(program: &'a Program, trail: Option<&'a Trail>) -> Self {
        Self { program, trail, people: trail.map(|trail| Arc::new(People::new(program, trail))) }
    }

    /// Who spoke for whom, by the same records and history.
    pub fn roles(&self) -> Roles<'a> {
        Roles::new(self.program, self.trail)
    }

    /// How the approval of a record stands; `id` is the name for a singleton.
    pub fn standing(&self, kind: &'static str, id: &str, record: Node<'_>, approved: &Approved<'_>) -> Standing {
        if self.is_rewritten(kind, id, record, approved) {
            return Standing::Rewritten;
        }
        let standing = self.covers(kind, id, record, approved);
        let asked = asked(self.program, approved.place);
        let falls_short = standing != Standing::Stale && asked > Strength::Written && self.strength(kind, id, approved) < Some(asked);
        if falls_short { Standing::Unproven } else { standing }
    }

    /// How strongly git speaks for an approval. None if no commit brought it, or no history was asked.
    pub fn strength(&self, kind: &'static str, id: &str, approved: &Approved<'_>) -> Option<Strength> {
        let brought = brought(self.trail?, kind, id, approved)?;
        Some(self.people.as_ref()?.strength(approved.by(), brought.place))
    }

    /// Whether the content is what was approved.
    fn covers(&self, kind: &'static str, id: &str, record: Node<'_>, approved: &Approved<'_>) -> Standing {
        if let Some(recorded) = approved.recorded() {
            let file = self.file_of(kind, record).and_then(|file| self.program.seen_file(file));
            let fresh = is_of(recorded, kind, record, approved.covers, file) || self.was_of(recorded, kind, id, record, approved, file);
            return if fresh { Standing::Fresh } else { Standing::Stale };
        }
        let Some(trail) = self.trail else { return Standing::Unknown };
        let Some(brought) = brought(trail, kind, id, approved) else { return Standing::Uncommitted };
        if self.is_as(trail, kind, record, approved.covers, brought) { Standing::Fresh } else { Standing::Stale }
    }

    /// Whether what an approval covers is as a commit left it, the file behind it included.
    fn is_as(&self, trail: &Trail, kind: &'static str, record: Node<'_>, covers: &str, then: &Past) -> bool {
        if then.part(covers) != digest::content(kind, record, covers, None).map(Mark::from) {
            return false;
        }
        let file = self.file_behind(kind, record);
        let file = file.and_then(|file| Some((&self.program.seen_file(file)?.names, trail.file_at(file, then.place)?)));
        file.is_none_or(|(now, then)| then.is_some_and(|then| now.contains(&then) || self.is_rewrapped(then, now)))
    }

    /// Whether an approval that confirms one of an earlier day is for what that was for. None where no history was asked, or it
    /// does not reach back to that day.
    pub fn confirms(&self, kind: &'static str, id: &str, record: Node<'_>, approved: &Approved<'_>, day: Date) -> Option<Confirmed> {
        let trail = self.trail?;
        let given =
            |version: &Recovered| approval_at(kind, version.node(), approved.place).is_some_and(|then| then.on() == day.to_string());
        match earlier(trail, kind, id, day, given)? {
            Ok((then, _)) if self.is_as(trail, kind, record, approved.covers, then) => Some(Confirmed::Same),
            Ok(_) => Some(Confirmed::Changed),
            Err(()) => Some(Confirmed::Never),
        }
    }

    /// Whether commits changed the approval itself after it was given, without a word.
    fn is_rewritten(&self, kind: &'static str, id: &str, record: Node<'_>, approved: &Approved<'_>) -> bool {
        let within = approved.place[1..].replace('/', ".");
        let is_of_it = |fact: &&Rewritten| fact.field.strip_prefix(&within).is_some_and(|rest| rest.starts_with('.'));
        let silenced = self.trail.map(|trail| silenced(trail, kind, id, record));
        silenced.into_iter().flatten().any(|(_, facts)| facts.iter().any(is_of_it))
    }

    /// Whether a digest is that of the version that brought the approval, and nothing that is approved has changed since:
    /// tags, links and notes were part of the first digests.
    fn was_of(
        &self,
        recorded: &str,
        kind: &'static str,
        id: &str,
        record: Node<'_>,
        approved: &Approved<'_>,
        file: Option<&SeenFile>,
    ) -> bool {
        let same = |then: &&Past| then.part(approved.covers) == digest::content(kind, record, approved.covers, None).map(Mark::from);
        let Some((trail, then)) = self.trail.and_then(|trail| Some((trail, brought(trail, kind, id, approved).filter(same)?))) else {
            return false;
        };
        let version = trail.version(kind, id, then).ok().flatten();
        version.is_some_and(|version| is_of(recorded, kind, version.node(), approved.covers, file))
    }

    /// Whether a file is what it was but for the ends of its lines: git and editors change those, and nobody sees it.
    fn is_rewrapped(&self, then: ObjectId, now: &[ObjectId]) -> bool {
        let then = self.trail.and_then(|trail| trail.blob(then).ok()).unwrap_or_default();
        git::rewrapped(&then).iter().filter_map(|form| git::name_of(form)).any(|name| now.contains(&name))
    }

    /// How the approval at a place of a record stands. None if there is no such approval.
    pub fn at(&self, kind: &'static str, id: &str, record: Node<'_>, place: &str) -> Option<Standing> {
        approval_at(kind, record, place).map(|approved| self.standing(kind, id, record, &approved))
    }

    /// What changed in a record since its approval was brought in, by whom and when. Nothing, where no history was asked.
    pub fn since(&self, kind: &'static str, id: &str, record: Node<'_>, approved: &Approved<'_>) -> Result<Vec<Since>, StoreError> {
        let Some(trail) = self.trail else { return Ok(Vec::new()) };
        let past = trail.record(kind, id);
        let is_approved = |past: &&Past| {
            let recorded = approved.recorded();
            recorded.zip(past.part(approved.covers)).is_some_and(|(recorded, then)| then.is_recorded(recorded))
        };
        let Some(then) = past.iter().find(is_approved).or_else(|| brought(trail, kind, id, approved)) else { return Ok(Vec::new()) };
        let mut changes = Changes::default();
        let versions: Vec<&Past> = past.iter().take_while(|past| past.place <= then.place).filter(|past| past.blob.is_some()).collect();
        if let Some(last) = versions.first().filter(|last| last.part("") != digest::content(kind, record, "", None).map(Mark::from))
            && let Some(version) = trail.version(kind, id, last)?
        {
            changes.add(None, &changed(kind, version.node(), record));
        }
        for pair in versions.windows(2) {
            changes.add(Some(pair[0].place), &trail.changed(kind, id, pair[0], pair[1])?);
        }
        let mut found = changes.since(record, approved.covers);
        if found.is_empty()
            && let Some(file) = self.file_behind(kind, record)
        {
            found.push(Since { field: format!("text of {file}"), place: trail.touched(file).filter(|place| *place < then.place) });
        }
        Ok(found)
    }

    /// The file that a digest of an approved document covers, besides the record.
    fn file_of<'n>(&self, kind: &str, record: Node<'n>) -> Option<&'n str> {
        self.file_behind(kind, record).filter(|_| kind == "document")
    }

    /// The file that is approved with a record: the text of a document, the minutes of a review.
    fn file_behind<'n>(&self, kind: &str, record: Node<'n>) -> Option<&'n str> {
        let field = match kind {
            "document" => "file",
            "review" => "minutes",
            _ => return None,
        };
        let file = record.get(field)?.text();
        self.program.has_path(file).then_some(file)
    }
}

/// What git says of something that is said to confirm what was there on an earlier day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    Same,
    /// It was there, and for something else.
    Changed,
    /// No commit ever had it.
    Never,
}

/// The last version of a record that says something of a day; the inner error where none does. None where the history of the
/// record begins after that day.
pub fn earlier<'t>(
    trail: &'t Trail,
    kind: &'static str,
    id: &str,
    day: Date,
    says: impl Fn(&Recovered) -> bool,
) -> Option<Result<(&'t Past, Recovered), ()>> {
    let versions = trail.record(kind, id).iter().filter_map(|past| Some((past, trail.version(kind, id, past).ok()??)));
    let found = versions.into_iter().find(|(_, version)| says(version)).ok_or(());
    (found.is_ok() || trail.first(kind, id)?.committer.day() <= day).then_some(found)
}

/// What an organisation asks to stand behind an approval at a place of a record.
pub fn asked(program: &Program, place: &str) -> Strength {
    let trust = program.isms().and_then(|isms| isms.data().trust.as_ref());
    let asked = trust.and_then(|trust| if place == ACCEPTANCE { trust.acceptances } else { trust.approvals });
    asked.unwrap_or(Strength::Written)
}

/// Whether an organisation asks for more behind an approval or an acceptance than that it is written.
pub fn asks_for_proof(program: &Program) -> bool {
    ["", ACCEPTANCE].into_iter().any(|place| asked(program, place) > Strength::Written)
}

/// The signed commits that brought approvals of which the organisation asks that they are signed.
pub fn to_be_checked(program: &Program, trail: &Trail) -> Vec<ObjectId> {
    let mut found = BTreeSet::new();
    for (id, kind, doc) in program.documents() {
        let given = approvals(kind, program.node(doc)).filter(|approved| asked(program, approved.place) == Strength::Signed);
        let commits = given.filter_map(|approved| brought(trail, kind, id, &approved)).map(|past| &trail.commits[past.place]);
        found.extend(commits.filter(|commit| commit.signed).map(|commit| commit.id));
    }
    found.into_iter().collect()
}

/// Whether a digest that was written down is that of a record and of the file that is approved with it, whatever the ends
/// of its lines.
fn is_of(recorded: &str, kind: &str, record: Node<'_>, covers: &str, file: Option<&SeenFile>) -> bool {
    let Some(file) = file else { return digest::is_of(recorded, kind, record, covers, None) };
    file.digest.iter().chain(&file.rewrapped).any(|form| digest::is_of(recorded, kind, record, covers, Some(form)))
}

/// Whether a programme has approvals: only its history knows whether they were given as they stand.
pub fn needs_history(program: &Program) -> bool {
    program.documents().any(|(_, kind, doc)| approvals(kind, program.node(doc)).next().is_some())
}

/// What the commit that brought an approval made of its record: the latest that left it as it is now where it was not so
/// before.
pub fn brought<'t>(trail: &'t Trail, kind: &'static str, id: &str, approved: &Approved<'_>) -> Option<&'t Past> {
    let now = Mark::from(digest::whole(approved.approval));
    let same = |past: &&Past| past.approval(approved.place) == Some(now);
    trail.record(kind, id).iter().take_while(same).last()
}

/// A field that changed after an approval, and the commit that last changed it; None if no commit has.
pub struct Since {
    pub field: String,
    pub place: Option<usize>,
}

/// The fields that were changed from the approved version of a record on, collected from the latest change back.
#[derive(Default)]
struct Changes {
    /// The commit that last changed a field, and what it said before the first change.
    fields: HashMap<Arc<str>, (Option<usize>, Mark)>,
    /// Their names, those of later changes first.
    names: Vec<Arc<str>>,
}

impl Changes {
    fn add(&mut self, place: Option<usize>, fields: &[Field]) {
        for Field { name, before } in fields {
            match self.fields.get_mut(name) {
                Some((last, first)) => (*last, *first) = (last.or(place), *before),
                None => {
                    self.fields.insert(name.clone(), (place, *before));
                    self.names.push(name.clone());
                }
            }
        }
    }

    /// Those below a JSON pointer that do not say again what they said at first: in the order in which they stand in the
    /// record, then those that are gone.
    fn since(&self, record: Node<'_>, below: &str) -> Vec<Since> {
        let inside = |name: &str| below.is_empty() || name.split('.').next() == below.strip_prefix('/');
        let now = values(record);
        let names: HashSet<&str> = now.iter().map(|(name, _)| name.as_str()).collect();
        let gone = self.names.iter().filter(|name| !names.contains(&***name)).map(|name| (&**name, Mark::of(&[])));
        let there = now.iter().map(|(name, values)| (name.as_str(), values));
        let since = |(name, now): (&str, Mark)| {
            let (place, before) = self.fields.get(name).filter(|_| inside(name))?;
            (*before != now).then(|| Since { field: name.into(), place: *place })
        };
        there
            .filter(|(name, _)| self.fields.contains_key(*name))
            .map(|(name, values)| (name, Mark::of(values)))
            .chain(gone)
            .filter_map(since)
            .collect()
    }
}
