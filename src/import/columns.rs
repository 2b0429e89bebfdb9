//! Which column is which field: by the tables of headers, overridden by what the user says.

use super::annex;
use super::conversion::Conversions;
use super::days;
use super::doubtful::{refuse, twin};
use super::field::{Field, Headers, Place, REMARKED, loose};
use super::mapping::{Asked, MapError, Unclear};
use super::measures::Measures;
use super::product;
use super::rated::{doubted, off_scale, rated, twins, without_prose};
use super::rating::{self, Said};
use super::scale;
use super::settle::{Pick, Settled, is_rating, settle};
use super::sheet::{Meant, Remark, Sheet, short};
pub use super::wishes::Goal;
use super::wishes::wished;
use super::words;
use crate::base::written::Order;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The rank of a header that stands in no table.
const LAST: usize = usize::MAX;

/// The columns of a sheet, and where each goes.
#[derive(Debug)]
pub struct Columns {
    pub fields: &'static [Field],
    /// Groups of fields that lack a column they need.
    pub loose: HashSet<&'static str>,
    pub goals: Vec<Goal>,
    /// What is left today is also what is expected.
    pub today_is_expected: bool,
    /// Scores and levels that no rating is compared with.
    pub uncompared: Vec<usize>,
    /// Those of them of which nobody has said what they are.
    pub unexplained: Vec<usize>,
    /// What stands first in the days of each column.
    pub orders: Vec<Option<Order>>,
    /// What is to be told of columns.
    pub remarks: Vec<Remark>,
    /// On which scales the sheet rates, where they are not the method's.
    pub scales: Conversions,
    by_field: HashMap<String, usize>,
}

impl Columns {
    /// Assigns every column of a sheet. One of the `needed` fields must be there. `measures` are those of the method: a
    /// column that has one of its dimensions among its words means it, and values are on its scales.
    pub fn assign(
        sheet: &Sheet,
        headers: &Headers,
        needed: &[&'static str],
        asked: &Asked,
        measures: &Measures<'_>,
    ) -> Result<Self, MapError> {
        let fields = headers.fields;
        let (mut goals, mut picks) = wished(sheet, fields, asked)?;
        let free: Vec<usize> =
            (0..goals.len()).filter(|index| goals[*index].is_none() && picks.iter().all(|pick| pick.index != *index)).collect();
        let (mut recognised, mut unclear) = recognised(sheet, headers, &free, measures);
        by_cells(sheet, &mut recognised);
        picks.extend(recognised);
        let Settled { by_field, today_is_expected } = settle(picks, &sheet.header, &mut unclear)?;
        for (field, index) in &by_field {
            goals[*index] = Some(Goal::Field(field.clone()));
        }
        if let [first, ..] = needed
            && needed.iter().all(|field| !by_field.contains_key(*field))
        {
            return Err(MapError::Needed { field: first, headers: sheet.header.clone() });
        }
        unclear.extend(off_scale(sheet, &by_field, measures));
        refuse(sheet, headers, unclear, measures)?;
        let rates = headers.has_ratings();
        // What follows from numbers of another scale is no number of ours.
        let is_ours = |field: &str| measures.scales.is_empty() || !(field.ends_with(".score") || field == "score");
        let is_compared = |index: usize| matches!(&goals[index], Some(Goal::Field(field)) if is_ours(field));
        let is_result = |index: &usize| rating::is_result(&sheet.header[*index]) && scale::has_values(sheet, *index, measures);
        let uncompared: Vec<usize> = (0..goals.len()).filter(|index| rates && !is_compared(*index) && is_result(index)).collect();
        let unexplained = uncompared.iter().copied().filter(|index| goals[*index].is_none()).collect();
        let mut days: Vec<usize> =
            fields.iter().filter(|field| field.is_day()).filter_map(|field| by_field.get(field.name)).copied().collect();
        days.sort_unstable();
        let (orders, remarks) = days::orders(sheet, &days, asked.dates)?;
        Ok(Self {
            fields,
            loose: loose(&by_field),
            goals: with_rest(sheet, goals),
            today_is_expected,
            uncompared,
            unexplained,
            orders,
            remarks,
            scales: measures.scales.clone(),
            by_field,
        })
    }

    /// The column of a field.
    pub fn of(&self, field: &str) -> Option<usize> {
        self.by_field.get(field).copied()
    }

    /// Columns of ratings that have cells and of which none became part of a rating, in words.
    pub fn unused(&self, sheet: &Sheet, rated: &BTreeSet<usize>) -> Vec<String> {
        let mut unused: Vec<usize> = self
            .by_field
            .iter()
            .filter(|(field, _)| is_rating(field))
            .map(|(_, index)| *index)
            .filter(|index| !rated.contains(index))
            .collect();
        unused.sort_unstable();
        let has_cells = unused.into_iter().filter(|index| sheet.column(*index).next().is_some());
        let told = |index: usize| format!("`{}` is a column of ratings, and no rating has come of it", short(&sheet.header[index]));
        has_cells.map(told).collect()
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

/// What a text would mean as a header: by the user, by the table, or as a rating.
pub fn meant(headers: &Headers, header: &str, asked: &Asked, measures: &Measures<'_>) -> Meant {
    let text = normal(header);
    if headers.has_ratings() && matches!(rating::said(header, &measures.dimensions), Said::Rating(_)) {
        return Meant::Rating;
    }
    if headers.has_ratings() && (rating::result(header).is_some() || product::field(headers, header).is_some()) {
        return Meant::Rating;
    }
    match found(headers, header).or_else(|| remarked(headers, header)) {
        Some(("id" | "control", _)) => Meant::Id,
        Some(_) => Meant::Field,
        None if !text.is_empty() && asked.names(header) => Meant::Field,
        None => Meant::Nothing,
    }
}

/// The field that a header stands for, with words that only capitals divide: `riskTitle`.
pub fn found(headers: &Headers, header: &str) -> Option<Place> {
    headers.find(&normal(header)).or_else(|| {
        let has_capital = header.chars().zip(header.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
        has_capital.then(|| headers.find(&words::tokens(header).join(" "))).flatten()
    })
}

/// The field of a header with a remark, unless the remark may tell a state.
pub fn remarked(headers: &Headers, header: &str) -> Option<Place> {
    let tells_state = || headers.has_ratings() && (rating::state_of(header).is_some() || rating::hints_at_state(header));
    headers.find_remarked(header).filter(|_| !tells_state())
}

/// A header in lower case, words only. Brackets with a digit in them tell a scale, such as `(1-5)`, and are left out.
pub fn normal(header: &str) -> String {
    let mut text = header.to_lowercase().replace('#', " no ");
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

/// Columns about controls of which only the cells tell whether they are numbers of Annex A.
fn by_cells(sheet: &Sheet, picks: &mut Vec<Pick>) {
    titled(sheet, picks);
    let are_numbers = |index: usize| {
        let mut cells = sheet.column(index).peekable();
        cells.peek().is_some() && cells.all(|cell| annex::named(cell, "").is_ok())
    };
    let are_marked = |index: usize| sheet.column(index).all(|cell| cell.trim_start().starts_with(['A', 'a']));
    let says = |index: usize, english: &[&str]| words::says_one_of(&normal(&sheet.header[index]), english);
    for pick in picks.iter_mut() {
        match pick.field.as_str() {
            "title" if says(pick.index, &["control"]) && are_numbers(pick.index) => pick.field = "implements".into(),
            "implements" if says(pick.index, &["control no", "control number"]) && !are_numbers(pick.index) => pick.field = "id".into(),
            _ => {}
        }
    }
    // A bare number may be a clause where a header does not say that it is a control.
    picks.retain(|pick| pick.field != "implements" || !says(pick.index, &OF_STANDARD) || are_marked(pick.index));
}

/// Headers of controls that name the standard and not its annex.
const OF_STANDARD: [&str; 4] = ["iso 27001", "iso iec 27001", "standard", "clause"];

/// A column called `Control` may have the titles of controls, where another has their numbers.
fn titled(sheet: &Sheet, picks: &mut [Pick]) {
    let is_control = |pick: &Pick| pick.field == "control";
    let has_numbers = |pick: &Pick| sheet.column(pick.index).any(|cell| annex::named(cell, "").is_ok());
    if picks.iter().any(|pick| is_control(pick) && has_numbers(pick)) {
        for pick in picks.iter_mut().filter(|pick| is_control(pick) && !has_numbers(pick)) {
            pick.field = "title".into();
            pick.rank += REMARKED;
        }
    }
}

/// The free columns whose headers stand in the table or speak of ratings, and those of which it is unclear what they rate.
fn recognised(sheet: &Sheet, headers: &Headers, free: &[usize], measures: &Measures<'_>) -> (Vec<Pick>, Vec<Unclear>) {
    let rates = headers.has_ratings();
    let (mut picks, mut unclear) = (Vec::new(), Vec::new());
    let said: Vec<Said> =
        if rates { sheet.header.iter().map(|header| rating::said(header, &measures.dimensions)).collect() } else { Vec::new() };
    let twins = twins(sheet, free);
    for &index in free {
        let header = &sheet.header[index];
        let known = found(headers, header).or_else(|| product::field(headers, header).filter(|_| rates));
        if rates && let Some(found) = rated(sheet, index, &said, known.map(|(field, _)| field), measures) {
            match found {
                Ok(Pick { rating: Some(of), .. }) if twins.contains(&index) => {
                    unclear.push(Unclear::new(index, of.axis.name(), twin(sheet, index)));
                }
                Ok(pick) => picks.push(pick),
                Err(column) => unclear.extend(column),
            }
        } else if let Some((state, part)) = rating::result(header).filter(|_| rates && known.is_none() && rating::is_sure(header, &said)) {
            picks.push(Pick { index, field: format!("{}.{part}", state.name()), rank: LAST, word: Some(state), rating: None });
        } else if let Some((field, rank)) = known.or_else(|| remarked(headers, header)) {
            let word = rating::state_of(header).or_else(|| product::state(header));
            picks.push(Pick { index, field: field.into(), rank, word, rating: None });
        }
    }
    if rates {
        unclear.extend(doubted(sheet, free, &picks, measures));
    }
    (without_prose(sheet, picks, measures), unclear)
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
    use super::super::mapping::Wish;
    use super::super::tongues::bag;
    use super::*;

    fn assign(text: &str, fields: &'static [Field], wishes: &[(&str, &str)]) -> Result<Columns, MapError> {
        let maps = wishes.iter().map(|(header, field)| Wish::new(header, field)).collect();
        let asked = Asked { maps, ..Asked::default() };
        let sheet = Sheet::read("s.csv", text.as_bytes()).unwrap();
        let measures = Measures { dimensions: ["legal"].into(), ..Measures::default() };
        Columns::assign(&sheet, &Headers::of(fields), &["title"], &asked, &measures)
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
            let (mut seen, mut bags) = (HashSet::new(), HashMap::new());
            for (field, header) in fields.iter().flat_map(|field| field.headers.iter().map(|header| (field.name, *header))) {
                assert!(seen.insert(header), "{header} stands twice");
                assert_eq!(header, normal(header));
                assert_eq!(*bags.entry(bag(header)).or_insert(field), field, "{header}");
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
        assert_eq!(goals(&text, &[]), ["title", "unclear.closed", "Custom(\"status\")", "Notes", "Empty", "Custom(\"groesse\")"]);
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
        assert_eq!(
            error(&[("Ownr", "owner")]),
            MapError::NoHeader {
                at: String::new(),
                header: "Ownr".into(),
                near: Some("Owner".into()),
                headers: vec!["Risk".into(), "Owner".into()]
            }
        );
        assert_eq!(error(&[("Owner", "ownr")]), MapError::NoField { at: String::new(), field: "ownr".into(), near: Some("owner".into()) });
        assert_eq!(
            error(&[("Owner", "threat"), ("Risk", "threat")]),
            MapError::Twice { at: String::new(), field: "threat".into(), headers: ["Owner".into(), "Risk".into()] }
        );
        assert!(matches!(assign("A,B\na,b\n", RISK, &[]), Err(MapError::Needed { field: "title", .. })));
    }
}
