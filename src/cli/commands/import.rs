//! `isms import`

use crate::base::written::Order;
use crate::cli::acting;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, which};
use crate::import::update::Prefer;
use crate::import::{Asked, KINDS, Plan, Wish};
use crate::model::kinds;
use crate::ops::act::How;
use crate::ops::import::{import, sheets};
use crate::ops::update::update;
use crate::ops::writing::told;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Read a register from a spreadsheet into records
///
/// The file is a workbook (`.xlsx`, `.xls`, `.ods`) or CSV text, told by what is in it and not by its name. Of a workbook the
/// sheet is read that `--sheet` names, or the one with the best headers; formulas are read by the values of the last save. What
/// is hidden is read and told; cells with errors, formulas without values, macros and other files are told and not read.
///
/// What the rows of a sheet are, its headers tell, and the summary how surely; where two kinds fit about as well, both are
/// named and `--as` says it. Columns are recognised by their headers; the summary says where each went. Titles above the
/// table, groups above the header, sums, legends and repeated headers are told apart from rows. Headers and values may be
/// English, German, French or Spanish. What no field takes goes to `custom` if it is short and to `notes` if not, so that
/// nothing is lost. Names in owner columns become roles, names of assets, threats, metrics and documents become records where
/// there are none yet. A record that is there already is left as it is, unless it was only such a name. All files are written
/// or none.
///
/// Some sheets add to what is there: treatment plans to risks, matrices to roles, recovery to assets and their backup
/// control, parties to `context.yaml`, communications and retention to `isms.yaml`.
///
/// Nothing is guessed. What speaks of a field and cannot be its value, such as an approver without a day or `Status: Closed`,
/// goes to `unclear` under the name of the field: `isms check` says then that it is unclear, and not that it is missing. Days
/// are read in every form that means one only; `03/02/2026` needs another day of its column, or `--dates`.
///
/// Risks: a rating before controls is `inherent`. What a sheet calls residual is what is left today: it becomes
/// `current`, and also `residual` unless the sheet has a target of its own; beside a column for today it is `residual`. One
/// rating alone is today's, and says nothing of what is expected. A sheet with a column of ratings that does not plainly say which state it rates, that has a rival, or that is on another
/// scale than the method's is refused until `--map` says what the column is. Scores and levels are never stored; they are
/// compared with what the method of `isms.yaml` makes of the ratings, and every difference is told, and what was not
/// compared. Impact dimensions that the method does not have are added to it if the sheet has several, as long as nobody
/// has approved it, without words: what each step means is for you to write, and `isms check` asks for it.
///
/// Names: an abbreviation is taken for the full name with these initials if there is only one, and the cell is kept in the
/// notes; two full names are never taken for one. A bare number such as `8.2` is a control of Annex A only in a cell that is
/// a list of such numbers. A report of this programme that comes back as a sheet changes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: several sheets at once come in an order in which each finds what it names
  isms import *.csv --dry-run
  isms import risks.csv --as risk --map \"Risk Appetite=-\" --dry-run

Places are file:line:cell, or file!sheet!cell in a workbook. Exit code 1 if a row was not imported, or is there already and differs.")]
pub struct Args {
    /// The sheets: workbooks, or CSV text with cells divided by comma, semicolon, tab or `|`
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    pub files: Vec<PathBuf>,

    /// What their rows are; without it the headers tell
    #[arg(long = "as", value_name = "KIND", value_parser = PossibleValuesParser::new(kinds()))]
    pub kind: Option<String>,

    /// The sheet of a workbook, by its name; without it the one with the best headers is read
    #[arg(long, value_name = "SHEET")]
    pub sheet: Option<String>,

    /// Take a column as this field, whatever its header; `-` leaves it out, `notes` and `custom` keep it
    #[arg(long = "map", value_name = "HEADER=FIELD", value_parser = wish)]
    pub maps: Vec<Wish>,

    /// The line of the sheet that names its columns, from 1; without it the first that does so is taken
    #[arg(long = "header-line", value_name = "LINE")]
    pub header_line: Option<usize>,

    /// What stands first in days that are numbers only, such as 03/02/2026, where no other day of the column tells
    #[arg(long, value_name = "ORDER", value_parser = PossibleValuesParser::new(["dmy", "mdy"]).map(order))]
    pub dates: Option<Order>,

    /// Join a register that went out with the records: take what it changed, leave what only the records changed
    ///
    /// The sheet says which commit it began with, as `isms export` writes it. Rows are known by their ids and columns by their
    /// fields, wherever they were moved, sorted or filtered; rows without an id become records, rows that are gone are told and
    /// take no record out. Where both changed the same, cell and place are named, nothing is written, and the exit code is 4.
    #[arg(long, conflicts_with_all = ["maps", "dates"])]
    pub update: bool,

    /// Whose words count where both changed
    #[arg(long, value_name = "SIDE", requires = "update", value_parser = PossibleValuesParser::new(["sheet", "records"]).map(side))]
    pub prefer: Option<Prefer>,

    /// Tell all, write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// The kinds of sheets, with what they hold, and those of records that only come back.
fn kinds() -> impl Iterator<Item = PossibleValue> {
    let read = KINDS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.what));
    let only_back = kinds::KINDS.iter().filter(|kind| KINDS.iter().all(|read| read.name != kind.name));
    read.chain(only_back.map(|kind| PossibleValue::new(kind.name).help("with `--update` only")))
}

fn side(text: String) -> Prefer {
    if text == "sheet" { Prefer::Sheet } else { Prefer::Records }
}

fn order(text: String) -> Order {
    if text == "mdy" { Order::Month } else { Order::Day }
}

/// A header may have `=` in it, a field has none.
fn wish(text: &str) -> Result<Wish, String> {
    match text.rsplit_once('=') {
        Some((header, field)) if !header.trim().is_empty() && !field.trim().is_empty() => Ok((header.trim().into(), field.trim().into())),
        _ => Err("write it as `Header=field`, or as `Header=-` to leave the column out".into()),
    }
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let mut books = args.files.iter().map(|file| sheets(file)).collect::<Result<Vec<_>, _>>()?;
    let asked = Asked { sheet: args.sheet.clone(), maps: args.maps.clone(), header_line: args.header_line, dates: args.dates };
    if args.update {
        let (Some(book), []) = (books.pop(), &books[..]) else {
            return Err(CliError::usage("registers come back one by one").hint("run `isms import FILE --update` for each"));
        };
        let name = args.kind.as_deref().or_else(|| book.origin().kind());
        let name = name.ok_or_else(|| CliError::usage("the sheet does not say which records came back").hint("say it with `--as KIND`"))?;
        let kind = kinds::by_name(name).ok_or_else(|| {
            CliError::usage(format!("no records are kept as `{name}`, so none can come back so"))
                .hint("`isms schema` lists the kinds of records")
        })?;
        return acting::run(global, &How { dry_run: args.dry_run, ..How::default() }, |view, how| {
            update(view, how, kind, book, &asked, args.prefer)
        });
    }
    let find = |name: &String| {
        KINDS.iter().find(|kind| kind.name == *name).ok_or_else(|| {
            CliError::usage(format!("no sheet of others is read as `{name}`")).hint("`--update` reads a register that `isms export` wrote")
        })
    };
    let kind = args.kind.as_ref().map(find).transpose()?;
    let shell = Shell::of(global);
    let (plans, written) = shell.ask(&which(global)?, |view| import(view, kind, books, &asked, args.dry_run))?;
    let write = |out: &mut dyn std::io::Write| {
        plans.iter().enumerate().try_for_each(|(at, plan)| {
            if at > 0 {
                writeln!(out)?;
            }
            plan.write(out, !args.dry_run)
        })
    };
    shell.emit(None, |out, _| write(out)).map_err(|error| error.after(told(&written)))?;
    Ok(if plans.iter().all(Plan::is_complete) { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
