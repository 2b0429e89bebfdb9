//! A register that went out and comes back: what the sheet says, what the records say now, and what both began with. What
//! only one side changed is taken, what both changed alike is one, and what both changed otherwise is a conflict with its
//! cell and its place. Pure: what is to be written is a value, and nothing is written here.

mod columns;
mod rows;

use super::sheet::{Fault, Sheet, clean, short};
use crate::base::date::Date;
use crate::base::text::{natural, one};
use crate::edit::ids::Ids;
use crate::edit::merge::{Merged, merge, same};
use crate::edit::value::{Map, Value};
use crate::edit::yaml::flow;
use crate::model::approvals::{self, ACCEPTANCE};
use crate::model::kinds::KindInfo;
use crate::model::program::Program;
use crate::model::schemas;
pub use columns::{columns, is_header, keep, refuse_crossed, unread};
pub use rows::Placed;
use rows::{Rows, Told};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Which side is taken where both changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefer {
    Sheet,
    Records,
}

/// Where the sheet and the records say different things, and neither is what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Of the record.
    pub id: String,
    /// Of its row, from 1.
    pub line: usize,
    /// `risks.xlsx!Risks!F12`
    pub cell: String,
    /// `risks/RSK-007.yaml:14`
    pub place: String,
    pub path: String,
    pub sheet: String,
    pub records: String,
    /// What it was; None where that is not known.
    pub base: Option<String>,
}

/// What comes of a register that came back.
#[derive(Debug, Default)]
pub struct Update {
    /// What records are to say, by id.
    pub says: BTreeMap<String, Map>,
    /// Records that are new.
    pub new: Vec<(String, Map)>,
    pub conflicts: Vec<Conflict>,
    /// Records that went out with it, and of which it has no row any more.
    pub missing: Vec<String>,
    /// Rows that change nothing.
    pub unchanged: usize,
    /// Records without a row, where nobody knows whether they had one.
    pub rowless: usize,
    /// Cells and rows that were not read.
    pub faults: Vec<Fault>,
}

/// What a sheet began with.
#[derive(Debug, Default)]
pub struct Began {
    /// What records said, by id.
    pub says: BTreeMap<String, Map>,
    /// Those that went out, if that is known.
    pub ids: Option<BTreeSet<String>>,
}

/// What a sheet is held against.
pub struct Held<'a> {
    pub ours: &'a Program,
    /// None if the sheet does not know it.
    pub base: Option<&'a Began>,
    pub kind: &'static KindInfo,
    /// Ids that were given elsewhere.
    pub elsewhere: &'a BTreeSet<String>,
    pub prefer: Option<Prefer>,
    pub today: Date,
    /// What records say of approvals comes in with them: they are those of another programme.
    pub takes_consents: bool,
}

/// Joins a sheet with the records.
pub fn update(held: &Held<'_>, sheet: &Sheet, columns: &[Placed]) -> Update {
    let schema = schemas::schema(held.kind.name).unwrap_or(&Json::Null);
    let mut updating = Updating { held, schema, sheet, columns, out: Update::default(), given: held.elsewhere.clone() };
    let Rows { known, new, twice } = Rows::of(sheet, columns);
    for (id, lines) in &twice {
        let message = format!("`{id}` stands on several rows: {lines}");
        let help = "a row that was copied keeps the id of the first: empty it there, and the row becomes a new record";
        updating.out.faults.push(Fault { line: 0, cell: 0, message, help: help.into() });
    }
    for (id, told) in &known {
        updating.known(id, told);
    }
    new.iter().for_each(|told| updating.take_new(None, told));
    match missing((held.ours, held.kind, held.base), sheet, &known.keys().chain(twice.keys()).copied().collect()) {
        Ok(missing) => updating.out.missing = missing,
        Err(rowless) => updating.out.rowless = rowless,
    }
    updating.out
}

/// The records that went out with a sheet, and of which it has no row any more. None where that is not known.
pub fn gone(ours: (&Program, &KindInfo, Option<&Began>), sheet: &Sheet, columns: &[Placed]) -> Option<Vec<String>> {
    let Rows { known, twice, .. } = Rows::of(sheet, columns);
    missing(ours, sheet, &known.keys().chain(twice.keys()).copied().collect()).ok()
}

/// The same of those that rows know.
///
/// # Errors
/// How many records have no row, where it is not known which went out, or where rows could not be read.
fn missing((ours, kind, base): (&Program, &KindInfo, Option<&Began>), sheet: &Sheet, known: &BTreeSet<&str>) -> Result<Vec<String>, usize> {
    let rowless = ours.records().filter(|(_, of, _)| of.name == kind.name).map(|(id, ..)| id).filter(|id| !known.contains(id));
    match base.and_then(|base| base.ids.as_ref()).filter(|_| sheet.faults.is_empty()) {
        Some(ids) => {
            let mut missing: Vec<String> = rowless.filter(|id| ids.contains(*id)).map(str::to_owned).collect();
            missing.sort_by(|a, b| natural(a, b));
            Ok(missing)
        }
        None => Err(rowless.count()),
    }
}

struct Updating<'a> {
    held: &'a Held<'a>,
    schema: &'a Json,
    sheet: &'a Sheet,
    columns: &'a [Placed],
    out: Update,
    given: BTreeSet<String>,
}

impl Updating<'_> {
    /// A row with an id.
    fn known(&mut self, id: &str, told: &Told<'_>) {
        let base = self.held.base.and_then(|base| base.says.get(id));
        match (said_by(self.held.ours, self.held.kind, id), base) {
            (Some(ours), Some(base)) => self.three(id, told, [base, &ours], true),
            // Both made it, or nobody knows what it was.
            (Some(ours), None) => self.three(id, told, [&ours, &ours], false),
            (None, Some(base)) => self.gone(id, told, base),
            (None, None) => self.take_new(Some(id), told),
        }
    }

    fn three(&mut self, id: &str, told: &Told<'_>, [base, ours]: [&Map; 2], is_known: bool) {
        let Some(theirs) = self.theirs(Some(id), base, told, is_known) else { return };
        if same(&theirs.clone().into(), &base.clone().into()) {
            self.out.unchanged += 1;
            return;
        }
        if !is_known {
            return self.two(id, told, ours, theirs);
        }
        let Merged { maps: [_, records, sheet], conflicts } = merge([base, ours, &theirs], self.schema);
        let map = match self.held.prefer {
            Some(Prefer::Sheet) => sheet,
            Some(Prefer::Records) => records,
            None => {
                for conflict in &conflicts {
                    let says = [&conflict.theirs, &conflict.ours, &conflict.base].map(|value| said(value.as_ref()));
                    self.conflict(id, told, &conflict.path, says, true);
                }
                records
            }
        };
        if !same(&map.clone().into(), &ours.clone().into()) {
            self.out.says.insert(id.to_owned(), map);
        }
    }

    /// Without what both began with every difference is somebody's choice.
    fn two(&mut self, id: &str, told: &Told<'_>, ours: &Map, theirs: Map) {
        match self.held.prefer {
            Some(Prefer::Sheet) => drop(self.out.says.insert(id.to_owned(), theirs)),
            Some(Prefer::Records) => {}
            None => {
                for placed in self.columns {
                    let [records, sheet] = [ours, &theirs].map(|map| placed.column.text(map));
                    if records != sheet {
                        self.conflict(id, told, placed.path(), [sheet, records, String::new()], false);
                    }
                }
            }
        }
    }

    /// A record that is no longer there; a row that nobody changed is none of it.
    fn gone(&mut self, id: &str, told: &Told<'_>, base: &Map) {
        let Some(theirs) = self.theirs(Some(id), base, told, true) else { return };
        if same(&theirs.clone().into(), &base.clone().into()) {
            return;
        }
        match self.held.prefer {
            Some(Prefer::Sheet) => self.out.new.push((id.to_owned(), theirs)),
            Some(Prefer::Records) => {}
            None => self.conflict(id, told, "id", [id.to_owned(), String::new(), id.to_owned()], true),
        }
    }

    /// What the base says with what the row changes of it; None if a cell cannot be read.
    fn theirs(&mut self, id: Option<&str>, base: &Map, told: &Told<'_>, is_known: bool) -> Option<Map> {
        let mut theirs = base.clone();
        let mut is_whole = true;
        let mut consents = BTreeMap::new();
        for Placed { at, column } in self.columns.iter().filter(|placed| placed.path() != "id") {
            // What stands in cells was trimmed and cleaned when it was read.
            let plain = |text: &str| column.plain(&clean(text).0).trim().to_owned();
            let now = plain(&told.cells[*at]);
            if plain(&column.text(base)) == now {
                continue;
            }
            if let Some(place) = consent(self.held.kind.name, &column.path).filter(|_| !self.held.takes_consents) {
                consents.entry(place).or_insert((at + 1, now));
                continue;
            }
            if let Err(problem) = column.put(&mut theirs, &now, self.held.today) {
                is_whole = false;
                let message = format!("`{}` is not read: `{}` {problem}", short(&now), column.path);
                let help = "write it as `isms set` takes it, or leave the cell as it was";
                self.out.faults.push(Fault { line: told.line, cell: at + 1, message, help: help.into() });
            }
        }
        if is_known || self.held.prefer != Some(Prefer::Records) {
            consents.into_iter().for_each(|(place, (cell, now))| self.refuse_consent(id, told, place, (cell, &now)));
        }
        is_whole.then_some(theirs)
    }

    /// Who says yes may do so or not, and says it to what stands there: a cell can tell neither.
    fn refuse_consent(&mut self, id: Option<&str>, told: &Told<'_>, place: &str, (cell, now): (usize, &str)) {
        let (what, act) = if place == ACCEPTANCE { ("acceptance", "accept") } else { ("approval", "approve") };
        let more = if place == ACCEPTANCE { " --until DATE --why …" } else { "" };
        let says = if now.is_empty() { "an empty cell takes none away".into() } else { format!("`{}` in a cell makes none", short(now)) };
        let message = format!("the {what} is left as it is: {says}");
        let help = format!("`isms {act} {} --by …{more}` asks whether they may and says what it covers", id.unwrap_or("ID"));
        self.out.faults.push(Fault { line: told.line, cell, message, help });
    }

    fn take_new(&mut self, id: Option<&str>, told: &Told<'_>) {
        if let Some(id) = id.filter(|id| !is_id(self.held.kind, id)) {
            let message = format!("`{}` is no id of {}", short(id), one(self.held.kind.name));
            let help = format!(
                "ids begin with `{}-` and go on in letters, digits, `.`, `_` and `-`; an empty one gets the next",
                self.held.kind.prefix
            );
            self.out.faults.push(Fault { line: told.line, cell: 0, message, help });
            return;
        }
        let Some(fields) = self.theirs(id, &Map::default(), told, true) else { return };
        let required = self.schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
        if let Some(name) = { required }.find(|name| *name != "id" && fields.get(name).is_none()) {
            let message = format!("the row is new and has no `{name}`");
            self.out.faults.push(Fault { line: told.line, cell: 0, message, help: "give it one, or remove the row".into() });
            return;
        }
        let title = fields.text_at(&["title"]).unwrap_or_default().to_owned();
        let ids = Ids { program: self.held.ours, kind: self.held.kind, elsewhere: &self.given, today: self.held.today };
        let id = id.map_or_else(|| ids.next(&title), str::to_owned);
        self.given.insert(id.clone());
        let mut map = Map::default();
        map.put("id", id.as_str());
        map.0.extend(fields.0);
        self.out.new.push((id, map));
    }

    fn conflict(&mut self, id: &str, told: &Told<'_>, path: &str, [sheet, records, base]: [String; 3], is_known: bool) {
        let is_of = |placed: &&Placed| path.strip_prefix(placed.path()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        let column = self.columns.iter().filter(is_of).max_by_key(|placed| placed.path().len());
        let cell = self.sheet.marks.place(&self.sheet.name, told.line, column.map_or(0, |column| column.at + 1));
        let place = place(self.held.ours, id, path);
        let base = is_known.then_some(base);
        self.out.conflicts.push(Conflict { id: id.to_owned(), line: told.line, cell, place, path: path.to_owned(), sheet, records, base });
    }
}

/// Whether a text has the form of the ids of a kind.
fn is_id(kind: &KindInfo, text: &str) -> bool {
    let rest = text.strip_prefix(kind.prefix).and_then(|rest| rest.strip_prefix('-')).unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

/// The place where somebody says yes to a record, if a field is a part of that.
fn consent(kind: &str, path: &str) -> Option<&'static str> {
    let path = format!("/{}", path.replace('.', "/"));
    let is_in = |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    approvals::places(kind).map(|(place, _)| place).find(|place| is_in(place))
}

/// What a record of a kind says.
fn said_by(program: &Program, kind: &KindInfo, id: &str) -> Option<Map> {
    let known = program.known(id).filter(|known| known.kind.name == kind.name)?;
    Some(Map::of(program.node(known.doc)))
}

fn said(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text) | Value::Bare(text)) => text.clone(),
        Some(value) => flow(value),
    }
}

/// The file and line of a field, or of its record.
fn place(program: &Program, id: &str, path: &str) -> String {
    let Some(known) = program.known(id) else { return format!("{id}, which is no longer there") };
    let root = program.node(known.doc);
    let names = path.split(['.', '[']).take_while(|name| !name.ends_with(']'));
    let found = names.scan(root, |node, name| {
        let (key, value) = node.entry(name)?;
        *node = value;
        Some(key)
    });
    let node = found.last().unwrap_or(root);
    let file = root.file();
    format!("{}:{}", file.path, file.position(node.span().start).line)
}

/// What all records of a kind say in a state of the programme, by id.
pub fn all(program: &Program, kind: &KindInfo) -> BTreeMap<String, Map> {
    let records = program.records().filter(|(_, of, _)| of.name == kind.name);
    records.map(|(id, _, doc)| (id.to_owned(), Map::of(program.node(doc)))).collect()
}
