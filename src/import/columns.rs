//! Which column is which field: by the tables of headers, overridden by what the user says.

use super::read::{self, Read};
use super::sheet::Sheet;
use super::words;
use crate::base::text::did_you_mean;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A field of a kind of sheet, and the headers it goes by: in lower case, words only.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub headers: &'static [&'static str],
    /// How a cell becomes its value.
    pub read: Read,
}

/// Shorthand for the tables: a field that the row's own function reads.
pub const fn field(name: &'static str, headers: &'static [&'static str]) -> Field {
    Field { name, headers, read: Read::Own }
}

/// What a column may be mapped to in every sheet: the organisation's own fields, the notes, and nowhere.
const ANYWHERE: [&str; 3] = ["custom", "notes", "-"];
/// The states of a risk, as they begin the names of fields.
pub const STATES: [&str; 3] = ["inherent", "current", "residual"];
/// What a sheet may say of a risk in a state, or without one.
const OF_A_STATE: [&str; 4] = ["likelihood", "impact", "score", "level"];
/// Words of a header that tell the state.
const STATE_WORDS: [(&str, &str); 10] = [
    ("inherent", "inherent"),
    ("gross", "inherent"),
    ("initial", "inherent"),
    ("residual", "current"),
    ("net", "current"),
    ("current", "current"),
    ("target", "residual"),
    ("expected", "residual"),
    ("planned", "residual"),
    ("after", "residual"),
];
/// Words of a header that make it an impact.
const IMPACT_WORDS: [&str; 4] = ["impact", "consequence", "auswirkung", "schaden"];

/// Where the cells of a column go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A field of the table, or an impact dimension such as `inherent.impact.legal`.
    Field(String),
    /// `custom:`, under this key.
    Custom(String),
    /// `notes:`, after the column's name.
    Notes,
    /// Nowhere, because the user said so.
    Out,
    /// Nowhere, because all its cells are empty.
    Empty,
}

/// A user's `Header=field`.
pub type Wish = (String, String);

/// Why columns cannot be assigned.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    #[error("the sheet has no column `{header}`")]
    NoHeader { header: String, near: Option<String> },
    #[error("there is no field `{field}` in a sheet of this kind")]
    NoField { field: String, near: Option<String> },
    #[error("two columns are mapped to `{field}`")]
    Twice { field: String },
    #[error("no column is recognised as `{field}`")]
    Needed { field: &'static str, headers: Vec<String> },
}

/// The columns of a sheet, and where each goes.
#[derive(Debug)]
pub struct Columns {
    pub fields: &'static [Field],
    pub goals: Vec<Goal>,
    by_field: HashMap<String, usize>,
}

/// A column that may stand for a field; the smaller rank wins.
struct Pick {
    index: usize,
    field: String,
    /// 0 for a wish, else the place of the header in the table.
    rank: usize,
}

impl Columns {
    /// Assigns every column of a sheet. One of the `needed` fields must be there. `dimensions` are those of the
    /// method: a column that has one of them among its words means it.
    pub fn assign(
        sheet: &Sheet,
        fields: &'static [Field],
        needed: &[&'static str],
        wishes: &[Wish],
        dimensions: &BTreeSet<&str>,
    ) -> Result<Self, MapError> {
        let mut goals: Vec<Option<Goal>> = vec![None; sheet.header.len()];
        let mut picks = Vec::new();
        for (header, field) in wishes {
            let index = wished_column(sheet, header)?;
            match field.as_str() {
                "-" => goals[index] = Some(Goal::Out),
                "notes" => goals[index] = Some(Goal::Notes),
                "custom" => goals[index] = Some(Goal::Custom(String::new())),
                field => picks.push(Pick { index, field: wished_field(fields, field)?, rank: 0 }),
            }
        }
        let free: Vec<usize> =
            (0..goals.len()).filter(|index| goals[*index].is_none() && picks.iter().all(|pick| pick.index != *index)).collect();
        picks.extend(recognised(sheet, fields, &free, dimensions));
        let mut by_field = settle(picks)?;
        read::dissolve(&mut by_field);
        for (field, index) in &by_field {
            goals[*index] = Some(Goal::Field(field.clone()));
        }
        match needed {
            [first, ..] if needed.iter().all(|field| !by_field.contains_key(*field)) => {
                Err(MapError::Needed { field: first, headers: sheet.header.clone() })
            }
            _ => Ok(Self { fields, goals: with_rest(sheet, goals), by_field }),
        }
    }

    /// The column of a field.
    pub fn of(&self, field: &str) -> Option<usize> {
        self.by_field.get(field).copied()
    }

    /// Whether any column belongs to a state of risks.
    pub fn has_state(&self, state: &str) -> bool {
        self.by_field.keys().any(|field| is_of_state(field, state))
    }

    /// The impact dimensions of a state with their columns, as they stand in the sheet.
    pub fn dimensions(&self, state: &str) -> Vec<(&str, usize)> {
        let fields = self.goals.iter().enumerate().filter_map(|(index, goal)| match goal {
            Goal::Field(field) => Some((field, index)),
            _ => None,
        });
        fields.filter_map(|(field, index)| Some((field.strip_prefix(state)?.strip_prefix(".impact.")?, index))).collect()
    }
}

fn is_of_state(field: &str, state: &str) -> bool {
    field.strip_prefix(state).is_some_and(|rest| rest.starts_with('.'))
}

/// A header in lower case, words only. Brackets with a digit in them tell a scale, such as `(1-5)`, and are left out.
pub fn normal(header: &str) -> String {
    let mut text = header.to_lowercase();
    while let Some((open, close)) = bracket(&text) {
        text.replace_range(open..=close, " ");
    }
    words::normal(&text)
}

/// The first bracket with a digit in it.
fn bracket(text: &str) -> Option<(usize, usize)> {
    text.match_indices(['(', '[']).find_map(|(open, _)| {
        let close = open + text[open..].find([')', ']'])?;
        text[open..close].contains(|c: char| c.is_ascii_digit()).then_some((open, close))
    })
}

fn wished_column(sheet: &Sheet, header: &str) -> Result<usize, MapError> {
    let wanted = words::normal(header);
    let found = sheet.header.iter().position(|name| name == header.trim());
    found.or_else(|| sheet.header.iter().position(|name| words::normal(name) == wanted)).ok_or_else(|| MapError::NoHeader {
        header: header.into(),
        near: did_you_mean(header, sheet.header.iter().map(String::as_str)).map(str::to_owned),
    })
}

fn wished_field(fields: &'static [Field], wish: &str) -> Result<String, MapError> {
    let is_dimension = || {
        let impact = wish.split_once("impact.").filter(|(state, name)| {
            let state = state.strip_suffix('.').unwrap_or(state);
            (state.is_empty() || STATES.contains(&state)) && !name.is_empty()
        });
        impact.is_some() && fields.iter().any(|field| field.name == "impact")
    };
    if fields.iter().any(|field| field.name == wish) || is_dimension() {
        return Ok(wish.into());
    }
    let known = fields.iter().map(|field| field.name).chain(ANYWHERE);
    Err(MapError::NoField { field: wish.into(), near: did_you_mean(wish, known).map(str::to_owned) })
}

/// The free columns whose headers stand in the table, and those that are impact dimensions.
fn recognised(sheet: &Sheet, fields: &'static [Field], free: &[usize], dimensions: &BTreeSet<&str>) -> Vec<Pick> {
    let table: HashMap<&str, (&str, usize)> =
        fields.iter().flat_map(|field| field.headers.iter().enumerate().map(|(rank, header)| (*header, (field.name, rank + 1)))).collect();
    let has_impact = fields.iter().any(|field| field.name == "impact");
    let pick = |index: &usize| {
        let header = normal(&sheet.header[*index]);
        let (field, rank) = match table.get(header.as_str()) {
            Some((field, rank)) => ((*field).to_owned(), *rank),
            None if has_impact => (dimension(sheet, *index, &header, dimensions)?, 1),
            None => return None,
        };
        Some(Pick { index: *index, field, rank })
    };
    free.iter().filter_map(pick).collect()
}

/// The field of a column such as `Impact Financial`, if all its cells are numbers: there are also impacts in prose.
fn dimension(sheet: &Sheet, index: usize, header: &str, known: &BTreeSet<&str>) -> Option<String> {
    let (mut state, mut is_impact, mut rest) = (None, false, Vec::new());
    for word in header.split(' ') {
        match STATE_WORDS.iter().find(|(name, _)| *name == word) {
            Some((_, found)) => state = Some(*found),
            None if IMPACT_WORDS.contains(&word) => is_impact = true,
            None => rest.push(word),
        }
    }
    if !is_impact || rest.is_empty() || !sheet.column(index).all(|cell| words::whole_number(cell).is_some()) {
        return None;
    }
    let name = rest.iter().find(|word| known.contains(**word)).map_or_else(|| words::slug(&rest.join(" ")), |word| (*word).to_owned());
    let prefix = state.map_or(String::new(), |state| format!("{state}."));
    Some(format!("{prefix}impact.{name}"))
}

/// Decides between columns for the same field. A rating without a state is one before controls if there is another for
/// what remains, and today's if there is not.
fn settle(mut picks: Vec<Pick>) -> Result<HashMap<String, usize>, MapError> {
    let has = |state: &str| picks.iter().any(|pick| is_of_state(&pick.field, state));
    let state = if has("inherent") || has("current") { "inherent" } else { "current" };
    for pick in &mut picks {
        if OF_A_STATE.contains(&pick.field.split('.').next().unwrap_or_default()) {
            pick.field = format!("{state}.{}", pick.field);
        }
    }
    picks.sort_by_key(|pick| (pick.rank, pick.index));
    let mut by_field = HashMap::new();
    for Pick { index, field, rank } in picks {
        match by_field.entry(field) {
            Entry::Vacant(free) => {
                free.insert(index);
            }
            Entry::Occupied(taken) if rank == 0 => return Err(MapError::Twice { field: taken.key().clone() }),
            Entry::Occupied(_) => {}
        }
    }
    Ok(by_field)
}

/// Columns without a field: where most cells are short they become a field of the organisation's own, and prose goes
/// to the notes.
fn with_rest(sheet: &Sheet, goals: Vec<Option<Goal>>) -> Vec<Goal> {
    let mut keys: HashSet<String> = ["source_id".into()].into();
    let choose = |(index, goal): (usize, Option<Goal>)| {
        let (short, long): (Vec<&str>, Vec<&str>) = sheet.column(index).partition(|cell| words::is_short(cell));
        match goal {
            Some(Goal::Custom(_)) => Goal::Custom(key(&sheet.header[index], &mut keys)),
            Some(goal) => goal,
            None if short.is_empty() && long.is_empty() => Goal::Empty,
            None if short.len() > long.len() => Goal::Custom(key(&sheet.header[index], &mut keys)),
            None => Goal::Notes,
        }
    };
    goals.into_iter().enumerate().map(choose).collect()
}

/// A key under `custom:` that no other column has.
fn key(header: &str, keys: &mut HashSet<String>) -> String {
    let base = words::key(header);
    let mut key = base.clone();
    let mut n = 2;
    while !keys.insert(key.clone()) {
        key = format!("{base}_{n}");
        n += 1;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::super::KINDS;
    use super::super::headers::RISK;
    use super::*;

    fn assign(text: &str, fields: &'static [Field], wishes: &[(&str, &str)]) -> Result<Columns, MapError> {
        let wishes: Vec<Wish> = wishes.iter().map(|(header, field)| ((*header).into(), (*field).into())).collect();
        let sheet = Sheet::read("s.csv", text.as_bytes()).unwrap();
        Columns::assign(&sheet, fields, &["title"], &wishes, &["legal"].into())
    }

    fn goals(text: &str, wishes: &[(&str, &str)]) -> Vec<String> {
        let show = |goal: &Goal| match goal {
            Goal::Field(field) => field.clone(),
            other => format!("{other:?}"),
        };
        assign(text, RISK, wishes).unwrap().goals.iter().map(show).collect()
    }

    #[test]
    fn every_header_of_a_kind_means_one_field() {
        for fields in KINDS.iter().map(|kind| kind.fields) {
            let mut seen = HashSet::new();
            for header in fields.iter().flat_map(|field| field.headers) {
                assert!(seen.insert(header), "{header} stands twice");
                assert_eq!(*header, normal(header));
            }
        }
    }

    #[test]
    fn ratings_without_a_state_find_theirs() {
        let text = "Risk Title,Likelihood (1-5),Impact Health/Safety,Impact Legal/Regulatory,Max Impact,Residual Likelihood\na,1,2,3,3,1\n";
        assert_eq!(
            goals(text, &[]),
            [
                "title",
                "inherent.likelihood",
                "inherent.impact.health-safety",
                "inherent.impact.legal",
                "inherent.impact",
                "current.likelihood"
            ]
        );
        assert_eq!(goals("Risk,Likelihood,Target likelihood\na,1,1\n", &[]), ["title", "current.likelihood", "residual.likelihood"]);
    }

    #[test]
    fn impacts_in_prose_are_no_dimensions() {
        assert_eq!(goals("Risk,Impact description\na,people suffer\n", &[]), ["title", "Custom(\"impact_description\")"]);
    }

    #[test]
    fn columns_without_a_field_go_where_their_cells_fit() {
        let long = "x".repeat(81);
        let text = format!("Risk,Status,Status,Story,Nothing,Größe\na,Open,o,{long},,9\n");
        assert_eq!(goals(&text, &[]), ["title", "Custom(\"status\")", "Custom(\"status_2\")", "Notes", "Empty", "Custom(\"groesse\")"]);
    }

    #[test]
    fn the_nearer_header_wins_and_a_wish_wins_over_all() {
        assert_eq!(goals("Name,Title\na,b\n", &[])[..], ["Custom(\"name\")", "title"]);
        assert_eq!(goals("Name,Title\na,b\n", &[("name", "title")])[..], ["title", "Custom(\"title\")"]);
        assert_eq!(goals("Title,X\na,b\n", &[("X", "-")])[..], ["title", "Out"]);
        assert_eq!(goals("Title,X\na,b\n", &[("X", "impact.brand")])[..], ["title", "current.impact.brand"]);
    }

    #[test]
    fn a_wish_that_cannot_be_is_refused() {
        let error = |wishes: &[(&str, &str)]| assign("Risk,Owner\na,b\n", RISK, wishes).unwrap_err();
        assert_eq!(error(&[("Ownr", "owner")]), MapError::NoHeader { header: "Ownr".into(), near: Some("Owner".into()) });
        assert_eq!(error(&[("Owner", "ownr")]), MapError::NoField { field: "ownr".into(), near: Some("owner".into()) });
        assert_eq!(error(&[("Owner", "threat"), ("Risk", "threat")]), MapError::Twice { field: "threat".into() });
        assert!(matches!(assign("A,B\na,b\n", RISK, &[]), Err(MapError::Needed { field: "title", .. })));
    }
}
