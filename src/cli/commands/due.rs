//! `isms due`

use crate::base::date::Period;
use crate::cli::error::CliError;
use crate::cli::options::{DatedArgs, Global, chosen};
use crate::cli::shell::{Shell, which};
use crate::ops::due;
use crate::register::due::Matter;
use crate::report::due::Wanted;
use clap::ValueEnum;
use std::process::ExitCode;

/// List everything that has a day: what is late, and what comes
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms due --owner me
  isms due --within 12mo --kind certification,audit,review -o isms.ics
  isms due --fail-on overdue --format csv")]
pub struct Args {
    /// How far to look ahead, such as `30d` or `12mo`
    #[arg(long, default_value = "90d", value_name = "PERIOD")]
    pub within: Period,

    /// Only what a role or person sees to, or what waits for them; `me` is whoever git says you are
    #[arg(long, value_name = "ROL|PER|me")]
    pub owner: Option<String>,

    /// Only these
    #[arg(long, value_parser = chosen::<Matter>(), value_delimiter = ',', value_name = "KIND")]
    pub kind: Vec<Matter>,

    /// Exit with 1 if something is late
    #[arg(long, value_enum, default_value = "never", value_name = "WHEN")]
    pub fail_on: FailOn,

    #[command(flatten)]
    pub report: DatedArgs,
}

/// What fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Overdue,
    Never,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let wanted = Wanted { within: args.within, owner: args.owner.clone(), matters: args.kind.clone() };
    let answered = shell.answer(&which(global)?, &args.report.report(), |view| due::due(view, &wanted))?;
    Ok(match args.fail_on {
        FailOn::Overdue => answered.judged(|report| report.overdue > 0),
        FailOn::Never => ExitCode::SUCCESS,
    })
}
