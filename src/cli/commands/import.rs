//! `isms import`

use crate::base::text::list_of;
use crate::base::written::Order;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::{Shell, format, which};
use crate::cli::{acting, asking, rowless};
use crate::import::returned::kind_of;
use crate::import::update::Prefer;
use crate::import::{Asked, Book, Conversions, KINDS, Kept, Plan, Scale, Wish};
use crate::model::kinds;
use crate::ops::act::How;
use crate::ops::import::{Refusal, import, kept, sheet_kind, sheets};
use crate::ops::update::{Coming, Fate, Gone, update};
use crate::ops::writing::told;
use crate::render::Answer;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use std::io;
use std::path::{Path, PathBuf};
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
/// English, German, French, Spanish, Italian or Dutch. What no field takes goes to `custom` if it is short and to `notes` if
/// not, so that nothing is lost. Names in owner columns become roles, names of assets, threats, metrics and documents become records where
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
/// scale than the method's is refused until `--map` says what the column is, or `--scale` what its numbers become. Scores and levels are never stored; they are
/// compared with what the method of `isms.yaml` makes of the ratings, and every difference is told, and what was not
/// compared. Impact dimensions that the method does not have are added to it if the sheet has several, as long as nobody
/// has approved it, without words: what each step means is for you to write, and `isms check` asks for it.
///
/// Names: an abbreviation is taken for the full name with these initials if there is only one, and the cell is kept in the
/// notes; two full names are never taken for one. A bare number such as `8.2` is a control of Annex A only in a cell that is
/// a list of such numbers. A report of this programme that comes back as a sheet changes nothing. A register that
/// `isms export` wrote in another programme comes in whole, every sheet of it: its columns are the fields of records.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples: several sheets at once come in an order in which each finds what it names
  isms import *.csv --dry-run
  isms import risks.csv --as risk --map \"Risk Appetite=-\" --dry-run
  isms import risks.csv --dry-run --write-map risks.map.yaml
  isms import risks.csv --map risks.map.yaml

Places are file:line:cell, or file!sheet!cell in a workbook. Exit code 1 if a row was not imported, or is there already and
differs, if no rating came of a column of ratings, or if rows of a Statement of Applicability decide nothing.")]
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

    /// Take a column as this field, whatever its header, or all as a map says; `-` leaves it out, `notes` and `custom` keep it
    ///
    /// A map is a YAML file that is kept, such as `risks.map.yaml`, told by its ending. It may say `kind`, `sheet`,
    /// `header_line`, `dates` (dmy or mdy), `scale`, `columns` (header: field), and `values` (field: what the sheet says: what is
    /// recorded, or `-` for nothing). Of two columns with one header the second is `column 4`, by its place. What is said
    /// beside a map counts before what it says.
    #[arg(long = "map", value_name = "HEADER=FIELD|FILE.yaml", value_hint = clap::ValueHint::FilePath, value_parser = given)]
    pub maps: Vec<Given>,

    /// Write what was understood of the sheet to this file, as a map to edit and use again; `-` is stdout
    ///
    /// Also with --dry-run, and of a sheet that is refused: then it has as comments what is to be said first. A file that is
    /// there is left alone: it may have been edited.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with = "update")]
    pub write_map: Option<PathBuf>,

    /// Convert ratings from this scale to the method's: `10` for 1 to 10, `1.0` for 0.1 to 1.0, `0-4`, `5-1` where 5 is the least
    ///
    /// The summary says which value becomes which. `likelihood=10` or `impact=10` speaks of one of the two.
    #[arg(long = "scale", value_name = "SCALE", value_parser = scale, conflicts_with = "update")]
    pub scales: Vec<Conversions>,

    /// The line of the sheet that names its columns, from 1; without it the first that does so is taken
    #[arg(long = "header-line", value_name = "LINE")]
    pub header_line: Option<usize>,

    /// What stands first in days that are numbers only, such as 03/02/2026, where no other day of the column tells
    #[arg(long, value_name = "ORDER", value_parser = PossibleValuesParser::new(["dmy", "mdy"]).map(order))]
    pub dates: Option<Order>,

    /// Join a register that went out with the records: take what it changed, leave what only the records changed
    ///
    /// The sheet says which commit it began with, as `isms export` writes it. Rows are known by their ids and columns by their
    /// fields, wherever they were moved, sorted or filtered; rows without an id become records. Where both changed the same, cell
    /// and place are named, nothing is written, and the exit code is 4. Rows that are gone take no record out: on a terminal each is
    /// asked about, elsewhere they are told with what ends a record, and the exit code is 4.
    /// Of a workbook with several registers all come back at once, all or none.
    #[arg(long, conflicts_with = "dates")]
    pub update: bool,

    /// Whose words count where both changed
    #[arg(long, value_name = "SIDE", requires = "update", value_parser = PossibleValuesParser::new(["sheet", "records"]).map(side))]
    pub prefer: Option<Prefer>,

    /// What becomes of records whose rows are gone, without asking: `keep` leaves them, `retire` takes out of use what can be
    #[arg(long, value_name = "FATE", requires = "update", value_parser = PossibleValuesParser::new(["keep", "retire"]))]
    pub gone: Option<String>,

    /// Tell all, show what would change as a diff, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    #[command(flatten)]
    pub report: ReportArgs,
}

/// The kinds of sheets, with what they hold.
fn kinds() -> impl Iterator<Item = PossibleValue> {
    KINDS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.what))
}

fn side(text: String) -> Prefer {
    if text == "sheet" { Prefer::Sheet } else { Prefer::Records }
}

fn order(text: String) -> Order {
    if text == "mdy" { Order::Month } else { Order::Day }
}

/// What `--map` says.
#[derive(Clone, Debug)]
pub enum Given {
    Wish(Wish),
    Map(PathBuf),
}

/// A header may have `=` in it, a field has none; no field ends as a map does.
fn given(text: &str) -> Result<Given, String> {
    let is_map = [".yaml", ".yml"].iter().any(|ending| text.to_lowercase().ends_with(ending));
    match text.rsplit_once('=') {
        _ if is_map => Ok(Given::Map(text.into())),
        Some((header, field)) if !header.trim().is_empty() && !field.trim().is_empty() => {
            Ok(Given::Wish(Wish::new(header.trim(), field.trim())))
        }
        _ => Err("write it as `Header=field`, as `Header=-` to leave the column out, or name a map that ends in `.yaml`".into()),
    }
}

fn scale(text: &str) -> Result<Conversions, String> {
    let (axis, scale) = text.split_once('=').map_or((None, text), |(axis, scale)| (Some(axis), scale));
    let scale = Some(Scale::parse(scale)?);
    match axis {
        None => Ok(Conversions { likelihood: scale.clone(), impact: scale }),
        Some("likelihood") => Ok(Conversions { likelihood: scale, impact: None }),
        Some("impact") => Ok(Conversions { likelihood: None, impact: scale }),
        Some(other) => Err(format!("`{other}` is no scale of the method: they are `likelihood` and `impact`")),
    }
}

/// What is asked of the sheets beside a map, and the map.
fn asked(args: &Args) -> Result<(Asked, Option<Kept>), CliError> {
    let (mut maps, mut files) = (Vec::new(), Vec::new());
    for given in &args.maps {
        match given {
            Given::Wish(wish) => maps.push(wish.clone()),
            Given::Map(file) => files.push(file),
        }
    }
    let scales = args.scales.iter().cloned().fold(Conversions::default(), Conversions::or);
    let said = Asked { sheet: args.sheet.clone(), maps, header_line: args.header_line, dates: args.dates, scales, values: Vec::new() };
    match files[..] {
        [] => Ok((said, None)),
        [file] => Ok((said, Some(kept(file)?))),
        [..] => Err(CliError::usage("a sheet is read by one map").hint("write what both say into one")),
    }
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let books = args.files.iter().map(|file| sheets(file)).collect::<Result<Vec<_>, _>>()?;
    let (asked, map) = asked(args)?;
    if args.update {
        return come_back(args, global, books, (&asked, map.as_ref()));
    }
    let kept_kind = map.as_ref().and_then(|map| map.kind.clone());
    let has_sheets = books.iter().any(Book::has_sheets);
    let asked = match map {
        Some(map) => map.under(asked, has_sheets),
        None => asked,
    };
    let kind = match (&args.kind, &kept_kind) {
        (Some(name), _) => Some(sheet_kind(name, None)?),
        (None, Some((name, place))) => Some(sheet_kind(name, Some(place))?),
        (None, None) => None,
    };
    if args.write_map.is_some() && books.len() > 1 {
        return Err(CliError::usage("a map is of one sheet").hint("write it with the sheet that it is to be of"));
    }
    refuse_known(args.write_map.as_deref())?;
    if args.write_map.as_deref().is_some_and(|path| path.as_os_str() == "-") && args.report.output.is_none() {
        return Err(CliError::usage("the map and the summary cannot both go to stdout").hint("write the summary to a file: `-o FILE`"));
    }
    let (shell, format) = (Shell::of(global), format(&args.report)?);
    let view = shell.open(&which(global)?)?;
    let imported = match import(&view, kind, books, &asked, args.dry_run) {
        Ok(imported) => shell.told(&view, Ok(imported))?,
        Err(Refusal { error, map }) => {
            let told = match args.write_map.as_deref().zip(map) {
                Some((path, map)) => {
                    shell.emit(Some(path), |out, _| out.write_all(map.as_bytes()))?;
                    error.hint(format!("`{}` has what was understood, and as comments what is to be said first", path.display()))
                }
                None => *error,
            };
            return shell.told(&view, Err(told));
        }
    };
    let tell = || -> Result<(), CliError> {
        if let (Some(path), [plan]) = (&args.write_map, &imported.plans[..]) {
            shell.emit(Some(path), |out, _| out.write_all(plan.map.as_bytes()))?;
        }
        match format.name {
            "text" => shell.emit(args.report.output.as_deref(), |out, _| imported.tell(out)),
            _ => shell.report(&Answer { report: &imported.report, unread: &view.unread(), brand: view.brand() }, &args.report),
        }
    };
    let written = if args.dry_run { &[] } else { &imported.changes[..] };
    tell().map_err(|error| error.after(told(written)))?;
    Ok(if imported.plans.iter().all(Plan::is_complete) { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A register that comes back.
fn come_back(args: &Args, global: &Global, mut books: Vec<Book>, (asked, map): (&Asked, Option<&Kept>)) -> Result<ExitCode, CliError> {
    if args.report.format.is_some() || args.report.output.is_some() {
        return Err(CliError::usage("a register that comes back is told as changes are, and not as a report")
            .hint("leave `--format` and `--output` out"));
    }
    let (Some(book), []) = (books.pop(), &books[..]) else {
        return Err(CliError::usage("files come back one by one").hint("run `isms import FILE --update` for each"));
    };
    let of_map = map.and_then(|map| map.kind.as_ref()).map(|(name, _)| name.as_str());
    let name = args.kind.as_deref().or(of_map);
    let unknown = |name: &str| {
        CliError::usage(format!("no records are kept as `{name}`, so none can come back so"))
            .hint("`isms schema` lists the kinds of records")
    };
    let kind = name.map(|name| kinds::by_name(name).ok_or_else(|| unknown(name))).transpose()?;
    let all = book.origin().kinds();
    let kind = kind.or_else(|| all.is_empty().then(|| kind_of(&book)).flatten());
    if kind.is_none() && all.is_empty() {
        return Err(CliError::usage("the sheet does not say which records came back").hint("say it with `--as KIND`"));
    }
    if kind.is_none() && all.len() > 1 && (map.is_some() || asked.sheet.is_some() || asked.header_line.is_some()) {
        let which = list_of(&all, "and");
        return Err(CliError::usage(format!(
            "`--map`, `--sheet` and `--header-line` speak of one register, and the workbook has those of {which}"
        ))
        .hint("say which is meant with `--as KIND`"));
    }
    if !asked.maps.is_empty() {
        return Err(CliError::usage("a register that comes back is read by the map that it went out by, or by its own names")
            .hint("name the map: `--map FILE.yaml`"));
    }
    let why = format!("its row is gone from `{}`", book.name());
    let mut decide = |gone: &Gone| fate(gone, args, &why);
    acting::run(global, &How { dry_run: args.dry_run, ..How::default() }, |view, how| {
        update(view, how, Coming { kind, book, asked, map, prefer: args.prefer, decide: &mut decide })
    })
}

/// What becomes of a record whose row is gone: as was said, or as somebody at a terminal says.
fn fate(gone: &Gone, args: &Args, why: &str) -> io::Result<Fate> {
    match args.gone.as_deref() {
        Some("keep") => Ok(Fate::Keep),
        Some(_) => Ok(Fate::Retire(why.to_owned())),
        None if args.dry_run || !asking::somebody() => Ok(Fate::Open),
        None => rowless::ask(&mut asking::terminal(), gone, why),
    }
}

/// A map that is there may have been edited.
fn refuse_known(path: Option<&Path>) -> Result<(), CliError> {
    match path.filter(|path| path.exists()) {
        Some(path) => Err(CliError::usage(format!("`{}` is there already, and may have been edited", path.display()))
            .hint("name another file, or remove it first; `--map` uses it")),
        None => Ok(()),
    }
}
