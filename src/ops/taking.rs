//! Entries of the catalogue on their way into a programme: each becomes a draft that says where it is from, and that somebody
//! has still to make their own.

use super::act::Act;
use super::error::Error;
use super::read::Read;
use crate::base::node::Node;
use crate::catalogue::{Entry, Kind, find};
use crate::edit::assign::Assignment;
use crate::edit::value::{Map, Value};
use crate::edit::yaml;
use crate::model::kinds::{Control, Duty, KindInfo, Role, by_name};
use crate::model::program::Program;
use crate::model::schemas;
use crate::store::write::Change;
use std::collections::{BTreeMap, BTreeSet};

/// What a draft says where it is from.
const TAG: &str = "catalogue:";
/// Where texts of documents go.
const TEXTS: &str = "documents/files";

/// What an entry is called as a record: `RSK-phishing`. None for a party, which is no record.
pub fn id_of(kind: Kind, name: &str) -> Option<String> {
    by_name(kind.name()).map(|known| format!("{}-{name}", known.prefix))
}

/// The tag of an entry, with its edition: `catalogue:risk/phishing@5f3a9c01`.
pub fn tag_of(entry: &Entry) -> String {
    format!("{TAG}{}/{}@{}", entry.kind.name(), entry.name, entry.edition())
}

/// What a tag says of where a record is from.
pub struct Source<'t> {
    pub entry: Option<&'static Entry>,
    /// As the tag names it: `risk/phishing`.
    pub name: &'t str,
    /// The edition that was taken; none, where somebody took it out of the tag.
    pub edition: Option<&'t str>,
}

/// Where a record is from, if one of its tags says so. The catalogue may no longer have it.
pub fn source<'t>(record: Node<'t>) -> Option<Source<'t>> {
    let tags = record.get("tags").into_iter().flat_map(Node::items);
    let said = tags.map(Node::text).find_map(|tag| tag.strip_prefix(TAG))?;
    let (name, edition) = said.split_once('@').map_or((said, None), |(name, edition)| (name, Some(edition)));
    let (kind, entry) = name.split_once('/')?;
    let entry = crate::catalogue::entries().iter().find(|known| known.kind.name() == kind && known.name == entry);
    Some(Source { entry, name, edition })
}

/// Whether a programme has what an entry would become.
pub fn is_there(program: &Program, entry: &Entry) -> bool {
    match id_of(entry.kind, &entry.name) {
        Some(id) => program.known(program.names().now(&id)).is_some(),
        None => program.context().is_some_and(|context| context.parties.iter().any(|party| party.name == entry.title)),
    }
}

/// Entries that are taken together, so that they can name each other.
pub struct Taking<'r> {
    read: &'r Read,
    act: Act,
    /// Of each kind, the names that are taken now.
    names: BTreeMap<Kind, BTreeSet<&'static str>>,
}

impl<'r> Taking<'r> {
    pub fn new(read: &'r Read, entries: &[&'static Entry]) -> Self {
        let mut names: BTreeMap<Kind, BTreeSet<&'static str>> = BTreeMap::new();
        for entry in entries {
            names.entry(entry.kind).or_default().insert(&entry.name);
        }
        Self { read, act: Act::default(), names }
    }

    /// All of them, as an act.
    ///
    /// # Errors
    /// When fields that were given are none of the kind.
    pub fn act(mut self, entries: &[&'static Entry], given: &[Assignment]) -> Result<Act, Error> {
        for entry in entries {
            match by_name(entry.kind.name()) {
                Some(kind) => self.record(kind, entry, given)?,
                None => self.party(entry)?,
            }
        }
        self.act.what = match entries {
            [one] => format!("Take {} {} from the catalogue", one.kind.name(), one.name),
            all => format!("Take {} drafts from the catalogue", all.len()),
        };
        Ok(self.act)
    }

    fn program(&self) -> &'r Program {
        &self.read.loaded.program
    }

    /// A record with its file, and for a document its text.
    fn record(&mut self, kind: &'static KindInfo, entry: &'static Entry, given: &[Assignment]) -> Result<(), Error> {
        let id = format!("{}-{}", kind.prefix, entry.name);
        let mut map = Map::default();
        map.put("id", id.as_str());
        map.put("title", entry.title.as_str());
        map.0.extend(entry.record.0.iter().filter(|(name, _)| name != "title").map(|(name, value)| (name.clone(), self.filled(value))));
        self.connected(entry, &mut map);
        map.put_list("tags", vec![tag_of(entry).as_str().into()]);
        let today = self.read.today;
        given.iter().try_for_each(|given| given.apply(kind.name, &mut map, today)).map_err(Error::asked)?;
        in_order(kind, &mut map);
        self.act.files.push(Change::new(format!("{}/{id}.yaml", kind.folder).as_str(), yaml::record(kind, &map)));
        if let Some(text) = entry.text {
            self.act.files.push(Change::new(format!("{TEXTS}/{}.md", entry.name).as_str(), self.filled_text(text)));
        }
        self.act.tells.push(id);
        Ok(())
    }

    /// What a draft says of others: only of those that are there or come along.
    fn connected(&self, entry: &Entry, map: &mut Map) {
        match entry.kind {
            Kind::Risk => {
                map.put_list("assets", self.those(Kind::Asset, entry.assets.iter().map(String::as_str)));
                let controls = self.implementing(&entry.annex);
                if !controls.is_empty() {
                    let mut treatment = Map::default();
                    treatment.put("option", "modify");
                    treatment.put_list("controls", controls);
                    map.put("treatment", treatment);
                }
            }
            Kind::Control => {
                map.put("status", "planned");
                let describes = |document: &&Entry| document.annex.iter().any(|annex| entry.annex.contains(annex));
                let documents = crate::catalogue::of(Kind::Document).filter(describes).map(|document| document.name.as_str());
                map.put_list("documents", self.those(Kind::Document, documents));
            }
            Kind::Document => {
                map.put("file", format!("{TEXTS}/{}.md", entry.name));
                map.put("version", "0.1");
                map.put("status", "draft");
            }
            _ => {}
        }
    }

    /// The records of entries that are taken now, or are there.
    fn those<'n>(&self, kind: Kind, names: impl Iterator<Item = &'n str>) -> Vec<Value> {
        let is_taken = |name: &str| self.names.get(&kind).is_some_and(|names| names.contains(name));
        let ids = names.filter_map(|name| id_of(kind, name).filter(|id| is_taken(name) || self.program().known(id).is_some()));
        ids.map(|id| id.as_str().into()).collect()
    }

    /// The controls that implement these of Annex A: those of the programme, else those that come along.
    fn implementing(&self, annex: &[String]) -> Vec<Value> {
        let mut found: Vec<String> = Vec::new();
        for number in annex {
            let own = self.program().all::<Control>().filter(|control| control.implements.iter().any(|named| named.id() == number));
            let own: Vec<String> = own.map(|control| control.id.clone()).collect();
            let taken = || {
                let entry = find(Kind::Control, number)?;
                let is_taken = self.names.get(&Kind::Control).is_some_and(|names| names.contains(entry.name.as_str()));
                is_taken.then(|| id_of(Kind::Control, &entry.name)).flatten()
            };
            let all = if own.is_empty() { taken().into_iter().collect() } else { own };
            found.extend(all.into_iter().filter(|id| !found.contains(id)).collect::<Vec<_>>());
        }
        found.iter().map(|id| id.as_str().into()).collect()
    }

    /// Somebody with an interest, in `context.yaml`.
    fn party(&mut self, entry: &Entry) -> Result<(), Error> {
        let mut party = Map::default();
        party.put("name", entry.title.as_str());
        let requirement = |text: &String| {
            let mut requirement = Map::default();
            requirement.put("text", text.as_str());
            Value::Map(requirement)
        };
        party.put_list("requirements", entry.requirements.iter().map(requirement).collect());
        let assignment = Assignment::add("parties", &yaml::flow(&Value::Map(party))).map_err(Error::asked)?;
        self.act.set(self.read, "context", &[assignment])
    }

    fn filled(&self, value: &Value) -> Value {
        match value {
            Value::Text(text) => Value::Text(self.filled_text(text)),
            Value::List(items) => Value::List(items.iter().map(|item| self.filled(item)).collect()),
            Value::Map(map) => Value::Map(Map(map.0.iter().map(|(name, value)| (name.clone(), self.filled(value))).collect())),
            Value::Bare(bare) => Value::Bare(bare.clone()),
        }
    }

    /// A text with what the programme says in place of what is to be filled in. What it does not say stays to be filled in.
    fn filled_text(&self, text: &str) -> String {
        let program = self.program();
        let role = |duty: Duty| program.all::<Role>().find(|role| role.duties.contains(&duty)).map(|role| within(&role.title).to_owned());
        let organisation = program.isms().map(|isms| isms.data().organisation.name.clone());
        let scope =
            program.scope().and_then(|scope| scope.statement.clone()).map(|statement| statement.trim().trim_end_matches('.').to_owned());
        let known = [
            ("{{organisation}}", organisation),
            ("{{scope}}", scope),
            ("{{top_management}}", role(Duty::TopManagement)),
            ("{{security_manager}}", role(Duty::IsmsConformity)),
        ];
        known
            .into_iter()
            .filter_map(|(open, said)| Some((open, said?)))
            .fold(text.to_owned(), |text, (open, said)| text.replace(open, &said))
    }
}

/// The title of a role as it stands in a sentence that has the article before it.
fn within(title: &str) -> &str {
    title.strip_prefix("The ").or_else(|| title.strip_prefix("the ")).unwrap_or(title)
}

/// Fields in the order of the kind's schema, as people write them.
fn in_order(kind: &KindInfo, map: &mut Map) {
    let schema = schemas::schema(kind.name).expect("every kind has a schema");
    let names: Vec<&String> = schema["properties"].as_object().into_iter().flat_map(serde_json::Map::keys).collect();
    map.0.sort_by_key(|(name, _)| names.iter().position(|known| *known == name));
}
