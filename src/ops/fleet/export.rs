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
use crate::render::parquet::{self, Values};
use crate::report::fleet::rows::{Row, TABLES, VERSION, rows};
use crate::report::fleet::{ProgrammeFacts, UnreadFacts};
use crate::report::state::StateReport;
use crate::report::trend::{By, Term};
use crate::report::typed::{Field, TableInfo};
use crate::store::plain;
use crate::store::write::write_file;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

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
            self.unread.push(UnreadFacts { about: member.about(None), why, help });
        } else {
            let (times, last) = self.absent.entry(member.name.clone()).or_default();
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

/// Writes the rows of all programmes.
///
/// # Errors
/// When a test asks for what nobody knows, or files cannot be written.
pub fn export(mut fleet: Fleet, wanted: Wanted<'_>, folder: &Path) -> Result<(Exported, Fleet), Error> {
    fleet.keep(wanted.test)?;
    let last = fleet.today;
    let mut days = vec![last];
    if let Some((by, since)) = wanted.since {
        if since > last {
            return Err(Error::asked(format!("`--since {since}` is after {last}, where it ends")).hint("begin earlier"));
        }
        let mut term = Term::of(last, by).before();
        while term.last() >= since {
            days.push(term.last());
            term = term.before();
        }
        days.reverse();
    }
    let mut all = Exported { days: days.len(), ..Exported::default() };
    for day in days {
        let past = (day < last).then_some(day).or(fleet.then);
        one_day(&fleet, &wanted, folder, (day, past), &mut all)?;
    }
    all.differing.sort_unstable();
    all.differing.dedup();
    if !all.differing.is_empty() {
        let names = list_of(&all.differing, "and");
        let verb = if all.differing.len() == 1 { "differ" } else { "all differ" };
        fleet.note(Note::usual(format!("the files of {names} {verb} from the last commit, which is what is exported; see `--changed`")));
    }
    Ok((all, fleet))
}

fn one_day(fleet: &Fleet, wanted: &Wanted<'_>, folder: &Path, (day, past): (Date, Option<Date>), all: &mut Exported) -> Result<(), Error> {
    let meant = fleet.pooled(&fleet.members, |member| meant(fleet, member, wanted, (day, past)));
    let mut groups: BTreeMap<u8, Vec<Meant<'_>>> = BTreeMap::new();
    for (member, meant) in fleet.members.iter().zip(meant) {
        match meant {
            Ok(meant) => groups.entry(group_of(&member.name)).or_default().push(meant),
            Err(unread) => {
                // What was written of it before is of another state, or of none.
                groups.entry(group_of(&member.name)).or_default();
                all.miss(fleet, member, unread, day);
            }
        }
    }
    for left in written_groups(folder, day) {
        groups.entry(left).or_default();
    }
    let groups: Vec<(u8, Vec<Meant<'_>>)> = groups.into_iter().collect();
    let sum = Mutex::new(all);
    let done = fleet.pooled(&groups, |(group, meant)| {
        let done = one_group(fleet, wanted, &Place { folder, day, group: *group }, meant)?;
        let mut all = sum.lock().unwrap_or_else(PoisonError::into_inner);
        all.read += done.read;
        all.kept += done.kept;
        all.files += done.files;
        all.differing.extend(done.differing);
        done.unread.into_iter().for_each(|(member, unread)| all.miss(fleet, member, unread, day));
        Ok(())
    });
    done.into_iter().collect()
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
    let said = serde_json::to_string(&member.about(view.source.commit())).unwrap_or_default();
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
    differing: Vec<String>,
    unread: Vec<(&'m Member, Unread)>,
}

/// The files of a group on a day.
struct Place<'p> {
    folder: &'p Path,
    day: Date,
    group: u8,
}

impl Place<'_> {
    fn states(&self) -> PathBuf {
        self.folder.join(STATES).join(format!("as_of={}", self.day)).join(format!("bucket={}.json", self.group))
    }

    fn table(&self, name: &str) -> PathBuf {
        self.folder.join(name).join(format!("as_of={}", self.day)).join(format!("bucket={}", self.group)).join("rows.parquet")
    }
}

/// The groups that were written for a day.
fn written_groups(folder: &Path, day: Date) -> Vec<u8> {
    let entries = fs::read_dir(folder.join(STATES).join(format!("as_of={day}")));
    let number = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_prefix("bucket=")?.strip_suffix(".json")?.parse().ok();
    entries.into_iter().flatten().flatten().filter_map(number).collect()
}

/// Writes a group, but for what is there already.
fn one_group<'m>(fleet: &Fleet, wanted: &Wanted<'_>, place: &Place<'_>, meant: &[Meant<'m>]) -> Result<Done<'m>, Error> {
    let states = place.states();
    let before: States = match plain::read_if_there(&states)? {
        Some(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
        None => States::default(),
    };
    let mut after = States::default();
    for one in meant {
        let written = before.programmes.get(&one.member.name).filter(|written| one.state.as_ref() == Some(&written.state));
        after.programmes.extend(written.map(|written| (one.member.name.clone(), written.clone())));
    }
    let tell = |after: &States| {
        let gaps = after.programmes.iter().filter(|(_, written)| written.unread > 0);
        gaps.for_each(|(name, written)| fleet.lacks(name, written.unread));
    };
    if after.programmes.len() == meant.len() && before.programmes == after.programmes && before.sizes == sizes(place) {
        tell(&after);
        let differing = after.programmes.into_iter().filter(|(_, written)| written.differs).map(|(name, _)| name);
        return Ok(Done { kept: meant.len(), differing: differing.collect(), ..Done::default() });
    }
    let mut tables = match earlier(place, &after).filter(|_| before.sizes == sizes(place)) {
        Some(tables) => tables,
        // What cannot be read any more is made again.
        None => {
            after = States::default();
            TABLES.iter().map(|_| Vec::new()).collect()
        }
    };
    tell(&after);
    let mut done = Done { kept: after.programmes.len(), ..Done::default() };
    let kept = after.programmes.iter().filter(|(_, written)| written.differs).map(|(name, _)| name.clone());
    done.differing.extend(kept);
    let new: Vec<&Meant<'_>> = meant.iter().filter(|one| !after.programmes.contains_key(&one.member.name)).collect();
    for one in new {
        let made = fleet.one(one.member, &one.which, &|view, about| {
            let differs = one.state.is_some() && one.which.state == State::At("HEAD".into()) && self::differs(fleet, one.member)?;
            let read = view.read(Need::Rules)?;
            let seen = Seen::of(view, &read);
            let commit = about.commit.clone();
            let state = StateReport::build(&seen.cx, seen.outcome(), seen.due(), &seen.origin);
            let facts = ProgrammeFacts::of(about, &seen.cx, &state, seen.due());
            let rows = rows(&seen.cx, seen.outcome(), seen.due(), &facts, &seen.origin);
            let hidden = Hidden::of(seen.cx.program, wanted.without);
            let values = |row: Row| {
                let (table, fields) = row.fields();
                let first = [Field::from(&one.member.name), commit.clone().into()];
                let fields = fields.into_iter().zip(TABLES[table].columns).map(|(field, column)| hidden.shown(field, column));
                (table, first.into_iter().chain(fields).collect::<Values>())
            };
            let unread = seen.cx.program.unread().count();
            Ok((differs, unread, rows.into_iter().map(values).collect::<Vec<(usize, Values)>>()))
        });
        match made {
            Ok((differs, unread, made)) => {
                done.read += 1;
                made.into_iter().for_each(|(table, values)| tables[table].push(values));
                done.differing.extend(differs.then(|| one.member.name.clone()));
                if let Some(state) = &one.state {
                    after.programmes.insert(one.member.name.clone(), Written { state: state.clone(), differs, unread });
                }
            }
            Err(unread) => done.unread.push((one.member, unread)),
        }
    }
    // A group whose files are half written has no state, and is written whole the next time.
    gone(&states)?;
    if meant.is_empty() {
        TABLES.iter().try_for_each(|table| gone(&place.table(table.name)))?;
        return Ok(done);
    }
    for (table, mut values) in TABLES.iter().zip(tables) {
        // By programme; the rows of each stay in their order.
        values.sort_by(|a, b| text(&a[0]).cmp(text(&b[0])));
        let path = place.table(table.name);
        make_folder(&path)?;
        let bytes = parquet::write(table, &values).map_err(Error::failed)?;
        write_file(&path, &bytes)?;
        after.sizes.push(bytes.len() as u64);
        done.files += 1;
    }
    make_folder(&states)?;
    write_file(&states, &serde_json::to_vec(&after).map_err(|error| Error::failed(error.to_string()))?)?;
    Ok(done)
}

/// How many bytes the file of each table has; none where some is missing.
fn sizes(place: &Place<'_>) -> Vec<u64> {
    let size = |table: &TableInfo| fs::metadata(place.table(table.name)).map(|meta| meta.len());
    TABLES.iter().map(size).collect::<io::Result<_>>().unwrap_or_default()
}

fn text(field: &Field) -> &str {
    if let Field::Text(text) = field { text } else { "" }
}

/// Takes a file away, if it is there; its folder stays if it holds something else.
fn gone(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    path.parent().map(fs::remove_dir);
    Ok(())
}

fn make_folder(path: &Path) -> Result<(), Error> {
    let Some(folder) = path.parent() else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|source| What::Keeping { what: format!("`{}`", folder.display()), source }.into())
}

/// The rows of those programmes that stay, table by table; none where some of them cannot be read.
fn earlier(place: &Place<'_>, after: &States) -> Option<Vec<Vec<Values>>> {
    let stays = |row: &Values| after.programmes.contains_key(text(&row[0]));
    let kept = |table: &TableInfo| -> Option<Vec<Values>> {
        if after.programmes.is_empty() {
            return Some(Vec::new());
        }
        let bytes = plain::read_if_there(&place.table(table.name)).ok()??;
        Some(parquet::read(table, bytes).ok()?.into_iter().filter(stays).collect())
    };
    TABLES.iter().map(kept).collect()
}
