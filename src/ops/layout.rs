//! A company's own layout of a register: which columns it has and what they are called, as a kept map says. What goes out so
//! comes back so: a cell that would not is refused when it is written.

use super::error::Error;
use super::note::Note;
use super::open::View;
use crate::base::text::{did_you_mean, list_of};
use crate::edit::columns::{self, Column};
use crate::edit::value::Map;
use crate::import::update::Placed;
use crate::import::{Asked, KINDS, Kept, Sheet, Values, column_of};
use crate::model::kinds::KindInfo;
use crate::model::program::Program;
use std::collections::BTreeSet;

/// Fields of sheets of others, and the fields of records behind them where these are called otherwise.
const CALLED: [(&str, &str); 7] = [
    ("assessed", "assessed.on"),
    ("controls", "treatment.controls"),
    ("impact", "current.impact"),
    ("likelihood", "current.likelihood"),
    ("notes.text", "notes"),
    ("rationale", "current.rationale"),
    ("treatment", "treatment.option"),
];
/// What leaves a column empty and a cell out.
const NOTHING: &str = "-";

/// The columns of a register, in their order.
pub struct Layout {
    /// What its sheet is called.
    pub sheet: Option<String>,
    pub columns: Vec<Laid>,
}

/// A column of it.
pub struct Laid {
    pub header: String,
    /// What CSV calls it.
    pub name: String,
    /// None if it stays empty.
    pub column: Option<Column>,
    /// What cells say, and what is recorded.
    pub values: Values,
    /// Its numbers are those of another scale than the method's.
    is_converted: bool,
}

impl Laid {
    /// What stands in the sheet for what a record says.
    ///
    /// # Errors
    /// What it would come back as, where that is something else; None if nothing of the sheet's scale stands for it.
    pub fn said(&self, recorded: &str) -> Result<Option<&str>, Option<String>> {
        let said = self.values.said(recorded).filter(|_| recorded != NOTHING);
        match (said, self.values.of(recorded)) {
            (None, Some(means)) if !recorded.is_empty() && means != recorded => Err(Some(means.to_owned())),
            (None, _) if self.is_converted && recorded.parse::<i64>().is_ok() => Err(None),
            _ => Ok(said),
        }
    }
}

impl Layout {
    /// All columns of a kind, in the order of its declaration.
    pub fn whole(kind: &'static KindInfo) -> Self {
        let laid = |column: Column| Laid {
            header: column.header.clone(),
            name: column.path.clone(),
            column: Some(column),
            values: Values::default(),
            is_converted: false,
        };
        Self { sheet: None, columns: columns::columns(kind.name).into_iter().map(laid).collect() }
    }

    /// The layout of a kind of records that a map has.
    ///
    /// # Errors
    /// When it is of another kind, has no column of ids, or names what no record has.
    pub fn of(kept: &Kept, kind: &'static KindInfo, program: &Program, view: &View) -> Result<Self, Error> {
        if let Some((name, place)) = kept.kind.as_ref().filter(|(name, _)| name != kind.name) {
            return Err(Error::asked(format!("{place}: the map is of `{name}`, and these are `{}`", kind.name))
                .hint("name the kind of the map, or another map"));
        }
        let asked = kept.clone().under(Asked::default(), true);
        if asked.header_line.is_some_and(|line| line != 1) {
            return Err(Error::asked("a register that goes out has its header on line 1, and the map says another")
                .hint("take `header_line` out of the map"));
        }
        let (mut laid, mut empty, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
        for wish in &asked.maps {
            let column = column(kind, &wish.field, &wish.header)
                .map_err(|hint| Error::asked(format!("{}`{}` has no field `{}`", wish.field_at, kind.name, wish.field)).hint(hint))?;
            if let Some(column) = column.as_ref().filter(|column| !taken.insert(column.path.clone())) {
                let error = Error::asked(format!("{}two columns are `{}`", wish.field_at, column.path));
                return Err(error.hint("map one of them to another field, or to `-`"));
            }
            if column.is_none() && wish.field != NOTHING {
                empty.push(wish.header.clone());
            }
            let (values, is_converted) = column.as_ref().map(|column| values(&asked, kind, column, program)).unwrap_or_default();
            laid.push(Laid { header: wish.header.clone(), name: wish.header.clone(), column, values, is_converted });
        }
        if !taken.contains("id") {
            let error = Error::asked("the map has no column of ids, by which rows are known when they come back");
            return Err(error.hint("give it one under `columns:`, such as `ID: id`"));
        }
        if !empty.is_empty() {
            let (stay, field) = if empty.len() == 1 { ("stays", "it is a field") } else { ("stay", "they are fields") };
            view.note(Note::usual(format!("{} {stay} empty: {field} of sheets, and no field of `{}`", list_of(&empty, "and"), kind.name)));
        }
        Ok(Self { sheet: asked.sheet, columns: laid })
    }

    /// What of a record its columns tell.
    pub fn told(&self, record: &Map) -> Map {
        let mut told = Map::default();
        self.columns.iter().filter_map(|laid| laid.column.as_ref()).for_each(|column| column.copy(record, &mut told));
        told
    }

    /// The columns of a sheet that came back, which has the cells that its records are to say.
    ///
    /// # Errors
    /// When a column is missing.
    pub fn placed(&self, sheet: &mut Sheet) -> Result<Vec<Placed>, Error> {
        let mut placed = Vec::new();
        for laid in &self.columns {
            let Some(column) = &laid.column else { continue };
            let Some(at) = column_of(sheet, &laid.header) else {
                let error = Error::asked(format!("the sheet has no column `{}`, which the map has", laid.header));
                return Err(error.hint(format!("the headers are {}", list_of(&sheet.header, "and"))));
            };
            for row in &mut sheet.rows {
                let cell = &mut row.cells[at];
                if let Some(means) = laid.values.of(cell).filter(|_| !cell.is_empty()) {
                    *cell = if means == NOTHING { String::new() } else { means.to_owned() };
                }
            }
            placed.push(Placed { at, column: column.clone() });
        }
        Ok(placed)
    }
}

/// The column of a field, by its own name or by that of sheets; None if records have no such field and sheets do.
fn column(kind: &'static KindInfo, field: &str, header: &str) -> Result<Option<Column>, String> {
    if field == NOTHING {
        return Ok(None);
    }
    if field == "custom" {
        return Ok(Some(columns::custom(kind.name, header)));
    }
    let all = columns::columns(kind.name);
    let find = |path: &str| all.iter().find(|column| column.path == path).cloned();
    let called = || CALLED.iter().find(|(name, _)| *name == field).and_then(|(_, path)| find(path));
    if let Some(column) = find(field).or_else(called) {
        return Ok(Some(column));
    }
    let of_sheets = KINDS.iter().find(|sheets| sheets.name == kind.name);
    if of_sheets.is_some_and(|sheets| sheets.field_names().any(|name| name == field)) {
        return Ok(None);
    }
    let paths = || all.iter().map(|column| column.path.as_str());
    let near = did_you_mean(field, paths()).map_or(String::new(), |near| format!("did you mean `{near}`? "));
    Err(format!("{near}the fields are {}", list_of(paths(), "and")))
}

/// What cells of a column say, by the values of the map and by its scale, and whether it has one.
fn values(asked: &Asked, kind: &'static KindInfo, of: &Column, program: &Program) -> (Values, bool) {
    let is_of = |values: &&Values| column(kind, &values.field, "").is_ok_and(|column| column.is_some_and(|column| column.path == of.path));
    let mut values = asked.values.iter().find(is_of).cloned().unwrap_or_default();
    let method = program.isms().and_then(|isms| isms.data().risk.as_ref());
    let (scale, steps): (_, Option<Vec<i64>>) = match of.scale {
        Some("likelihood") => (&asked.scales.likelihood, method.map(|method| method.likelihood.iter().map(|step| step.value).collect())),
        Some("impact") => (&asked.scales.impact, method.map(|method| method.impact.iter().map(|step| step.value).collect())),
        _ => (&None, None),
    };
    let Some((scale, mut steps)) = scale.as_ref().zip(steps) else { return (values, false) };
    steps.sort_unstable();
    // What the map has a value for is what it says.
    for (said, means) in scale.pairs(&steps) {
        let _ = values.add(&said, &means);
    }
    (values, true)
}
