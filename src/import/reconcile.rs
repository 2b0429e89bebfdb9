//! Proposals against what is there: what is new is taken, what is there already is left alone, and what differs is told.

use super::names::Names;
use super::proposal::{Addition, Claim, DECIDING, Decision, Proposal, Taken, What};
use super::record::Record;
use super::sheet::{Fault, Remark};
use super::there;
use crate::base::node::Node;
use crate::edit::value::Value;
use crate::model::program::Program;
use crate::model::unclear::UNCLEAR;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Added {
    /// All of it is there already.
    Unchanged,
    New,
    /// Something is there already and says otherwise: that counts more than what is new.
    Left,
}

/// What is taken of all proposals so far.
pub struct Taking<'a> {
    program: &'a Program,
    /// The programme's files, by path in lower case.
    files: HashMap<String, &'a str>,
    /// The ids of this sheet in lower case, with their lines.
    lines: HashMap<String, usize>,
    pub records: Vec<Record>,
    /// Where a record stands among them, by its id.
    places: HashMap<String, usize>,
    /// The ids of those that were made because a cell names them.
    pub by_name: HashSet<String>,
    pub decisions: Vec<Decision>,
    /// What is added to files that are there, by the record or singleton.
    pub additions: BTreeMap<String, Vec<Addition>>,
    known_additions: HashSet<Addition>,
    /// Rows of the Statement of Applicability after which it is still open whether their control applies.
    pub undecided: usize,
    /// How many cells of a column of ratings or days are not understood.
    pub unread: BTreeMap<usize, usize>,
    pub remarks: Vec<Remark>,
    pub claims: Vec<Claim>,
}

impl<'a> Taking<'a> {
    /// Nothing yet.
    pub fn new(program: &'a Program) -> Self {
        Self {
            program,
            files: program.files.iter().map(|file| (file.path.to_lowercase(), &*file.text)).collect(),
            lines: HashMap::new(),
            records: Vec::new(),
            places: HashMap::new(),
            by_name: HashSet::new(),
            decisions: Vec::new(),
            additions: BTreeMap::new(),
            known_additions: HashSet::new(),
            undecided: 0,
            unread: BTreeMap::new(),
            remarks: Vec::new(),
            claims: Vec::new(),
        }
    }

    /// Takes what a row proposes, as far as it is new. Names that lead to nothing are forgotten.
    pub fn take(&mut self, proposal: Proposal, line: usize, names: &mut Names) -> Result<Added, Fault> {
        let Proposal { takes, record, named, additions, is_led, adds_to, decision, remarks, claims, unread } = proposal;
        if let Some(takes) = &takes {
            self.claim(takes)?;
        }
        let own = match (&record, &takes) {
            (Some(record), _) => Some(self.compare(record, names)),
            (None, Some(_)) => Some(Added::Unchanged),
            (None, None) if is_led && additions.first().is_some_and(|first| self.judge(first) == Added::Left) => Some(Added::Left),
            (None, None) => None,
        };
        if matches!(own, Some(Added::Unchanged | Added::Left)) {
            names.forget();
        } else {
            if let Some(record) = &record {
                names.add(record.kind.name, &record.id, &[&record.title, source_id(record)]);
            }
            names.keep();
            self.by_name.extend(named.iter().map(|record| record.id.clone()));
            named.into_iter().chain(record.clone()).for_each(|record| self.keep(record));
        }
        let mut added = own.unwrap_or(Added::Unchanged);
        if own == Some(Added::Left) {
            if let Some(record) = &record {
                self.remark(line, format!("`{}` is there already and was left as it is", record.id));
            }
        } else {
            // Beside a record of its own, what others say otherwise is no matter of the row.
            let counts = |found: &Added| record.is_none() || *found == Added::New;
            let found: Vec<Added> = additions.into_iter().map(|addition| self.add(addition)).collect();
            added = found.into_iter().filter(counts).fold(added, Added::max);
            self.remarks.extend(remarks);
            self.claims.extend(claims);
            unread.into_iter().for_each(|column| *self.unread.entry(column).or_default() += 1);
        }
        if let Some(to) = adds_to.filter(|_| added == Added::Left) {
            self.remark(line, format!("`{to}` says otherwise and was left as it is"));
        }
        Ok(decision.map_or(added, |decision| added.max(self.decide(decision, line))))
    }

    fn remark(&mut self, line: usize, message: String) {
        self.remarks.push(Remark { line, cell: 0, message });
    }

    fn keep(&mut self, record: Record) {
        self.places.insert(record.id.clone(), self.records.len());
        self.records.push(record);
    }

    fn claim(&mut self, taken: &Taken) -> Result<(), Fault> {
        let first = *self.lines.entry(taken.id.to_lowercase()).or_insert(taken.line);
        if first == taken.line {
            return Ok(());
        }
        let message = format!("`{}` stands twice, first on line {first}", taken.id);
        Err(Fault {
            line: taken.line,
            cell: taken.cell,
            message,
            help: taken.hint.clone().unwrap_or_else(|| "give one of the two rows another id".into()),
        })
    }

    /// A record that is there is never touched, unless it is only a name.
    fn compare(&self, record: &Record, names: &Names) -> Added {
        match self.files.get(&record.path().to_lowercase()) {
            Some(text) if **text == record.text() => Added::Unchanged,
            Some(_) if there::is_only_a_name(self.program, &record.id) => Added::New,
            Some(_) if there::says_all(self.program, record) => Added::Unchanged,
            Some(_) => Added::Left,
            None if names.is_taken(&record.id) => Added::Left,
            None => Added::New,
        }
    }

    fn made(&mut self, id: &str) -> Option<&mut Record> {
        self.places.get(id).map(|place| &mut self.records[*place])
    }

    fn add(&mut self, addition: Addition) -> Added {
        if let Some(record) = self.made(&addition.to) {
            return add_to(record, addition);
        }
        let added = self.judge(&addition);
        if added != Added::New {
            return added;
        }
        // Of rows that say different things of one entry the first counts.
        let is_other = |other: &Addition| other.what == What::Entry && other.path == addition.path && other.value != addition.value;
        if addition.what == What::Entry && self.additions.get(&addition.to).is_some_and(|all| all.iter().any(is_other)) {
            return Added::Left;
        }
        if !self.known_additions.insert(addition.clone()) {
            return Added::Unchanged;
        }
        self.additions.entry(addition.to.clone()).or_default().push(addition);
        Added::New
    }

    /// What a file that is there says of an addition.
    fn judge(&self, addition: &Addition) -> Added {
        let Addition { to, path, value, what } = addition;
        let found = there::node(self.program, to).and_then(|node| node.find(&pointer(path)));
        match (what, found) {
            (What::Item(key), list) => {
                let name = |value: &Value| match (value, key) {
                    (Value::Map(map), Some(key)) => map.get(key).cloned(),
                    _ => None,
                };
                for item in list.into_iter().flat_map(Node::items) {
                    if value.is_said_by(item) {
                        return Added::Unchanged;
                    }
                    if key.and_then(|key| item.get(key)).zip(name(value)).is_some_and(|(item, name)| name.is_said_by(item)) {
                        return Added::Left;
                    }
                }
                Added::New
            }
            (What::Entry, Some(found)) => {
                if value.is_said_by(found) {
                    Added::Unchanged
                } else {
                    Added::Left
                }
            }
            (What::Note, Some(notes)) if matches!(value, Value::Text(text) if notes.text().contains(text.as_str())) => Added::Unchanged,
            (What::Entry | What::Note, _) => Added::New,
        }
    }

    /// Notes a decision, unless there is one already. What somebody has only noted so far stays beside it.
    fn decide(&mut self, decision: Decision, line: usize) -> Added {
        let Decision { control, mut fields } = decision;
        let soa = self.program.soa();
        let row = soa.and_then(|soa| soa.node().get("controls")?.get(control.id)).filter(|row| row.entries().next().is_some());
        let differs = |row: Node<'_>| {
            let other = |(name, value): &(String, Value)| row.get(name).is_some_and(|there| !value.is_said_by(there));
            fields.0.iter().filter(|(name, _)| !matches!(name.as_str(), "notes" | UNCLEAR)).any(other)
        };
        self.undecided +=
            usize::from(!fields.is_empty() && fields.get(DECIDING).is_none() && row.is_none_or(|row| row.get(DECIDING).is_none()));
        match row {
            _ if fields.is_empty() => Added::Unchanged,
            Some(row) if Value::from(fields.clone()).is_said_by(row) => Added::Unchanged,
            Some(row) if row.get(DECIDING).is_some() || differs(row) => {
                self.remark(line, format!("`{}` is decided otherwise in `soa.yaml` and was left as it is", control.id));
                Added::Left
            }
            row => {
                if let Some(before) = row.and_then(|row| row.get("notes")).map(Node::text) {
                    let new = match fields.get("notes") {
                        Some(Value::Text(text)) if !before.contains(text.as_str()) => Some(text.as_str()),
                        _ => None,
                    };
                    let notes = [before.trim_end()].into_iter().chain(new).collect::<Vec<_>>().join("\n");
                    fields.0.retain(|(name, _)| name != "notes");
                    fields.put("notes", notes);
                }
                self.decisions.push(Decision { control, fields });
                Added::New
            }
        }
    }
}

/// Adds to a record that the same import makes.
fn add_to(record: &mut Record, addition: Addition) -> Added {
    let Addition { path, value, what, .. } = addition;
    match (what, &path[..]) {
        (What::Note, path) => {
            if let Value::Text(text) = value {
                match path {
                    [name, field] if name == UNCLEAR => record.say(field, &text),
                    _ => record.notes.push(text),
                }
            }
            Added::New
        }
        (What::Item(_), [name]) => match record.fields.or_begin(name, || Value::List(Vec::new())) {
            Value::List(items) if items.contains(&value) => Added::Unchanged,
            Value::List(items) => {
                items.push(value);
                Added::New
            }
            _ => Added::Left,
        },
        (What::Entry, [name]) if record.fields.get(name).is_none() => {
            record.fields.put(name, value);
            Added::New
        }
        _ => Added::Left,
    }
}

/// The JSON pointer of a path.
pub fn pointer(path: &[String]) -> String {
    path.iter().map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1"))).collect()
}

fn source_id(record: &Record) -> &str {
    match record.custom.get("source_id") {
        Some(Value::Text(id)) => id,
        _ => "",
    }
}
