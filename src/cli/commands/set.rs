//! `isms set`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::edit::assign::Assignment;
use crate::ops::set::{self, Whose};
use std::process::ExitCode;

/// Set fields of records; comments, order and layout stay
///
/// `path=value` sets a field, `path=` takes it out, `path+=value` adds to a list, `path-=value` takes from it. A path goes
/// down by dots: `current.likelihood=2`. An item of a list is named by its position from 1 or by what tells it from the
/// others: `actions[2].done=today`, `tests[restore].results+={on: today, by: ROL-it, result: pass}`.
///
/// Days may be said in words: `today`, `tomorrow`, `+90d`, `3 weeks ago`, `31.12.2026`, `31 December 2026`, `end of quarter`.
/// What breaks a record or a reference is refused, unless `--force` is given. All records are changed or none. Comments
/// within what is taken out go with it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms set RSK-001 current.likelihood=2 assessed.on=today
  isms set CTL-backup documents+=DOC-backup owner=ROL-it-lead
  isms set --where 'control: owner = ROL-old' owner=ROL-new --dry-run")]
pub struct Args {
    /// Ids of records, or `isms`, `context`, `scope`, `soa`, `plan`; then fields with their values
    #[arg(value_name = "ID|FIELD=VALUE", required = true)]
    pub words: Vec<String>,

    /// All records of a kind for which a test holds, such as `control: owner = ROL-old`; `isms list` knows the language
    #[arg(long = "where", value_name = "KIND: TEST")]
    pub test: Option<String>,

    /// Agree to change more than one record
    #[arg(short, long)]
    pub yes: bool,

    #[command(flatten)]
    pub act: ActArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let (given, ids): (Vec<&String>, Vec<&String>) = args.words.iter().partition(|word| word.contains('='));
    let given: Vec<Assignment> = given
        .into_iter()
        .map(|word| word.parse().map_err(|problem: String| CliError::usage(format!("`{word}`: {problem}"))))
        .collect::<Result<_, _>>()?;
    let whose = match (&args.test, ids.as_slice()) {
        (Some(test), []) => match test.split_once(':') {
            Some((kind, test)) => Whose::Where { kind: kind.trim().into(), test: test.trim().into() },
            None => return Err(CliError::usage("`--where` begins with a kind").hint("write it as `--where 'risk: owner = ROL-it'`")),
        },
        (None, [_, ..]) => Whose::Ids(ids.into_iter().cloned().collect()),
        (Some(_), _) => return Err(CliError::usage("ids and `--where` say the same thing twice").hint("leave one of them out")),
        (None, []) => return Err(CliError::usage("no record is named").hint("name one before its fields, or several with `--where`")),
    };
    if given.is_empty() {
        return Err(CliError::usage("no field is named").hint("write it as `field=value`"));
    }
    args.act.run(global, |view, how| set::set(view, how, &whose, &given, args.yes))
}
