//! The fields of a kind of sheet: what their columns are called, how their cells are read, and which of them make sense
//! together only. All of it is data; the readers are in `read`.

use super::tongues;
use super::words::Words;
use std::collections::HashMap;

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
    /// As it stands.
    Text,
    /// A calendar day.
    Day,
    /// The day of a moment. A time of day has a zone in records and seldom one in sheets: it is kept beside.
    DayOf,
    Truth,
    /// A role or person, made as a role if there is none.
    Party,
    Period,
    /// Texts between semicolons or line ends.
    List,
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

/// Shorthand for the tables: a field that the row's own function reads.
pub const fn field(name: &'static str, headers: &'static [&'static str]) -> Field {
    Field { name, headers, read: Read::Own }
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
type Place = (&'static str, usize);

impl Headers {
    /// Those of a table of fields.
    pub fn of(fields: &'static [Field]) -> Self {
        let named = |field: &'static Field| field.headers.iter().enumerate().map(|(rank, header)| (*header, (field.name, rank + 1)));
        let (mut by_name, mut by_bag) = (HashMap::new(), HashMap::new());
        for (header, place) in fields.iter().flat_map(named) {
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
];

/// The group of a field, and the name that it has there.
pub fn group_of(field: &str) -> Option<(&'static Group, &str)> {
    let (name, part) = field.split_once('.')?;
    Some((GROUPS.iter().find(|group| group.name == name)?, part))
}

/// Takes the columns out of groups that lack one they need: what they have is kept as it stands.
pub fn dissolve(by_field: &mut HashMap<String, usize>) {
    for group in GROUPS {
        let has = |part: &&str| by_field.contains_key(&format!("{}.{part}", group.name));
        if !group.needs.iter().all(has) {
            by_field.retain(|field, _| group_of(field).is_none_or(|(of, _)| of.name != group.name));
        }
    }
}
