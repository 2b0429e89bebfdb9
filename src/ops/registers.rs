//! Registers to work in with a spreadsheet program: what records say, in columns that are read again when they come back.

use super::error::Error;
use super::layout::{Laid, Layout};
use super::list::{chosen, kind};
use super::note::Note;
use super::open::View;
use super::read::Need;
use crate::base::text::{capital, natural};
use crate::edit::columns::{Column, Holds};
use crate::edit::value::Map;
use crate::import::Kept;
use crate::import::carried::{self, Out};
use crate::model::kinds::KindInfo;
use crate::model::program::Program;
use crate::model::{annex_a, clause};
use crate::register::cx::Cx;
use crate::render::workbook::register::{self, COMMIT, Field, Fill, Of, Register, Rule};
use crate::render::{csv, escape};
use crate::report::Tree;
use crate::report::brand::Brand;
use std::collections::BTreeSet;
use std::io;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Registers of some kinds, out of one state.
pub struct Registers {
    sheets: Vec<Sheet>,
    /// The commit whose records these are, if they are those of one.
    commit: Option<String>,
    /// There may be more of them than these.
    is_part: bool,
    day: String,
    brand: Option<Arc<Brand>>,
}

/// The records of a kind.
struct Sheet {
    kind: &'static KindInfo,
    layout: Layout,
    /// As [`Column::text`] says it.
    rows: Vec<Vec<String>>,
    /// What goes with them: nothing if they are all records of a commit.
    carried: Vec<Out>,
    /// As people read it: titles behind ids.
    shown: Vec<Vec<String>>,
    rules: Vec<Rule>,
}

/// What is to go out.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Names of kinds, or of their folders.
    pub kinds: &'a [String],
    /// The layout of the company.
    pub map: Option<&'a Kept>,
    /// Only records for which this test of [`crate::register::query::Query`] holds.
    pub test: Option<&'a str>,
}

/// Reads what the records of these kinds say.
///
/// # Errors
/// When there is no such kind, when bytes cannot be had, when the test asks for what there is not, and when the map does not fit or
/// a cell would not come back by it.
pub fn registers(view: &View, wanted: Wanted<'_>) -> Result<Registers, Error> {
    let Wanted { kinds: names, map, test } = wanted;
    let mut kinds: Vec<&'static KindInfo> = Vec::new();
    for name in names {
        let kind = kind(name)?;
        if !kinds.iter().any(|known| known.name == kind.name) {
            kinds.push(kind);
        }
    }
    for (what, _) in [("a map is", map.is_some()), ("a test is", test.is_some())].into_iter().filter(|(_, is_given)| *is_given) {
        if kinds.len() > 1 {
            return Err(Error::asked(format!("{what} of one kind of records")).hint("write each kind by itself"));
        }
    }
    let read = view.read(if test.is_some() { Need::Approvals } else { Need::Nothing })?;
    view.mention_findings(&read.loaded);
    let program = &read.loaded.program;
    let commit = match view.tree(program).unwrap_or(Tree::None) {
        Tree::Commit => view.origin().commit,
        Tree::Clean(commit) => Some(commit),
        Tree::Changed(_) | Tree::None => None,
    };
    if commit.is_none() {
        view.note(Note::usual(
            "these are not the records of a commit, so the register carries what they say: whoever changes the records meanwhile is told \
             from whoever changes the register",
        ));
    }
    let sheet = |kind: &'static KindInfo| {
        let layout = map.map_or_else(|| Ok(Layout::whole(kind)), |map| Layout::of(map, kind, program, view))?;
        Sheet::of(&read.cx(), kind, layout, test, commit.is_some())
    };
    let sheets = kinds.into_iter().map(sheet).collect::<Result<_, _>>()?;
    Ok(Registers { sheets, commit, is_part: test.is_some(), day: view.today.to_string(), brand: view.brand() })
}

impl Registers {
    /// A table of one kind, in which each row names the commit.
    ///
    /// # Errors
    /// When there is more than one kind.
    pub fn csv(&self) -> Result<impl Fn(&mut dyn io::Write) -> io::Result<()> + '_, Error> {
        let [sheet] = &self.sheets[..] else {
            return Err(Error::asked("CSV has one table, and these are several kinds")
                .hint("write each to a file of its own, or all to one `.xlsx`"));
        };
        let commit = self.commit.as_ref();
        let (names, mut carried) = if sheet.carried.is_empty() { Default::default() } else { carried::columns(&sheet.carried) };
        carried.resize(sheet.rows.len(), Vec::new());
        let header = sheet.layout.columns.iter().map(|laid| laid.name.as_str()).chain(commit.map(|_| COMMIT));
        let header: Vec<&str> = header.chain(names).collect();
        let rows = sheet.rows.iter().zip(&carried).map(|(row, carried)| row.iter().chain(commit).chain(carried).cloned().collect());
        let rows: Vec<Vec<String>> = rows.collect();
        Ok(move |out: &mut dyn io::Write| csv::write_register(&header, rows.iter(), out))
    }

    /// A workbook with a sheet for each kind.
    ///
    /// # Errors
    /// When a cell or a sheet would have to hold more than it can.
    pub fn xlsx(&self) -> Result<impl Fn(&mut dyn io::Write) -> io::Result<()> + '_, Error> {
        let registers: Vec<Register<'_>> = self.sheets.iter().map(Sheet::register).collect();
        if let Some(found) = registers.iter().find_map(register::unfit) {
            let error = Error::failed(format!(
                "`{}` of {} does not fit a cell of a workbook: it is too long, or holds a control character",
                found.path, found.id
            ));
            return Err(error.hint("write CSV, which holds it: `-o FILE.csv`"));
        }
        let carried: Vec<(&str, &[Out])> = self.sheets.iter().map(|sheet| (sheet.kind.name, &sheet.carried[..])).collect();
        let is_whole = self.commit.is_some() && !self.is_part;
        let base = if is_whole { Vec::new() } else { carried::sheet(&carried) };
        Ok(move |out: &mut dyn io::Write| {
            let of = Of { commit: self.commit.as_deref(), base: &base, day: &self.day, brand: self.brand.as_deref() };
            register::write(&registers, &of, out)
        })
    }
}

impl Sheet {
    fn of(cx: &Cx<'_>, kind: &'static KindInfo, layout: Layout, test: Option<&str>, is_committed: bool) -> Result<Self, Error> {
        let program = cx.program;
        let holds = test.map(|test| chosen(cx, kind, Some(test))).transpose()?.map(BTreeSet::from_iter);
        let is_wanted = |id: &str| holds.as_ref().is_none_or(|holds| holds.contains(id));
        let mut records: Vec<_> = program.records().filter(|(id, of, _)| of.name == kind.name && is_wanted(id)).collect();
        records.sort_by(|(a, ..), (b, ..)| natural(a, b));
        let (mut rows, mut all_shown, mut carried) = (Vec::new(), Vec::new(), Vec::new());
        for (id, _, doc) in records {
            let record = Map::of(program.node(doc));
            let cells = layout.columns.iter().map(|laid| cell(program, laid, &record).map_err(|error| error.of(id, laid)));
            let (row, shown) = cells.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            rows.push(row);
            all_shown.push(shown);
            if !is_committed || test.is_some() {
                carried.push(Out::new(id, (!is_committed).then(|| layout.told(&record))));
            }
        }
        let rules = layout.columns.iter().map(|laid| laid.rule(program)).collect();
        Ok(Self { kind, rows, carried, shown: all_shown, rules, layout })
    }

    fn register(&self) -> Register<'_> {
        let field = |(laid, rule): (&Laid, &Rule)| Field {
            path: laid.column.as_ref().map_or_else(String::new, |column| column.path.clone()),
            header: laid.header.clone(),
            fill: match laid.column.as_ref().map(|column| &column.holds) {
                Some(Holds::Whole | Holds::Number) => Fill::Number,
                Some(Holds::Day) => Fill::Day,
                _ => Fill::Text,
            },
            rule: rule.clone(),
        };
        let columns = self.layout.columns.iter().zip(&self.rules).map(field).collect();
        Register {
            kind: self.kind.name,
            title: self.layout.sheet.clone().unwrap_or_else(|| capital(self.kind.folder)),
            columns,
            rows: &self.shown,
        }
    }
}

/// A cell that would come back as something else.
struct Otherwise {
    recorded: String,
    /// What it would be read as, if it could be written.
    read: Option<String>,
}

impl Otherwise {
    fn of(self, id: &str, laid: &Laid) -> Error {
        let Otherwise { recorded, read } = self;
        let why = read.map_or("nothing of the map's scale stands for that".into(), |read| format!("the map reads that as `{read}`"));
        Error::failed(format!("{id} says `{recorded}` in `{}`, and {why}", laid.header))
            .hint(format!("give `{recorded}` a value of its own under `values:` or another `scale:`, so that it comes back"))
    }
}

/// What a record says in a column, and how people read it.
fn cell(program: &Program, laid: &Laid, record: &Map) -> Result<(String, String), Otherwise> {
    let Some(column) = &laid.column else { return Ok(Default::default()) };
    let recorded = column.text(record);
    match laid.said(&recorded) {
        Err(read) => Err(Otherwise { recorded, read }),
        Ok(Some(said)) => Ok((said.to_owned(), said.to_owned())),
        Ok(None) => {
            let shown = shown(program, &column.holds, &recorded);
            match laid.values.of(&shown).filter(|read| *read != recorded && !recorded.is_empty()) {
                Some(read) => Err(Otherwise { read: Some(read.to_owned()), recorded }),
                None => Ok((recorded, shown)),
            }
        }
    }
}

impl Laid {
    /// What may be typed into it: anything where a map says what that means.
    fn rule(&self, program: &Program) -> Rule {
        match &self.column {
            Some(column) if self.values.is_empty() => rule(program, column),
            _ => Rule::Anything,
        }
    }
}

/// A cell as people read it.
fn shown(program: &Program, holds: &Holds, cell: &str) -> String {
    match holds {
        Holds::Truth => match cell {
            "true" => "yes".into(),
            "false" => "no".into(),
            other => other.into(),
        },
        Holds::Reference(_) => titled(program, cell),
        Holds::List(each) if !cell.starts_with('[') => cell.lines().map(|line| shown(program, each, line)).collect::<Vec<_>>().join("\n"),
        _ => cell.into(),
    }
}

/// An id with what it is called.
fn titled(program: &Program, id: &str) -> String {
    let of_record = || program.node(program.known(id)?.doc).get("title").map(|title| title.text());
    let of_control = || annex_a::by_id(id).map(|control| control.title);
    let title = of_record().or_else(of_control).or_else(|| clause::by_id(id).map(|clause| clause.title)).unwrap_or_default();
    escape::visible(&format!("{id} {title}").replace('\n', " ")).trim_end().to_owned()
}

/// What may be typed into a column.
fn rule(program: &Program, column: &Column) -> Rule {
    match &column.holds {
        Holds::Choice(words) => Rule::Choose(words.iter().map(|word| (*word).to_owned()).collect()),
        Holds::Truth => Rule::Choose(["yes", "no"].map(str::to_owned).into()),
        Holds::Reference(kinds) => Rule::Offer(choices(program, kinds)),
        Holds::Day => Rule::Day,
        _ => column.scale.and_then(|name| scale(program, name)).map_or(Rule::Anything, Rule::Scale),
    }
}

/// The records of these kinds, as they stand in cells.
fn choices(program: &Program, kinds: &[&str]) -> Vec<String> {
    let mut ids: Vec<&str> = program.records().filter(|(_, kind, _)| kinds.contains(&kind.name)).map(|(id, ..)| id).collect();
    ids.sort_by(|a, b| natural(a, b));
    ids.into_iter().map(|id| titled(program, id)).collect()
}

/// From the lowest value of a scale of the method to the highest.
fn scale(program: &Program, name: &str) -> Option<RangeInclusive<i32>> {
    let (_, doc) = program.single_docs().find(|(single, _)| *single == "isms")?;
    let steps = program.node(doc).get("risk")?.get(name)?;
    let values: Vec<i32> = steps.items().filter_map(|step| step.get("value")?.text().parse().ok()).collect();
    Some(*values.iter().min()?..=*values.iter().max()?)
}
