//! The fields of a kind of sheet: what their columns are called, how their cells are read, and which of them make sense
//! together only. All of it is data; the readers are in `read`.

use super::tongues;
use super::words::{self, Words};
use std::collections::{HashMap, HashSet};

/// A field of a kind of sheet, and the headers it goes by: in lower case, words only.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub headers: &'static [&'static str],
    /// How a cell becomes its value.
    pub read: Read,
}

/// How a cell becomes the value of a field.
#[derive(Clone, Copy, Debug)]
pub enum Read {
    /// By the function of the row.
    Own,
    /// A calendar day, by the function of the row.
    OwnDay,
    /// In words that speak of a field and are none of its values.
    Said,
    /// As it stands.
    Text,
    /// A calendar day. A time of day has a zone in records and seldom one in sheets: it is kept beside.
    Day,
    Truth,
    /// A role or person, made as a role if there is none.
    Party,
    Period,
    /// Texts between semicolons or line ends.
    List,
    /// The people that it names, in words.
    People,
    /// What shows that something worked; that it did is none.
    Criterion,
    /// A word of the record; what says more than it goes to the notes.
    Word(Words),
    /// The records that it names, of any kind.
    Records,
    /// The one record that it names.
    OneRecord,
    /// Controls of our own and of Annex A.
    Measures,
    /// Records, controls of Annex A, and clauses.
    Anything,
    /// Who must know a document.
    Audience,
    /// Whether personal data was involved.
    Breach,
    /// What is named as a certificate.
    Certificate,
    /// Whether a service is one in the cloud.
    Cloud,
    /// The control or document that an exception deviates from.
    Deviation,
    /// What became of an objective.
    Outcome,
    /// The group of a threat.
    ThreatGroup,
}

impl Field {
    /// Whether its cells are days.
    pub fn is_day(&self) -> bool {
        matches!(self.read, Read::Day | Read::OwnDay)
    }
}

/// Shorthand for the tables: a field that the row's own function reads.
pub const fn field(name: &'static str, headers: &'static [&'static str]) -> Field {
    Field { name, headers, read: Read::Own }
}

/// Shorthand for the tables: a day that the row's own function reads.
pub const fn day(name: &'static str, headers: &'static [&'static str]) -> Field {
    Field { name, headers, read: Read::OwnDay }
}

/// What the names of columns begin with that speak of a field and do not have its value.
pub const SAID: &str = "unclear.";

/// Shorthand for the tables: what speaks of a field, under its name behind [`SAID`].
pub const fn said(name: &'static str, headers: &'static [&'static str]) -> Field {
    Field { name, headers, read: Read::Said }
}

/// Shorthand for the tables: a field that is read as the table says.
pub const fn read(name: &'static str, read: Read, headers: &'static [&'static str]) -> Field {
    Field { name, headers, read }
}

/// The fields of a kind of sheet, by the headers they go by.
pub struct Headers {
    pub fields: &'static [Field],
    by_name: HashMap<&'static str, Place>,
    by_bag: HashMap<String, Place>,
}

/// A field, and the place of a header among those it goes by, from 1.
pub type Place = (&'static str, usize);

/// What begins a remark behind a header.
const REMARKS: [char; 8] = ['(', '[', '{', ':', '\n', '–', '*', ','];
/// Headers with a remark come after all without.
pub const REMARKED: usize = 1 << 16;
/// Who answers for something, in words that all kinds of sheets have unless they mean something else there.
const OWNERS: [&str; 10] = [
    "owner",
    "responsible",
    "responsible person",
    "responsible party",
    "person responsible",
    "assigned to",
    "accountable",
    "accountable person",
    "owned by",
    "in charge",
];
/// Such words come after those of the kind.
const OTHERS: usize = REMARKED - 1;
/// Fields that say how large a risk is.
const RATED: [&str; 4] = ["impact", "level", "likelihood", "score"];

impl Headers {
    /// Those of a table of fields.
    pub fn of(fields: &'static [Field]) -> Self {
        let named = |field: &'static Field| field.headers.iter().enumerate().map(|(rank, header)| (*header, (field.name, rank + 1)));
        let (mut by_name, mut by_bag) = (HashMap::new(), HashMap::new());
        let owner = fields.iter().find(|field| field.name.ends_with("owner"));
        let owners = owner.into_iter().flat_map(|field| OWNERS.iter().map(|header| (*header, (field.name, OTHERS))));
        for (header, place) in fields.iter().flat_map(named).chain(owners) {
            if by_bag.contains_key(&tongues::bag(header)) && place.1 == OTHERS {
                continue;
            }
            by_name.insert(header, place);
            by_bag.entry(tongues::bag(header)).or_insert(place);
        }
        Self { fields, by_name, by_bag }
    }

    /// The field that a header in lower case, words only, stands for, in any language and order of words.
    pub fn find(&self, header: &str) -> Option<Place> {
        let in_english = |text: &str| self.by_name.get(text).or_else(|| self.by_bag.get(&tongues::bag(text))).copied();
        in_english(header).or_else(|| tongues::readings(header).iter().find_map(|reading| in_english(reading)))
    }

    /// The field that a header stands for without the remark behind it: `Title (short and clear)`. It comes after all that
    /// are called so, and never for what is rated, where such words tell the state.
    pub fn find_remarked(&self, header: &str) -> Option<Place> {
        let (plain, _) = header.split_once(REMARKS).filter(|(plain, _)| !plain.trim().is_empty())?;
        let (field, rank) = self.find(&words::normal(plain))?;
        let is_rated = field.contains(['.']) && self.has_ratings() || RATED.contains(&field);
        (!is_rated).then_some((field, rank + REMARKED))
    }

    /// Whether rows rate likelihoods and impacts.
    pub fn has_ratings(&self) -> bool {
        self.fields.iter().any(|field| field.name == "likelihood")
    }
}

/// Fields that make sense together only.
pub struct Group {
    pub name: &'static str,
    /// Without one of these there is none.
    pub needs: &'static [&'static str],
    /// It is an item of a list.
    pub is_item: bool,
}

/// A group that stands for itself.
const fn group(name: &'static str, needs: &'static [&'static str]) -> Group {
    Group { name, needs, is_item: false }
}

/// A group that is an item of a list.
const fn item(name: &'static str, needs: &'static [&'static str]) -> Group {
    Group { name, needs, is_item: true }
}

static GROUPS: &[Group] = &[
    item("actions", &["what"]),
    group("agreement", &[]),
    group("approval", &["by", "on"]),
    group("assessed", &["on", "status"]),
    item("certificates", &["name"]),
    group("closed", &["on"]),
    group("collected", &["on"]),
    group("correction", &["what", "on"]),
    group("effective", &["from"]),
    group("effectiveness", &["criterion"]),
    group("raised", &["on"]),
    item("reviews", &["on", "result"]),
    group("root_cause", &["text"]),
    item("tests", &["what"]),
];

/// The group of a field, and the name that it has there.
pub fn group_of(field: &str) -> Option<(&'static Group, &str)> {
    let (name, part) = field.split_once('.')?;
    Some((GROUPS.iter().find(|group| group.name == name)?, part))
}

/// The groups that lack a column they need: what the others have is unclear in every row.
pub fn loose(by_field: &HashMap<String, usize>) -> HashSet<&'static str> {
    let lacks = |group: &&Group| !group.needs.iter().all(|part| by_field.contains_key(&format!("{}.{part}", group.name)));
    GROUPS.iter().filter(lacks).map(|group| group.name).collect()
}
