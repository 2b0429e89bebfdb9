//! The import while it goes on: records to be written, and what there is to say.

use super::columns::{Columns, Field};
use super::edit;
use super::exported::Exported;
use super::method::Ratings;
use super::names::{Abbreviated, Names};
use super::patch::Addition;
use super::read::Read;
use super::row::{Cell, Cells, SourceIds, keep_rest, line};
use super::sheet::{Fault, Row, Sheet, short};
use super::soa::{self, Decision};
use super::vocabulary;
use super::words::{self, Meaning, Words};
use super::write::{Record, Value};
use crate::base::node::Node;
use crate::base::text::list_of;
use crate::model::kinds::{self, KindInfo};
use crate::model::program::Program;
use std::collections::{HashMap, HashSet};

/// A row with more text makes a record that is too large to be read.
const LARGEST_ROW: usize = 256 << 10;

/// Something to tell the user about a place in the sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    pub line: usize,
    /// From 1; 0 for the row as a whole.
    pub cell: usize,
    pub message: String,
}

/// A score or level as the sheet has it, to be compared with ours.
pub struct Claim {
    pub risk: String,
    /// `inherent`, `current` or `residual`.
    pub state: &'static str,
    pub what: Claimed,
    pub text: String,
    pub line: usize,
    pub cell: usize,
}

/// What is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    Impact,
    Score,
    Level,
}

/// What becomes of the rows of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub imported: usize,
    /// The record is there already and says the same.
    pub unchanged: usize,
    /// The record is there already and says something else; it was left alone.
    pub left: usize,
}

/// What adding a record came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    New,
    Unchanged,
    Left,
}

/// The import while it goes on.
pub struct Draft<'a> {
    pub program: &'a Program,
    pub ids: SourceIds,
    pub ratings: Ratings<'a>,
    /// The programme's controls by the controls of Annex A that they implement.
    pub behind: HashMap<String, Vec<String>>,
    pub decisions: Vec<Decision>,
    /// What this tool would export, if the sheet is such an export.
    pub exported: Option<Exported>,
    pub names: Names,
    pub records: Vec<Record>,
    /// The ids of those that were made because a cell names them.
    pub by_name: HashSet<String>,
    pub remarks: Vec<Remark>,
    pub claims: Vec<Claim>,
    /// Made for the row that is read; kept if its own record is new.
    pub pending: Vec<Record>,
    /// What is added to files that are there.
    pub additions: Vec<Addition>,
    additions_before: usize,
    remarks_before: usize,
    claims_before: usize,
    /// The ids of this sheet in lower case, with their lines.
    lines: HashMap<String, usize>,
    /// The programme's files, by path in lower case.
    files: HashMap<String, &'a str>,
}

impl<'a> Draft<'a> {
    /// Nothing yet.
    pub fn new(program: &'a Program, sheet: &Sheet, columns: &Columns, whole_ids: bool) -> Self {
        Self {
            program,
            ids: SourceIds::of(sheet, columns, whole_ids),
            ratings: Ratings::of(program, columns),
            behind: soa::behind(program),
            decisions: Vec::new(),
            exported: None,
            names: names(program, sheet, columns),
            records: Vec::new(),
            by_name: HashSet::new(),
            remarks: Vec::new(),
            claims: Vec::new(),
            pending: Vec::new(),
            additions: Vec::new(),
            additions_before: 0,
            remarks_before: 0,
            claims_before: 0,
            lines: HashMap::new(),
            files: program.files.iter().map(|file| (file.path.to_lowercase(), &*file.text)).collect(),
        }
    }

    /// Begins a row: nothing of it counts until it is added. Refuses one that is too large.
    pub fn begin(&mut self, row: &Row) -> Result<(), Fault> {
        self.remarks_before = self.remarks.len();
        self.claims_before = self.claims.len();
        self.additions_before = self.additions.len();
        let (size, largest) = row
            .cells
            .iter()
            .enumerate()
            .fold((0, (0, 0)), |(sum, largest), (index, cell)| (sum + cell.len(), largest.max((cell.len(), index + 1))));
        if size <= LARGEST_ROW {
            return Ok(());
        }
        let message = format!("the row has more than {} KiB of text", LARGEST_ROW >> 10);
        Err(Fault { line: row.line, cell: largest.1, message, help: "keep long text in a file of its own and name it here".into() })
    }

    /// Takes back what the row brought.
    pub fn abandon(&mut self) {
        self.pending.clear();
        self.names.forget();
        self.remarks.truncate(self.remarks_before);
        self.claims.truncate(self.claims_before);
        self.additions.truncate(self.additions_before);
    }

    /// Says something about a cell.
    pub fn remark(&mut self, cell: Cell<'_>, message: String) {
        self.remarks.push(cell.remark(message));
    }

    /// Adds the record of a row, unless it is there already. A record that is there is never touched.
    pub fn add(&mut self, mut record: Record, cells: Cells<'_>, id_field: &str) -> Result<Added, Fault> {
        keep_rest(&mut record, cells);
        self.settle(record, cells, id_field)
    }

    /// Adds a record that has all it gets.
    pub fn settle(&mut self, record: Record, cells: Cells<'_>, id_field: &str) -> Result<Added, Fault> {
        self.claim(&record, cells, id_field)?;
        let file = self.files.get(&record.path().to_lowercase());
        let added = match file {
            Some(text) if **text == record.text() => Added::Unchanged,
            Some(_) if self.is_stub(&record.id) => Added::New,
            Some(_) if self.says_all(&record) => Added::Unchanged,
            Some(_) => Added::Left,
            None if self.names.is_taken(&record.id) => Added::Left,
            None => Added::New,
        };
        match added {
            Added::New => {
                self.names.add(record.kind.name, &record.id, &[&record.title, source_id(&record)]);
                self.names.keep();
                self.records.append(&mut self.pending);
                self.records.push(record);
            }
            Added::Unchanged => self.names.forget(),
            Added::Left => {
                self.abandon();
                let message = format!("`{}` is there already and was left as it is", record.id);
                self.remarks.push(Remark { line: cells.row.line, cell: 0, message });
            }
        }
        self.pending.clear();
        Ok(added)
    }

    /// The id of the record that a row is about, if it is there: imported before, or only a name so far.
    pub fn there_already(&self, kind: &'static KindInfo, source: Option<&str>, title: &str) -> Option<String> {
        let by_source = source.and_then(|source| {
            let id = self.names.find(kind.name, source)?;
            let known = self.program.known(id)?;
            let says = |pointer: &str, text: &str| self.program.node(known.doc).find(pointer).is_some_and(|node| node.text() == text);
            // Two sheets may have the same number for different things.
            let is_ours = says("/custom/source_id", source) && says("/title", &line(title));
            (is_ours || self.is_stub(id)).then_some(id)
        });
        // Without an id the title is all there is to tell records apart.
        let has_title = |id: &&str| {
            let known = self.program.known(id).filter(|_| source.is_none());
            known.is_some_and(|known| self.program.node(known.doc).find("/title").is_some_and(|node| node.text() == line(title)))
        };
        by_source.or_else(|| self.names.find(kind.name, title).filter(|id| self.is_stub(id) || has_title(id))).map(str::to_owned)
    }

    /// Whether a record that is there says all that a row says, and maybe more.
    fn says_all(&self, record: &Record) -> bool {
        let Some(known) = self.program.known(&record.id) else { return false };
        let node = self.program.node(known.doc);
        let notes = node.get("notes").map_or("", Node::text);
        node.get("title").is_some_and(|title| title.text() == record.title)
            && edit::says(node, &record.fields.clone().into())
            && node.get("custom").map_or(record.custom.is_empty(), |custom| edit::says(custom, &record.custom.clone().into()))
            && record.notes.iter().all(|note| notes.contains(note.as_str()))
    }

    /// Whether a record was made because a cell named it, and nobody has touched it since.
    fn is_stub(&self, id: &str) -> bool {
        let Some(known) = self.program.known(id) else { return false };
        let node = self.program.node(known.doc);
        let text = |field: &str| node.get(field).filter(|node| node.is_scalar()).map(Node::text);
        let mut bare = Record::new(known.kind, id.into(), text("title").unwrap_or_default().into());
        bare.fields.put_some("type", text("type"));
        *node.file().text == *bare.text()
    }

    /// Keeps what a row made and added, though it makes no record of its own.
    pub fn accept(&mut self) {
        self.names.keep();
        self.records.append(&mut self.pending);
    }

    /// Counts a row that makes no record of its own; what no field takes is in the notes of `record`.
    pub fn add_nothing(&mut self, record: &mut Record, cells: Cells<'_>, id_field: &str) -> Result<(), Fault> {
        keep_rest(record, cells);
        for (name, value) in std::mem::take(&mut record.custom).0 {
            if let Value::Text(text) = value {
                record.note(&name, &text);
            }
        }
        self.claim(record, cells, id_field)?;
        self.names.forget();
        self.pending.clear();
        Ok(())
    }

    /// Takes the id for the row; two rows cannot have one.
    fn claim(&mut self, record: &Record, cells: Cells<'_>, id_field: &str) -> Result<(), Fault> {
        match self.lines.insert(record.id.to_lowercase(), cells.row.line) {
            None => Ok(()),
            Some(first) => {
                self.lines.insert(record.id.to_lowercase(), first);
                let message = format!("`{}` stands twice, first on line {first}", record.id);
                Err(cells.fault(id_field, message, "give one of the two rows another id"))
            }
        }
    }

    /// Makes a record because a cell names it.
    pub fn make(&mut self, kind: &'static KindInfo, id: String, name: &str) -> &mut Record {
        self.names.add(kind.name, &id, &[name]);
        self.by_name.insert(id.clone());
        self.pending.push(Record::new(kind, id, line(name)));
        self.pending.last_mut().expect("one was pushed on the line above")
    }

    /// The party that a cell names, made as a role if there is none. Several names: the first, and all in the notes.
    pub fn party(&mut self, cell: Option<Cell<'_>>, record: &mut Record) -> Option<String> {
        let cell = cell?;
        if let Some(id) = self.noted_party(cell, record) {
            return Some(id);
        }
        let whole = [cell.text];
        let parts = cell.text.split([';', ',', '\n']).flat_map(|part| part.split(" / ")).flat_map(|part| part.split(" + "));
        let parts: Vec<&str> = parts.map(str::trim).filter(|name| !name.is_empty()).collect();
        let names =
            if swapped(cell.text).is_some() && parts.iter().all(|name| self.exact_party(name).is_none()) { &whole[..] } else { &parts };
        let Some(first) = names.first().copied().filter(|name| words::is_name(name)) else {
            self.misfit(cell, "is no name of an owner", record);
            return None;
        };
        if names.len() > 1 {
            self.misfit(cell, &format!("names several, and only one can be the owner: `{first}` is"), record);
        }
        let known = self.noted_party(Cell { text: first, ..cell }, record);
        known.or_else(|| {
            let kind = kind("role");
            let id = self.names.fresh(kind, first);
            Some(self.make(kind, id, first).id.clone())
        })
    }

    /// The party that a cell names, with the cell in the notes if the party is called otherwise. In a sheet about roles the
    /// remark has the name.
    fn noted_party(&mut self, cell: Cell<'_>, record: &mut Record) -> Option<String> {
        let id = self.known_party(cell)?;
        if self.exact_party(cell.text).is_none() && record.kind.name != "role" {
            record.note(cell.header, cell.text);
        }
        Some(id)
    }

    /// The role or person of a name, which may begin with the last one.
    fn exact_party(&self, name: &str) -> Option<&str> {
        let find = |name: &str| self.names.find("role", name).or_else(|| self.names.find("person", name));
        find(name).or_else(|| find(&swapped(name)?))
    }

    /// The role or person that a cell names; `Data Protection Officer` is the role `DPO`, if nobody else has these initials.
    pub fn known_party(&mut self, cell: Cell<'_>) -> Option<String> {
        if let Some(id) = self.exact_party(cell.text) {
            return Some(id.to_owned());
        }
        match self.names.abbreviated(cell.text) {
            Abbreviated::No => None,
            Abbreviated::Role(id) => {
                self.remark(cell, format!("`{}` is taken as the role `{id}`", short(cell.text)));
                Some(id)
            }
            Abbreviated::Several => {
                self.remark(cell, format!("several names have the initials of `{}`, so it is taken for none of them", short(cell.text)));
                None
            }
        }
    }

    /// The word of a record that a cell means. What it says beyond that, and what nobody understands, goes to the notes
    /// and is told.
    pub fn word(&mut self, table: Words, cell: Option<Cell<'_>>, field: &str, record: &mut Record) -> Option<&'static str> {
        let cell = cell?;
        match words::meaning(table, cell.text) {
            Some(Meaning::Exactly(word)) => Some(word),
            Some(Meaning::Roughly(word)) => {
                self.misfit(cell, &format!("is taken as `{word}`"), record);
                Some(word)
            }
            None => {
                let mut known: Vec<&str> =
                    table.iter().map(|(_, word)| *word).filter(|word| !vocabulary::NO_STATE.contains(word)).collect();
                known.sort_unstable();
                known.dedup();
                self.misfit(cell, &format!("is not understood as `{field}`, which is {}", list_of(known, "or")), record);
                None
            }
        }
    }

    /// A cell that a field cannot hold: told, and kept in the notes.
    pub fn misfit(&mut self, cell: Cell<'_>, why: &str, record: &mut Record) {
        self.remark(cell, format!("`{}` {why}; it is kept in the notes", short(cell.text)));
        record.note(cell.header, cell.text);
    }
}

/// Fields whose cells name roles or persons.
const PARTIES: [&str; 5] = ["owner", "role", "responsible", "approval.by", "held_by"];

/// The names of a programme, and those that the sheet has for roles and persons.
fn names(program: &Program, sheet: &Sheet, columns: &Columns) -> Names {
    let mut names = Names::of(program);
    let is_party = |field: &Field| matches!(field.read, Read::Party) || PARTIES.contains(&field.name);
    for index in columns.fields.iter().filter(|field| is_party(field)).filter_map(|field| columns.of(field.name)) {
        for cell in sheet.column(index) {
            names.meet(cell);
        }
    }
    if columns.fields.iter().any(|field| field.headers.is_empty()) {
        sheet.header.iter().for_each(|header| names.meet(header));
    }
    names
}

/// `Anna Weber` for `Weber, Anna`: two single words, each written as a name is.
fn swapped(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let is_word = |word: &str| {
        let begins = word.chars().next().is_some_and(char::is_uppercase);
        begins && word.chars().all(|c| c.is_alphabetic() || c == '-') && word.chars().any(char::is_lowercase)
    };
    let (last, first) = (last.trim(), first.trim());
    (is_word(last) && is_word(first)).then(|| format!("{first} {last}"))
}

/// The kind called so; the names are ours.
pub fn kind(name: &str) -> &'static KindInfo {
    kinds::by_name(name).expect("sheets are read as kinds that exist")
}

fn source_id(record: &Record) -> &str {
    match record.custom.get("source_id") {
        Some(Value::Text(id)) => id,
        _ => "",
    }
}
