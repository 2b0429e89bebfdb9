//! Rows of all programmes as files for engines that answer questions: a folder for each table, in it one for each day, in it
//! one for each of 64 groups of programmes.
//!
//! A file for each programme would be opened for each question, which takes an engine a hundred times as long; so programmes
//! share files, and what they share is found again by a name that says whole what went into it: the commit, what
//! `fleet.yaml` says, the version of this program. What has that name already is taken from the file and not read again.

use super::hidden::{Hidden, Without};
use super::member::Member;
use super::{Answer, Fleet, Unread};
use crate::base::date::Date;
use crate::base::digest::sha256_hex;
use crate::base::text::list_of;
use crate::ops::error::{Error, What};
use crate::ops::note::Note;
use crate::ops::open::{State, View, Which};
use crate::ops::read::Need;
use crate::ops::report::Seen;
use crate::ops::writing;
use crate::render::parquet::{self, Values};
use crate::report::fleet::rows::{Row, TABLES, VERSION, rows};
use crate::report::fleet::{About, ProgrammeFacts, UnreadFacts};
use crate::report::trend::{By, Term, Terms};
use crate::report::typed::{Field, TableInfo};
use crate::store::write::Batch;
use crate::store::{RelPath, plain};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::Ordering;

/// So many files a table has on one day.
const GROUPS: u8 = 64;
/// What was written for a group; engines pass over names that begin so.
const STATES: &str = "_states";

/// What to write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'w> {
    /// Only programmes for which this holds.
    pub test: Option<&'w str>,
    /// Files as they are where they differ from the last commit.
    pub changed: bool,
    pub without: &'w [Without],
    /// The ends of all these periods since a day, and the last day.
    pub since: Option<(By, Date)>,
}

/// What was written.
#[derive(Default)]
pub struct Exported {
    pub days: usize,
    /// Programmes that were read, and those that were there already, over all days.
    pub read: usize,
    pub kept: usize,
    pub files: usize,
    /// Folders of files that are gone.
    emptied: Vec<RelPath>,
    /// Whose files differ from the last commit, which is what was exported.
    pub differing: Vec<String>,
    /// Of which nothing can be said on the last day.
    pub unread: Vec<UnreadFacts>,
    /// Of which nothing can be said on earlier days: on how many, and why on the last of them.
    pub absent: BTreeMap<String, (usize, String)>,
}

impl Exported {
    /// Keeps of which nothing can be said. What was not there on an earlier day is missing from nothing.
    fn miss(&mut self, fleet: &Fleet, member: &Member, Unread { why, help }: Unread, day: Date) {
        if day == fleet.today {
            fleet.is_short.store(true, Ordering::Relaxed);
            self.unread.push(UnreadFacts { about: member.about.clone(), why, help });
        } else {
            let (times, last) = self.absent.entry(member.name().to_owned()).or_default();
            *times += 1;
            *last = why;
        }
    }
}

/// What a group of programmes was written from: by name, what says whole what went into it.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
struct States {
    /// By the name of a programme.
    programmes: BTreeMap<String, Written>,
    /// How many bytes the file of each table has: one that is cut short or gone is written again.
    sizes: Vec<u64>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    state: String,
    /// Its files differed from the commit when it was read.
    differs: bool,
    /// So many files of it could not be read: what was written is without them, and is told so again.
    unread: usize,
}

/// A programme, and the state of it that is meant.
struct Meant<'m> {
    member: &'m Member,
    which: Which,
    /// What says whole what its rows are made from; none for files that are in no commit.
    state: Option<String>,
}

/// Writes the rows of all programmes: all files of a run or none, and nobody else of us writes there meanwhile.
///
/// # Errors
/// When a test asks for what nobody knows, somebody else writes there, or files cannot be written.
pub fn export(mut fleet: Fleet, wanted: Wanted<'_>, folder: &Path) -> Result<(Exported, Fleet), Error> {
    fleet.keep(wanted.test, &[])?;
    let last = fleet.today;
    let mut days = Vec::new();
    if let Some((by, since)) = wanted.since {
        if since > last {
            return Err(Error::asked(format!("`--since {since}` is after {last}, where it ends")).hint("begin earlier"));
        }
        let Terms { list, left_out } = Terms::between(since, last, by);
        if left_out {
            let first = list.first().map_or(last, |term| term.last());
            fleet.note(Note::usual(format!("there are more periods than one run takes: the first of these ends on {first}")));
        }
        days.extend(list.into_iter().map(Term::last).filter(|end| *end < last));
    }
    days.push(last);
    fs::create_dir_all(folder).map_err(|source| What::Keeping { what: format!("`{}`", folder.display()), source })?;
    let writer = writing::begin(folder, |note| fleet.note(note))?;
    let batch = writer.batch()?;
    let place = Place { folder, batch: &batch };
    let mut all = Exported { days: days.len(), ..Exported::default() };
    for day in days {
        let past = (day < last).then_some(day).or(fleet.then);
        one_day(&fleet, &wanted, place, (day, past), &mut all)?;
    }
    batch.write()?;
    // Of what is gone, folders are left that hold nothing.
    all.emptied.iter().for_each(|emptied| drop(fs::remove_dir(folder.join(emptied))));
    all.differing.sort_unstable();
    all.differing.dedup();
    if !all.differing.is_empty() {
        let names = list_of(&all.differing, "and");
        let verb = if all.differing.len() == 1 { "differ" } else { "all differ" };
        fleet.note(Note::usual(format!("the files of {names} {verb} from the last commit, which is what is exported; see `--changed`")));
    }
    Ok((all, fleet))
}

/// Where rows are written, and what is on its way there.
#[derive(Clone, Copy)]
struct Place<'p> {
    folder: &'p Path,
    batch: &'p Batch<'p>,
}

fn one_day(
    fleet: &Fleet,
    wanted: &Wanted<'_>,
    place: Place<'_>,
    (day, past): (Date, Option<Date>),
    all: &mut Exported,
) -> Result<(), Error> {
    let meant = fleet.pooled(&fleet.members, |member| meant(fleet, member, wanted, (day, past)));
    let mut groups: BTreeMap<u8, Vec<Meant<'_>>> = BTreeMap::new();
    for (member, meant) in fleet.members.iter().zip(meant) {
        match meant {
            Ok(meant) => groups.entry(group_of(member.name())).or_default().push(meant),
            Err(unread) => {
                // What was written of it before is of another state, or of none.
                groups.entry(group_of(member.name())).or_default();
                all.miss(fleet, member, unread, day);
            }
        }
    }
    for left in written_groups(place.folder, day) {
        groups.entry(left).or_default();
    }
    let groups: Vec<(u8, Vec<Meant<'_>>)> = groups.into_iter().collect();
    for done in fleet.pooled(&groups, |(group, meant)| Group { fleet, wanted, place, day, number: *group }.write(meant)) {
        let done = done?;
        all.read += done.read;
        all.kept += done.kept;
        all.files += done.files;
        all.emptied.extend(done.emptied);
        all.differing.extend(done.differing);
        done.unread.into_iter().for_each(|(member, unread)| all.miss(fleet, member, unread, day));
    }
    Ok(())
}

/// Which state of a programme is meant, and what says whole what its rows follow from.
fn meant<'m>(fleet: &Fleet, member: &'m Member, wanted: &Wanted<'_>, (day, past): (Date, Option<Date>)) -> Answer<Meant<'m>> {
    let mut which = member.which(&fleet.world.environment, past, day)?;
    let is_files = which.state == State::Files;
    if is_files {
        which.state = State::At("HEAD".into());
    }
    let view = View::open(fleet.world.clone(), &which)?;
    if is_files && wanted.changed && differs(fleet, member)? {
        return Ok(Meant { member, which: Which { state: State::Files, ..which }, state: None });
    }
    let said = serde_json::to_string(&About { commit: view.source.commit(), ..member.about.clone() }).unwrap_or_default();
    let parts = [VERSION.to_string(), env!("CARGO_PKG_VERSION").into(), view.revision(), said, format!("{:?}", wanted.without)];
    Ok(Meant { member, which, state: Some(sha256_hex(parts.join("\0").as_bytes())) })
}

/// Whether the files of a programme are others than those of its last commit.
fn differs(fleet: &Fleet, member: &Member) -> Result<bool, Error> {
    let which = Which { dir: member.folder().map(Path::to_owned), ..Which::default() };
    if which.dir.is_none() {
        return Ok(false);
    }
    View::open(fleet.world.clone(), &which)?.differs()
}

fn group_of(name: &str) -> u8 {
    u8::from_str_radix(&sha256_hex(name.as_bytes())[..2], 16).unwrap_or_default() % GROUPS
}

/// What came of a group.
#[derive(Default)]
struct Done<'m> {
    read: usize,
    kept: usize,
    files: usize,
    emptied: Vec<RelPath>,
    differing: Vec<String>,
    unread: Vec<(&'m Member, Unread)>,
}

/// The groups that were written for a day.
fn written_groups(folder: &Path, day: Date) -> Vec<u8> {
    let entries = fs::read_dir(folder.join(STATES).join(format!("as_of={day}")));
    let number = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_prefix("bucket=")?.strip_suffix(".json")?.parse().ok();
    entries.into_iter().flatten().flatten().filter_map(number).collect()
}

/// The programmes that share files on a day.
struct Group<'g> {
    fleet: &'g Fleet,
    wanted: &'g Wanted<'g>,
    place: Place<'g>,
    day: Date,
    number: u8,
}

/// The rows of all tables, in the order of [`TABLES`].
type Rows = Vec<Vec<Values>>;

/// What was read of a programme.
struct Made {
    differs: bool,
    /// How many of its files could not be read.
    unread: usize,
    /// Each with the place of its table.
    rows: Vec<(usize, Values)>,
}

impl Group<'_> {
    /// Writes all files, but for those that are there already.
    fn write<'m>(&self, meant: &[Meant<'m>]) -> Result<Done<'m>, Error> {
        let before = self.before()?;
        let sizes = self.sizes();
        let mut after = before.of(meant);
        let is_whole = before.sizes == sizes;
        if is_whole && after.programmes.len() == meant.len() && before.programmes == after.programmes {
            return Ok(self.kept(&after));
        }
        let mut tables = if is_whole { self.earlier(&after) } else { None }.unwrap_or_else(|| {
            // What cannot be read any more is made again.
            after = States::default();
            TABLES.iter().map(|_| Vec::new()).collect()
        });
        let mut done = self.kept(&after);
        let new: Vec<&Meant<'m>> = meant.iter().filter(|one| !after.programmes.contains_key(one.member.name())).collect();
        for one in new {
            match self.make(one) {
                Ok(Made { differs, unread, rows }) => {
                    let name = one.member.name().to_owned();
                    done.read += 1;
                    rows.into_iter().for_each(|(table, values)| tables[table].push(values));
                    done.differing.extend(differs.then(|| name.clone()));
                    after.programmes.extend(one.state.clone().map(|state| (name, Written { state, differs, unread })));
                }
                Err(unread) => done.unread.push((one.member, unread)),
            }
        }
        if meant.is_empty() {
            done.emptied = self.take_away()?;
        } else {
            done.files = self.put(after, tables)?;
        }
        Ok(done)
    }

    /// What was written last.
    fn before(&self) -> Result<States, Error> {
        let bytes = plain::read_if_there(&self.place.folder.join(self.states()))?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    /// What is there already, with what is to be told of it again.
    fn kept<'m>(&self, after: &States) -> Done<'m> {
        for (name, written) in after.programmes.iter().filter(|(_, written)| written.unread > 0) {
            self.fleet.lacks(name, written.unread);
        }
        let differing = after.programmes.iter().filter(|(_, written)| written.differs).map(|(name, _)| name.clone());
        Done { kept: after.programmes.len(), differing: differing.collect(), ..Done::default() }
    }

    /// Reads a programme.
    fn make(&self, one: &Meant<'_>) -> Answer<Made> {
        self.fleet.one(one.member, &one.which, &|view, about| {
            let is_last = one.state.is_some() && one.which.state == State::At("HEAD".into());
            let differs = is_last && differs(self.fleet, one.member)?;
            let read = view.read(Need::Rules)?;
            let seen = Seen::of(view, &read);
            let first = [Field::from(one.member.name()), about.commit.clone().into()];
            let facts = ProgrammeFacts::of(about, &seen.cx, seen.outcome(), seen.due(), &seen.origin);
            let hidden = Hidden::of(seen.cx.program, self.wanted.without);
            let values = |row: Row| {
                let (table, fields) = row.fields();
                let fields = fields.into_iter().zip(TABLES[table].columns).map(|(field, column)| hidden.shown(field, column));
                (table, first.iter().cloned().chain(fields).collect())
            };
            let rows = rows(&seen.cx, seen.outcome(), seen.due(), &facts, &seen.origin).into_iter().map(values).collect();
            Ok(Made { differs, unread: facts.unread_files, rows })
        })
    }

    /// Makes the files ready; how many are others than before. What they were made from is with them.
    fn put(&self, mut states: States, tables: Rows) -> Result<usize, Error> {
        states.sizes.clear();
        let mut files = 0;
        for (table, mut values) in TABLES.iter().zip(tables) {
            // By programme; the rows of each stay in their order.
            values.sort_by(|a, b| text(&a[0]).cmp(text(&b[0])));
            let bytes = parquet::write(table, &values).map_err(Error::failed)?;
            files += usize::from(self.place.batch.put(&self.table(table), Some(&bytes))?.differs);
            states.sizes.push(bytes.len() as u64);
        }
        let said = serde_json::to_vec(&states).map_err(|error| Error::failed(error.to_string()))?;
        self.place.batch.put(&self.states(), Some(&said))?;
        Ok(files)
    }

    /// Takes the files away; the folders that they alone were in.
    fn take_away(&self) -> Result<Vec<RelPath>, Error> {
        let tables = TABLES.iter().map(|table| self.table(table));
        let mut emptied = Vec::new();
        for path in tables.chain([self.states()]) {
            self.place.batch.put(&path, None)?;
            emptied.extend(path.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
        }
        Ok(emptied)
    }

    /// The rows of those programmes that stay; none where some of them cannot be read.
    fn earlier(&self, after: &States) -> Option<Rows> {
        let stays = |row: &Values| after.programmes.contains_key(text(&row[0]));
        let kept = |table: &TableInfo| -> Option<Vec<Values>> {
            if after.programmes.is_empty() {
                return Some(Vec::new());
            }
            let bytes = plain::read_if_there(&self.place.folder.join(self.table(table))).ok()??;
            Some(parquet::read(table, bytes).ok()?.into_iter().filter(stays).collect())
        };
        TABLES.iter().map(kept).collect()
    }

    /// How many bytes the file of each table has; none where some is missing.
    fn sizes(&self) -> Vec<u64> {
        let size = |table: &TableInfo| fs::metadata(self.place.folder.join(self.table(table))).map(|meta| meta.len());
        TABLES.iter().map(size).collect::<io::Result<_>>().unwrap_or_default()
    }

    /// Where it is written what the group was written from.
    fn states(&self) -> RelPath {
        format!("{STATES}/as_of={}/bucket={}.json", self.day, self.number)
    }

    fn table(&self, table: &TableInfo) -> RelPath {
        format!("{}/as_of={}/bucket={}/rows.parquet", table.name, self.day, self.number)
    }
}

impl States {
    /// Those of them that are still what is meant.
    fn of(&self, meant: &[Meant<'_>]) -> Self {
        let kept = meant.iter().filter_map(|one| {
            let name = one.member.name();
            let written = self.programmes.get(name).filter(|written| one.state.as_ref() == Some(&written.state))?;
            Some((name.to_owned(), written.clone()))
        });
        Self { programmes: kept.collect(), sizes: Vec::new() }
    }
}

fn text(field: &Field) -> &str {
    if let Field::Text(text) = field { text } else { "" }
}
