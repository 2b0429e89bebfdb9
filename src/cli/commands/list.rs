//! `isms list`

use crate::base::text::did_you_mean;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::read::reported;
use crate::model::facts::Facts;
use crate::model::kinds::{self, KINDS, KindInfo};
use crate::register::cx::Cx;
use crate::register::query::{Op, Query};
use crate::register::{derived, fields};
use crate::report::list::{Choice, ListReport};
use std::collections::HashSet;
use std::process::ExitCode;

/// List records of a kind: chosen, sorted and shown by what is written and what follows from it
#[derive(Debug, clap::Args)]
#[command(after_long_help = LANGUAGE)]
pub struct Args {
    /// The kind, such as `risk`; its folder's name will do
    pub kind: String,

    /// Show only records that pass this test
    #[arg(long = "where", value_name = "TEST")]
    pub test: Option<String>,

    /// Show these fields, written or derived
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    pub columns: Vec<String>,

    /// Sort by these fields; `-` before one puts the highest first
    #[arg(long, value_name = "FIELD", value_delimiter = ',', allow_hyphen_values = true)]
    pub sort: Vec<String>,

    #[command(flatten)]
    pub report: ReportArgs,
}

const LANGUAGE: &str = "\
A test compares a field with a value: = != < <= > >=, or ~ for words that it contains, whatever their case. A field alone
asks whether it is there. Join tests by and, or, not and brackets; quote values that hold spaces. A list passes if one of its
values does. Levels are compared by their order, dates and ids as people sort them.

Fields are those of docs/records.md, by their path: owner, current.likelihood, treatment.actions.due. What follows from
records has names of its own, on the same page: current.level, rank, review_due.

  isms list risk --where 'current.level >= high and not owner = ROL-it' --sort -current.score
  isms list control --where 'verification = overdue' --columns id,title,owner
  isms list evidence --where 'counts_until < 2026-09-30' --sort counts_until";

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let kind = kind(&args.kind)?;
    let choice = Choice {
        query: args.test.as_deref().map(|test| query(kind, test)).transpose()?,
        columns: columns(kind, args)?,
        sort: sort(kind, args)?,
    };
    reported(global, &args.report, |cx, origin| {
        if let (Some(test), Some(query)) = (&args.test, &choice.query) {
            refuse_misfits(cx, kind, test, query)?;
        }
        Ok(ListReport::build(cx, kind, choice, origin))
    })
}

/// A value that no record can have would answer "none", and be believed.
fn refuse_misfits(cx: &Cx<'_>, kind: &KindInfo, test: &str, query: &Query) -> Result<(), CliError> {
    for (field, op, value) in query.comparisons() {
        if let Some(problem) = fields::misfit(cx, kind, &field.path, value).filter(|_| op != Op::Contains) {
            return Err(wrong(test, field.at, &problem));
        }
    }
    Ok(())
}

/// The kind of that name, or whose folder is called so.
pub fn kind(name: &str) -> Result<&'static KindInfo, CliError> {
    kinds::by_name(name).or_else(|| kinds::by_folder(name)).ok_or_else(|| {
        let near = did_you_mean(name, KINDS.iter().flat_map(|kind| [kind.name, kind.folder]));
        let all: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let hint = near.map_or(format!("there are {}", all.join(", ")), |near| format!("did you mean `{near}`?"));
        CliError::usage(format!("there is no kind `{name}`")).hint(hint)
    })
}

/// What is wrong with a test, and where.
fn wrong(test: &str, at: usize, problem: &str) -> CliError {
    let before = test[..at].chars().count();
    CliError::usage(format!("{problem}\n  {test}\n  {}^", " ".repeat(before))).hint("`isms list --help` describes the language")
}

fn query(kind: &KindInfo, test: &str) -> Result<Query, CliError> {
    let query = Query::parse(test).map_err(|error| wrong(test, error.at, &error.problem))?;
    for field in query.fields() {
        if let Some(problem) = fields::unknown(kind, &field.path) {
            return Err(wrong(test, field.at, &problem));
        }
    }
    Ok(query)
}

fn known(kind: &KindInfo, path: &str) -> Result<(), CliError> {
    fields::unknown(kind, path)
        .map_or(Ok(()), |problem| Err(CliError::usage(problem).hint("docs/records.md lists the fields of each kind")))
}

fn columns(kind: &'static KindInfo, args: &Args) -> Result<Vec<String>, CliError> {
    args.columns.iter().try_for_each(|column| known(kind, column))?;
    if !args.columns.is_empty() {
        let mut seen = HashSet::new();
        return Ok(args.columns.iter().filter(|column| seen.insert(*column)).cloned().collect());
    }
    let listed = Facts::of(kind.name).listed();
    let own = if listed.is_empty() { derived::names(kind.name).iter().map(|(name, _)| *name).collect() } else { listed };
    let usual = ["id", "title", "owner"].into_iter().filter(|column| fields::unknown(kind, column).is_none());
    Ok(usual.chain(own).map(str::to_owned).collect())
}

fn sort(kind: &KindInfo, args: &Args) -> Result<Vec<(String, bool)>, CliError> {
    let key = |text: &String| {
        let (path, highest_first) = text.strip_prefix('-').map_or((text.as_str(), false), |path| (path, true));
        known(kind, path)?;
        Ok((path.to_owned(), highest_first))
    };
    let keys: Result<Vec<(String, bool)>, CliError> = args.sort.iter().map(key).collect();
    // A field that comes again orders nothing that it has not ordered.
    let mut seen = HashSet::new();
    Ok(keys?.into_iter().filter(|(path, _)| seen.insert(path.clone())).collect())
}
