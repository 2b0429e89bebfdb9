//! `isms list`

use super::report::asked;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::ops::list::{self, Wanted};
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
    let wanted = Wanted { kind: &args.kind, test: args.test.as_deref(), columns: &args.columns, sort: &args.sort };
    asked(&args.report, global, |view| list::list(view, wanted))
}
