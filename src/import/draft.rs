//! A row while it is read: what its cells mean, and the proposal that comes of it.

use super::addresses::People;
use super::columns::Columns;
use super::field::{Field, Read};
use super::ids::SourceIds;
use super::list;
use super::method::Ratings;
use super::names::{Abbreviated, Names};
use super::numbers;
use super::proposal::{Addition, Proposal, Taken, What};
use super::record::Record;
use super::row::{Cell, Cells, keep_rest, line};
use super::several::{self, swapped};
use super::sheet::{Fault, Remark, Sheet, short};
use super::there;
use super::titled::{apart, apart_for};
use super::vocabulary;
use super::words::{self, Meaning, Words};
use crate::base::date::Date;
use crate::base::slug::slug;
use crate::base::text::list_of;
use crate::edit::value::Value;
use crate::model::kinds::{self, KindInfo};
use crate::model::program::Program;
use crate::model::unclear::UNCLEAR;
use std::collections::{BTreeSet, HashMap};

/// What rows are read with, and what the one at hand proposes.
pub struct Draft<'a> {
    pub program: &'a Program,
    pub today: Date,
    ids: SourceIds,
    pub ratings: Ratings<'a>,
    /// The programme's controls by the controls of Annex A that they implement.
    pub behind: HashMap<String, Vec<String>>,
    /// Of the programme, and of what rows propose.
    pub names: Names,
    /// Those of the programme.
    pub people: People,
    pub proposal: Proposal,
    /// What is said about cells whose words are kept, with the fields that cannot hold them: where they are kept depends on
    /// what else the row says.
    doubts: Vec<(Remark, String)>,
    /// The columns whose values make ratings.
    pub rated: BTreeSet<usize>,
}

impl<'a> Draft<'a> {
    /// Nothing yet.
    pub fn new(program: &'a Program, sheet: &Sheet, columns: &Columns, whole_ids: bool, today: Date) -> Self {
        Self {
            program,
            today,
            ids: SourceIds::of(sheet, columns, whole_ids),
            ratings: Ratings::of(program, columns),
            behind: there::behind(program),
            names: names(program, sheet, columns),
            people: People::of(program),
            proposal: Proposal::default(),
            doubts: Vec::new(),
            rated: BTreeSet::new(),
        }
    }

    /// Begins the record of a row with its id and title. The sheet's own id is kept if it is not ours.
    pub fn begin(&self, kind: &'static KindInfo, cells: Cells<'_>, title: Option<Cell<'_>>) -> Result<Record, Fault> {
        let mut record = self.begin_named(kind, cells, title.map(|cell| cell.text))?;
        if let Some(cell) = title.filter(|cell| record.title != cell.text) {
            record.note(cell.header, cell.text);
        }
        Ok(record)
    }

    /// The same with a title that is made of several cells.
    pub fn begin_named(&self, kind: &'static KindInfo, cells: Cells<'_>, title: Option<&str>) -> Result<Record, Fault> {
        let source = cells.get("id").map(|cell| cell.text);
        let Some(named) = title.or(source) else {
            return Err(cells.fault("title", "the row has neither an id nor a title".into(), "give it one of the two"));
        };
        let made = || source.map_or_else(|| format!("{}-{}", kind.prefix, slug(named)), |source| self.ids.id(kind, source));
        let id = there::record(self.program, &self.names, kind, source, named).unwrap_or_else(made);
        let mut record = Record::new(kind, id, line(named));
        if let Some(source) = source.filter(|source| *source != record.id) {
            record.custom.put("source_id", source);
        }
        Ok(record)
    }

    /// Says something about a cell.
    pub fn remark(&mut self, cell: Cell<'_>, message: String) {
        self.proposal.remarks.push(cell.remark(message));
    }

    /// Proposes the record of a row, with all that no field takes.
    pub fn add(&mut self, mut record: Record, cells: Cells<'_>, id_field: &str) {
        keep_rest(&mut record, cells);
        self.add_whole(record, cells, id_field);
    }

    /// Proposes a record that has all it gets.
    pub fn add_whole(&mut self, record: Record, cells: Cells<'_>, id_field: &str) {
        self.take(&record.id, cells, id_field);
        self.proposal.record = Some(record);
    }

    /// Takes an id for a row: two rows cannot have one.
    pub fn take(&mut self, id: &str, cells: Cells<'_>, id_field: &str) {
        let cell = cells.columns.of(id_field).map_or(1, |index| index + 1);
        self.proposal.takes = Some(Taken { id: id.into(), line: cells.row.line, cell, hint: None });
    }

    /// Proposes an item of a list, which is there already if one has the same in the field `key`.
    pub fn add_item(&mut self, to: &str, path: &[&str], item: Value, key: Option<&'static str>) {
        self.propose(to, path, item, What::Item(key));
    }

    /// Proposes an entry.
    pub fn add_entry(&mut self, to: &str, path: &[&str], value: Value) {
        self.propose(to, path, value, What::Entry);
    }

    /// Proposes words on a field that it cannot hold.
    pub fn add_words(&mut self, to: &str, field: &str, text: &str) {
        self.propose(to, &[UNCLEAR, field], text.into(), What::Note);
    }

    /// Proposes lines of notes.
    pub fn add_note(&mut self, to: &str, text: &str) {
        self.propose(to, &["notes"], text.into(), What::Note);
    }

    fn propose(&mut self, to: &str, path: &[&str], value: Value, what: What) {
        let path = path.iter().map(|name| (*name).to_owned()).collect();
        self.proposal.additions.push(Addition { to: to.into(), path, value, what });
    }

    /// Makes a record because a cell names it; an id before its title is none of the title.
    pub fn make(&mut self, kind: &'static KindInfo, id: String, name: &str) -> &mut Record {
        let name = apart_for(kind, name).filter(|(before, _)| *before == id).map_or(name, |(_, title)| title);
        self.names.add(kind.name, &id, &[name]);
        self.proposal.named.push(Record::new(kind, id, line(name)));
        self.proposal.named.last_mut().expect("one was pushed on the line above")
    }

    /// The person of a name, made if there is none.
    pub fn person(&mut self, name: &str) -> String {
        if let Some(id) = self.names.find("person", name) {
            return id.to_owned();
        }
        let kind = kind("person");
        let id = self.names.fresh(kind, name);
        self.make(kind, id, name).id.clone()
    }

    /// The people that a cell names, in words; what is no name of one is told and kept.
    pub fn people(&mut self, cell: Cell<'_>, field: &str, record: &mut Record) -> Vec<String> {
        let named = several::people(cell.text, |name| self.names.find("person", name).is_some());
        for other in named.others {
            self.doubt(Cell { text: other, ..cell }, field, "is no name of one person", record);
        }
        named.names
    }

    /// The party that a cell names, made as a role if there is none. Several names: the first, and all in the notes.
    pub fn party(&mut self, cell: Option<Cell<'_>>, field: &str, record: &mut Record) -> Option<String> {
        let cell = cell?;
        if let Some(id) = self.noted_party(cell, record) {
            return Some(id);
        }
        let whole = [cell.text];
        let each = |part| people_of(part).into_iter();
        let parts: Vec<&str> = list::parts(cell.text).flat_map(each).map(str::trim).filter(|name| !name.is_empty()).collect();
        let names =
            if swapped(cell.text).is_some() && parts.iter().all(|name| self.exact_party(name).is_none()) { &whole[..] } else { &parts };
        let Some(first) = names.first().copied().filter(|name| words::is_name(name)) else {
            self.doubt(cell, field, "is no name of an owner", record);
            return None;
        };
        if names.len() > 1 {
            self.misfit(cell, &format!("names several, and only one can be the owner: `{first}` is"), record);
        }
        let known = self.noted_party(Cell { text: first, ..cell }, record);
        known.or_else(|| {
            let kind = if apart_for(kind("person"), first).is_some() { kind("person") } else { kind("role") };
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
        let find = |name: &str| {
            ["role", "person"].into_iter().find_map(|kind| self.names.find(kind, name).or_else(|| self.names.titled(kind, name)))
        };
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
                self.doubt(cell, field, &not_understood(table, field), record);
                None
            }
        }
    }

    /// Whether a cell says yes or no. That it does not apply is neither, and is told.
    pub fn truth(&mut self, cell: Option<Cell<'_>>, field: &str, record: &mut Record) -> Option<bool> {
        let cell = cell?;
        if words::says_one_of(cell.text, &vocabulary::NOT_ASKED) {
            self.doubt(cell, field, "says neither yes nor no", record);
            return None;
        }
        self.word(vocabulary::TRUTHS, Some(cell), field, record).map(|word| word == "true")
    }

    /// The same where there must be a word: what nobody understands is taken as another one, and told.
    pub fn word_or(&mut self, table: Words, cell: Cell<'_>, field: &str, other: &'static str, record: &mut Record) -> &'static str {
        if words::meaning(table, cell.text).is_some() {
            return self.word(table, Some(cell), field, record).unwrap_or(other);
        }
        self.misfit(cell, &format!("{}; it is taken as `{other}`", not_understood(table, field)), record);
        other
    }

    /// How far a control is: in words, or as the per cent that are done.
    pub fn control_state(&mut self, cell: Option<Cell<'_>>, record: &mut Record) -> Option<&'static str> {
        let done = cell.and_then(|cell| numbers::per_cent(cell.text));
        if let Some(cell) = cell.filter(|_| done.is_some_and(|done| (1..100).contains(&done))) {
            record.note(cell.header, cell.text);
        }
        done.and_then(vocabulary::control_state).or_else(|| self.word(vocabulary::CONTROL_STATES, cell, "status", record))
    }

    /// A cell on a field that cannot hold what it says: told, and kept as unclear.
    pub fn doubt(&mut self, cell: Cell<'_>, field: &str, why: &str, record: &mut Record) {
        let remark = cell.remark(format!("`{}` {why}", short(cell.text)));
        self.doubts.push((remark, field.to_owned()));
        record.doubt(field, cell.header, cell.text);
    }

    /// Counts a cell of a rating or a day that is not understood, which is told of the sheet as a whole, too.
    pub fn unread(&mut self, cell: Cell<'_>) {
        self.proposal.unread.push(cell.number - 1);
    }

    /// Forgets what a row proposed that is refused.
    pub fn forget(&mut self) {
        self.proposal = Proposal::default();
        self.doubts.clear();
    }

    /// What the row proposes, now that it is known where the words on its fields are kept.
    pub fn proposed(&mut self) -> Proposal {
        let mut proposal = std::mem::take(&mut self.proposal);
        for (mut remark, field) in std::mem::take(&mut self.doubts) {
            let is_noted = proposal.record.as_ref().is_some_and(|record| record.has_value(&field));
            remark.message.push_str(if is_noted { KEPT_IN_NOTES } else { "; it is kept under `unclear`" });
            proposal.remarks.push(remark);
        }
        proposal
    }

    /// A cell that says more than its field can hold: told, and kept in the notes.
    pub fn misfit(&mut self, cell: Cell<'_>, why: &str, record: &mut Record) {
        self.remark(cell, format!("`{}` {why}{KEPT_IN_NOTES}", short(cell.text)));
        record.note(cell.header, cell.text);
    }
}

/// Where words are kept that a field with a value has no room for.
const KEPT_IN_NOTES: &str = "; it is kept in the notes";

/// That a cell is none of the words of a field.
fn not_understood(table: Words, field: &str) -> String {
    let mut known: Vec<&str> = table.iter().map(|(_, word)| *word).filter(|word| !vocabulary::NO_STATE.contains(word)).collect();
    known.sort_unstable();
    known.dedup();
    format!("is not understood as `{field}`, which is {}", list_of(known, "or"))
}

/// The names of several in a part of a cell; one that begins with an id is followed by its title, whatever signs that has.
fn people_of(part: &str) -> Vec<&str> {
    match apart(part) {
        Some(_) => vec![part],
        None => part.split(',').flat_map(|part| part.split(" / ")).flat_map(|part| part.split(" + ")).collect(),
    }
}

/// Fields whose cells name roles or persons.
const PARTIES: [&str; 5] = ["owner", "role", "responsible", "approval.by", "held_by"];

/// The names of a programme, and those that the sheet has for roles and persons.
fn names(program: &Program, sheet: &Sheet, columns: &Columns) -> Names {
    let mut names = Names::of(program);
    let is_party = |field: &Field| matches!(field.read, Read::Party) || PARTIES.contains(&field.name);
    for index in columns.fields.iter().filter(|field| is_party(field)).filter_map(|field| columns.of(field.name)) {
        for cell in sheet.distinct(index) {
            names.meet(cell);
        }
    }
    if columns.fields.iter().any(|field| field.headers.is_empty()) {
        sheet.header.iter().for_each(|header| names.meet(header));
    }
    names
}

/// The kind called so; the names are ours.
pub fn kind(name: &str) -> &'static KindInfo {
    kinds::by_name(name).expect("sheets are read as kinds that exist")
}
