//! A table on a page: its columns laid out, its rows in words.
//!
//! Where columns stand follows from all rows. They are looked at once for that, and made again when they are written: those
//! of a large register would take a gigabyte as words.

use super::layout::{self, CellWords, Need, Plan};
use super::places::Places;
use super::runs::Runs;
use super::with_groups;
use crate::report::doc::{Cell, Column, ColumnKind, Row, Table, Tone};
use std::borrow::Cow;
use std::rc::Rc;

/// So many rows of numbers are not torn apart for the end of a page.
const BRIEF: usize = 24;

/// So many rows are kept as words from the first look at them: most tables have no more, and most of the work on a page is to
/// take texts apart.
const KEPT: usize = 50;

/// A table that was measured.
pub struct Ruled<'a> {
    table: Table<'a>,
    /// What stands above each of its columns.
    headings: Vec<Heading>,
    /// Its rows, where they are few.
    kept: Vec<Told>,
    needs: Vec<Need>,
    /// The longest word of its groups.
    group: f32,
    count: usize,
    /// Which of all tables of its page it is.
    number: usize,
    places: Rc<Places>,
}

/// A row in words, with links to where the page has a place, but to its own.
struct Told {
    /// The id that it is the place of.
    own: Option<String>,
    /// Its group, where that opens.
    group: Option<Runs>,
    cells: Vec<CellWords>,
}

/// A table on the page, or a part of its columns, without its rows.
pub struct Sheet {
    pub name: &'static str,
    /// Which part of how many.
    pub part: usize,
    pub of: usize,
    pub rows: usize,
    pub brief: bool,
    pub plan: Plan,
    pub headings: Vec<Heading>,
}

/// What stands above a column.
#[derive(Clone)]
pub struct Heading {
    pub text: Runs,
    pub kind: ColumnKind,
}

/// A row.
pub struct Line<'r> {
    pub first: bool,
    /// What leads to it.
    pub anchor: Option<String>,
    pub group: Option<Runs>,
    pub cells: Vec<Cow<'r, CellWords>>,
    pub below: Vec<Pair<'r>>,
}

/// A value below its row, with the heading of its column.
pub struct Pair<'r> {
    pub name: &'r Runs,
    pub value: Cow<'r, CellWords>,
    /// It is long and gets lines of its own.
    pub apart: bool,
}

impl Sheet {
    /// How many columns what goes below a row is wide.
    pub fn below(&self) -> usize {
        self.headings.len() - usize::from(self.plan.indent)
    }
}

/// A cell in words.
pub fn cell(cell: &Cell<'_>) -> CellWords {
    let words = if cell.tone == Tone::Critical { Runs::bold } else { Runs::new };
    CellWords { lines: cell.lines().map(|line| words(&line)).collect(), tone: cell.tone }
}

/// The same with links to where the page has a place, but to its own.
pub fn linked(cell: CellWords, places: &Places, own: Option<&str>) -> CellWords {
    let to = |word: &str| places.to(word, own);
    CellWords { lines: cell.lines.into_iter().map(|line| line.linked(&to)).collect(), tone: cell.tone }
}

impl<'a> Ruled<'a> {
    /// Looks at all rows, to know how many there are and what they ask for.
    pub fn new(table: Table<'a>, number: usize, places: &Rc<Places>) -> Self {
        let mut rows = with_groups(&table);
        let kept: Vec<Told> = rows.by_ref().take(KEPT).map(|row| Told::of(&table, &row, places)).collect();
        let count = kept.len() + rows.count();
        let mut group = 0.0_f32;
        let mut widen = |words: &Runs| group = group.max(words.word);
        let (kept, needs) = if count <= KEPT {
            kept.iter().filter_map(|told| told.group.as_ref()).for_each(widen);
            let needs = layout::needs(&table.columns, kept.iter().map(|told| &told.cells), count);
            (kept, needs)
        } else {
            let rows = with_groups(&table).inspect(|row| row.group.iter().for_each(|words| widen(&Runs::bold(words))));
            (Vec::new(), layout::needs(&table.columns, rows.map(|row| cells(&table, &row)), count))
        };
        let headings = table.columns.iter().map(|column| Heading { text: Runs::new(&column.heading), kind: column.kind }).collect();
        Self { headings, kept, needs, group, count, table, number, places: Rc::clone(places) }
    }

    /// Whether it has so many rows.
    pub fn has_rows(&self, many: usize) -> bool {
        self.count >= many
    }

    /// Whether it stands on an upright page as it is.
    pub fn is_slim(&self) -> bool {
        layout::is_slim(&self.needs) && layout::is_short(self.group)
    }

    /// The tables that stand on the page for this one.
    pub fn sheets(&self, sideways: bool) -> Vec<Sheet> {
        let plans = layout::arrange(&self.needs, sideways);
        let of = plans.len();
        let sheet = |(n, plan): (usize, Plan)| Sheet {
            name: self.table.name,
            part: n + 1,
            of,
            rows: self.count,
            brief: of > 1 && self.count <= BRIEF,
            headings: plan.shown.iter().map(|n| self.headings[*n].clone()).collect(),
            plan,
        };
        plans.into_iter().enumerate().map(sheet).collect()
    }

    /// The rows of one of them.
    pub fn lines<'r>(&'r self, sheet: &'r Sheet) -> Box<dyn Iterator<Item = Line<'r>> + 'r> {
        if self.count <= KEPT {
            let line = |(n, told): (usize, &'r Told)| {
                self.line(sheet, n, told.own.clone(), told.group.clone(), told.cells.iter().map(Cow::Borrowed).collect())
            };
            return Box::new(self.kept.iter().enumerate().map(line));
        }
        let line = |(n, row): (usize, Row<'a>)| {
            let Told { own, group, cells } = Told::of(&self.table, &row, &self.places);
            self.line(sheet, n, own, group, cells.into_iter().map(Cow::Owned).collect())
        };
        Box::new(with_groups(&self.table).enumerate().map(line))
    }

    /// A row with its cells where the plan has them.
    fn line<'r>(
        &'r self,
        sheet: &Sheet,
        n: usize,
        own: Option<String>,
        group: Option<Runs>,
        mut cells: Vec<Cow<'r, CellWords>>,
    ) -> Line<'r> {
        let plan = &sheet.plan;
        let is_here = |id: &String| sheet.part == 1 && self.places.is_at(id, (self.number, n));
        let mut taken = |n: &usize| std::mem::take(&mut cells[*n]);
        let pair = |n: &usize, value: Cow<'r, CellWords>| {
            let Heading { text: name, kind } = &self.headings[*n];
            Pair { name, apart: *kind == ColumnKind::Text || value.lines.iter().any(Runs::is_prose), value }
        };
        Line {
            first: n == 0,
            anchor: own.filter(is_here),
            group,
            cells: plan.shown.iter().map(&mut taken).collect(),
            below: plan
                .below
                .iter()
                .map(|n| (n, taken(n)))
                .filter(|(_, value)| !value.is_empty())
                .map(|(n, value)| pair(n, value))
                .collect(),
        }
    }
}

impl Told {
    fn of(table: &Table<'_>, row: &Row<'_>, places: &Places) -> Self {
        let own = places.head(row);
        let cells = cells(table, row).into_iter().map(|cell| linked(cell, places, own)).collect();
        Self { own: own.map(str::to_owned), group: row.group.as_deref().map(Runs::bold), cells }
    }
}

/// The cells of a row, as many as there are columns.
fn cells(table: &Table<'_>, row: &Row<'_>) -> Vec<CellWords> {
    let padded = |(n, column): (usize, &Column)| {
        let Some(held) = row.cells.get(n) else { return CellWords::default() };
        let CellWords { lines, tone } = cell(held);
        let spaces = column.pad(held);
        CellWords { lines: lines.into_iter().map(|line| line.padded(&spaces)).collect(), tone }
    };
    table.columns.iter().enumerate().map(padded).collect()
}
